//! Block I/O of a domain.

use crate::capi::parameters::family::{get, set};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::parameters::Family;
use libc::{c_int, c_uint};

/// Sets block I/O parameters of a domain, several in one call: all of them are applied, or none
/// is changed.
///
/// `params` is an array of `nparams` parameters, which may be 0: VIR_DOMAIN_BLKIO_WEIGHT, a
/// UINT, and VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
/// VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_DOMAIN_BLKIO_DEVICE_READ_BPS and
/// VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, each a STRING `path,number,path,number…`; 0 removes a
/// device's limit; devices that are not named are unchanged. The array remains the caller's.
///
/// On this host there is VIR_MEMCTL_BLKIO_DEVICE_LATENCY too, a STRING of the same form, with latency
/// targets in microseconds up to 18446744073709551: the kernel's io.latency (kernel documentation,
/// admin-guide/cgroup-v2.rst), a soft limit for the groups that have a larger target or none.
///
/// `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for a negative number, a name without a NUL, a
/// wrong type, a name given twice, unknown flags, live and config together and a malformed
/// string; VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name; VIR_ERR_NO_DOMAIN when the domain
/// no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state;
/// VIR_ERR_OPERATION_UNSUPPORTED for what this host's kernel has no file for.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetBlkioParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        set(
            "virDomainSetBlkioParameters",
            domain,
            Family::Blkio,
            || Ok(String::new()),
            (params, nparams),
            flags,
        )
    }
}

/// Gets the block I/O parameters of a domain: VIR_DOMAIN_BLKIO_WEIGHT, a UINT, 0 if it has none
/// of its own; VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
/// VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_DOMAIN_BLKIO_DEVICE_READ_BPS and
/// VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, each a STRING `path,number,path,number…` for the devices
/// that have one; where this host's kernel has latency targets, VIR_MEMCTL_BLKIO_DEVICE_LATENCY, in
/// microseconds.
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
/// longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its state (`*nparams` is 0
/// after these two); VIR_ERR_NO_SUPPORT where the driver does not support them.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for that many
/// parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetBlkioParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        get(
            "virDomainGetBlkioParameters",
            domain,
            Family::Blkio,
            || Ok(String::new()),
            (params, nparams),
            flags,
        )
    }
}
