//! The host: what it is made of and how it is used.

use super::call::{count, on_connect};
use super::strings::{allocate, field, null};
use super::types::{
    virConnectPtr, virNodeCPUStats, virNodeCPUStatsPtr, virNodeInfo, virNodeInfoPtr,
    virNodeMemoryStats, virNodeMemoryStatsPtr, virSecurityModel, virSecurityModelPtr,
};
use crate::model::node::NodeStat;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_int, c_uchar, c_uint, c_ulong, c_ulonglong};

/// The most numbers of free pages that one call tells.
const MAX_PAGE_COUNTS: u64 = 1 << 20;

/// Tells what the host is made of.
///
/// Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `info` is NULL.
///
/// # Safety
/// `info` is NULL or points to room for a virNodeInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetInfo(conn: virConnectPtr, info: virNodeInfoPtr) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let found = connect.connection().node_info()?;
        let told = virNodeInfo {
            model: field(&found.model),
            memory: c_ulong::try_from(found.memory.0).unwrap_or(c_ulong::MAX),
            cpus: found.cpus,
            mhz: found.mhz,
            nodes: found.nodes,
            sockets: found.sockets,
            cores: found.cores,
            threads: found.threads,
        };
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { info.write(told) };
        Ok(0)
    })
}

/// Tells which of the host's CPUs are in use.
///
/// `cpumap`, unless it is NULL, takes an array of bytes that the caller frees
/// with free(): the CPU of number n is in use when bit n % 8 of byte n / 8 is
/// set. `online`, unless it is NULL, takes how many are. `flags` is 0.
///
/// Returns how many CPUs the map is about, or -1 with both places as they were:
/// VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for flags.
///
/// # Safety
/// `cpumap` is NULL or points to room for a pointer, `online` is NULL or points
/// to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetCPUMap(
    conn: virConnectPtr,
    cpumap: *mut *mut c_uchar,
    online: *mut c_uint,
    flags: c_uint,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        let cpus = connect.connection().cpu_map(flags)?;
        let number = count(cpus.len())?;
        if !cpumap.is_null() {
            let map: *mut c_uchar = allocate(cpus.len().div_ceil(8)).cast();
            for (index, bits) in cpus.chunks(8).enumerate() {
                let byte = bits.iter().rev().fold(0, |byte, bit| byte << 1 | c_uchar::from(*bit));
                // SAFETY: the map has a byte for each eight CPUs.
                unsafe { map.add(index).write(byte) };
            }
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { cpumap.write(map) };
        }
        if !online.is_null() {
            let used = cpus.iter().filter(|used| **used).count();
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { online.write(c_uint::try_from(used).unwrap_or(c_uint::MAX)) };
        }
        Ok(number)
    })
}

/// Tells what the host's CPUs did since it started: one of them, or all with
/// VIR_NODE_CPU_STATS_ALL_CPUS as `cpuNum`.
///
/// With `params` NULL, `*nparams` takes how many statistics there are. Otherwise
/// `params` has room for `*nparams`; as many as there are and fit are filled in,
/// in nanoseconds, and `*nparams` takes their number. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for a NULL
/// `nparams`, a negative `*nparams`, a `cpuNum` below -1 and flags.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for so
/// many statistics.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetCPUStats(
    conn: virConnectPtr,
    cpuNum: c_int,
    params: virNodeCPUStatsPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        // SAFETY: by this function's contract.
        let room = unsafe { room(nparams) }?;
        let found = connect.connection().cpu_time(cpuNum, flags)?;
        let told =
            |stat: &NodeStat| virNodeCPUStats { field: field(&stat.name), value: stat.value };
        // SAFETY: by this function's contract, `nparams` not NULL as checked.
        unsafe { fill(params, nparams, room, found.iter().map(told)) }
    })
}

/// Tells how the host's memory is used: that of one NUMA cell, or all with
/// VIR_NODE_MEMORY_STATS_ALL_CELLS as `cellNum`.
///
/// With `params` NULL, or `*nparams` 0, `*nparams` takes how many statistics
/// there are. Otherwise `params` has room for `*nparams`; as many as there are
/// and fit are filled in, in KiB, and `*nparams` takes their number. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for a NULL
/// `nparams`, a negative `*nparams`, a `cellNum` below -1 or that there is not,
/// and flags; VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for so
/// many statistics.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetMemoryStats(
    conn: virConnectPtr,
    cellNum: c_int,
    params: virNodeMemoryStatsPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        // SAFETY: by this function's contract.
        let room = unsafe { room(nparams) }?;
        let found = connect.connection().memory_use(cellNum, flags)?;
        let told =
            |stat: &NodeStat| virNodeMemoryStats { field: field(&stat.name), value: stat.value };
        let params = if room == 0 { std::ptr::null_mut() } else { params };
        // SAFETY: by this function's contract, `nparams` not NULL as checked.
        unsafe { fill(params, nparams, room, found.iter().map(told)) }
    })
}

