//! The last error of the calling thread.

use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::{error_object, last_error};
use crate::capi::types::error::virErrorPtr;
use libc::{c_char, c_int};
use std::ptr::{addr_of, null_mut};

/// Gets the calling thread's last error.
///
/// Every public function that can fail clears the last error when it is called.
///
/// Returns the error, which belongs to the library and changes with the next
/// call; or NULL when there is none.
///
/// # Safety
/// The error must not be used by another thread, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virGetLastError() -> virErrorPtr {
    guard_quiet(null_mut(), || match last_error::last() {
        // SAFETY: the library's own object, of this thread.
        Some(error) if unsafe { addr_of!((*error).code).read() } != 0 => error,
        _ => null_mut(),
    })
}

/// Gets the message of the calling thread's last error.
///
/// Returns a string that is never NULL and belongs to the library: "no error" when there is
/// none.
///
/// # Safety
/// The string must not be used after the next call, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virGetLastErrorMessage() -> *const c_char {
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

/// Gets the code of the calling thread's last error.
///
/// Returns a virErrorNumber, VIR_ERR_OK when there is no error.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virGetLastErrorCode() -> c_int {
    guard_quiet(0, || {
        // SAFETY: the library's own object, of this thread.
        last_error::last().map_or(0, |error| unsafe { addr_of!((*error).code).read() })
    })
}

/// Gets the error domain of the calling thread's last error.
///
/// Returns a virErrorDomain, VIR_FROM_NONE when there is no error.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virGetLastErrorDomain() -> c_int {
    guard_quiet(0, || {
        // SAFETY: the library's own object, of this thread.
        last_error::last().map_or(0, |error| unsafe { addr_of!((*error).domain).read() })
    })
}

/// Copies the calling thread's last error.
///
/// Returns a new error that the caller frees with virFreeError; its code is
/// VIR_ERR_OK when there was none.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virSaveLastError() -> virErrorPtr {
    guard_quiet(null_mut(), || {
        let saved = error_object::allocate_error();
        // SAFETY: `saved` is a new object of this function's own.
        unsafe { virCopyLastError(saved) };
        saved
    })
}

/// Clears the calling thread's last error.
///
/// # Safety
/// The strings of the error of virGetLastError must not be used afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virResetLastError() {
    guard_quiet((), last_error::clear);
}

/// Copies the calling thread's last error into `to`, whose old contents are ignored.
///
/// Returns the error's code, 0 when there is no error, -1 when `to` is NULL. The
/// caller frees the copy's strings with virResetError.
///
/// # Safety
/// `to` is NULL or points to room for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virCopyLastError(to: virErrorPtr) -> c_int {
    guard_quiet(-1, || match last_error::last() {
        Some(error) if !to.is_null() => {
            // SAFETY: the library's own object, and room by this function's contract.
            unsafe {
                error_object::copy(error, to);
                addr_of!((*to).code).read()
            }
        }
        _ => -1,
    })
}
