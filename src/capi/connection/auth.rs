//! Default credentials: no driver of this library requests any, but programs pass them.

use crate::capi::types::connection::{virConnectAuth, virConnectAuthPtr, virConnectCredentialPtr};
use crate::model::constants::virConnectCredentialType::*;
use libc::{c_int, c_uint, c_void};
use std::ptr::null_mut;

unsafe extern "C" fn no_credentials(
    _cred: virConnectCredentialPtr,
    _ncred: c_uint,
    _cbdata: *mut c_void,
) -> c_int {
    -1
}

/// The types in libvirt's own.
static mut KINDS: [c_int; 6] = [
    VIR_CRED_AUTHNAME as c_int,
    VIR_CRED_ECHOPROMPT as c_int,
    VIR_CRED_REALM as c_int,
    VIR_CRED_PASSPHRASE as c_int,
    VIR_CRED_NOECHOPROMPT as c_int,
    VIR_CRED_EXTERNAL as c_int,
];

/// Never read by the library; a program may change it, as with libvirt.
static mut DEFAULT_AUTH: virConnectAuth = virConnectAuth {
    credtype: (&raw mut KINDS).cast(),
    ncredtype: 6,
    cb: Some(no_credentials),
    cbdata: null_mut(),
};

/// The default credentials, for virConnectOpenAuth.
#[unsafe(no_mangle)]
pub static mut virConnectAuthPtrDefault: virConnectAuthPtr = &raw mut DEFAULT_AUTH;
