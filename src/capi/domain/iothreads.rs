//! I/O threads.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::{change_domain, on_domain};
use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::memory::allocate;
use crate::capi::boundary::strings::null;
use crate::capi::boundary::{cpumap, typed_params};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::threads::{virDomainIOThreadInfo, virDomainIOThreadInfoPtr};
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::thread::IothreadInfo;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uchar, c_uint};
use std::ptr::null_mut;

/// Gets a domain's I/O threads and their CPU affinity.
///
/// `info` receives an array of pointers, with a NULL after the last: the caller frees each with
/// virDomainIOThreadInfoFree and the array with free(). It is set to NULL if there are none.
/// `flags` is a virDomainModificationImpact. Of a QEMU on this host those are told whose object is
/// called `iothreadN`, as libvirt calls them.
///
/// Returns their number, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, unknown
/// flags, live and config together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
/// VIR_ERR_OPERATION_INVALID for flags that do not match its state; VIR_ERR_OPERATION_UNSUPPORTED for
/// a domain of this host that is no virtual machine, or whose threads cannot be told.
///
/// # Safety
/// `info` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetIOThreadInfo(
    dom: virDomainPtr,
    info: *mut *mut virDomainIOThreadInfoPtr,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetIOThreadInfo", dom, -1, |handle| {
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let threads = handle.domain().iothreads(flags)?;
        let number = count(threads.len())?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { info.write(to_array(&threads)) };
        Ok(number)
    })
}

fn to_array(threads: &[IothreadInfo]) -> *mut virDomainIOThreadInfoPtr {
    if threads.is_empty() {
        return null_mut();
    }
    let bytes = (threads.len() + 1).saturating_mul(size_of::<virDomainIOThreadInfoPtr>());
    let array: *mut virDomainIOThreadInfoPtr = allocate(bytes).cast();
    for (index, thread) in threads.iter().enumerate() {
        // SAFETY: the array has room for all of them, and is nobody else's.
        unsafe { array.add(index).write(to_c(thread)) };
    }
    array
}

fn to_c(thread: &IothreadInfo) -> virDomainIOThreadInfoPtr {
    let bytes = thread.cpus.to_fewest_bytes();
    let map: *mut c_uchar = allocate(bytes.len()).cast();
    let result: virDomainIOThreadInfoPtr = allocate(size_of::<virDomainIOThreadInfo>()).cast();
    // SAFETY: both have room for what is written, and are nobody else's.
    unsafe {
        map.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        result.write(virDomainIOThreadInfo {
            iothread_id: thread.id,
            cpumap: map,
            cpumaplen: c_int::try_from(bytes.len()).unwrap_or(c_int::MAX),
        });
    }
    result
}

/// Frees an I/O thread of virDomainGetIOThreadInfo. The last error is unchanged.
///
/// # Safety
/// `info` is NULL or from virDomainGetIOThreadInfo, and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainIOThreadInfoFree(info: virDomainIOThreadInfoPtr) {
    guard_quiet((), || {
        if !info.is_null() {
            // SAFETY: not NULL, so from malloc by this function's contract.
            unsafe {
                libc::free((*info).cpumap.cast());
                libc::free(info.cast());
            }
        }
    });
}

/// Adds an I/O thread to a domain.
///
/// `iothread_id` is its ID, above 0. `flags` are bits of virDomainModificationImpact.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for the ID 0 and one that exists, unknown flags, live and config
/// together; VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for
/// flags that do not match its state.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainAddIOThread(
    domain: virDomainPtr,
    iothread_id: c_uint,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainAddIOThread", domain, |dom| dom.add_iothread(iothread_id, flags))
}

/// Removes an I/O thread from a domain.
///
/// Returns 0, or -1: as virDomainAddIOThread, VIR_ERR_INVALID_ARG for a thread that does not
/// exist.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainDelIOThread(
    domain: virDomainPtr,
    iothread_id: c_uint,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainDelIOThread", domain, |dom| dom.remove_iothread(iothread_id, flags))
}

/// Sets the host CPUs that an I/O thread may run on.
///
/// `cpumap` is a map of `maplen` bytes, as for virDomainPinVcpu. `flags` are bits of
/// virDomainModificationImpact.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for a NULL, no bytes, no CPU, a thread that does not exist, unknown
/// flags, live and config together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
/// VIR_ERR_OPERATION_INVALID for flags that do not match its state; VIR_ERR_OPERATION_UNSUPPORTED as
/// of virDomainGetIOThreadInfo; VIR_ERR_SYSTEM_ERROR for what the kernel refuses.
///
/// # Safety
/// `cpumap` is NULL or points to `maplen` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainPinIOThread(
    domain: virDomainPtr,
    iothread_id: c_uint,
    cpumap: *mut c_uchar,
    maplen: c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainPinIOThread", domain, -1, |handle| {
        handle.domain().check_writable("setting parameters")?;
        // SAFETY: by this function's contract.
        let cpus = unsafe { cpumap::read(cpumap, maplen) }?;
        handle.domain().pin_iothread(iothread_id, cpus, flags).map(|()| 0)
    })
}

/// Sets the polling parameters of an I/O thread of a running domain.
///
/// `params` is an array of `nparams` parameters: VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, a ULLONG,
/// VIR_DOMAIN_IOTHREAD_POLL_GROW and VIR_DOMAIN_IOTHREAD_POLL_SHRINK, each a UINT. It remains
/// the caller's. The test driver does not store them. `flags` is 0 or VIR_DOMAIN_AFFECT_LIVE.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for no parameters, a name without a NUL, a wrong type, a name given
/// twice, a thread that does not exist, unknown flags; VIR_ERR_ARGUMENT_UNSUPPORTED for an
/// unknown name; VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID
/// when it is not running.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetIOThreadParams(
    domain: virDomainPtr,
    iothread_id: c_uint,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainSetIOThreadParams", domain, -1, |handle| {
        handle.domain().check_writable("setting parameters")?;
        // SAFETY: by this function's contract.
        let params = unsafe { typed_params::read_array(params, nparams) }?;
        handle.domain().tune_iothread(iothread_id, &params, flags).map(|()| 0)
    })
}
