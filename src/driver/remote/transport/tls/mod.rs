//! TLS, with the certificates at libvirt's places.

mod certificate;
mod files;
mod session;
mod verifier;

pub use files::Files;
pub use session::{Checks, configure, connect};

#[cfg(test)]
mod tests;
