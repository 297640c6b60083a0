//! Freeing of parameters.

use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::typed_params::{clear_array, free_array};
use crate::capi::types::typed_params::virTypedParameterPtr;
use libc::c_int;

/// Frees the strings in an array, not the array. The last error is unchanged.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters whose strings are NULL or
/// came from this library or from malloc.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsClear(params: virTypedParameterPtr, nparams: c_int) {
    // SAFETY: this function's contract is the same.
    guard_quiet((), || unsafe { clear_array(params, nparams) });
}

/// Frees the strings in an array, and the array. The last error is unchanged.
///
/// # Safety
/// As for virTypedParamsClear, and the array came from this library or from
/// malloc.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsFree(params: virTypedParameterPtr, nparams: c_int) {
    // SAFETY: this function's contract is the same.
    guard_quiet((), || unsafe { free_array(params, nparams) });
}
