//! Why a certificate is not accepted, for messages.

use rustls::{CertificateError, OtherError};

/// What keys and signatures rustls knows.
pub const KNOWN_KEYS: &str =
    "known are keys of RSA with 2048 bits or more, P-256, P-384 and Ed25519";

/// The reason in words.
pub fn certificate_words(reason: &CertificateError) -> String {
    match reason {
        CertificateError::UnsupportedSignatureAlgorithmContext { .. }
        | CertificateError::UnsupportedSignatureAlgorithmForPublicKeyContext { .. } => {
            format!("it has an unknown signature; {KNOWN_KEYS}")
        }
        CertificateError::UnknownIssuer => "who signed it is not trusted".to_owned(),
        CertificateError::Other(OtherError(other)) if is_own_authority(&other.to_string()) => {
            "it is signed by itself, and not trusted".to_owned()
        }
        other => other.to_string(),
    }
}

/// Of what rustls has no name for.
fn is_own_authority(text: &str) -> bool {
    text == "CaUsedAsEndEntity"
}
