//! NUMA parameters.

use super::{get, set};
use crate::capi::types::{virDomainPtr, virTypedParameterPtr};
use crate::model::family::Family;
use libc::{c_int, c_uint};

/// Sets NUMA parameters, several in one call: all of them are in force afterwards,
/// or none is changed.
///
/// `params` is an array of `nparams` parameters: VIR_DOMAIN_NUMA_MODE, an INT, one
/// of virDomainNumatuneMemMode, and VIR_DOMAIN_NUMA_NODESET, a STRING such as
/// `0-1,3`. The array stays the caller's.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for no parameters,
/// a name without NUL, a wrong type, a name given twice, unknown flags, live and
/// config together
/// and what is no mode or no list of nodes; VIR_ERR_ARGUMENT_UNSUPPORTED for
/// an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
/// VIR_ERR_OPERATION_INVALID for flags that do not fit its state, for another mode of a
/// running domain and a list without nodes; VIR_ERR_CONFIG_UNSUPPORTED for a mode
/// alone where no nodes were ever set.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetNumaParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe { set(domain, Family::Numa, || Ok(String::new()), (params, nparams), flags) }
}

/// Gets the NUMA parameters: VIR_DOMAIN_NUMA_MODE, an INT, one of
/// virDomainNumatuneMemMode, and VIR_DOMAIN_NUMA_NODESET, a STRING such as `0-1,3`,
/// empty where no nodes are named.
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
/// negative `*nparams`, unknown flags, live and config together;
/// VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for flags
/// that do not fit its state; VIR_ERR_NO_SUPPORT where the driver has none of them.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for so
/// many parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetNumaParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe { get(domain, Family::Numa, || Ok(String::new()), (params, nparams), flags) }
}
