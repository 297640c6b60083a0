//! Credentials: no driver of this library asks for any, and programs pass these
//! all the same.

use super::types::{virConnectAuth, virConnectAuthPtr, virConnectCredentialPtr};
use libc::{c_int, c_uint, c_void};
use std::ptr::null_mut;

unsafe extern "C" fn no_credentials(
    _cred: virConnectCredentialPtr,
    _ncred: c_uint,
    _cbdata: *mut c_void,
) -> c_int {
    -1
}

struct DefaultAuth(virConnectAuth);

// SAFETY: nobody writes to it, and its pointers are NULL or to code.
unsafe impl Sync for DefaultAuth {}

static DEFAULT_AUTH: DefaultAuth = DefaultAuth(virConnectAuth {
    credtype: null_mut(),
    ncredtype: 0,
    cb: Some(no_credentials),
    cbdata: null_mut(),
});

/// The answers to pass to virConnectOpenAuth where a program has none of its own.
#[unsafe(no_mangle)]
pub static mut virConnectAuthPtrDefault: virConnectAuthPtr = (&raw const DEFAULT_AUTH.0).cast_mut();
