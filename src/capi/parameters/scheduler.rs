//! The scheduler.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::strings::to_c;
use crate::capi::parameters::family::{get, set};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::parameters::Family;
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Gets the scheduler of a domain.
///
/// `nparams`, unless it is NULL, receives the number of its parameters: the capacity that
/// virDomainGetSchedulerParameters needs.
///
/// Returns its name, which the caller frees with free(); or NULL with
/// VIR_ERR_INVALID_DOMAIN, or VIR_ERR_NO_SUPPORT where the driver has none.
///
/// # Safety
/// `nparams` is NULL or points to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetSchedulerType(
    domain: virDomainPtr,
    nparams: *mut c_int,
) -> *mut c_char {
    on_domain("virDomainGetSchedulerType", domain, null_mut(), |handle| {
        let (name, parameters) = handle.domain().scheduler()?;
        let parameters = count(parameters)?;
        if !nparams.is_null() {
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { nparams.write(parameters) };
        }
        Ok(to_c(&name))
    })
}

/// Sets parameters of the scheduler. The test driver's has one, VIR_DOMAIN_SCHEDULER_WEIGHT, a
/// UINT, which it does not store. A domain of this host has shares, periods and quotas in the
/// kernel's files; those of virtual CPUs, of the emulator and of I/O threads are in the groups that
/// libvirt makes for a guest's threads. Where it made none for virtual CPUs, the domain's own group
/// stands for them; for other threads VIR_ERR_OPERATION_UNSUPPORTED says so. A machine of ESX has
/// the scheduler "allocation": VIR_DOMAIN_SCHEDULER_RESERVATION, an LLONG of 0 or more MHz;
/// VIR_DOMAIN_SCHEDULER_LIMIT, an LLONG in MHz, -1 for none; and VIR_DOMAIN_SCHEDULER_SHARES, an INT:
/// a number, or -1 low, -2 normal, -3 high.
///
/// `params` is an array of `nparams` parameters, which may be 0; it remains the caller's.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for a negative number, a name without a NUL, a
/// wrong type, a name given twice, unknown flags, live and config together;
/// VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the domain no longer
/// exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetSchedulerParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        set(
            "virDomainSetSchedulerParameters",
            domain,
            Family::Scheduler,
            || Ok(String::new()),
            (params, nparams),
            0,
        )
    }
}

/// As virDomainSetSchedulerParameters. `flags` are bits of virDomainModificationImpact; the test
/// driver accepts 0 only.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for a negative number, a name without a NUL, a
/// wrong type, a name given twice, unknown flags, live and config together;
/// VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the domain no longer
/// exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetSchedulerParametersFlags(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        set(
            "virDomainSetSchedulerParametersFlags",
            domain,
            Family::Scheduler,
            || Ok(String::new()),
            (params, nparams),
            flags,
        )
    }
}

/// Gets the parameters of the scheduler: the test driver's has one,
/// VIR_DOMAIN_SCHEDULER_WEIGHT, a UINT. Of a domain of this host it gets those that the kernel holds;
/// of several groups of virtual CPUs, or of I/O threads, the first one's. Those of ESX are as for
/// virDomainSetSchedulerParameters.
///
/// `params` is the caller's array with room for `*nparams`, at least 1; as many as fit are
/// stored, and `*nparams` is set to their number.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL and for a capacity
/// of 0; VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_NO_SUPPORT where the driver
/// has no scheduler.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for that many
/// parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetSchedulerParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        get(
            "virDomainGetSchedulerParameters",
            domain,
            Family::Scheduler,
            || Ok(String::new()),
            (params, nparams),
            0,
        )
    }
}

/// As virDomainGetSchedulerParameters. `flags` is a virDomainModificationImpact, with or without
/// VIR_TYPED_PARAM_STRING_OKAY; the test driver supports the latter only.
///
/// Returns 0, or -1: as virDomainGetSchedulerParameters, and VIR_ERR_INVALID_ARG
/// for unknown flags.
///
/// # Safety
/// As for virDomainGetSchedulerParameters.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetSchedulerParametersFlags(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        get(
            "virDomainGetSchedulerParametersFlags",
            domain,
            Family::Scheduler,
            || Ok(String::new()),
            (params, nparams),
            flags,
        )
    }
}
