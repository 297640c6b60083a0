//! Callbacks for the loss of a connection.

use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::strings::null;
use crate::capi::types::callbacks::{virConnectCloseFunc, virFreeCallback};
use crate::capi::types::handles::virConnectPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_void};

/// Registers a callback for the loss of the connection. The connections of all drivers are local
/// and cannot be lost: the arguments are checked, and neither function is ever called.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL.
///
/// # Safety
/// No requirement: the functions are not called.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectRegisterCloseCallback(
    conn: virConnectPtr,
    cb: virConnectCloseFunc,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    let _ = (opaque, freecb);
    check("virConnectRegisterCloseCallback", conn, cb)
}

/// Removes the callback of virConnectRegisterCloseCallback; it need not be registered.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL.
///
/// # Safety
/// No requirement: the function is not called.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectUnregisterCloseCallback(
    conn: virConnectPtr,
    cb: virConnectCloseFunc,
) -> c_int {
    check("virConnectUnregisterCloseCallback", conn, cb)
}

fn check(function: &str, conn: virConnectPtr, cb: virConnectCloseFunc) -> c_int {
    on_connect(function, conn, VIR_FROM_DOMAIN, -1, |_| {
        cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN)).map(|_| 0)
    })
}
