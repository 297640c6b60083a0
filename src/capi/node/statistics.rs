//! CPU and memory statistics of the host.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::strings::{field, null};
use crate::capi::types::handles::virConnectPtr;
use crate::capi::types::node::{
    virNodeCPUStats, virNodeCPUStatsPtr, virNodeMemoryStats, virNodeMemoryStatsPtr,
};
use crate::model::node::NodeStat;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use libc::{c_int, c_uint};

/// Gets the CPU statistics of the host since it started: of one CPU, or of all with
/// VIR_NODE_CPU_STATS_ALL_CPUS as `cpuNum`.
///
/// With `params` NULL, `*nparams` is set to the number of statistics. Otherwise `params` has
/// room for `*nparams`; as many as fit are stored, in nanoseconds, and `*nparams` is set to
/// their number. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for a NULL
/// `nparams`, a negative `*nparams`, a `cpuNum` below -1 and flags.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for that many
/// statistics.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeGetCPUStats(
    conn: virConnectPtr,
    cpuNum: c_int,
    params: virNodeCPUStatsPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_connect("virNodeGetCPUStats", conn, VIR_FROM_DOMAIN, -1, |connect| {
        // SAFETY: by this function's contract.
        let room = unsafe { room(nparams) }?;
        let found = connect.connection().cpu_time(cpuNum, flags)?;
        let to_c =
            |stat: &NodeStat| virNodeCPUStats { field: field(&stat.name), value: stat.value };
        // SAFETY: by this function's contract, `nparams` not NULL as checked.
        unsafe { fill(params, nparams, room, found.iter().map(to_c)) }
    })
}

/// Gets the memory statistics of the host: of one NUMA cell, or of all with
/// VIR_NODE_MEMORY_STATS_ALL_CELLS as `cellNum`.
///
/// With `params` NULL, or `*nparams` 0, `*nparams` is set to the number of statistics. Otherwise
/// `params` has room for `*nparams`; as many as fit are stored, in KiB, and `*nparams` is set to
/// their number. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for a NULL `nparams`, a negative
/// `*nparams`, a `cellNum` below -1 or of no cell, and flags; VIR_ERR_NO_SUPPORT on the test
/// driver.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for that many
/// statistics.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeGetMemoryStats(
    conn: virConnectPtr,
    cellNum: c_int,
    params: virNodeMemoryStatsPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_connect("virNodeGetMemoryStats", conn, VIR_FROM_DOMAIN, -1, |connect| {
        // SAFETY: by this function's contract.
        let room = unsafe { room(nparams) }?;
        let found = connect.connection().memory_use(cellNum, flags)?;
        let to_c =
            |stat: &NodeStat| virNodeMemoryStats { field: field(&stat.name), value: stat.value };
        let params = if room == 0 { std::ptr::null_mut() } else { params };
        // SAFETY: by this function's contract, `nparams` not NULL as checked.
        unsafe { fill(params, nparams, room, found.iter().map(to_c)) }
    })
}

/// The size that the caller states for its array.
///
/// # Safety
/// `nparams` is NULL or points to a number.
unsafe fn room(nparams: *const c_int) -> Result<usize> {
    if nparams.is_null() {
        return Err(null("nparams", VIR_FROM_DOMAIN));
    }
    // SAFETY: not NULL, so a number by this function's contract.
    let room = unsafe { nparams.read() };
    usize::try_from(room).map_err(|_| {
        Error::invalid_arg(VIR_FROM_DOMAIN, format!("*nparams is {room}, expected 0 or more"))
    })
}

/// Stores as many items as fit; for a NULL array, counts them.
///
/// # Safety
/// `array` is NULL or has room for that many items; `number` points to room for a number.
unsafe fn fill<T>(
    array: *mut T,
    number: *mut c_int,
    room: usize,
    items: impl ExactSizeIterator<Item = T>,
) -> Result<c_int> {
    let all = items.len();
    if !array.is_null() {
        for (index, item) in items.take(room).enumerate() {
            // SAFETY: below `room`, so room by this function's contract.
            unsafe { array.add(index).write(item) };
        }
    }
    let stored = count(if array.is_null() { all } else { all.min(room) })?;
    // SAFETY: by this function's contract.
    unsafe { number.write(stored) };
    Ok(0)
}
