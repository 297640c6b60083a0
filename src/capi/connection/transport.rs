//! The transport of a connection: liveness and security.

use crate::api::Connection;
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::guard::{Turn, guard_asking};
use crate::capi::boundary::handles::expect_connect;
use crate::capi::events::needed_source::with_source;
use crate::capi::types::handles::virConnectPtr;
use crate::model::Result;
use crate::model::virErrorDomain::{VIR_FROM_DOMAIN, VIR_FROM_NONE, VIR_FROM_REMOTE};
use libc::{c_int, c_uint};

/// Checks whether the connection is alive.
///
/// Returns 1 if it is, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectIsAlive(conn: virConnectPtr) -> c_int {
    query("virConnectIsAlive", conn, |connection| connection.is_alive())
}

/// Sends keepalive messages every `interval` seconds; the connection is closed after `count` of
/// them without a response. An interval of 0 or less turns them off.
///
/// The event loop sends them, and tells of the loss the callback of virConnectRegisterCloseCallback.
///
/// Returns 0; 1 if the other side does not support them; or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_NO_SUPPORT from drivers without a network connection, VIR_ERR_INTERNAL_ERROR from those with
/// one when no event loop is registered.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectSetKeepAlive(
    conn: virConnectPtr,
    interval: c_int,
    count: c_uint,
) -> c_int {
    guard_asking("virConnectSetKeepAlive", conn, -1, move |answer| {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        let connection = connect.connection();
        let set = || Ok(c_int::from(!connection.set_keep_alive(interval, count)?));
        if interval <= 0 || !connection.tells_close() {
            return set().map(Turn::Done);
        }
        with_source(connection, answer, |wakeup| {
            connection.keep_source(wakeup)?.then(set).transpose()
        })
        .map_err(|error| match error.domain() {
            // There is no event loop.
            VIR_FROM_NONE => error.with_domain(VIR_FROM_REMOTE),
            _ => error,
        })
    })
}

/// Checks whether the connection is encrypted.
///
/// Returns 1 if it is, 0 if not (local connections are not), or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectIsEncrypted(conn: virConnectPtr) -> c_int {
    query("virConnectIsEncrypted", conn, |connection| connection.is_encrypted())
}

/// Checks whether the connection is secure: encrypted or local.
///
/// Returns 1 if it is, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectIsSecure(conn: virConnectPtr) -> c_int {
    query("virConnectIsSecure", conn, |connection| connection.is_secure())
}

fn query(
    function: &str,
    conn: virConnectPtr,
    ask: impl FnOnce(&Connection) -> Result<bool>,
) -> c_int {
    on_connect(function, conn, VIR_FROM_DOMAIN, -1, |connect| {
        ask(connect.connection()).map(c_int::from)
    })
}
