//! CPU statistics of domains.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::typed_params;
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::typed::TypedParam;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_int, c_uint};

/// Gets the CPU time of a domain.
///
/// With `start_cpu` -1 and `ncpus` 1: on all CPUs. Otherwise on up to `ncpus` host CPUs,
/// starting with `start_cpu`. With `params` NULL and `nparams` 0 nothing is stored, and the
/// number of parameters for a CPU is returned, or for `ncpus` 0 the number of CPUs. Otherwise
/// `params` has room for `nparams` parameters for each of `ncpus` CPUs, one CPU after another;
/// unused ones have type 0. Values are ULLONG, in nanoseconds. `flags` is 0 or
/// VIR_TYPED_PARAM_STRING_OKAY.
///
/// On all CPUs: VIR_DOMAIN_CPU_STATS_CPUTIME, and where the host tells it
/// VIR_DOMAIN_CPU_STATS_USERTIME and VIR_DOMAIN_CPU_STATS_SYSTEMTIME. On each:
/// VIR_DOMAIN_CPU_STATS_CPUTIME, and where virtual CPUs have groups of their own
/// VIR_DOMAIN_CPU_STATS_VCPUTIME. cgroup v2 does not tell the time on each CPU.
///
/// Returns the number of parameters for each CPU, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_INVALID_ARG for numbers that do not match, a CPU that does not exist, and flags,
/// VIR_ERR_OVERFLOW for too many, VIR_ERR_NO_DOMAIN when it no longer exists,
/// VIR_ERR_OPERATION_INVALID when it is not running, VIR_ERR_OPERATION_UNSUPPORTED for the time
/// on each CPU on cgroup v2.
///
/// # Safety
/// `params` is NULL or has room for `nparams` * `ncpus` parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetCPUStats(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_uint,
    start_cpu: c_int,
    ncpus: c_uint,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetCPUStats", domain, -1, |handle| {
        check_cpus(params.is_null(), nparams, start_cpu, ncpus)?;
        let most = usize::try_from(ncpus).unwrap_or(usize::MAX);
        let found = match usize::try_from(start_cpu) {
            Err(_) => vec![handle.domain().cpu_total(flags)?],
            Ok(_) if params.is_null() => {
                let counts = handle.domain().cpu_counts(flags)?;
                return count(if ncpus == 0 { counts.cpus } else { counts.params });
            }
            Ok(first) => handle.domain().cpu_each(first, most, flags)?,
        };
        // SAFETY: by this function's contract, for no more than `ncpus`.
        unsafe { fill_cpus(params, nparams, &found) }
    })
}

fn check_cpus(no_params: bool, nparams: c_uint, start_cpu: c_int, ncpus: c_uint) -> Result<()> {
    let wrong = if start_cpu < -1 {
        format!("start_cpu is {start_cpu}, expected -1 or more")
    } else if start_cpu == -1 && ncpus != 1 {
        format!("ncpus is {ncpus} with start_cpu -1, expected 1")
    } else if no_params != (nparams == 0) {
        format!("nparams is {nparams}, expected 0 if params is NULL and else more")
    } else if !no_params && ncpus == 0 {
        "ncpus is 0 with params, expected more".to_owned()
    } else if nparams.checked_mul(ncpus).is_none() {
        let detail = format!("{nparams} parameters for {ncpus} CPUs");
        return Err(Error::new(VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_OVERFLOW, detail));
    } else {
        return Ok(());
    };
    Err(Error::invalid_arg(VIR_FROM_DOMAIN, wrong))
}

/// # Safety
/// `params` is NULL or has room for `room` parameters for each of the CPUs.
unsafe fn fill_cpus(
    params: virTypedParameterPtr,
    room: c_uint,
    cpus: &[Vec<TypedParam>],
) -> Result<c_int> {
    let each = cpus.first().map_or(0, Vec::len);
    if params.is_null() {
        return count(each);
    }
    let room = usize::try_from(room).unwrap_or(usize::MAX);
    for (index, values) in cpus.iter().enumerate() {
        // SAFETY: the place of this CPU, by this function's contract.
        unsafe { typed_params::fill(params.add(index.saturating_mul(room)), room, values) };
    }
    count(each.min(room))
}
