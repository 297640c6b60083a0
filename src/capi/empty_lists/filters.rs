//! Network filters.

use crate::api::{ObjectKind, ObjectState};
use crate::capi::empty_lists::list::{
    Names, empty_array, no_object_called, no_object_with_uuid, no_object_with_uuid_text,
    object_count, object_names,
};
use crate::capi::types::handles::{virConnectPtr, virNWFilterBindingPtr, virNWFilterPtr};
use libc::{c_char, c_int, c_uchar, c_uint};

/// Counts network filters: there are none on this host.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfNWFilters(conn: virConnectPtr) -> c_int {
    object_count("virConnectNumOfNWFilters", conn, ObjectKind::Filter, ObjectState::Active)
}

/// Lists network filters: there are none, and the array is unchanged.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when the size is negative, or not 0
/// and the array NULL; VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// No requirement: the array is not dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListNWFilters(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        let names = Names { start: names, most: maxnames };
        object_names(
            "virConnectListNWFilters",
            conn,
            ObjectKind::Filter,
            ObjectState::Active,
            names,
        )
    }
}

/// Lists network filters: there are none on this host.
///
/// `filters`, unless it is NULL, receives an array that consists of a NULL, which the caller frees
/// with free(); on failure it is set to NULL. `flags` are those of libvirt; there is nothing to
/// filter.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG for unknown flags; VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `filters` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListAllNWFilters(
    conn: virConnectPtr,
    filters: *mut *mut virNWFilterPtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array("virConnectListAllNWFilters", conn, ObjectKind::Filter, filters, flags, 0)
    }
}

/// Looks up a network filter by name: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `name` is NULL; VIR_ERR_NO_NWFILTER;
/// VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNWFilterLookupByName(
    conn: virConnectPtr,
    name: *const c_char,
) -> virNWFilterPtr {
    // SAFETY: by this function's contract.
    unsafe { no_object_called("virNWFilterLookupByName", conn, ObjectKind::Filter, "name", name) }
}

/// Looks up a network filter by UUID: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `uuid` is NULL; VIR_ERR_NO_NWFILTER;
/// VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `uuid` is NULL or points to VIR_UUID_BUFLEN bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNWFilterLookupByUUID(
    conn: virConnectPtr,
    uuid: *const c_uchar,
) -> virNWFilterPtr {
    // SAFETY: by this function's contract.
    unsafe { no_object_with_uuid("virNWFilterLookupByUUID", conn, ObjectKind::Filter, uuid) }
}

/// Looks up a network filter by UUID in text form: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `uuidstr` is NULL or not a UUID;
/// VIR_ERR_NO_NWFILTER;
/// VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `uuidstr` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNWFilterLookupByUUIDString(
    conn: virConnectPtr,
    uuidstr: *const c_char,
) -> virNWFilterPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_with_uuid_text("virNWFilterLookupByUUIDString", conn, ObjectKind::Filter, uuidstr)
    }
}

/// Lists bindings of network filters: there are none on this host.
///
/// `bindings`, unless it is NULL, receives an array that consists of a NULL, which the caller frees
/// with free(); on failure it is set to NULL. `flags` are those of libvirt; there is nothing to
/// filter.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG for unknown flags; VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `bindings` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListAllNWFilterBindings(
    conn: virConnectPtr,
    bindings: *mut *mut virNWFilterBindingPtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array(
            "virConnectListAllNWFilterBindings",
            conn,
            ObjectKind::FilterBinding,
            bindings,
            flags,
            0,
        )
    }
}

/// Looks up a binding of a network filter by the name of a network device: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `portdev` is NULL; VIR_ERR_NO_NWFILTER_BINDING;
/// VIR_ERR_NO_SUPPORT on the test driver.
///
/// # Safety
/// `portdev` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNWFilterBindingLookupByPortDev(
    conn: virConnectPtr,
    portdev: *const c_char,
) -> virNWFilterBindingPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_called(
            "virNWFilterBindingLookupByPortDev",
            conn,
            ObjectKind::FilterBinding,
            "portdev",
            portdev,
        )
    }
}
