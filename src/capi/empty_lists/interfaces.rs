//! Network interfaces of the host.

use crate::api::{ObjectKind, ObjectState};
use crate::capi::empty_lists::list::{
    Names, empty_array, no_object_called, object_count, object_names,
};
use crate::capi::types::handles::{virConnectPtr, virInterfacePtr};
use libc::{c_char, c_int, c_uint};

/// The bits of virConnectListAllInterfacesFlags.
const INTERFACE_FLAGS: u32 = (1 << 2) - 1;

/// Counts active interfaces of the host: there are none on this host.
///
/// Returns their number, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfInterfaces(conn: virConnectPtr) -> c_int {
    object_count("virConnectNumOfInterfaces", conn, ObjectKind::Interface, ObjectState::Active)
}

/// Lists the names of active interfaces of the host: there are none on this host, and `names` is unchanged.
///
/// Returns the number of names, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// `names` is NULL or has room for `maxnames` pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListInterfaces(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        let names = Names { start: names, most: maxnames };
        object_names(
            "virConnectListInterfaces",
            conn,
            ObjectKind::Interface,
            ObjectState::Active,
            names,
        )
    }
}

/// Counts inactive interfaces of the host: there are none on this host.
///
/// Returns their number, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectNumOfDefinedInterfaces(conn: virConnectPtr) -> c_int {
    object_count(
        "virConnectNumOfDefinedInterfaces",
        conn,
        ObjectKind::Interface,
        ObjectState::Defined,
    )
}

/// Lists the names of inactive interfaces of the host: there are none on this host, and `names` is unchanged.
///
/// Returns the number of names, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// `names` is NULL or has room for `maxnames` pointers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListDefinedInterfaces(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        let names = Names { start: names, most: maxnames };
        object_names(
            "virConnectListDefinedInterfaces",
            conn,
            ObjectKind::Interface,
            ObjectState::Defined,
            names,
        )
    }
}

/// Lists the host's network interfaces: there are none on this host.
///
/// `ifaces`, unless it is NULL, receives an array that consists of a NULL, which the caller
/// frees with free(); on failure it is set to NULL. `flags` are those of libvirt; there is
/// nothing to filter.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// `ifaces` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectListAllInterfaces(
    conn: virConnectPtr,
    ifaces: *mut *mut virInterfacePtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array(
            "virConnectListAllInterfaces",
            conn,
            ObjectKind::Interface,
            ifaces,
            flags,
            INTERFACE_FLAGS,
        )
    }
}

/// Looks up a network interface of the host by name: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `name` is NULL; VIR_ERR_NO_INTERFACE.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virInterfaceLookupByName(
    conn: virConnectPtr,
    name: *const c_char,
) -> virInterfacePtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_called("virInterfaceLookupByName", conn, ObjectKind::Interface, "name", name)
    }
}

/// Looks up a network interface of the host by MAC address: there is none.
///
/// Returns NULL: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `macstr` is NULL; VIR_ERR_NO_INTERFACE.
///
/// # Safety
/// `macstr` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virInterfaceLookupByMACString(
    conn: virConnectPtr,
    macstr: *const c_char,
) -> virInterfacePtr {
    // SAFETY: by this function's contract.
    unsafe {
        no_object_called(
            "virInterfaceLookupByMACString",
            conn,
            ObjectKind::Interface,
            "macstr",
            macstr,
        )
    }
}
