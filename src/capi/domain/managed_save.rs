//! Images of domains' memory that the host keeps.

use crate::capi::boundary::call::{change_domain, on_domain};
use crate::capi::types::handles::virDomainPtr;
use libc::{c_int, c_uint};

/// Stops a domain and keeps an image of its memory, which its next start takes
/// up.
///
/// `flags` are bits of virDomainSaveRestoreFlags: VIR_DOMAIN_SAVE_BYPASS_CACHE,
/// and one of VIR_DOMAIN_SAVE_RUNNING and VIR_DOMAIN_SAVE_PAUSED.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for unknown flags and for running
/// and paused together; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it does
/// not run, and when it is transient.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainManagedSave(dom: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainManagedSave", dom, |domain| domain.managed_save(flags))
}

/// Tells whether there is an image of a domain's memory.
///
/// `flags` is 0.
///
/// Returns 1 if there is, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainHasManagedSaveImage(dom: virDomainPtr, flags: c_uint) -> c_int {
    on_domain("virDomainHasManagedSaveImage", dom, -1, |handle| {
        handle.domain().has_managed_save(flags).map(c_int::from)
    })
}

/// Removes the image of a domain's memory, if there is one.
///
/// `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for flags; VIR_ERR_NO_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainManagedSaveRemove(dom: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainManagedSaveRemove", dom, |domain| domain.remove_managed_save(flags))
}
