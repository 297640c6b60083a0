//! Freeing of error objects.

use crate::capi::boundary::error_object;
use crate::capi::boundary::guard::guard_quiet;
use crate::capi::types::error::virErrorPtr;

/// Frees the strings of an error and zeroes it. NULL is ignored.
///
/// # Safety
/// `error` is NULL or points to an error whose strings are NULL or came from
/// this library or from malloc.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virResetError(error: virErrorPtr) {
    guard_quiet((), || {
        if !error.is_null() {
            // SAFETY: by this function's contract.
            unsafe { error_object::reset(error) };
        }
    });
}

/// Frees an error of virSaveLastError. NULL is ignored.
///
/// # Safety
/// `error` is NULL or came from virSaveLastError, and is not used afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virFreeError(error: virErrorPtr) {
    guard_quiet((), || {
        // SAFETY: by this function's contract; free ignores NULL.
        unsafe {
            virResetError(error);
            libc::free(error.cast());
        }
    });
}
