//! Performance events.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::strings::null;
use crate::capi::boundary::typed_params;
use crate::capi::parameters::family::set;
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::parameters::Family;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint};

/// Gets the enabled performance events of a domain: a BOOLEAN for each of VIR_PERF_PARAM_….
///
/// `params` receives an array that the caller frees with virTypedParamsFree(), and `nparams` the
/// number of parameters in it.
///
/// `flags` is a virDomainModificationImpact, with or without
/// VIR_TYPED_PARAM_STRING_OKAY.
///
/// Returns 0, or -1 with `params` and `nparams` unchanged: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_INVALID_ARG for a NULL, unknown flags, live and config together; VIR_ERR_NO_DOMAIN
/// when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its
/// state.
///
/// # Safety
/// `params` is NULL or points to room for a pointer, `nparams` is NULL or points to
/// room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetPerfEvents(
    domain: virDomainPtr,
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetPerfEvents", domain, -1, |handle| {
        if params.is_null() || nparams.is_null() {
            let name = if params.is_null() { "params" } else { "nparams" };
            return Err(null(name, VIR_FROM_DOMAIN));
        }
        let values = handle.domain().parameters(Family::Perf, "", flags)?;
        let number = count(values.len())?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe {
            params.write(typed_params::allocate(&values));
            nparams.write(number);
        }
        Ok(0)
    })
}

/// Enables or disables performance events of a domain.
///
/// `params` is an array of `nparams` parameters VIR_PERF_PARAM_…, each a BOOLEAN; it remains the
/// caller's. Parameters that are not given are unchanged.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong
/// type, a name given twice, unknown flags, live and config together;
/// VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the domain no longer
/// exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetPerfEvents(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        set(
            "virDomainSetPerfEvents",
            domain,
            Family::Perf,
            || Ok(String::new()),
            (params, nparams),
            flags,
        )
    }
}
