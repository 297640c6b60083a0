//! What a driver asks of the program that opens a connection: names, passwords.

use crate::model::constants::virConnectCredentialType;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// A credential that a driver asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialRequest {
    /// What it is about.
    pub kind: virConnectCredentialType,
    /// What to ask the user.
    pub prompt: String,
    /// More to show to the user, such as the host's name.
    pub challenge: Option<String>,
    /// The answer where the user gives none.
    pub default: Option<String>,
}

/// The program's answers, for as long as a connection is opened.
pub trait Credentials {
    /// Whether the program answers requests of this type.
    fn offers(&self, kind: virConnectCredentialType) -> bool;

    /// The answers to these requests, in their order, each in the bytes that the
    /// program gave; none where it gave none and there is no default.
    ///
    /// Errors: VIR_ERR_AUTH_FAILED when the program cannot be asked, or refuses.
    fn request(&self, requests: &[CredentialRequest]) -> Result<Vec<Option<Vec<u8>>>>;
}

/// Those of a program that passed none.
pub struct NoCredentials;

impl Credentials for NoCredentials {
    fn offers(&self, _kind: virConnectCredentialType) -> bool {
        false
    }

    fn request(&self, _requests: &[CredentialRequest]) -> Result<Vec<Option<Vec<u8>>>> {
        Err(Error::new(
            virErrorDomain::VIR_FROM_AUTH,
            virErrorNumber::VIR_ERR_AUTH_FAILED,
            "the driver asks for credentials, expected a virConnectAuth with a callback",
        ))
    }
}
