//! Performance events.

use super::set;
use crate::capi::call::{count, on_domain};
use crate::capi::strings::null;
use crate::capi::typed_params::array;
use crate::capi::types::{virDomainPtr, virTypedParameterPtr};
use crate::model::family::Family;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint};

/// Gets which performance events of a domain are counted: a BOOLEAN for each of
/// VIR_PERF_PARAM_….
///
/// `params` takes an array that the caller frees with virTypedParamsFree(), and
/// `nparams` the number of parameters in it.
///
/// `flags` is a virDomainModificationImpact, with or without
/// VIR_TYPED_PARAM_STRING_OKAY.
///
/// Returns 0, or -1 with both places as they were: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_INVALID_ARG for a NULL, unknown flags, live and config together;
/// VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for flags
/// that do not fit its state.
///
/// # Safety
/// `params` is NULL or points to room for a pointer, `nparams` is NULL or points to
/// room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetPerfEvents(
    domain: virDomainPtr,
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_domain(domain, -1, |handle| {
        if params.is_null() || nparams.is_null() {
            let name = if params.is_null() { "params" } else { "nparams" };
            return Err(null(name, VIR_FROM_DOMAIN));
        }
        let values = handle.domain().parameters(Family::Perf, "", flags)?;
        let number = count(values.len())?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe {
            params.write(array::allocate(&values));
            nparams.write(number);
        }
        Ok(0)
    })
}

/// Sets which performance events of a domain are counted.
///
/// `params` is an array of `nparams` parameters VIR_PERF_PARAM_…, each a BOOLEAN;
/// it stays the caller's. What is not given stays as it is.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for no parameters,
/// a name without NUL, a wrong type, a name given twice, unknown flags, live and
/// config together; VIR_ERR_ARGUMENT_UNSUPPORTED for
/// an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
/// VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetPerfEvents(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe { set(domain, Family::Perf, || Ok(String::new()), (params, nparams), flags) }
}
