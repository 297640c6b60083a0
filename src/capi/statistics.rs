//! What a domain uses of the host, and what is said of it.

use super::call::{count, on_domain as on};
use super::handles::DomainHandle;
use super::strings::{array_to_c, field, null, to_c};
use super::typed_params::array;
use super::types::{
    virDomainControlInfo, virDomainControlInfoPtr, virDomainMemoryStatPtr,
    virDomainMemoryStatStruct, virDomainPtr, virSecurityLabel, virSecurityLabelPtr,
    virTypedParameterPtr,
};
use crate::model::statistics::{MemoryStat, SecurityLabel};
use crate::model::typed::TypedParam;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_char, c_int, c_uchar, c_uint, c_ulonglong, c_void, size_t};

/// Tells how a domain uses its memory.
///
/// `stats` has room for `nr_stats` statistics; as many as there are and fit are
/// filled in, amounts in KiB. `flags` is 0.
///
/// Returns how many were, 0 when `stats` is NULL or `nr_stats` 0, or -1:
/// VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for flags, VIR_ERR_NO_DOMAIN when
/// it has gone, VIR_ERR_OPERATION_INVALID when it does not run.
///
/// # Safety
/// `stats` is NULL or has room for `nr_stats` statistics.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMemoryStats(
    dom: virDomainPtr,
    stats: virDomainMemoryStatPtr,
    nr_stats: c_uint,
    flags: c_uint,
) -> c_int {
    on(dom, -1, |handle| {
        if stats.is_null() || nr_stats == 0 {
            return Ok(0);
        }
        let found = handle.domain().memory_stats(flags)?;
        let room = usize::try_from(nr_stats).unwrap_or(usize::MAX);
        for (index, MemoryStat { tag, value }) in found.iter().take(room).enumerate() {
            let told = virDomainMemoryStatStruct { tag: *tag as c_int, val: *value };
            // SAFETY: below `nr_stats`, so room by this function's contract.
            unsafe { stats.add(index).write(told) };
        }
        count(found.len().min(room))
    })
}

/// Reads a domain's memory.
///
/// `start` is an address in the guest, as `flags` say: VIR_MEMORY_VIRTUAL or
/// VIR_MEMORY_PHYSICAL. `buffer` takes `size` bytes.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a
/// read-only connection, VIR_ERR_INVALID_ARG when `buffer` is NULL and `size` not
/// 0, and for other flags, VIR_ERR_NO_DOMAIN when it has gone,
/// VIR_ERR_OPERATION_INVALID when it does not run.
///
/// # Safety
/// `buffer` is NULL or points to `size` bytes that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainMemoryPeek(
    dom: virDomainPtr,
    start: c_ulonglong,
    size: size_t,
    buffer: *mut c_void,
    flags: c_uint,
) -> c_int {
    on(dom, -1, |handle| {
        handle.domain().check_writable("reading a domain's memory")?;
        // SAFETY: by this function's contract.
        let buffer = unsafe { bytes_of(buffer, size) }?;
        handle.domain().memory_peek(start, buffer, flags)?;
        Ok(0)
    })
}

/// A caller's buffer; VIR_ERR_INVALID_ARG when it is NULL and has a size.
///
/// # Safety
/// `buffer` is NULL or points to `size` bytes that nothing else uses meanwhile.
pub(super) unsafe fn bytes_of<'b>(buffer: *mut c_void, size: size_t) -> Result<&'b mut [u8]> {
    if size == 0 {
        return Ok(&mut []);
    }
    if buffer.is_null() {
        return Err(null("buffer", VIR_FROM_DOMAIN));
    }
    if isize::try_from(size).is_err() {
        let detail = format!("size is {size}, expected at most {}", isize::MAX);
        return Err(Error::new(VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_OVERFLOW, detail));
    }
    // SAFETY: not NULL, so so many bytes by this function's contract, of which
    // any are valid.
    Ok(unsafe { std::slice::from_raw_parts_mut(buffer.cast::<c_uchar>(), size) })
}

