//! Block I/O of a domain.

use super::{get, set};
use crate::capi::types::{virDomainPtr, virTypedParameterPtr};
use crate::model::family::Family;
use libc::{c_int, c_uint};

/// Sets block I/O parameters of a domain, several in one call: all of them are in
/// force afterwards, or none is changed.
///
/// `params` is an array of `nparams` parameters, which may be 0:
/// VIR_DOMAIN_BLKIO_WEIGHT, a UINT, and VIR_DOMAIN_BLKIO_DEVICE_WEIGHT,
/// VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS,
/// VIR_DOMAIN_BLKIO_DEVICE_READ_BPS and VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, each a
/// STRING `path,number,path,number…`; 0 takes a device's limit away, what is not
/// named stays as it is. The array stays the caller's.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG for a negative number,
/// a name without NUL, a wrong type, a name given twice, unknown flags, live and
/// config together
/// and a text of another form; VIR_ERR_ARGUMENT_UNSUPPORTED for
/// an unknown name; VIR_ERR_NO_DOMAIN when the domain has gone;
/// VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetBlkioParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe { set(domain, Family::Blkio, || Ok(String::new()), (params, nparams), flags) }
}

/// Gets the block I/O parameters of a domain: VIR_DOMAIN_BLKIO_WEIGHT, a UINT, 0
/// where it has none of its own; VIR_DOMAIN_BLKIO_DEVICE_WEIGHT,
/// VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS,
/// VIR_DOMAIN_BLKIO_DEVICE_READ_BPS and VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, each a
/// STRING `path,number,path,number…` of the devices that have one.
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
pub unsafe extern "C" fn virDomainGetBlkioParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe { get(domain, Family::Blkio, || Ok(String::new()), (params, nparams), flags) }
}
