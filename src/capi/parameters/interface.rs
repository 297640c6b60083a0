//! Bandwidth of interfaces.

use crate::capi::parameters::family::{get, named, set};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::parameters::Family;
use libc::{c_char, c_int, c_uint};

/// Sets the bandwidth of a network interface.
///
/// `device` is its name on the host or its MAC address. `params` is an array of `nparams`
/// parameters, each a UINT, in KiB and KiB per second: VIR_DOMAIN_BANDWIDTH_IN_AVERAGE,
/// VIR_DOMAIN_BANDWIDTH_IN_PEAK, VIR_DOMAIN_BANDWIDTH_IN_BURST, VIR_DOMAIN_BANDWIDTH_IN_FLOOR,
/// VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK and
/// VIR_DOMAIN_BANDWIDTH_OUT_BURST. The array remains the caller's. A direction changes as a
/// whole when its average or its floor is given: what is not given becomes 0, and a direction
/// without average and floor is unlimited.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong
/// type, a name given twice, unknown flags, live and config together, and an interface that does
/// not exist; VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the
/// domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string, `device` is NULL or a
/// NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetInterfaceParameters(
    domain: virDomainPtr,
    device: *const c_char,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        set(
            "virDomainSetInterfaceParameters",
            domain,
            Family::Interface,
            || named("device", device),
            (params, nparams),
            flags,
        )
    }
}

/// Gets the bandwidth of a network interface, in KiB and KiB per second, 0 for none: the UINTs
/// VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_PEAK, VIR_DOMAIN_BANDWIDTH_IN_BURST,
/// VIR_DOMAIN_BANDWIDTH_IN_FLOOR, VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE,
/// VIR_DOMAIN_BANDWIDTH_OUT_PEAK and VIR_DOMAIN_BANDWIDTH_OUT_BURST.
///
/// `device` is its name on the host or its MAC address; where `*nparams` is 0 it is ignored.
///
/// With `*nparams` 0, `params` is ignored and `*nparams` is set to the number of parameters.
/// Otherwise `params` is the caller's array with room for `*nparams`; as many as fit are stored,
/// in the order above, and `*nparams` is set to their number. virTypedParamsClear frees their
/// strings.
///
/// `flags` is a virDomainModificationImpact, with or without
/// VIR_TYPED_PARAM_STRING_OKAY.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a negative
/// `*nparams`, unknown flags, live and config together, and an interface that does not exist;
/// VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
/// do not match its state; VIR_ERR_NO_SUPPORT where the driver does not support them.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for that many
/// parameters, `device` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetInterfaceParameters(
    domain: virDomainPtr,
    device: *const c_char,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        get(
            "virDomainGetInterfaceParameters",
            domain,
            Family::Interface,
            || named("device", device),
            (params, nparams),
            flags,
        )
    }
}
