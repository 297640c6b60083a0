//! The hypervisor, the versions and the names of a connection.

use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::strings::{null, to_c};
use crate::capi::types::handles::virConnectPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_char, c_int, c_ulong};
use std::ptr::null_mut;

/// Gets the name of the hypervisor: "cgroup", "QEMU", "LXC" or "TEST".
///
/// Returns a string that belongs to the connection, or NULL: VIR_ERR_INVALID_CONN, or the error of
/// another host.
///
/// # Safety
/// The string must not be used after the connection is closed, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetType(conn: virConnectPtr) -> *const c_char {
    on_connect("virConnectGetType", conn, VIR_FROM_DOMAIN, std::ptr::null(), |connect| {
        Ok(connect.kind()?.as_ptr())
    })
}

/// Gets the hypervisor's version, as 1,000,000 * major + 1,000 * minor + release: the kernel's
/// for this host, 2 for the test driver.
///
/// Returns 0 with the version in `hvVer`, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `hvVer` is NULL.
///
/// # Safety
/// `hvVer` is NULL or points to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetVersion(
    conn: virConnectPtr,
    hvVer: *mut c_ulong,
) -> c_int {
    on_connect("virConnectGetVersion", conn, VIR_FROM_DOMAIN, -1, |connect| {
        // SAFETY: by this function's contract.
        unsafe { write_version(hvVer, "hvVer", || connect.connection().version()) }
    })
}

/// Gets the version of the libvirt API at the other end of the connection, as virGetVersion
/// does; that of a local host is this library's.
///
/// Returns 0 with the version in `libVer`, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `libVer` is NULL.
///
/// # Safety
/// `libVer` is NULL or points to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetLibVersion(
    conn: virConnectPtr,
    libVer: *mut c_ulong,
) -> c_int {
    on_connect("virConnectGetLibVersion", conn, VIR_FROM_DOMAIN, -1, |connect| {
        // SAFETY: by this function's contract.
        unsafe { write_version(libVer, "libVer", || connect.connection().library_version()) }
    })
}

/// # Safety
/// `place` is NULL or points to room for a number.
unsafe fn write_version(
    place: *mut c_ulong,
    name: &str,
    version: impl FnOnce() -> Result<u64>,
) -> Result<c_int> {
    if place.is_null() {
        return Err(null(name, VIR_FROM_DOMAIN));
    }
    let version = version()?;
    let number = c_ulong::try_from(version).map_err(|_| {
        Error::new(VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_OVERFLOW, format!("version {version}"))
    })?;
    // SAFETY: not NULL, so room by this function's contract.
    unsafe { place.write(number) };
    Ok(0)
}

/// Gets the connection's URI in canonical form.
///
/// Returns a string that the caller frees with free(), or NULL with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetURI(conn: virConnectPtr) -> *mut c_char {
    on_connect("virConnectGetURI", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        Ok(to_c(connect.connection().uri()))
    })
}

/// Gets the host's name.
///
/// Returns a string that the caller frees with free(), or NULL with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetHostname(conn: virConnectPtr) -> *mut c_char {
    on_connect("virConnectGetHostname", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        Ok(to_c(&connect.connection().hostname()?))
    })
}
