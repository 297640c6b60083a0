//! Certificates of TLS, for the drivers that use it: what a certificate says of itself, and whom one trusts.

mod authority;
mod certificate;
pub mod pem;
mod verifier;
mod words;

pub use authority::Authority;
pub use certificate::{check_dates, is_authority};
pub use verifier::{Verifier, check_own};
pub use words::{KNOWN_KEYS, certificate_words};

#[cfg(test)]
mod tests;
