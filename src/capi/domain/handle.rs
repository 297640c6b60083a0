//! References to domains, and what identifies a domain.

use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles::{self, Kind};
use crate::capi::boundary::strings::null;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::Result;
use crate::model::constants::VIR_UUID_STRING_BUFLEN;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uchar, c_uint};
use std::ptr::null_mut;

/// Adds a reference to a domain; virDomainFree must be called once more.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainRef(domain: virDomainPtr) -> c_int {
    guard("virDomainRef", domain, -1, || {
        let held = handles::retain(domain as usize, Kind::Domain);
        held.then_some(0).ok_or_else(|| handles::invalid_domain(domain))
    })
}

/// Releases a reference to a domain handle, which is freed with the last one. The domain itself
/// is not affected.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainFree(domain: virDomainPtr) -> c_int {
    guard("virDomainFree", domain, -1, || {
        let left = handles::release(domain as usize, Kind::Domain);
        left.map(|_| 0).ok_or_else(|| handles::invalid_domain(domain))
    })
}

/// Gets the connection of a domain.
///
/// Returns the connection, without an additional reference: it must not be closed for this; or
/// NULL with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetConnect(dom: virDomainPtr) -> virConnectPtr {
    on_domain("virDomainGetConnect", dom, null_mut(), |handle| Ok(handle.connect()))
}

/// Gets a domain's name.
///
/// Returns a string that belongs to the handle, or NULL with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// The string must not be used after the handle is released, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetName(domain: virDomainPtr) -> *const c_char {
    on_domain("virDomainGetName", domain, std::ptr::null(), |handle| Ok(handle.name().as_ptr()))
}

/// Gets a domain's ID, as of the lookup, or of the last start or stop through this handle.
///
/// Returns the ID; (unsigned int)-1 when it was not running, and with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetID(domain: virDomainPtr) -> c_uint {
    on_domain("virDomainGetID", domain, c_uint::MAX, |handle| {
        Ok(handle.domain().id().and_then(|id| c_uint::try_from(id).ok()).unwrap_or(c_uint::MAX))
    })
}

/// Gets a domain's UUID.
///
/// `uuid` receives VIR_UUID_BUFLEN raw bytes.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `uuid` is
/// NULL.
///
/// # Safety
/// `uuid` is NULL or points to room for VIR_UUID_BUFLEN bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetUUID(
    domain: virDomainPtr,
    uuid: *mut c_uchar,
) -> c_int {
    on_domain("virDomainGetUUID", domain, -1, |handle| {
        // SAFETY: by this function's contract.
        unsafe { store("uuid", uuid, handle.domain().uuid().as_bytes()) }
    })
}

/// Gets a domain's UUID as a string, in lower case with four hyphens.
///
/// `buf` receives VIR_UUID_STRING_BUFLEN characters, including the NUL.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `buf` is
/// NULL.
///
/// # Safety
/// `buf` is NULL or points to room for VIR_UUID_STRING_BUFLEN characters.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetUUIDString(
    domain: virDomainPtr,
    buf: *mut c_char,
) -> c_int {
    on_domain("virDomainGetUUIDString", domain, -1, |handle| {
        let mut text = [0; VIR_UUID_STRING_BUFLEN];
        handle.domain().uuid().hyphenated().encode_lower(&mut text);
        // SAFETY: by this function's contract.
        unsafe { store("buf", buf.cast(), &text) }
    })
}

/// # Safety
/// `place` is NULL or points to room for that many bytes.
unsafe fn store(name: &str, place: *mut c_uchar, bytes: &[u8]) -> Result<c_int> {
    if place.is_null() {
        return Err(null(name, VIR_FROM_DOMAIN));
    }
    // SAFETY: not NULL, so room by this function's contract.
    unsafe { place.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
    Ok(0)
}
