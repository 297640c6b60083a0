//! Storage pools.

use crate::capi::empty_lists::list::{empty_array, empty_count, empty_names};
use crate::capi::types::handles::{virConnectPtr, virStoragePoolPtr};
use crate::model::virErrorDomain::VIR_FROM_STORAGE;
use libc::{c_char, c_int, c_uint};

/// The bits of virConnectListAllStoragePoolsFlags.
const STORAGE_POOL_FLAGS: u32 = (1 << 20) - 1;

/// Counts active storage pools: there are none.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfStoragePools(conn: virConnectPtr) -> c_int {
    empty_count("virConnectNumOfStoragePools", conn, VIR_FROM_STORAGE)
}

/// Lists the names of active storage pools: there are none, and `names` is unchanged.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// No requirement: `names` is not dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListStoragePools(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    empty_names("virConnectListStoragePools", conn, VIR_FROM_STORAGE, names.is_null(), maxnames)
}

/// Counts inactive storage pools: there are none.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfDefinedStoragePools(conn: virConnectPtr) -> c_int {
    empty_count("virConnectNumOfDefinedStoragePools", conn, VIR_FROM_STORAGE)
}

/// Lists the names of inactive storage pools: there are none, and `names` is unchanged.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// No requirement: `names` is not dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListDefinedStoragePools(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    empty_names(
        "virConnectListDefinedStoragePools",
        conn,
        VIR_FROM_STORAGE,
        names.is_null(),
        maxnames,
    )
}

/// Lists storage pools: there are none.
///
/// `pools`, unless it is NULL, receives an array that consists of a NULL, which the caller frees
/// with free(); on failure it is set to NULL. `flags` are those of libvirt; there is nothing to
/// filter.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// `pools` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListAllStoragePools(
    conn: virConnectPtr,
    pools: *mut *mut virStoragePoolPtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array(
            "virConnectListAllStoragePools",
            conn,
            VIR_FROM_STORAGE,
            pools,
            flags,
            STORAGE_POOL_FLAGS,
        )
    }
}
