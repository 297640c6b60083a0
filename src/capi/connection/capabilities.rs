//! Capabilities of the host and its hypervisor.

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

/// Gets the capabilities of the host and its hypervisor, a `<capabilities>` document.
///
/// Returns a string that the caller frees with free(), or NULL with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetCapabilities(conn: virConnectPtr) -> *mut c_char {
    on_connect("virConnectGetCapabilities", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        Ok(to_c(&connect.connection().capabilities()?))
    })
}

/// Gets the system information of the host's firmware, a `<sysinfo>` document. `flags` is 0.
///
/// Returns a string that the caller frees with free(), or NULL: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG for flags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetSysinfo(
    conn: virConnectPtr,
    flags: c_uint,
) -> *mut c_char {
    on_connect("virConnectGetSysinfo", conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        Ok(to_c(&connect.connection().sysinfo(flags)?))
    })
}

/// Lists the CPU models of an architecture such as "x86_64".
///
/// `models`, unless it is NULL, receives an array with a NULL after the last string, which the
/// caller frees: each string and the array with free(). It is set to NULL on failure, and where
/// any model is accepted. `flags` is 0.
///
/// Returns the number of models, 0 where any is accepted, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG for flags, when `arch` is NULL and for an unknown architecture,
/// VIR_ERR_NO_SUPPORT for one whose models are not known.
///
/// # Safety
/// `arch` is NULL or a NUL-terminated string; `models` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetCPUModelNames(
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
