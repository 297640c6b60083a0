//! Networks.

use crate::api::{ObjectKind, ObjectState};
use crate::capi::empty_lists::list::{
    Names, empty_array, no_object_called, no_object_with_uuid, no_object_with_uuid_text,
    object_count, object_names,
};
use crate::capi::types::handles::{virConnectPtr, virNetworkPtr};
use libc::{c_char, c_int, c_uchar, c_uint};

/// The bits of virConnectListAllNetworksFlags.
const NETWORK_FLAGS: u32 = (1 << 6) - 1;

/// Counts active networks: there are none on this host.
///
/// Returns their number, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfNetworks(conn: virConnectPtr) -> c_int {
    object_count("virConnectNumOfNetworks", conn, ObjectKind::Network, ObjectState::Active)
}

/// Lists the names of active networks: there are none on this host, and `names` is unchanged.
///
/// Returns the number of names, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// `names` is NULL or has room for `maxnames` pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListNetworks(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        let names = Names { start: names, most: maxnames };
        object_names(
            "virConnectListNetworks",
            conn,
            ObjectKind::Network,
            ObjectState::Active,
            names,
        )
    }
}

/// Counts inactive networks: there are none on this host.
///
/// Returns their number, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfDefinedNetworks(conn: virConnectPtr) -> c_int {
    object_count("virConnectNumOfDefinedNetworks", conn, ObjectKind::Network, ObjectState::Defined)
}

/// Lists the names of inactive networks: there are none on this host, and `names` is unchanged.
///
/// Returns the number of names, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// `names` is NULL or has room for `maxnames` pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListDefinedNetworks(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        let names = Names { start: names, most: maxnames };
        object_names(
            "virConnectListDefinedNetworks",
            conn,
            ObjectKind::Network,
            ObjectState::Defined,
            names,
        )
    }
}

/// Lists networks: there are none on this host.
///
/// `nets`, unless it is NULL, receives an array that consists of a NULL, which the caller frees
/// with free(); on failure it is set to NULL. `flags` are those of libvirt; there is nothing to
/// filter.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// `nets` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListAllNetworks(
    conn: virConnectPtr,
    nets: *mut *mut virNetworkPtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array(
            "virConnectListAllNetworks",
            conn,
            ObjectKind::Network,
            nets,
            flags,
            NETWORK_FLAGS,
        )
    }
}

/// Looks up a network by name: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `name` is NULL; VIR_ERR_NO_NETWORK.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNetworkLookupByName(
    conn: virConnectPtr,
    name: *const c_char,
) -> virNetworkPtr {
    // SAFETY: by this function's contract.
    unsafe { no_object_called("virNetworkLookupByName", conn, ObjectKind::Network, "name", name) }
}

/// Looks up a network by UUID: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `uuid` is NULL; VIR_ERR_NO_NETWORK.
///
/// # Safety
/// `uuid` is NULL or points to VIR_UUID_BUFLEN bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNetworkLookupByUUID(
    conn: virConnectPtr,
    uuid: *const c_uchar,
) -> virNetworkPtr {
    // SAFETY: by this function's contract.
    unsafe { no_object_with_uuid("virNetworkLookupByUUID", conn, ObjectKind::Network, uuid) }
}

/// Looks up a network by UUID in text form: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `uuidstr` is NULL or not a UUID;
/// VIR_ERR_NO_NETWORK.
///
/// # Safety
/// `uuidstr` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virNetworkLookupByUUIDString(
    conn: virConnectPtr,
    uuidstr: *const c_char,
) -> virNetworkPtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_with_uuid_text("virNetworkLookupByUUIDString", conn, ObjectKind::Network, uuidstr)
    }
}
