//! Credentials of a connection.

use libc::{c_char, c_int, c_uint, c_void};

/// A credential that a driver requests.
#[repr(C)]
pub struct _virConnectCredential {
    /// The type: a virConnectCredentialType.
    pub r#type: c_int,
    /// The prompt for the user.
    pub prompt: *const c_char,
    /// Additional text for the user.
    pub challenge: *const c_char,
    /// The default answer.
    pub defresult: *const c_char,
    /// The answer, from malloc.
    pub result: *mut c_char,
    /// The length of the answer.
    pub resultlen: c_uint,
}
/// A credential that a driver requests.
pub type virConnectCredential = _virConnectCredential;
/// A pointer to one credential or to an array of them.
pub type virConnectCredentialPtr = *mut virConnectCredential;

/// A function that fills in `ncred` credentials: 0, or -1 on failure.
pub type virConnectAuthCallbackPtr = Option<
    unsafe extern "C-unwind" fn(
        cred: virConnectCredentialPtr,
        ncred: c_uint,
        cbdata: *mut c_void,
    ) -> c_int,
>;

/// The credentials callback of a program.
#[repr(C)]
pub struct _virConnectAuth {
    /// The credential types that the callback supports.
    pub credtype: *mut c_int,
    /// The number of types.
    pub ncredtype: c_uint,
    /// The callback.
    pub cb: virConnectAuthCallbackPtr,
    /// The argument of the callback.
    pub cbdata: *mut c_void,
}
/// The credentials callback of a program.
pub type virConnectAuth = _virConnectAuth;
/// A pointer to a virConnectAuth.
pub type virConnectAuthPtr = *mut virConnectAuth;
