//! Freeing of parameters.

use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::memory::free_string;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::constants::virTypedParameterType::*;
use libc::c_int;
use std::ptr::{addr_of, addr_of_mut};

/// Frees the strings in an array, not the array. The last error is unchanged.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters whose strings are NULL or
/// came from this library or from malloc.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsClear(params: virTypedParameterPtr, nparams: c_int) {
    guard_quiet((), || {
        let count = if params.is_null() { 0 } else { usize::try_from(nparams).unwrap_or(0) };
        for index in 0..count {
            // SAFETY: below `nparams`, so a parameter by this function's contract; the type says
            // that its value is a string.
            unsafe {
                let param = params.add(index);
                if addr_of!((*param).r#type).read() == VIR_TYPED_PARAM_STRING as c_int {
                    free_string(addr_of_mut!((*param).value.s));
                }
            }
        }
    });
}

/// Frees the strings in an array, and the array. The last error is unchanged.
///
/// # Safety
/// As for virTypedParamsClear, and the array came from this library or from
/// malloc.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsFree(params: virTypedParameterPtr, nparams: c_int) {
    guard_quiet((), || {
        // SAFETY: by this function's contract; free ignores NULL.
        unsafe {
            virTypedParamsClear(params, nparams);
            libc::free(params.cast());
        }
    });
}
