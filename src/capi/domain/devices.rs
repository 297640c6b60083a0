//! Devices of domains.

use crate::api::Domain;
use crate::capi::boundary::call::change_domain;
use crate::capi::boundary::strings::required_bytes;
use crate::capi::types::handles::virDomainPtr;
use crate::model::Result;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};

/// # Safety
/// `xml` is NULL or a NUL-terminated string.
unsafe fn with_device(
    function: &str,
    domain: virDomainPtr,
    xml: *const c_char,
    work: impl FnOnce(&Domain, &[u8]) -> Result<()>,
) -> c_int {
    change_domain(function, domain, |domain| {
        // SAFETY: by this function's contract.
        work(domain, unsafe { required_bytes("xml", xml, VIR_FROM_DOMAIN) }?)
    })
}

/// Attaches the device that a document describes.
///
/// `flags` are bits of virDomainDeviceModifyFlags.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `xml` is
/// NULL; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT:
/// no driver adds devices yet.
///
/// # Safety
/// `xml` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainAttachDeviceFlags(
    domain: virDomainPtr,
    xml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: this function's contract is the same.
    unsafe {
        with_device("virDomainAttachDeviceFlags", domain, xml, |domain, xml| {
            domain.attach_device(xml, flags)
        })
    }
}

/// Detaches the device that a document describes.
///
/// `flags` are bits of virDomainDeviceModifyFlags. Returns as
/// virDomainAttachDeviceFlags does.
///
/// # Safety
/// `xml` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainDetachDeviceFlags(
    domain: virDomainPtr,
    xml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: this function's contract is the same.
    unsafe {
        with_device("virDomainDetachDeviceFlags", domain, xml, |domain, xml| {
            domain.detach_device(xml, flags)
        })
    }
}

/// Updates the device that a document describes.
///
/// `flags` are bits of virDomainDeviceModifyFlags. Returns as
/// virDomainAttachDeviceFlags does.
///
/// # Safety
/// `xml` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainUpdateDeviceFlags(
    domain: virDomainPtr,
    xml: *const c_char,
    flags: c_uint,
) -> c_int {
    // SAFETY: this function's contract is the same.
    unsafe {
        with_device("virDomainUpdateDeviceFlags", domain, xml, |domain, xml| {
            domain.update_device(xml, flags)
        })
    }
}
