//! Errors of the remote driver's own: VIR_FROM_RPC, as libvirt's client reports them.

use crate::model::virErrorDomain::{VIR_FROM_AUTH, VIR_FROM_REMOTE, VIR_FROM_RPC};
use crate::model::{Error, virErrorNumber};
use rustix::io::Errno;
use std::fmt::Display;

/// VIR_ERR_SYSTEM_ERROR with an errno in int1.
pub fn system(errno: Errno, what: impl Display) -> Error {
    Error::system(VIR_FROM_RPC, errno.raw_os_error(), what)
}

/// VIR_ERR_SYSTEM_ERROR of a failed operation of the standard library, -1 in int1 where there is no
/// errno, as for a name that does not resolve.
pub fn io(error: &std::io::Error, what: impl Display) -> Error {
    match error.raw_os_error() {
        Some(errno) => Error::system(VIR_FROM_RPC, errno, what),
        None => refused(virErrorNumber::VIR_ERR_SYSTEM_ERROR, format!("{what}: {error}")),
    }
}

/// VIR_ERR_INTERNAL_ERROR.
pub fn internal(detail: impl Into<String>) -> Error {
    refused(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
}

/// An error with this code.
pub fn refused(code: virErrorNumber, detail: impl Into<String>) -> Error {
    Error::new(VIR_FROM_RPC, code, detail)
}

/// VIR_ERR_AUTH_UNAVAILABLE: the server wants what this library does not have.
pub fn unavailable(detail: String) -> Error {
    Error::new(VIR_FROM_AUTH, virErrorNumber::VIR_ERR_AUTH_UNAVAILABLE, detail)
}

/// VIR_ERR_INVALID_ARG for what a URI says.
pub fn wrong_uri(detail: String) -> Error {
    Error::unfit_arg(VIR_FROM_REMOTE, detail)
}

/// The errno where there is no socket, and where nobody listens at it.
pub const NO_SOCKET: Errno = Errno::NOENT;
/// See [`NO_SOCKET`].
pub const NO_LISTENER: Errno = Errno::CONNREFUSED;
