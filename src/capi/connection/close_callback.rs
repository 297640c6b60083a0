//! Callbacks for the loss of a connection.

use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::event_arguments::Function;
use crate::capi::boundary::guard::{Turn, guard_asking};
use crate::capi::boundary::handles::expect_connect;
use crate::capi::boundary::strings::null;
use crate::capi::events::registration::Registration;
use crate::capi::events::told::CloseFunction;
use crate::capi::types::callbacks::{virConnectCloseFunc, virFreeCallback};
use crate::capi::types::handles::virConnectPtr;
use crate::driver::Address;
use crate::model::event::CLOSE_EVENT;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_void};
use std::mem::transmute;

/// Registers a callback for the loss of the connection, one for each connection.
///
/// `cb` is called once, from the event loop, with this connection, a virConnectCloseReason and
/// `opaque`; then `freecb`, unless it is NULL, with `opaque`, as when the callback is removed. Until
/// then the callback holds a reference to the connection. The connections of local drivers cannot
/// be lost: the arguments are checked, and neither function is ever called.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL. Where the
/// connection can be lost also VIR_ERR_OPERATION_INVALID when a callback is already registered;
/// VIR_ERR_INTERNAL_ERROR without an event loop.
///
/// # Safety
/// `cb` and `freecb` may be called as their types say, from the thread that runs the event loop.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectRegisterCloseCallback(
    conn: virConnectPtr,
    cb: virConnectCloseFunc,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    guard_asking("virConnectRegisterCloseCallback", conn, -1, move |answer| {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        let cb = cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN))?;
        if !connect.connection().tells_close() {
            return Ok(Turn::Done(0));
        }
        // SAFETY: a function pointer, which is called with its real type only.
        let function = unsafe { transmute::<CloseFunction, Function>(cb) };
        let address = Address {
            owner: conn as usize,
            kind: CLOSE_EVENT,
            domain: None,
            function: function as usize,
            is_legacy: false,
        };
        let registration = Registration { address, function, opaque, free: freecb };
        // SAFETY: by this function's contract.
        Ok(match unsafe { registration.add(&connect, answer) }? {
            Turn::Done(_) => Turn::Done(0),
            ask => ask,
        })
    })
}

/// Removes the callback of virConnectRegisterCloseCallback. Where the connection cannot be lost, it
/// need not be registered.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when `cb` is NULL;
/// VIR_ERR_OPERATION_INVALID when another callback is registered, or none, and the connection can
/// be lost.
///
/// # Safety
/// No requirement: the function is not called.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectUnregisterCloseCallback(
    conn: virConnectPtr,
    cb: virConnectCloseFunc,
) -> c_int {
    on_connect("virConnectUnregisterCloseCallback", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let cb = cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN))?;
        let connection = connect.connection();
        if connection.tells_close() {
            connection.remove_close_listener(conn as usize, cb as usize)?;
        }
        Ok(0)
    })
}

#[cfg(test)]
mod tests;
