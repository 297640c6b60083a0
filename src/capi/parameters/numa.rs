//! NUMA parameters.

use crate::capi::parameters::family::{get, set};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::parameters::Family;
use libc::{c_int, c_uint};

/// Sets NUMA parameters, several in one call: all of them are applied, or none is changed.
///
/// `params` is an array of `nparams` parameters: VIR_DOMAIN_NUMA_MODE, an INT, one of
/// virDomainNumatuneMemMode, and VIR_DOMAIN_NUMA_NODESET, a STRING such as `0-1,3`. The array
/// remains the caller's.
///
/// On a host the nodes of a running domain are those of its group's cpuset.mems, and its mode is
/// strict, or the one of `<numatune>`; the pages that it has follow a change.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong
/// type, a name given twice, unknown flags, live and config together, and an invalid mode or
/// list of nodes; VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the
/// domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state, for
/// a change of the mode of a running domain and an empty list; VIR_ERR_CONFIG_UNSUPPORTED for a
/// mode alone when no nodes are set.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetNumaParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        set(
            "virDomainSetNumaParameters",
            domain,
            Family::Numa,
            || Ok(String::new()),
            (params, nparams),
            flags,
        )
    }
}

/// Gets the NUMA parameters: VIR_DOMAIN_NUMA_MODE, an INT, one of virDomainNumatuneMemMode, and
/// VIR_DOMAIN_NUMA_NODESET, a STRING such as `0-1,3`, empty if no nodes are set.
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
/// `*nparams`, unknown flags, live and config together; VIR_ERR_NO_DOMAIN when the domain no
/// longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state;
/// VIR_ERR_NO_SUPPORT where the driver does not support them.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for that many
/// parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetNumaParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        get(
            "virDomainGetNumaParameters",
            domain,
            Family::Numa,
            || Ok(String::new()),
            (params, nparams),
            flags,
        )
    }
}
