//! Disks of domains.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::strings::{null, required, to_c};
use crate::capi::boundary::typed_params;
use crate::capi::statistics::peek::bytes_of;
use crate::capi::statistics::structure::{check_place, copy_part};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::statistics::{
    virDomainBlockInfo, virDomainBlockInfoPtr, virDomainBlockStatsPtr, virDomainBlockStatsStruct,
    virDomainDiskError, virDomainDiskErrorPtr,
};
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use libc::{c_char, c_int, c_uint, c_ulonglong, c_void, size_t};
use std::borrow::Cow;

/// Gets the statistics of a disk.
///
/// `disk` is its target, such as "vda", or its source. `stats` has room for `size` bytes, of
/// which no more are written. On this host the counters of a QEMU are those that its QMP monitor
/// tells, the guest's requests; without a monitor those of block devices are what the
/// kernel counts for the domain's group, and those of image files -1 (not known), as the errors
/// always are. There an empty name is accepted: it means all disks together.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a `size` above that
/// of the structure and when `disk` is not a disk of the domain, VIR_ERR_OPERATION_UNSUPPORTED
/// when `disk` is empty, VIR_ERR_NO_DOMAIN when the domain no longer exists,
/// VIR_ERR_OPERATION_INVALID when it is not running, VIR_ERR_OPERATION_FAILED when the monitor that
/// tells them does not answer.
///
/// # Safety
/// `disk` is NULL or a NUL-terminated string; `stats` is NULL or has room for `size` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainBlockStats(
    dom: virDomainPtr,
    disk: *const c_char,
    stats: virDomainBlockStatsPtr,
    size: size_t,
) -> c_int {
    on_domain("virDomainBlockStats", dom, -1, |handle| {
        // SAFETY: by this function's contract.
        let disk = unsafe { required("disk", disk, VIR_FROM_DOMAIN) }?;
        check_place(stats, size)?;
        let found = handle.domain().block_stats(&disk)?;
        let result = virDomainBlockStatsStruct {
            rd_req: found.read_requests,
            rd_bytes: found.read_bytes,
            wr_req: found.write_requests,
            wr_bytes: found.write_bytes,
            errs: found.errors,
        };
        // SAFETY: not NULL as checked, and no more than `size` bytes, so room by
        // this function's contract.
        unsafe { copy_part(&result, stats, size) };
        Ok(0)
    })
}

/// Gets the statistics of a disk as typed parameters.
///
/// `disk` is as for virDomainBlockStats. With `*nparams` 0, `*nparams` is set to the number of
/// parameters. Otherwise `params` has room for `*nparams`; as many as fit are stored, and
/// `*nparams` is set to their number. `flags` is 0 or VIR_TYPED_PARAM_STRING_OKAY.
///
/// On this host what is not known is left out: without a monitor's answer there are no times and no
/// flushes, and of image files nothing, so that `*nparams` may be 0. Times are in nanoseconds.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a NULL, a
/// negative `*nparams` and flags, VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `disk` is NULL or a NUL-terminated string; `nparams` is NULL or points to a number; `params`
/// is NULL or has room for that many parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainBlockStatsFlags(
    dom: virDomainPtr,
    disk: *const c_char,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainBlockStatsFlags", dom, -1, |handle| {
        // SAFETY: by this function's contract.
        let disk = unsafe { required("disk", disk, VIR_FROM_DOMAIN) }?;
        let found = || handle.domain().block_stats_params(&disk, flags);
        // SAFETY: by this function's contract.
        unsafe { typed_params::write_found(params, nparams, found) }
    })
}

/// Gets the sizes of a disk.
///
/// `disk` is as for virDomainBlockStats. `flags` is 0. On this host the sizes are those of the
/// image's file, whatever its format; a running domain whose definition has no disks has those that
/// its monitor tells of or, without one, the block devices that its group has used.
///
/// Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG for a
/// NULL, an empty name, flags, a `disk` that the domain does not have and a disk without a
/// source, VIR_ERR_NO_DOMAIN when the domain no longer exists, VIR_ERR_SYSTEM_ERROR where there is
/// neither a file nor a block device at the source, VIR_ERR_OPERATION_FAILED where only a monitor
/// that does not answer could tell of the disk.
///
/// # Safety
/// `disk` is NULL or a NUL-terminated string; `info` is NULL or points to room for a
/// virDomainBlockInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetBlockInfo(
    dom: virDomainPtr,
    disk: *const c_char,
    info: virDomainBlockInfoPtr,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetBlockInfo", dom, -1, |handle| {
        // SAFETY: by this function's contract.
        let disk = unsafe { named("disk", disk) }?;
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().block_info(&disk, flags)?;
        let result = virDomainBlockInfo {
            capacity: found.capacity,
            allocation: found.allocation,
            physical: found.physical,
        };
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { info.write(result) };
        Ok(0)
    })
}

/// Reads a name, which must not be empty.
///
/// # Safety
/// `text` is NULL or a NUL-terminated string.
unsafe fn named<'a>(name: &str, text: *const c_char) -> Result<Cow<'a, str>> {
    // SAFETY: by this function's contract.
    let text = unsafe { required(name, text, VIR_FROM_DOMAIN) }?;
    if text.is_empty() {
        let detail = format!("{name} is '', expected a name");
        return Err(Error::invalid_arg(VIR_FROM_DOMAIN, detail));
    }
    Ok(text)
}

/// Reads the contents of a disk.
///
/// `disk` is as for virDomainBlockStats. `buffer` receives `size` bytes from `offset` on.
/// `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
/// VIR_ERR_INVALID_ARG for an empty name, a NULL and flags, VIR_ERR_NO_SUPPORT from the existing
/// drivers.
///
/// # Safety
/// `disk` is NULL or a NUL-terminated string; `buffer` is NULL or points to `size` bytes that
/// nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainBlockPeek(
    dom: virDomainPtr,
    disk: *const c_char,
    offset: c_ulonglong,
    size: size_t,
    buffer: *mut c_void,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainBlockPeek", dom, -1, |handle| {
        handle.domain().check_writable("reading a disk")?;
        // SAFETY: by this function's contract.
        let (disk, buffer) = unsafe { (named("disk", disk)?, bytes_of(buffer, size)?) };
        handle.domain().block_peek(&disk, offset, buffer, flags)?;
        Ok(0)
    })
}

/// Lists the disks that have errors.
///
/// With `errors` NULL and `maxerrors` 0 they are counted. Otherwise `errors` has room for
/// `maxerrors`; as many as fit are stored, and the caller frees the name of each with free().
/// `flags` is 0.
///
/// Returns the number stored, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `errors`
/// is NULL and `maxerrors` not 0, and for flags, VIR_ERR_NO_DOMAIN when the domain no longer
/// exists, VIR_ERR_OPERATION_INVALID when it is not running.
///
/// # Safety
/// `errors` is NULL or has room for `maxerrors` errors.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetDiskErrors(
    dom: virDomainPtr,
    errors: virDomainDiskErrorPtr,
    maxerrors: c_uint,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetDiskErrors", dom, -1, |handle| {
        if errors.is_null() && maxerrors > 0 {
            return Err(null("errors", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().disk_errors(flags)?;
        if errors.is_null() {
            return count(found.len());
        }
        let room = usize::try_from(maxerrors).unwrap_or(usize::MAX);
        for (index, error) in found.iter().take(room).enumerate() {
            let result = virDomainDiskError { disk: to_c(&error.disk), error: error.error };
            // SAFETY: below `maxerrors`, so room by this function's contract.
            unsafe { errors.add(index).write(result) };
        }
        count(found.len().min(room))
    })
}
