//! Credentials that a driver requests from the program that opens a connection.

use crate::model::constants::virConnectCredentialType;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// A credential that a driver asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialRequest {
    /// Its type.
    pub kind: virConnectCredentialType,
    /// The prompt for the user.
    pub prompt: String,
    /// More information for the user, such as the host's name.
    pub challenge: Option<String>,
    /// The default answer.
    pub default: Option<String>,
}

/// The program's source of credentials, valid while a connection is being opened.
pub trait Credentials {
    /// Whether the program answers requests of this type.
    fn offers(&self, kind: virConnectCredentialType) -> bool;

    /// The answers to these requests, in their order, as the bytes that the program
    /// returned; `None` for one without an answer and default.
    ///
    /// Errors: VIR_ERR_AUTH_FAILED if the program cannot be asked, or refuses.
    fn request(&self, requests: &[CredentialRequest]) -> Result<Vec<Option<Vec<u8>>>>;
}

/// For a program that passed no credentials.
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
