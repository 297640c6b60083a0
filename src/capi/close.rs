//! Being told that a connection was lost.

use super::call::on_connect;
use super::callbacks::virFreeCallback;
use super::strings::null;
use super::types::virConnectPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_void};

/// A function that is told that a connection was lost; `reason` is a
/// virConnectCloseReason.
pub type virConnectCloseFunc =
    Option<unsafe extern "C" fn(conn: virConnectPtr, reason: c_int, opaque: *mut c_void)>;

/// Calls back when the connection is lost. No driver here can lose one: the
/// arguments are checked, and neither function is ever called.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL.
///
/// # Safety
/// None is asked for: the functions are not called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectRegisterCloseCallback(
    conn: virConnectPtr,
    cb: virConnectCloseFunc,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    let _ = (opaque, freecb);
    check(conn, cb)
}

/// Ends what virConnectRegisterCloseCallback began, or did not.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL.
///
/// # Safety
/// None is asked for: the function is not called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectUnregisterCloseCallback(
    conn: virConnectPtr,
    cb: virConnectCloseFunc,
) -> c_int {
    check(conn, cb)
}

fn check(conn: virConnectPtr, cb: virConnectCloseFunc) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |_| {
        cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN)).map(|_| 0)
    })
}
