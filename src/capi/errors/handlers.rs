//! The error handlers.

use crate::capi::boundary::error_handler::{Handler, global_handler, text};
use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::handles;
use crate::capi::types::error::{virErrorFunc, virErrorPtr};
use crate::capi::types::handles::virConnectPtr;
use crate::sys::warn::print;
use libc::{c_int, c_void};
use std::ffi::CStr;
use std::ptr::addr_of;

/// Sets the function that is called for every error, in the thread where it occurs, once for
/// each failed call. NULL restores virDefaultErrorFunc.
///
/// `userData` is passed to the function unchanged.
///
/// # Safety
/// `handler` may be called from any thread until another one is set.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virSetErrorFunc(userData: *mut c_void, handler: virErrorFunc) {
    guard_quiet((), || {
        *global_handler() = Handler { function: handler, user_data: userData };
    });
}

/// Sets the function that is called for a connection's errors instead of the global one. NULL as
/// `handler` restores the global one; an invalid `conn` is ignored.
///
/// # Safety
/// As for virSetErrorFunc, until the connection is closed.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnSetErrorFunc(
    conn: virConnectPtr,
    userData: *mut c_void,
    handler: virErrorFunc,
) {
    guard_quiet((), || {
        if let Some(connect) = handles::connect(conn) {
            *connect.errors().handler() = Handler { function: handler, user_data: userData };
        }
    });
}

/// Prints an error on standard error: the default error handler. NULL is ignored.
///
/// # Safety
/// `err` is NULL or points to a valid error.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDefaultErrorFunc(err: virErrorPtr) {
    guard_quiet((), || {
        if err.is_null() {
            return;
        }
        // SAFETY: by this function's contract; `level` is read as a number.
        let (domain, level, message) = unsafe {
            (
                addr_of!((*err).domain).read(),
                addr_of!((*err).level).cast::<c_int>().read(),
                addr_of!((*err).message).read(),
            )
        };
        let message = if message.is_null() {
            "".into()
        } else {
            // SAFETY: not NULL, and a valid error's message ends with a NUL.
            unsafe { CStr::from_ptr(message) }.to_string_lossy()
        };
        print(&text(domain, level, &message));
    });
}
