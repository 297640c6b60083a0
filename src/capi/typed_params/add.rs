//! Adding of values to an array.

use crate::capi::typed_params::growing::{Growing, add};
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::typed::Value;
use libc::{c_char, c_double, c_int, c_longlong, c_uint, c_ulonglong};

/// Adds an `int`.
///
/// `*params` is an array from malloc, or NULL, with `*nparams` parameters in it
/// and room for `*maxparams`; all three are updated as it grows. The caller
/// frees it with virTypedParamsFree.
///
/// Returns 0, or -1: VIR_ERR_INTERNAL_ERROR when the name is too long,
/// VIR_ERR_INVALID_ARG when one of the pointers is NULL, VIR_ERR_NO_MEMORY.
///
/// # Safety
/// The pointers are NULL or as described; `name` is NULL (the empty name) or a NUL-terminated
/// string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsAddInt(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    value: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        add("virTypedParamsAddInt", Growing { params, nparams, maxparams }, name, || {
            Ok(Value::Int(value))
        })
    }
}

/// Adds an `unsigned int`; otherwise like virTypedParamsAddInt.
///
/// # Safety
/// As for virTypedParamsAddInt.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsAddUInt(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    value: c_uint,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        add("virTypedParamsAddUInt", Growing { params, nparams, maxparams }, name, || {
            Ok(Value::UInt(value))
        })
    }
}

/// Adds a `long long`; otherwise like virTypedParamsAddInt.
///
/// # Safety
/// As for virTypedParamsAddInt.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsAddLLong(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    value: c_longlong,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        add("virTypedParamsAddLLong", Growing { params, nparams, maxparams }, name, || {
            Ok(Value::LLong(value))
        })
    }
}

/// Adds an `unsigned long long`; otherwise like virTypedParamsAddInt.
///
/// # Safety
/// As for virTypedParamsAddInt.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsAddULLong(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    value: c_ulonglong,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        add("virTypedParamsAddULLong", Growing { params, nparams, maxparams }, name, || {
            Ok(Value::ULLong(value))
        })
    }
}

/// Adds a `double`; otherwise like virTypedParamsAddInt.
///
/// # Safety
/// As for virTypedParamsAddInt.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsAddDouble(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    value: c_double,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        add("virTypedParamsAddDouble", Growing { params, nparams, maxparams }, name, || {
            Ok(Value::Double(value))
        })
    }
}

/// Adds a boolean, 0 for 0 and 1 for every other number; otherwise like virTypedParamsAddInt.
///
/// # Safety
/// As for virTypedParamsAddInt.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsAddBoolean(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    value: c_int,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        add("virTypedParamsAddBoolean", Growing { params, nparams, maxparams }, name, || {
            Ok(Value::Boolean(value != 0))
        })
    }
}
