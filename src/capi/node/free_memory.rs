//! Free memory of the host.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::strings::null;
use crate::capi::types::handles::virConnectPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_int, c_uint, c_ulonglong};

/// The maximum of numbers that one call returns.
const MAX_PAGE_COUNTS: u64 = 1 << 20;

/// Gets the free memory of the host.
///
/// Returns bytes (KiB from the test driver, as from libvirt's), or 0: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INTERNAL_ERROR where it is not known.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeGetFreeMemory(conn: virConnectPtr) -> c_ulonglong {
    on_connect("virNodeGetFreeMemory", conn, VIR_FROM_DOMAIN, 0, |connect| {
        connect.connection().free_memory()
    })
}

/// Gets the free memory of NUMA cells, starting with `startCell`.
///
/// `freeMems` has room for `maxCells` numbers: bytes (KiB from the test driver, as from
/// libvirt's).
///
/// Returns the number of cells stored, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when
/// `freeMems` is NULL, `maxCells` not above 0 or `startCell` not a cell.
///
/// # Safety
/// `freeMems` is NULL or has room for `maxCells` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeGetCellsFreeMemory(
    conn: virConnectPtr,
    freeMems: *mut c_ulonglong,
    startCell: c_int,
    maxCells: c_int,
) -> c_int {
    on_connect("virNodeGetCellsFreeMemory", conn, VIR_FROM_DOMAIN, -1, |connect| {
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

/// Gets the numbers of free pages of each size in NUMA cells.
///
/// `pages` is an array of `npages` sizes in KiB; `startCell` the first cell, or -1 for the whole
/// host; `cellCount` the number of cells. `counts` receives `npages` * `cellCount` numbers, cell
/// by cell. `flags` is 0.
///
/// On this host the free huge pages of each size are counted, and of the smallest size all free
/// memory.
///
/// Returns the number of numbers stored, fewer where there are fewer cells, or -1:
/// VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for an array that is NULL, a number that is 0, a
/// `startCell` that is neither -1 nor a cell, and flags; VIR_ERR_OVERFLOW for more than 2^20
/// numbers; VIR_ERR_OPERATION_FAILED for a size that the host does not have. The test driver, like
/// libvirt's, returns 0 and meaningless numbers.
///
/// # Safety
/// `pages` is NULL or points to `npages` numbers; `counts` is NULL or has room
/// for `npages` * `cellCount`.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNodeGetFreePages(
    conn: virConnectPtr,
    npages: c_uint,
    pages: *mut c_uint,
    startCell: c_int,
    cellCount: c_uint,
    counts: *mut c_ulonglong,
    flags: c_uint,
) -> c_int {
    on_connect("virNodeGetFreePages", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let absent = [
            ("npages", npages == 0),
            ("pages", pages.is_null()),
            ("cellCount", cellCount == 0),
            ("counts", counts.is_null()),
        ];
        if let Some((name, _)) = absent.iter().find(|(_, is_absent)| *is_absent) {
            let detail = format!("{name} is 0 or NULL, expected a value");
            return Err(Error::invalid_arg(VIR_FROM_DOMAIN, detail));
        }
        check_page_counts(npages, cellCount)?;
        let npages = usize::try_from(npages).unwrap_or(usize::MAX);
        // SAFETY: not NULL, so it points to that many numbers by this function's contract.
        let sizes: Vec<u32> = (0..npages).map(|index| unsafe { pages.add(index).read() }).collect();
        let (found, told) = connect.connection().free_pages(&sizes, startCell, cellCount, flags)?;
        // SAFETY: not NULL, and as many as there are pages in the cells, so room
        // by this function's contract.
        unsafe { counts.copy_from_nonoverlapping(found.as_ptr(), found.len()) };
        count(told)
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
