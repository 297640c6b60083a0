//! Lists of domains.

use crate::capi::boundary::arrays::{capacity, count};
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles::{self, expect_connect};
use crate::capi::boundary::memory::allocate;
use crate::capi::boundary::strings::to_c;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Lists the domains that match a filter.
///
/// `flags` are bits of virConnectListAllDomainsFlags: a domain must match one of the given flags
/// of each group that has any. `domains`, unless it is NULL, receives an array with a NULL after
/// the last domain, which the caller frees: each domain with virDomainFree, the array with
/// free(). On failure it is set to NULL.
///
/// Returns their number, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// `domains` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListAllDomains(
    conn: virConnectPtr,
    domains: *mut *mut virDomainPtr,
    flags: c_uint,
) -> c_int {
    guard("virConnectListAllDomains", conn, -1, || {
        if !domains.is_null() {
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { domains.write(null_mut()) };
        }
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        let found = connect.connection().domains(flags)?;
        let count = count(found.len())?;
        if !domains.is_null() {
            let found = handles::new_domains(conn, found)?;
            let array: *mut virDomainPtr =
                allocate((found.len() + 1) * size_of::<virDomainPtr>()).cast();
            for (index, handle) in found.into_iter().enumerate() {
                // SAFETY: the array has room for one more than there are domains.
                unsafe { array.add(index).write(handle) };
            }
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { domains.write(array) };
        }
        Ok(count)
    })
}

/// Counts the running domains.
///
/// Returns their number, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfDomains(conn: virConnectPtr) -> c_int {
    on_connect("virConnectNumOfDomains", conn, VIR_FROM_DOMAIN, -1, |connect| {
        count(connect.connection().active_count()?)
    })
}

/// Lists the IDs of the running domains.
///
/// `ids` has room for `maxids` numbers; the rest is omitted.
///
/// Returns the number stored, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxids` is
/// negative, or not 0 and `ids` NULL.
///
/// # Safety
/// `ids` is NULL or points to room for `maxids` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListDomains(
    conn: virConnectPtr,
    ids: *mut c_int,
    maxids: c_int,
) -> c_int {
    on_connect("virConnectListDomains", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let room = capacity("ids", ids.is_null(), "maxids", maxids, VIR_FROM_DOMAIN)?;
        let found = connect.connection().active_ids()?;
        for (index, id) in found.iter().take(room).enumerate() {
            // SAFETY: below `maxids`, so room by this function's contract.
            unsafe { ids.add(index).write(*id) };
        }
        count(found.len().min(room))
    })
}

/// Counts the inactive defined domains.
///
/// Returns their number, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfDefinedDomains(conn: virConnectPtr) -> c_int {
    on_connect("virConnectNumOfDefinedDomains", conn, VIR_FROM_DOMAIN, -1, |connect| {
        count(connect.connection().defined_count()?)
    })
}

/// Lists the names of the inactive defined domains.
///
/// `names` has room for `maxnames` strings, which the caller frees with free(); unused elements
/// are set to NULL, and the rest is omitted.
///
/// Returns the number stored, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames`
/// is negative, or not 0 and `names` NULL.
///
/// # Safety
/// `names` is NULL or points to room for `maxnames` pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListDefinedDomains(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    on_connect("virConnectListDefinedDomains", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let room = capacity("names", names.is_null(), "maxnames", maxnames, VIR_FROM_DOMAIN)?;
        if room > 0 {
            // SAFETY: not NULL, so room for that many by this function's contract.
            unsafe { names.write_bytes(0, room) };
        }
        let found = connect.connection().defined_names()?;
        for (index, name) in found.iter().take(room).enumerate() {
            // SAFETY: below `maxnames`, so room by this function's contract.
            unsafe { names.add(index).write(to_c(name)) };
        }
        count(found.len().min(room))
    })
}