/// Tells the CPU time that a domain used.
///
/// With `start_cpu` -1 and `ncpus` 1: on all CPUs. Otherwise on `ncpus` CPUs of
/// the host from `start_cpu` on, of which those that there are count. With
/// `params` NULL and `nparams` 0 nothing is filled in, and the number of
/// parameters for a CPU is returned, or for `ncpus` 0 the number of CPUs.
/// Otherwise `params` has room for `nparams` parameters for each of `ncpus` CPUs,
/// one behind the other; those that are not needed have type 0. Values are ULLONG,
/// in nanoseconds. `flags` is 0 or VIR_TYPED_PARAM_STRING_OKAY.
///
/// Returns how many parameters there are for each CPU, or -1:
/// VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for numbers that do not fit
/// together, a CPU that there is not, and flags, VIR_ERR_OVERFLOW for too many,
/// VIR_ERR_NO_DOMAIN when it has gone, VIR_ERR_OPERATION_INVALID when it does not
/// run.
///
/// # Safety
/// `params` is NULL or has room for `nparams` * `ncpus` parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetCPUStats(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_uint,
    start_cpu: c_int,
    ncpus: c_uint,
    flags: c_uint,
) -> c_int {
    on(domain, -1, |handle| {
        check_cpus(params.is_null(), nparams, start_cpu, ncpus)?;
        let most = usize::try_from(ncpus).unwrap_or(usize::MAX);
        let found = match usize::try_from(start_cpu) {
            Err(_) => vec![handle.domain().cpu_stats(flags)?.total],
            Ok(_) if params.is_null() => {
                let each = handle.domain().cpu_stats(flags)?.each;
                if ncpus == 0 {
                    return count(each.len());
                }
                each
            }
            Ok(first) => handle.domain().cpu_stats_each(first, most, flags)?,
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
        unsafe { array::fill(params.add(index.saturating_mul(room)), room, values) };
    }
    count(each.min(room))
}

/// Tells what keeps a domain apart from others.
///
/// Returns 0 with `seclabel` filled in, with an empty label when the domain does
/// not run, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `seclabel` is
/// NULL, VIR_ERR_NO_DOMAIN when it has gone.
///
/// # Safety
/// `seclabel` is NULL or points to room for a virSecurityLabel.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetSecurityLabel(
    domain: virDomainPtr,
    seclabel: virSecurityLabelPtr,
) -> c_int {
    on(domain, -1, |handle| {
        if seclabel.is_null() {
            return Err(null("seclabel", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().security_label()?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { seclabel.write(security_label(&found)) };
        Ok(0)
    })
}

/// Tells what keeps a domain apart from others, where several security models do.
///
/// `seclabels` takes an array that the caller frees with free().
///
/// Returns how many labels there are, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_INVALID_ARG when `seclabels` is NULL, VIR_ERR_NO_SUPPORT from a driver
/// that has no such labels.
///
/// # Safety
/// `seclabels` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetSecurityLabelList(
    domain: virDomainPtr,
    seclabels: *mut virSecurityLabelPtr,
) -> c_int {
    on(domain, -1, |handle| {
        if seclabels.is_null() {
            return Err(null("seclabels", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().security_labels()?;
        let number = count(found.len())?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { seclabels.write(array_to_c(found.iter().map(security_label))) };
        Ok(number)
    })
}

fn security_label(found: &SecurityLabel) -> virSecurityLabel {
    virSecurityLabel { label: field(&found.label), enforcing: c_int::from(found.enforcing) }
}

/// Tells how the hypervisor answers for a domain. `flags` is 0.
///
/// Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_INVALID_ARG when `info` is NULL and for flags, VIR_ERR_NO_DOMAIN when
/// it has gone, VIR_ERR_OPERATION_INVALID when it does not run.
///
/// # Safety
/// `info` is NULL or points to room for a virDomainControlInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetControlInfo(
    domain: virDomainPtr,
    info: virDomainControlInfoPtr,
    flags: c_uint,
) -> c_int {
    on(domain, -1, |handle| {
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().control_info(flags)?;
        let told = virDomainControlInfo {
            state: found.state,
            details: found.details,
            stateTime: found.since,
        };
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { info.write(told) };
        Ok(0)
    })
}

/// Lists what there is to say about a domain, that it is tainted for one.
///
/// `flags` are bits of virDomainMessageType, 0 for all of them. `msgs` takes an
/// array with a NULL behind its last text, which the caller frees: each text and
/// the array with free(). On failure it stays as it was.
///
/// Returns how many there are, or -1: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_INVALID_ARG when `msgs` is NULL and for other flags,
/// VIR_ERR_NO_DOMAIN when it has gone.
///
/// # Safety
/// `msgs` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetMessages(
    domain: virDomainPtr,
    msgs: *mut *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    on(domain, -1, |handle: &DomainHandle| {
        if msgs.is_null() {
            return Err(null("msgs", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().messages(flags)?;
        let number = count(found.len())?;
        let array = array_to_c(found.iter().map(|text| to_c(text)));
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { msgs.write(array) };
        Ok(number)
    })
}
