//! The error functions. An error belongs to the thread that it happened in.

use super::guard::guard_quiet;
use super::handles;
use super::last_error::{self, Handler};
use super::types::{virConnectPtr, virErrorFunc, virErrorPtr};
use crate::model::{Error, virErrorDomain};
use crate::sys::warn::print;
use libc::{c_char, c_int, c_void};
use std::ffi::CStr;
use std::ptr::{addr_of, null_mut};

/// Gives the calling thread's last error.
///
/// Every public function that can fail forgets the last error when it begins.
///
/// Returns the error, which belongs to the library and changes with the next
/// call; or NULL when there is none.
///
/// # Safety
/// The error must not be used by another thread, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virGetLastError() -> virErrorPtr {
    guard_quiet(null_mut(), || match last_error::last() {
        // SAFETY: the library's own object, of this thread.
        Some(error) if unsafe { addr_of!((*error).code).read() } != 0 => error,
        _ => null_mut(),
    })
}

/// Gives the message of the calling thread's last error.
///
/// Returns a text that is never NULL and belongs to the library: "no error" when
/// there is none.
///
/// # Safety
/// The text must not be used after the next call, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virGetLastErrorMessage() -> *const c_char {
    guard_quiet(c"no error".as_ptr(), || {
        // SAFETY: called as this function was.
        let error = unsafe { virGetLastError() };
        if error.is_null() {
            return c"no error".as_ptr();
        }
        // SAFETY: the library's own object, of this thread.
        let message = unsafe { addr_of!((*error).message).read() };
        if message.is_null() { c"unknown error".as_ptr() } else { message.cast_const() }
    })
}

/// Gives the code of the calling thread's last error.
///
/// Returns a virErrorNumber, VIR_ERR_OK when there is no error.
///
/// # Safety
/// None is asked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virGetLastErrorCode() -> c_int {
    guard_quiet(0, || {
        // SAFETY: the library's own object, of this thread.
        last_error::last().map_or(0, |error| unsafe { addr_of!((*error).code).read() })
    })
}

/// Gives the part of the library that raised the calling thread's last error.
///
/// Returns a virErrorDomain, VIR_FROM_NONE when there is no error.
///
/// # Safety
/// None is asked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virGetLastErrorDomain() -> c_int {
    guard_quiet(0, || {
        // SAFETY: the library's own object, of this thread.
        last_error::last().map_or(0, |error| unsafe { addr_of!((*error).domain).read() })
    })
}

/// Copies the calling thread's last error, to put it back or look at it later.
///
/// Returns a new error that the caller frees with virFreeError; its code is
/// VIR_ERR_OK when there was none.
///
/// # Safety
/// None is asked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSaveLastError() -> virErrorPtr {
    guard_quiet(null_mut(), || {
        let saved = last_error::allocate_error();
        // SAFETY: `saved` is a new object of this function's own.
        unsafe { virCopyLastError(saved) };
        saved
    })
}

/// Forgets the calling thread's last error.
///
/// # Safety
/// What virGetLastError gave before must not be used after.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virResetLastError() {
    guard_quiet((), last_error::forget);
}

/// Frees what an error holds and zeroes it. NULL is let pass.
///
/// # Safety
/// `error` is NULL or points to an error whose strings are NULL or came from
/// this library or from malloc.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virResetError(error: virErrorPtr) {
    guard_quiet((), || {
        if !error.is_null() {
            // SAFETY: by this function's contract.
            unsafe { last_error::reset(error) };
        }
    });
}

/// Frees an error that virSaveLastError gave. NULL is let pass.
///
/// # Safety
/// `error` is NULL or came from virSaveLastError, and is not used after.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virFreeError(error: virErrorPtr) {
    guard_quiet((), || {
        // SAFETY: by this function's contract; free lets NULL pass.
        unsafe {
            virResetError(error);
            libc::free(error.cast());
        }
    });
}

