//! Lists of networks, storage pools, host interfaces and host devices. This library has none;
//! the lists are empty, for programs that request them all at startup.

use crate::capi::boundary::arrays::capacity;
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles::expect_connect;
use crate::capi::boundary::memory::array_to_c;
use crate::capi::types::handles::{
    virConnectPtr, virInterfacePtr, virNetworkPtr, virNodeDevicePtr, virStoragePoolPtr,
};
use crate::model::virErrorDomain::{
    self, VIR_FROM_INTERFACE, VIR_FROM_NETWORK, VIR_FROM_NODEDEV, VIR_FROM_STORAGE,
};
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// The bits of virConnectListAllNetworksFlags.
const NETWORK_FLAGS: u32 = (1 << 6) - 1;
/// The bits of virConnectListAllStoragePoolsFlags.
const STORAGE_POOL_FLAGS: u32 = (1 << 20) - 1;
/// The bits of virConnectListAllInterfacesFlags.
const INTERFACE_FLAGS: u32 = (1 << 2) - 1;
/// The bits of virConnectListAllNodeDeviceFlags for types of devices.
const NODE_DEVICE_FLAGS: u32 = (1 << 22) - 1;

/// The number of items: 0.
fn empty_count(function: &str, conn: virConnectPtr, from: virErrorDomain) -> c_int {
    on_connect(function, conn, from, -1, |_| Ok(0))
}

/// An empty list of names; checks the arguments.
fn empty_names(
    function: &str,
    conn: virConnectPtr,
    from: virErrorDomain,
    is_null: bool,
    most: c_int,
) -> c_int {
    on_connect(function, conn, from, -1, |_| {
        capacity("names", is_null, "maxnames", most, from).map(|_| 0)
    })
}

/// An empty array; checks the flags.
///
/// # Safety
/// `place` is NULL or has room for a pointer.
unsafe fn empty_array<T>(
    function: &str,
    conn: virConnectPtr,
    from: virErrorDomain,
    place: *mut *mut T,
    given: c_uint,
    known: u32,
) -> c_int {
    guard(function, conn, -1, || {
        if !place.is_null() {
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { place.write(null_mut()) };
        }
        expect_connect(conn, from)?.connection().check_flags(given, known)?;
        if !place.is_null() {
            // SAFETY: as above.
            unsafe { place.write(array_to_c(std::iter::empty())) };
        }
        Ok(0)
    })
}

/// Counts active networks: there are none.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfNetworks(conn: virConnectPtr) -> c_int {
    empty_count("virConnectNumOfNetworks", conn, VIR_FROM_NETWORK)
}

/// Lists the names of active networks: there are none, and `names` is unchanged.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// No requirement: `names` is not dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListNetworks(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    empty_names("virConnectListNetworks", conn, VIR_FROM_NETWORK, names.is_null(), maxnames)
}

/// Counts inactive networks: there are none.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfDefinedNetworks(conn: virConnectPtr) -> c_int {
    empty_count("virConnectNumOfDefinedNetworks", conn, VIR_FROM_NETWORK)
}

/// Lists the names of inactive networks: there are none, and `names` is unchanged.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// No requirement: `names` is not dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListDefinedNetworks(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    empty_names("virConnectListDefinedNetworks", conn, VIR_FROM_NETWORK, names.is_null(), maxnames)
}

/// Lists networks: there are none.
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
pub unsafe extern "C" fn virConnectListAllNetworks(
    conn: virConnectPtr,
    nets: *mut *mut virNetworkPtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array("virConnectListAllNetworks", conn, VIR_FROM_NETWORK, nets, flags, NETWORK_FLAGS)
    }
}

/// Counts active storage pools: there are none.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfStoragePools(conn: virConnectPtr) -> c_int {
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
pub unsafe extern "C" fn virConnectListStoragePools(
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
pub unsafe extern "C" fn virConnectNumOfDefinedStoragePools(conn: virConnectPtr) -> c_int {
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
pub unsafe extern "C" fn virConnectListDefinedStoragePools(
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
pub unsafe extern "C" fn virConnectListAllStoragePools(
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

/// Counts active interfaces of the host: there are none.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfInterfaces(conn: virConnectPtr) -> c_int {
    empty_count("virConnectNumOfInterfaces", conn, VIR_FROM_INTERFACE)
}

/// Lists the names of active interfaces of the host: there are none, and `names` is unchanged.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// No requirement: `names` is not dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListInterfaces(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    empty_names("virConnectListInterfaces", conn, VIR_FROM_INTERFACE, names.is_null(), maxnames)
}

/// Counts inactive interfaces of the host: there are none.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectNumOfDefinedInterfaces(conn: virConnectPtr) -> c_int {
    empty_count("virConnectNumOfDefinedInterfaces", conn, VIR_FROM_INTERFACE)
}

/// Lists the names of inactive interfaces of the host: there are none, and `names` is unchanged.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL.
///
/// # Safety
/// No requirement: `names` is not dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListDefinedInterfaces(
    conn: virConnectPtr,
    names: *mut *mut c_char,
    maxnames: c_int,
) -> c_int {
    empty_names(
        "virConnectListDefinedInterfaces",
        conn,
        VIR_FROM_INTERFACE,
        names.is_null(),
        maxnames,
    )
}

/// Lists the host's network interfaces: there are none.
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
pub unsafe extern "C" fn virConnectListAllInterfaces(
    conn: virConnectPtr,
    ifaces: *mut *mut virInterfacePtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array(
            "virConnectListAllInterfaces",
            conn,
            VIR_FROM_INTERFACE,
            ifaces,
            flags,
            INTERFACE_FLAGS,
        )
    }
}

/// Lists the host's devices: there are none.
///
/// `devices`, unless it is NULL, receives an array that consists of a NULL, which the caller
/// frees with free(); on failure it is set to NULL. `flags` are those of libvirt; there is
/// nothing to filter.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// `devices` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectListAllNodeDevices(
    conn: virConnectPtr,
    devices: *mut *mut virNodeDevicePtr,
    flags: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        empty_array(
            "virConnectListAllNodeDevices",
            conn,
            VIR_FROM_NODEDEV,
            devices,
            flags,
            NODE_DEVICE_FLAGS,
        )
    }
}

/// Counts the host's devices, with the capability `cap`, or all for NULL: there are none.
/// `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for flags.
///
/// # Safety
/// No requirement: `cap` is not dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeNumOfDevices(
    conn: virConnectPtr,
    cap: *const c_char,
    flags: c_uint,
) -> c_int {
    let _ = cap;
    on_connect("virNodeNumOfDevices", conn, VIR_FROM_NODEDEV, -1, |connect| {
        connect.connection().check_flags(flags, 0)?;
        Ok(0)
    })
}

/// Lists the names of the host's devices, with the capability `cap`, or all for NULL: there are
/// none, and `names` is unchanged. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when `maxnames` is
/// negative, or not 0 and `names` NULL, and for flags.
///
/// # Safety
/// No requirement: neither `cap` nor `names` is dereferenced.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virNodeListDevices(
    conn: virConnectPtr,
    cap: *const c_char,
    names: *mut *mut c_char,
    maxnames: c_int,
    flags: c_uint,
) -> c_int {
    let _ = cap;
    on_connect("virNodeListDevices", conn, VIR_FROM_NODEDEV, -1, |connect| {
        capacity("names", names.is_null(), "maxnames", maxnames, VIR_FROM_NODEDEV)?;
        connect.connection().check_flags(flags, 0)?;
        Ok(0)
    })
}
