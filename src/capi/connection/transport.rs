//! The transport of a connection: liveness and security.

use crate::api::Connection;
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles::expect_connect;
use crate::capi::types::handles::virConnectPtr;
use crate::model::Result;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint};

/// Tells whether the host still answers.
///
/// Returns 1 if it does, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectIsAlive(conn: virConnectPtr) -> c_int {
    answer("virConnectIsAlive", conn, |connection| connection.is_alive())
}

/// Asks for signs of life from the host every `interval` seconds, and takes it
/// for gone when `count` of them did not come. 0 or less as interval: never.
///
/// Returns 0; 1 if the other side does not know such signs; or -1:
/// VIR_ERR_INVALID_CONN, VIR_ERR_NO_SUPPORT where no network lies between (the
/// drivers of this library).
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectSetKeepAlive(
    conn: virConnectPtr,
    interval: c_int,
    count: c_uint,
) -> c_int {
    guard("virConnectSetKeepAlive", conn, -1, || {
        expect_connect(conn, VIR_FROM_DOMAIN)?.connection().set_keep_alive(interval, count)?;
        Ok(0)
    })
}

/// Tells whether what goes to the host is encrypted on its way.
///
/// Returns 1 if it is, 0 if not (to this host nothing is), or -1 with
/// VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectIsEncrypted(conn: virConnectPtr) -> c_int {
    answer("virConnectIsEncrypted", conn, |connection| connection.is_encrypted())
}

/// Tells whether what goes to the host is safe from eavesdropping, by encryption
/// or by never leaving this host.
///
/// Returns 1 if it is, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectIsSecure(conn: virConnectPtr) -> c_int {
    answer("virConnectIsSecure", conn, |connection| connection.is_secure())
}

fn answer(
    function: &str,
    conn: virConnectPtr,
    question: impl FnOnce(&Connection) -> Result<bool>,
) -> c_int {
    guard(function, conn, -1, || {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        question(connect.connection()).map(c_int::from)
    })
}
