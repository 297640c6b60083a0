//! Credentials of a connection.

use libc::{c_char, c_int, c_uint, c_void};

/// A credential that a driver asks for.
#[repr(C)]
pub struct _virConnectCredential {
    /// What it is about: a virConnectCredentialType.
    pub r#type: c_int,
    /// What to ask the user.
    pub prompt: *const c_char,
    /// More to show to the user.
    pub challenge: *const c_char,
    /// The answer where the user gives none.
    pub defresult: *const c_char,
    /// The answer, from malloc.
    pub result: *mut c_char,
    /// The length of the answer.
    pub resultlen: c_uint,
}
/// A credential that a driver asks for.
pub type virConnectCredential = _virConnectCredential;
/// A pointer to one credential or to an array of them.
pub type virConnectCredentialPtr = *mut virConnectCredential;

/// A function that fills in `ncred` credentials: 0 when it did, -1 when not.
pub type virConnectAuthCallbackPtr = Option<
    unsafe extern "C" fn(
        cred: virConnectCredentialPtr,
        ncred: c_uint,
        cbdata: *mut c_void,
    ) -> c_int,
>;

/// How a program answers when a driver asks for credentials.
#[repr(C)]
pub struct _virConnectAuth {
    /// The credential types that the callback can give.
    pub credtype: *mut c_int,
    /// How many they are.
    pub ncredtype: c_uint,
    /// The function that is asked.
    pub cb: virConnectAuthCallbackPtr,
    /// Passed to the function.
    pub cbdata: *mut c_void,
}
/// How a program answers when a driver asks for credentials.
pub type virConnectAuth = _virConnectAuth;
/// A pointer to a virConnectAuth.
pub type virConnectAuthPtr = *mut virConnectAuth;
