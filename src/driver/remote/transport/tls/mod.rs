//! TLS, with the certificates at libvirt's places.

mod files;
mod session;

pub use files::Files;
pub use session::{Checks, configure, connect};
