//! Credentials that a driver requests from the program that opens a connection.

use crate::model::constants::virConnectCredentialType;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// A credential that a driver asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialRequest {
    /// The types that serve.
    pub kinds: &'static [virConnectCredentialType],
    /// The prompt for the user.
    pub prompt: String,
    /// More information for the user, such as the host's name.
    pub challenge: Option<String>,
    /// The default answer.
    pub default: Option<String>,
    /// The error of a program that passed nobody to ask.
    pub refusal: (virErrorDomain, virErrorNumber),
    /// The domain of the error of one that offers none of the types.
    pub unserved: virErrorDomain,
    /// The domain of the error of one that does not answer.
    pub declined: virErrorDomain,
}

/// What opening a connection goes on with: the answer, as the bytes that the program returned.
pub type Resume<T> = Box<dyn FnOnce(Vec<u8>) -> Result<Opening<T>>>;

/// How far the opening of a connection has come. The program is asked between two steps, while
/// no function of the library runs.
pub enum Opening<T> {
    /// It is open.
    Open(T),
    /// It needs an answer.
    Asking(CredentialRequest, Resume<T>),
}

impl<T: 'static> Opening<T> {
    /// The same, with what `then` makes of it when it is open.
    pub fn map<U: 'static>(self, then: impl FnOnce(T) -> U + 'static) -> Opening<U> {
        match self {
            Self::Open(opened) => Opening::Open(then(opened)),
            Self::Asking(request, resume) => {
                Opening::Asking(request, Box::new(move |answer| Ok(resume(answer)?.map(then))))
            }
        }
    }

    /// The same, with what `then` makes of it, which may fail.
    pub fn and_then<U: 'static>(
        self,
        then: impl FnOnce(T) -> Result<U> + 'static,
    ) -> Result<Opening<U>> {
        Ok(match self {
            Self::Open(opened) => Opening::Open(then(opened)?),
            Self::Asking(request, resume) => {
                Opening::Asking(request, Box::new(move |answer| resume(answer)?.and_then(then)))
            }
        })
    }

    /// What is open, for a program that passed no credentials; VIR_ERR_INVALID_ARG where some
    /// are asked for.
    pub fn without_credentials(self) -> Result<T> {
        match self {
            Self::Open(opened) => Ok(opened),
            Self::Asking(request, _) => Err(no_credentials(&request)),
        }
    }
}

/// The program passed nobody to ask.
pub fn no_credentials(request: &CredentialRequest) -> Error {
    let (domain, code) = request.refusal;
    Error::new(
        domain,
        code,
        format!(
            "'{}' is asked: expected virConnectOpenAuth with a virConnectAuth that has a callback",
            request.prompt
        ),
    )
}
