//! Jobs of domains.

use crate::capi::boundary::call::{change_domain, on_domain};
use crate::capi::boundary::memory::allocate;
use crate::capi::boundary::strings::null;
use crate::capi::boundary::typed_params;
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::jobs::{virDomainJobInfo, virDomainJobInfoPtr};
use crate::capi::types::typed_params::{virTypedParameter, virTypedParameterPtr};
use crate::model::constants::*;
use crate::model::typed::{TypedParam, Value};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint};

/// Aborts the job of a domain.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_SUPPORT: no driver has such jobs yet.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainAbortJob(dom: virDomainPtr) -> c_int {
    change_domain("virDomainAbortJob", dom, |domain| domain.abort_job())
}

/// Gets the progress of a domain's job; virDomainGetJobStats returns more details.
///
/// Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_INVALID_ARG when `info` is NULL; VIR_ERR_NO_SUPPORT: no driver has such
/// jobs yet.
///
/// # Safety
/// `info` is NULL or points to room for one.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetJobInfo(
    domain: virDomainPtr,
    info: virDomainJobInfoPtr,
) -> c_int {
    on_domain("virDomainGetJobInfo", domain, -1, |handle| {
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let (kind, found) = handle.domain().job_stats(0)?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { info.write(job_info(kind, &found)) };
        Ok(0)
    })
}

fn job_info(kind: c_int, found: &[TypedParam]) -> virDomainJobInfo {
    let size = |name: &str| match found.iter().find(|param| param.field == name) {
        Some(TypedParam { value: Value::ULLong(size), .. }) => *size,
        _ => 0,
    };
    virDomainJobInfo {
        r#type: kind,
        timeElapsed: size(VIR_DOMAIN_JOB_TIME_ELAPSED),
        timeRemaining: size(VIR_DOMAIN_JOB_TIME_REMAINING),
        dataTotal: size(VIR_DOMAIN_JOB_DATA_TOTAL),
        dataProcessed: size(VIR_DOMAIN_JOB_DATA_PROCESSED),
        dataRemaining: size(VIR_DOMAIN_JOB_DATA_REMAINING),
        memTotal: size(VIR_DOMAIN_JOB_MEMORY_TOTAL),
        memProcessed: size(VIR_DOMAIN_JOB_MEMORY_PROCESSED),
        memRemaining: size(VIR_DOMAIN_JOB_MEMORY_REMAINING),
        fileTotal: size(VIR_DOMAIN_JOB_DISK_TOTAL),
        fileProcessed: size(VIR_DOMAIN_JOB_DISK_PROCESSED),
        fileRemaining: size(VIR_DOMAIN_JOB_DISK_REMAINING),
    }
}

/// Gets the progress of a domain's job.
///
/// `type` receives a virDomainJobType; `params` receives an array of `*nparams` typed
/// parameters, which the caller frees with virTypedParamsFree.
///
/// `flags` are virDomainGetJobStatsFlags.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL and for a flag
/// without the flag that it requires; VIR_ERR_NO_SUPPORT: no driver has such jobs yet.
///
/// # Safety
/// `type`, `params` and `nparams` are NULL or point to room for one each.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetJobStats(
    domain: virDomainPtr,
    r#type: *mut c_int,
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetJobStats", domain, -1, |handle| {
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
            let count = typed_params::fill(list, found.len(), &found);
            r#type.write(kind);
            params.write(list);
            nparams.write(c_int::try_from(count).unwrap_or(c_int::MAX));
        }
        Ok(0)
    })
}
