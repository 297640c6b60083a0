//! Bandwidth of interfaces.

use super::{get, named, set};
use crate::capi::types::{virDomainPtr, virTypedParameterPtr};
use crate::model::family::Family;
use libc::{c_char, c_int, c_uint};

/// Sets the bandwidth of a network interface.
///
/// `device` is its name on the host or its MAC address. `params` is an array of
/// `nparams` parameters, each a UINT, in KiB and KiB a second:
/// VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_PEAK,
/// VIR_DOMAIN_BANDWIDTH_IN_BURST, VIR_DOMAIN_BANDWIDTH_IN_FLOOR,
/// VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK and
/// VIR_DOMAIN_BANDWIDTH_OUT_BURST. The array stays the caller's. A direction
/// changes as a whole when its average or its floor is given: what is not given
/// becomes 0, and one without average and floor is free.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for no parameters,
/// a name without NUL, a wrong type, a name given twice, unknown flags, live and
/// config together
/// and an interface that there is not; VIR_ERR_ARGUMENT_UNSUPPORTED for
/// an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
/// VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL,
/// `device` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetInterfaceParameters(
    domain: virDomainPtr,
    device: *const c_char,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe { set(domain, Family::Interface, || named("device", device), (params, nparams), flags) }
}

/// Gets the bandwidth of a network interface, in KiB and KiB a second, 0 for none:
/// the UINTs VIR_DOMAIN_BANDWIDTH_IN_AVERAGE, VIR_DOMAIN_BANDWIDTH_IN_PEAK,
/// VIR_DOMAIN_BANDWIDTH_IN_BURST, VIR_DOMAIN_BANDWIDTH_IN_FLOOR,
/// VIR_DOMAIN_BANDWIDTH_OUT_AVERAGE, VIR_DOMAIN_BANDWIDTH_OUT_PEAK and
/// VIR_DOMAIN_BANDWIDTH_OUT_BURST.
///
/// `device` is its name on the host or its MAC address; where `*nparams` is 0 it is
/// not looked at.
///
/// With `*nparams` 0, `params` is not looked at and `*nparams` takes the number of
/// parameters that there are. Otherwise `params` is the caller's array with room
/// for `*nparams`; as many as there are and fit are filled in, in the order above,
/// and `*nparams` takes their number. virTypedParamsClear frees the texts in them.
///
/// `flags` is a virDomainModificationImpact, with or without
/// VIR_TYPED_PARAM_STRING_OKAY.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a
/// negative `*nparams`, unknown flags, live and config together
/// and an interface that there is not;
/// VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for flags
/// that do not fit its state; VIR_ERR_NO_SUPPORT where the driver has none of them.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for so
/// many parameters, `device` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetInterfaceParameters(
    domain: virDomainPtr,
    device: *const c_char,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe { get(domain, Family::Interface, || named("device", device), (params, nparams), flags) }
}
