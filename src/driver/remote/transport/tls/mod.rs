//! TLS, with the certificates at libvirt's places.

mod files;
mod session;
mod verifier;

pub use files::Files;
pub use session::{Checks, connect};