/// Copies the calling thread's last error into `to`, whatever that held before.
///
/// Returns the error's code, 0 when there is no error, -1 when `to` is NULL. The
/// caller frees the copy's strings with virResetError.
///
/// # Safety
/// `to` is NULL or points to room for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virCopyLastError(to: virErrorPtr) -> c_int {
    guard_quiet(-1, || match last_error::last() {
        Some(error) if !to.is_null() => {
            // SAFETY: the library's own object, and room by this function's contract.
            unsafe {
                last_error::copy(error, to);
                addr_of!((*to).code).read()
            }
        }
        _ => -1,
    })
}

/// Gives a connection's last error: that of the last call on it, or on one of
/// its domains, that failed, in whatever thread. A call that succeeds leaves it.
///
/// Returns the error, which belongs to the connection, with code VIR_ERR_OK when
/// there is none; NULL when `conn` is no connection.
///
/// # Safety
/// The error must not be used after the connection is closed, nor while another
/// thread uses the connection, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnGetLastError(conn: virConnectPtr) -> virErrorPtr {
    guard_quiet(null_mut(), || {
        handles::connect(conn).map_or(null_mut(), |connect| connect.last_error().as_ptr())
    })
}

/// Forgets a connection's last error. NULL is let pass.
///
/// # Safety
/// What virConnGetLastError gave before must not be used after.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnResetLastError(conn: virConnectPtr) {
    guard_quiet((), || {
        if let Some(connect) = handles::connect(conn) {
            connect.last_error().clear();
        }
    });
}

/// Copies a connection's last error into `to`, whatever that held before.
///
/// Returns the error's code, 0 when there is no error, -1 when `conn` is no
/// connection or `to` is NULL. The caller frees the copy's strings with
/// virResetError.
///
/// # Safety
/// `to` is NULL or points to room for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnCopyLastError(conn: virConnectPtr, to: virErrorPtr) -> c_int {
    guard_quiet(-1, || match handles::connect(conn) {
        Some(connect) if !to.is_null() => {
            let error = connect.last_error();
            // SAFETY: the connection's own object, held by its mutex, and room by
            // this function's contract.
            unsafe {
                last_error::copy(error.as_ptr(), to);
                addr_of!((*to).code).read()
            }
        }
        _ => -1,
    })
}

/// Sets the function that is told of every error, in the thread where it
/// happens, once for each call that fails. NULL brings back virDefaultErrorFunc.
///
/// `userData` is passed to the function as it is.
///
/// # Safety
/// `handler` may be called from any thread until another one is set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virSetErrorFunc(userData: *mut c_void, handler: virErrorFunc) {
    guard_quiet((), || {
        *last_error::global_handler() = Handler { function: handler, user_data: userData };
    });
}

/// Sets the function that is told of a connection's errors in place of the one
/// for all. NULL as `handler` brings that one back; NULL as `conn` does nothing.
///
/// # Safety
/// As for virSetErrorFunc, until the connection is closed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnSetErrorFunc(
    conn: virConnectPtr,
    userData: *mut c_void,
    handler: virErrorFunc,
) {
    guard_quiet((), || {
        if let Some(connect) = handles::connect(conn) {
            *connect.handler() = Handler { function: handler, user_data: userData };
        }
    });
}

/// Prints an error on standard error: what is done with errors when no other
/// function is set. NULL is let pass.
///
/// # Safety
/// `err` is NULL or points to a valid error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDefaultErrorFunc(err: virErrorPtr) {
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
        let level = match level {
            1 => "warning",
            2 => "error",
            _ => "",
        };
        print(&text(virErrorDomain::label_of(domain), level, message.trim_end()));
    });
}

/// What virDefaultErrorFunc prints of an error.
pub(super) fn default_text(domain: virErrorDomain, error: &Error) -> String {
    text(domain.label(), "error", &error.message())
}

fn text(domain: &str, level: &str, message: &str) -> String {
    format!("libvirt: {domain} {level} : {message}")
}
