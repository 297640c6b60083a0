//! Errors.

use crate::capi::types::handles::{virConnectPtr, virDomainPtr, virNetworkPtr};
use crate::model::constants::virErrorLevel;
use libc::{c_char, c_int, c_void};

/// An error. The strings of one that virGetLastError or virConnGetLastError
/// gives belong to the library; those of a copy are freed by virResetError.
#[repr(C)]
pub struct _virError {
    /// The error code: a virErrorNumber.
    pub code: c_int,
    /// The error domain: a virErrorDomain.
    pub domain: c_int,
    /// The message.
    pub message: *mut c_char,
    /// The severity.
    pub level: virErrorLevel,
    /// Always NULL.
    pub conn: virConnectPtr,
    /// Always NULL.
    pub dom: virDomainPtr,
    /// The phrase for the code in the message.
    pub str1: *mut c_char,
    /// The message's detail, or NULL.
    pub str2: *mut c_char,
    /// NULL, but in an error that another process has sent.
    pub str3: *mut c_char,
    /// The errno of a VIR_ERR_SYSTEM_ERROR, the line of a VIR_ERR_XML_DETAIL.
    pub int1: c_int,
    /// Unused, but in an error that another process has sent.
    pub int2: c_int,
    /// Always NULL.
    pub net: virNetworkPtr,
}
/// An error.
pub type virError = _virError;
/// A pointer to an error.
pub type virErrorPtr = *mut virError;

/// Called for every error, once for each public call that fails.
///
/// `error` is the calling thread's last error and belongs to the library; the
/// function may call the library.
pub type virErrorFunc =
    Option<unsafe extern "C-unwind" fn(userData: *mut c_void, error: virErrorPtr)>;
