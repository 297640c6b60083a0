//! Limits of disks.

use crate::capi::parameters::family::{get, named, set};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::parameters::Family;
use libc::{c_char, c_int, c_uint};

/// Sets I/O limits of a disk, several in one call: all of them are applied, or none is changed.
///
/// `disk` is its name in the guest or the path of its source. `params` is an array of `nparams`
/// parameters: the ULLONGs VIR_DOMAIN_BLOCK_IOTUNE_…, up to 10^15 and 0 for none, and
/// VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, a STRING. Parameters that are not given are unchanged. A
/// total and its parts cannot both be limited, and no limit may be above its
/// VIR_DOMAIN_BLOCK_IOTUNE_…_MAX. The array remains the caller's.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong
/// type, a name given twice, unknown flags, live and config together, a disk that does not
/// exist, and contradictory limits; VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name;
/// VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
/// do not match its state.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string, `disk` is NULL or a
/// NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetBlockIoTune(
    dom: virDomainPtr,
    disk: *const c_char,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        set(
            "virDomainSetBlockIoTune",
            dom,
            Family::BlockIoTune,
            || named("disk", disk),
            (params, nparams),
            flags,
        )
    }
}

/// Gets the I/O limits of a disk, 0 for none: the twenty parameters VIR_DOMAIN_BLOCK_IOTUNE_…,
/// ULLONGs except VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, a STRING, in the order of a definition's
/// `<iotune>`.
///
/// `disk` is its name in the guest or the path of its source; where `*nparams` is 0 it is
/// ignored.
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
/// `*nparams`, unknown flags, live and config together, and a disk that does not exist;
/// VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that
/// do not match its state; VIR_ERR_NO_SUPPORT where the driver does not support them.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for that many
/// parameters, `disk` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetBlockIoTune(
    dom: virDomainPtr,
    disk: *const c_char,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        get(
            "virDomainGetBlockIoTune",
            dom,
            Family::BlockIoTune,
            || named("disk", disk),
            (params, nparams),
            flags,
        )
    }
}
