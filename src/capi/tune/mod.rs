//! Tuning parameters beside memory's.

pub mod blkio;
pub mod block_iotune;
pub mod interface;
pub mod numa;
pub mod perf;
pub mod scheduler;

use super::call::on_domain;
use super::strings::required;
use super::typed_params::array;
use super::types::{virDomainPtr, virTypedParameterPtr};
use crate::model::Result;
use crate::model::family::Family;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};

/// The name of the disk or interface that a call is about, which stands in this
/// argument; VIR_ERR_INVALID_ARG for NULL.
///
/// # Safety
/// It is NULL or ends with a NUL.
unsafe fn named(argument: &str, name: *const c_char) -> Result<String> {
    // SAFETY: this function's contract is the same.
    unsafe { required(argument, name, VIR_FROM_DOMAIN) }.map(|name| name.into_owned())
}

/// What the get of every family does. `device` gives the name of the disk or
/// interface, or an empty one.
///
/// # Safety
/// As for [`array::give`].
unsafe fn get(
    domain: virDomainPtr,
    family: Family,
    device: impl FnOnce() -> Result<String>,
    (params, nparams): (virTypedParameterPtr, *mut c_int),
    flags: c_uint,
) -> c_int {
    // The scheduler's get is the older one, which must have room.
    let fewest = c_int::from(family == Family::Scheduler);
    on_domain(domain, -1, |handle| {
        let dom = handle.domain();
        let values = || dom.parameters(family, &device()?, flags);
        // SAFETY: by this function's contract.
        unsafe {
            array::give(params, nparams, fewest, || dom.parameter_count(family, flags), values)
        }
    })
}

/// What the set of every family does; `device` is as in [`get`].
///
/// # Safety
/// As for [`array::take_over`].
unsafe fn set(
    domain: virDomainPtr,
    family: Family,
    device: impl FnOnce() -> Result<String>,
    (params, nparams): (virTypedParameterPtr, c_int),
    flags: c_uint,
) -> c_int {
    // The older two take none too.
    let fewest = c_int::from(!matches!(family, Family::Scheduler | Family::Blkio));
    on_domain(domain, -1, |handle| {
        handle.domain().check_writable("setting parameters")?;
        let name = device()?;
        // SAFETY: by this function's contract.
        let params = unsafe { array::take_over_from(fewest, params, nparams) }?;
        handle.domain().set_parameters(family, &name, &params, flags)?;
        Ok(0)
    })
}
