//! The get and the set that all families but memory share.

use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::strings::required;
use crate::capi::boundary::typed_params;
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::driver::EachParameter;
use crate::model::parameters::Family;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_char, c_int, c_uint};

/// The name of a disk or interface from this argument; VIR_ERR_INVALID_ARG for NULL.
///
/// # Safety
/// It is NULL or a NUL-terminated string.
pub unsafe fn named(argument: &str, name: *const c_char) -> Result<String> {
    // SAFETY: this function's contract is the same.
    unsafe { required(argument, name, VIR_FROM_DOMAIN) }.map(|name| name.into_owned())
}

/// The common part of the get functions. `device` returns the name of the disk or interface, or
/// an empty one.
///
/// # Safety
/// As for [`typed_params::write_array`].
pub unsafe fn get(
    function: &str,
    domain: virDomainPtr,
    family: Family,
    device: impl Fn() -> Result<String>,
    (params, nparams): (virTypedParameterPtr, *mut c_int),
    flags: c_uint,
) -> c_int {
    // The scheduler's get is older: its capacity must not be 0.
    let fewest = c_int::from(family == Family::Scheduler);
    on_domain(function, domain, -1, |handle| {
        let dom = handle.domain();
        let values = |each: EachParameter<'_>| dom.each_parameter(family, &device()?, flags, each);
        // SAFETY: by this function's contract.
        let written = unsafe {
            typed_params::write_array(
                params,
                nparams,
                fewest,
                || dom.parameter_count(family, &device().unwrap_or_default(), flags),
                values,
            )
        };
        if family == Family::Blkio && written.as_ref().is_err_and(is_of_state) {
            // SAFETY: not NULL, which would be another error; by this function's contract.
            unsafe { nparams.write(0) };
        }
        written
    })
}

/// Whether libvirt finds the domain, or that it does not run, only after it has begun its answer.
fn is_of_state(error: &Error) -> bool {
    use virErrorNumber::{VIR_ERR_NO_DOMAIN, VIR_ERR_OPERATION_INVALID};
    matches!(error.code(), VIR_ERR_NO_DOMAIN | VIR_ERR_OPERATION_INVALID)
}

/// The common part of the set functions; `device` is as in [`get`].
///
/// # Safety
/// As for [`typed_params::read_array`].
pub unsafe fn set(
    function: &str,
    domain: virDomainPtr,
    family: Family,
    device: impl FnOnce() -> Result<String>,
    (params, nparams): (virTypedParameterPtr, c_int),
    flags: c_uint,
) -> c_int {
    // The two older functions accept an empty array.
    let fewest = c_int::from(!matches!(family, Family::Scheduler | Family::Blkio));
    on_domain(function, domain, -1, |handle| {
        handle.domain().check_writable("setting parameters")?;
        let name = device()?;
        // SAFETY: by this function's contract.
        let params = unsafe { typed_params::read_array_of(fewest, params, nparams) }?;
        handle.domain().set_parameters(family, &name, &params, flags)?;
        Ok(0)
    })
}
