//! Freeing of error objects.

use crate::capi::boundary::error_object;
use crate::capi::boundary::guard::guard_quiet;
use crate::capi::types::error::virErrorPtr;

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
            unsafe { error_object::reset(error) };
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
