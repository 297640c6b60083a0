//! References to domains, and what identifies a domain.

use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles;
use crate::capi::boundary::handles::Kind;
use crate::capi::boundary::strings::null;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::Result;
use crate::model::constants::VIR_UUID_STRING_BUFLEN;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uchar, c_uint};
use std::ptr::null_mut;

/// Holds a domain once more; virDomainFree is then to be called once more.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainRef(domain: virDomainPtr) -> c_int {
    guard("virDomainRef", domain, -1, || {
        let held = handles::retain(domain as usize, Kind::Domain);
        held.then_some(0).ok_or_else(|| handles::invalid_domain(domain))
    })
}

/// Gives a domain back. This ends the handle with its last reference, never the
/// domain.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainFree(domain: virDomainPtr) -> c_int {
    guard("virDomainFree", domain, -1, || {
        let left = handles::release(domain as usize, Kind::Domain);
        left.map(|_| 0).ok_or_else(|| handles::invalid_domain(domain))
    })
}

/// Gives the connection that a domain was looked up on.
///
/// Returns the connection, which is not held once more and must not be closed
/// for this; or NULL with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetConnect(dom: virDomainPtr) -> virConnectPtr {
    on_domain("virDomainGetConnect", dom, null_mut(), |handle| Ok(handle.connect()))
}

/// Gives a domain's name.
///
/// Returns a text that belongs to the handle, or NULL with
/// VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// The text must not be used after the domain was given back, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetName(domain: virDomainPtr) -> *const c_char {
    on_domain("virDomainGetName", domain, std::ptr::null(), |handle| Ok(handle.name().as_ptr()))
}

/// Gives a domain's number, as it was when the domain was looked up, or when it
/// was last started or stopped through this handle.
///
/// Returns the number; (unsigned int)-1 when it did not run, and with
/// VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetID(domain: virDomainPtr) -> c_uint {
    on_domain("virDomainGetID", domain, c_uint::MAX, |handle| {
        Ok(handle.domain().id().and_then(|id| c_uint::try_from(id).ok()).unwrap_or(c_uint::MAX))
    })
}

/// Gives a domain's uuid.
///
/// `uuid` takes VIR_UUID_BUFLEN raw bytes.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `uuid` is
/// NULL.
///
/// # Safety
/// `uuid` is NULL or points to room for VIR_UUID_BUFLEN bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetUUID(domain: virDomainPtr, uuid: *mut c_uchar) -> c_int {
    on_domain("virDomainGetUUID", domain, -1, |handle| {
        // SAFETY: by this function's contract.
        unsafe { store("uuid", uuid, handle.domain().uuid().as_bytes()) }
    })
}

/// Gives a domain's uuid as text, in lower case with four hyphens.
///
/// `buf` takes VIR_UUID_STRING_BUFLEN characters, a NUL the last.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `buf` is
/// NULL.
///
/// # Safety
/// `buf` is NULL or points to room for VIR_UUID_STRING_BUFLEN characters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetUUIDString(domain: virDomainPtr, buf: *mut c_char) -> c_int {
    on_domain("virDomainGetUUIDString", domain, -1, |handle| {
        let mut text = [0; VIR_UUID_STRING_BUFLEN];
        handle.domain().uuid().hyphenated().encode_lower(&mut text);
        // SAFETY: by this function's contract.
        unsafe { store("buf", buf.cast(), &text) }
    })
}

/// # Safety
/// `place` is NULL or points to room for so many bytes.
unsafe fn store(name: &str, place: *mut c_uchar, bytes: &[u8]) -> Result<c_int> {
    if place.is_null() {
        return Err(null(name, VIR_FROM_DOMAIN));
    }
    // SAFETY: not NULL, so room by this function's contract.
    unsafe { place.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    Ok(0)
}
