//! What domains are busy with.

use super::call::{done, on_domain as on};
use super::strings::{allocate, null};
use super::typed_params::array;
use super::types::{virDomainPtr, virTypedParameter, virTypedParameterPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint};

/// Ends what a domain is busy with.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_SUPPORT: no driver has such jobs yet.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainAbortJob(dom: virDomainPtr) -> c_int {
    done(dom, |domain| domain.abort_job())
}

/// Tells what a domain is busy with, and how far it is.
///
/// `type` takes a virDomainJobType; `params` takes an array of `*nparams` typed
/// parameters, which the caller frees with virTypedParamsFree.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL;
/// VIR_ERR_NO_SUPPORT: no driver has such jobs yet.
///
/// # Safety
/// `type`, `params` and `nparams` are NULL or point to room for one each.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetJobStats(
    domain: virDomainPtr,
    r#type: *mut c_int,
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on(domain, -1, |handle| {
        let places = [
            ("type", r#type.is_null()),
            ("params", params.is_null()),
            ("nparams", nparams.is_null()),
        ];
        if let Some((name, _)) = places.into_iter().find(|(_, is_null)| *is_null) {
            return Err(null(name, VIR_FROM_DOMAIN));
        }
        let (kind, found) = handle.domain().job_stats(flags)?;
        // SAFETY: none is NULL, so room by this function's contract; the array is as
        // long as what is filled in.
        unsafe {
            let list = allocate(found.len() * size_of::<virTypedParameter>()).cast();
            let count = array::fill(list, found.len(), &found);
            r#type.write(kind);
            params.write(list);
            nparams.write(c_int::try_from(count).unwrap_or(c_int::MAX));
        }
        Ok(0)
    })
}
