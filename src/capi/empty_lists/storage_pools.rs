//! Storage pools.

use crate::api::{ObjectKind, ObjectState};
use crate::capi::empty_lists::list::{
    Names, empty_array, no_object_called, no_object_with_uuid, no_object_with_uuid_text,
    object_count, object_names,
};
use crate::capi::types::handles::{virConnectPtr, virStoragePoolPtr, virStorageVolPtr};
use libc::{c_char, c_int, c_uchar, c_uint};

/// The bits of virConnectListAllStoragePoolsFlags.
const STORAGE_POOL_FLAGS: u32 = (1 << 20) - 1;

/// Counts active storage pools: there are none on this host.
///
/// Returns their number, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfStoragePools(conn: virConnectPtr) -> c_int {
    object_count("virConnectNumOfStoragePools", conn, ObjectKind::StoragePool, ObjectState::Active)
}

/// Lists the names of active storage pools: there are none on this host, and `names` is unchanged.
///
/// Returns the number of names, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// `names` is NULL or has room for `maxnames` pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListStoragePools(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        let names = Names { start: names, most: maxnames };
        object_names(
            "virConnectListStoragePools",
            conn,
            ObjectKind::StoragePool,
            ObjectState::Active,
            names,
        )
    }
}

/// Counts inactive storage pools: there are none on this host.
///
/// Returns their number, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfDefinedStoragePools(conn: virConnectPtr) -> c_int {
    object_count(
        "virConnectNumOfDefinedStoragePools",
        conn,
        ObjectKind::StoragePool,
        ObjectState::Defined,
    )
}

/// Lists the names of inactive storage pools: there are none on this host, and `names` is unchanged.
///
/// Returns the number of names, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// `names` is NULL or has room for `maxnames` pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListDefinedStoragePools(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        let names = Names { start: names, most: maxnames };
        object_names(
            "virConnectListDefinedStoragePools",
            conn,
            ObjectKind::StoragePool,
            ObjectState::Defined,
            names,
        )
    }
}

/// Lists storage pools: there are none on this host.
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
            ObjectKind::StoragePool,
            pools,
            flags,
            STORAGE_POOL_FLAGS,
        )
    }
}

/// Looks up a storage pool by name: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `name` is NULL; VIR_ERR_NO_STORAGE_POOL.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virStoragePoolLookupByName(
    conn: virConnectPtr,
    name: *const c_char,
) -> virStoragePoolPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_called("virStoragePoolLookupByName", conn, ObjectKind::StoragePool, "name", name)
    }
}

/// Looks up a storage pool by UUID: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `uuid` is NULL; VIR_ERR_NO_STORAGE_POOL.
///
/// # Safety
/// `uuid` is NULL or points to VIR_UUID_BUFLEN bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virStoragePoolLookupByUUID(
    conn: virConnectPtr,
    uuid: *const c_uchar,
) -> virStoragePoolPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_with_uuid("virStoragePoolLookupByUUID", conn, ObjectKind::StoragePool, uuid)
    }
}

/// Looks up a storage pool by UUID in text form: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `uuidstr` is NULL or not a UUID;
/// VIR_ERR_NO_STORAGE_POOL.
///
/// # Safety
/// `uuidstr` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virStoragePoolLookupByUUIDString(
    conn: virConnectPtr,
    uuidstr: *const c_char,
) -> virStoragePoolPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_with_uuid_text(
            "virStoragePoolLookupByUUIDString",
            conn,
            ObjectKind::StoragePool,
            uuidstr,
        )
    }
}

/// Looks up a storage pool by the directory of its volumes: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `path` is NULL; VIR_ERR_NO_STORAGE_POOL;
/// VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `path` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virStoragePoolLookupByTargetPath(
    conn: virConnectPtr,
    path: *const c_char,
) -> virStoragePoolPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_called(
            "virStoragePoolLookupByTargetPath",
            conn,
            ObjectKind::PoolByPath,
            "path",
            path,
        )
    }
}

/// Looks up a storage volume by key: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `key` is NULL; VIR_ERR_NO_STORAGE_VOL.
///
/// # Safety
/// `key` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virStorageVolLookupByKey(
    conn: virConnectPtr,
    key: *const c_char,
) -> virStorageVolPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_called("virStorageVolLookupByKey", conn, ObjectKind::StorageVolume, "key", key)
    }
}

/// Looks up a storage volume by path: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `path` is NULL; VIR_ERR_NO_STORAGE_VOL.
///
/// # Safety
/// `path` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virStorageVolLookupByPath(
    conn: virConnectPtr,
    path: *const c_char,
) -> virStorageVolPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_called("virStorageVolLookupByPath", conn, ObjectKind::StorageVolume, "path", path)
    }
}
