//! What the host and its hypervisor can do.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles::expect_connect;
use crate::capi::boundary::memory::array_to_c;
use crate::capi::boundary::strings::{required, to_c};
use crate::capi::types::handles::virConnectPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Tells what the host and its hypervisor can do, as a `<capabilities>` document.
///
/// Returns a text that the caller frees with free(), or NULL with
/// VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetCapabilities(conn: virConnectPtr) -> *mut c_char {
    on_connect("virConnectGetCapabilities", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        Ok(to_c(&connect.connection().capabilities()?))
    })
}

/// Tells what the firmware says of the host, as a `<sysinfo>` document. `flags`
/// is 0.
///
/// Returns a text that the caller frees with free(), or NULL:
/// VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG for flags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetSysinfo(conn: virConnectPtr, flags: c_uint) -> *mut c_char {
    on_connect("virConnectGetSysinfo", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        Ok(to_c(&connect.connection().sysinfo(flags)?))
    })
}

/// Lists the CPU models of an architecture, "x86_64" for one.
///
/// `models`, unless it is NULL, takes an array with a NULL behind its last text,
/// which the caller frees: each text and the array with free(). It takes NULL on
/// failure, and where any model is taken. `flags` is 0.
///
/// Returns how many there are, 0 where any is taken, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG for flags, when `arch` is NULL and for what is no
/// architecture, VIR_ERR_NO_SUPPORT for one whose models are not known.
///
/// # Safety
/// `arch` is NULL or ends with a NUL; `models` is NULL or points to room for a
/// pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetCPUModelNames(
    conn: virConnectPtr,
    arch: *const c_char,
    models: *mut *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    guard("virConnectGetCPUModelNames", conn, -1, || {
        if !models.is_null() {
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { models.write(null_mut()) };
        }
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        // SAFETY: by this function's contract.
        let arch = unsafe { required("arch", arch, VIR_FROM_DOMAIN) }?;
        let found = connect.connection().cpu_models(&arch, flags)?;
        if !models.is_null() && !found.is_empty() {
            let array = array_to_c(found.iter().map(|model| to_c(model)));
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { models.write(array) };
        }
        count(found.len())
    })
}