/// The room that a caller says its array has.
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

/// Fills an array as far as it reaches; with none, all items are counted.
///
/// # Safety
/// `array` is NULL or has room for so many items; `number` points to room for a
/// number.
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
    let told = count(if array.is_null() { all } else { all.min(room) })?;
    // SAFETY: by this function's contract.
    unsafe { number.write(told) };
    Ok(0)
}

/// Tells how much of the host's memory is free.
///
/// Returns bytes (the test driver tells KiB, as libvirt's does), or 0:
/// VIR_ERR_INVALID_CONN, VIR_ERR_INTERNAL_ERROR where it is not known.
///
/// # Safety
/// None is asked for: what is no connection is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetFreeMemory(conn: virConnectPtr) -> c_ulonglong {
    on_connect(conn, VIR_FROM_DOMAIN, 0, |connect| connect.connection().free_memory())
}

/// Tells how much memory is free in NUMA cells, from `startCell` on.
///
/// `freeMems` has room for `maxCells` numbers: bytes (the test driver tells KiB,
/// as libvirt's does).
///
/// Returns how many cells were told of, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `freeMems` is NULL, `maxCells` not above 0 or
/// `startCell` not the number of a cell.
///
/// # Safety
/// `freeMems` is NULL or has room for `maxCells` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetCellsFreeMemory(
    conn: virConnectPtr,
    freeMems: *mut c_ulonglong,
    startCell: c_int,
    maxCells: c_int,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        if freeMems.is_null() {
            return Err(null("freeMems", VIR_FROM_DOMAIN));
        }
        let found = connect.connection().cells_free_memory(startCell, maxCells)?;
        // SAFETY: not NULL, and no more than `maxCells`, so room by this
        // function's contract.
        unsafe { freeMems.copy_from_nonoverlapping(found.as_ptr(), found.len()) };
        count(found.len())
    })
}

/// Tells how many free pages of each size there are in NUMA cells.
///
/// `pages` is an array of `npages` sizes in KiB; `startCell` the first cell, or
/// -1 for the whole host; `cellCount` the number of cells. `counts` takes
/// `npages` * `cellCount` numbers, cell by cell. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for an array that
/// is NULL, a number that is 0 and flags, VIR_ERR_OVERFLOW for more than 2^20
/// numbers. Only the test driver answers: 0, and numbers that mean nothing, as
/// libvirt's does.
///
/// # Safety
/// `pages` is NULL or points to `npages` numbers; `counts` is NULL or has room
/// for `npages` * `cellCount`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetFreePages(
    conn: virConnectPtr,
    npages: c_uint,
    pages: *mut c_uint,
    startCell: c_int,
    cellCount: c_uint,
    counts: *mut c_ulonglong,
    flags: c_uint,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        let absent = [
            ("npages", npages == 0),
            ("pages", pages.is_null()),
            ("cellCount", cellCount == 0),
            ("counts", counts.is_null()),
        ];
        if let Some((name, _)) = absent.iter().find(|(_, is_absent)| *is_absent) {
            let detail = format!("{name} is 0 or NULL, expected something");
            return Err(Error::invalid_arg(VIR_FROM_DOMAIN, detail));
        }
        check_page_counts(npages, cellCount)?;
        let npages = usize::try_from(npages).unwrap_or(usize::MAX);
        // SAFETY: not NULL, so so many numbers by this function's contract.
        let sizes: Vec<u32> = (0..npages).map(|index| unsafe { pages.add(index).read() }).collect();
        let found = connect.connection().free_pages(&sizes, startCell, cellCount, flags)?;
        // SAFETY: not NULL, and as many as there are pages in the cells, so room
        // by this function's contract.
        unsafe { counts.copy_from_nonoverlapping(found.as_ptr(), found.len()) };
        Ok(0)
    })
}

fn check_page_counts(pages: c_uint, cells: c_uint) -> Result<()> {
    if u64::from(pages) * u64::from(cells) <= MAX_PAGE_COUNTS {
        return Ok(());
    }
    Err(Error::new(
        VIR_FROM_DOMAIN,
        virErrorNumber::VIR_ERR_OVERFLOW,
        format!("{pages} sizes in {cells} cells, expected at most {MAX_PAGE_COUNTS} numbers"),
    ))
}

/// Tells how guests are kept apart on the host.
///
/// Returns 0 with `secmodel` filled in, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `secmodel` is NULL.
///
/// # Safety
/// `secmodel` is NULL or points to room for a virSecurityModel.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeGetSecurityModel(
    conn: virConnectPtr,
    secmodel: virSecurityModelPtr,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        if secmodel.is_null() {
            return Err(null("secmodel", VIR_FROM_DOMAIN));
        }
        let found = connect.connection().security_model()?;
        let told = virSecurityModel { model: field(&found.model), doi: field(&found.doi) };
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { secmodel.write(told) };
        Ok(0)
    })
}
