//! Managed save images.

use crate::capi::boundary::call::{change_domain, on_domain};
use crate::capi::types::handles::virDomainPtr;
use libc::{c_int, c_uint};

/// Saves the memory of a domain to a managed image and stops it; the next start restores the
/// image.
///
/// `flags` are bits of virDomainSaveRestoreFlags: VIR_DOMAIN_SAVE_BYPASS_CACHE,
/// and one of VIR_DOMAIN_SAVE_RUNNING and VIR_DOMAIN_SAVE_PAUSED.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for unknown flags and for running and paused together; VIR_ERR_NO_DOMAIN;
/// VIR_ERR_OPERATION_INVALID when it is not running, and when it is transient.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainManagedSave(dom: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainManagedSave", dom, |domain| domain.managed_save(flags))
}

/// Checks whether a domain has a managed save image.
///
/// `flags` is 0.
///
/// Returns 1 if it has, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for flags,
/// VIR_ERR_NO_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainHasManagedSaveImage(
    dom: virDomainPtr,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainHasManagedSaveImage", dom, -1, |handle| {
        handle.domain().has_managed_save(flags).map(c_int::from)
    })
}

/// Removes the managed save image of a domain, if there is one.
///
/// `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for flags; VIR_ERR_NO_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainManagedSaveRemove(
    dom: virDomainPtr,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainManagedSaveRemove", dom, |domain| domain.remove_managed_save(flags))
}
