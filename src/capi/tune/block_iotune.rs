//! Limits of disks.

use super::{get, named, set};
use crate::capi::types::{virDomainPtr, virTypedParameterPtr};
use crate::model::family::Family;
use libc::{c_char, c_int, c_uint};

/// Sets limits of a disk's input and output, several in one call: all of them are
/// in force afterwards, or none is changed.
///
/// `disk` is its name in the guest or the path of its source. `params` is an array
/// of `nparams` parameters: the ULLONGs VIR_DOMAIN_BLOCK_IOTUNE_…, up to 10^15 and 0
/// for none, and VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, a STRING. What is not given
/// stays as it is. A total and a part of it cannot both be limited, and no limit
/// may be above its VIR_DOMAIN_BLOCK_IOTUNE_…_MAX. The array stays the caller's.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for no parameters,
/// a name without NUL, a wrong type, a name given twice, unknown flags, live and
/// config together
/// and a disk that there is not, and for limits that cannot stand together; VIR_ERR_ARGUMENT_UNSUPPORTED for
/// an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
/// VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL,
/// `disk` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetBlockIoTune(
    dom: virDomainPtr,
    disk: *const c_char,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe { set(dom, Family::BlockIoTune, || named("disk", disk), (params, nparams), flags) }
}

/// Gets the limits of a disk's input and output, 0 for none: the twenty parameters
/// VIR_DOMAIN_BLOCK_IOTUNE_…, ULLONGs but for VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, a
/// STRING, in the order of a definition's `<iotune>`.
///
/// `disk` is its name in the guest or the path of its source; where `*nparams` is 0
/// it is not looked at.
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
/// and a disk that there is not;
/// VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for flags
/// that do not fit its state; VIR_ERR_NO_SUPPORT where the driver has none of them.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for so
/// many parameters, `disk` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetBlockIoTune(
    dom: virDomainPtr,
    disk: *const c_char,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe { get(dom, Family::BlockIoTune, || named("disk", disk), (params, nparams), flags) }
}
