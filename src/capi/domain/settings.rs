//! Autostart and lifecycle actions of domains.

use crate::capi::boundary::call::{change_domain, on_domain};
use crate::capi::boundary::strings::null;
use crate::capi::types::handles::virDomainPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint};

/// Gets the autostart flag of a domain.
///
/// Returns 0 with 1 or 0 in `autostart`, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_INVALID_ARG when `autostart` is NULL, VIR_ERR_NO_DOMAIN.
///
/// # Safety
/// `autostart` is NULL or points to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetAutostart(
    domain: virDomainPtr,
    autostart: *mut c_int,
) -> c_int {
    on_domain("virDomainGetAutostart", domain, -1, |handle| {
        if autostart.is_null() {
            return Err(null("autostart", VIR_FROM_DOMAIN));
        }
        let on = handle.domain().autostart()?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { autostart.write(c_int::from(on)) };
        Ok(0)
    })
}

/// Sets the autostart flag of a domain, or clears it if `autostart` is 0. On this host it is
/// only a flag: there is no daemon, so a service of the host has to start the domains that have
/// it, as `virmemctl autostart-all` does.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; on this host
/// VIR_ERR_OPERATION_INVALID for a transient domain.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetAutostart(
    domain: virDomainPtr,
    autostart: c_int,
) -> c_int {
    change_domain("virDomainSetAutostart", domain, |domain| domain.set_autostart(autostart != 0))
}

/// Sets the action for power-off, reboot or crash of the guest.
///
/// `type` is a virDomainLifecycle and `action` a virDomainLifecycleAction; only a crash can dump
/// memory. `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for an unknown `type`, `action` or flag; VIR_ERR_CONFIG_UNSUPPORTED for
/// an action that is valid for crashes only; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for
/// flags that do not match the domain's state.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetLifecycleAction(
    domain: virDomainPtr,
    r#type: c_uint,
    action: c_uint,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainSetLifecycleAction", domain, |domain| {
        domain.set_lifecycle_action(r#type, action, flags)
    })
}
