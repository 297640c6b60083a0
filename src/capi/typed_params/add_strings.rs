//! Adding of strings, and of values from strings, to an array.

use crate::capi::boundary::guard::{NoHandle, guard, guard_quiet};
use crate::capi::boundary::strings::{bytes, optional};
use crate::capi::typed_params::growing::{Growing, add};
use crate::capi::typed_params::parse;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::constants::virTypedParameterType;
use crate::model::typed::{Value, type_label};
use crate::model::virErrorDomain::VIR_FROM_NONE;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_char, c_int};
use std::ffi::CStr;

/// Adds a copy of a string, NULL as the empty one; otherwise like virTypedParamsAddInt.
///
/// # Safety
/// As for virTypedParamsAddInt; `value` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsAddString(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    value: *const c_char,
) -> c_int {
    // SAFETY: by this function's contract.
    unsafe {
        add("virTypedParamsAddString", Growing { params, nparams, maxparams }, name, || {
            Ok(Value::String(bytes(value).unwrap_or_default().to_owned()))
        })
    }
}

/// Adds a copy of each string in an array that ends with NULL, all under one name; otherwise
/// like virTypedParamsAddInt. When one cannot be added, those before it remain.
///
/// An array that is NULL adds nothing and returns 0. As in libvirt, an empty array returns -1;
/// neither changes the last error.
///
/// # Safety
/// As for virTypedParamsAddInt; `values` is NULL or points to an array of strings that ends with
/// a NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsAddStringList(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    values: *mut *const c_char,
) -> c_int {
    guard_quiet(-1, || {
        if values.is_null() {
            return 0;
        }
        let mut result = -1;
        let mut place = values;
        // SAFETY: by this function's contract; the NULL behind the last ends it.
        unsafe {
            while !place.read().is_null() {
                result = virTypedParamsAddString(params, nparams, maxparams, name, place.read());
                if result < 0 {
                    break;
                }
                place = place.add(1);
            }
        }
        result
    })
}

/// Adds a value from a string; otherwise like virTypedParamsAddInt.
///
/// `type` is a virTypedParameterType. Numbers are decimal; leading whitespace is allowed. A
/// negative number for an unsigned type is stored as its two's complement. Booleans are 0, 1,
/// true or false, in upper or lower case.
///
/// Returns 0, or -1: VIR_ERR_INVALID_ARG when `value` is NULL or not a value of the type,
/// VIR_ERR_INTERNAL_ERROR for an unknown type, and as virTypedParamsAddInt.
///
/// # Safety
/// As for virTypedParamsAddInt; `value` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsAddFromString(
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
    name: *const c_char,
    r#type: c_int,
    value: *const c_char,
) -> c_int {
    guard("virTypedParamsAddFromString", NoHandle, -1, || {
        // SAFETY: by this function's contract.
        unsafe {
            let label = optional(name).unwrap_or_default();
            let Some(text) = bytes(value) else {
                let what = format!("parameter '{label}' has the value NULL, expected a text");
                return Err(Error::unfit_arg(VIR_FROM_NONE, what));
            };
            let growing = Growing { params, nparams, maxparams };
            growing.add(name, || from_text(&label, r#type, text))?;
        }
        Ok(0)
    })
}

fn from_text(name: &str, number: c_int, text: &CStr) -> Result<Value> {
    let refuse = |code, what: String| {
        Err(Error::new(VIR_FROM_NONE, code, format!("parameter '{name}' {what}")))
    };
    let Some(kind) = virTypedParameterType::from_number(number) else {
        let what = format!("has type {number}, expected 1 to 7");
        return refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, what);
    };
    match parse::parse(kind, text) {
        Some(value) => Ok(value),
        None => {
            let text = text.to_string_lossy();
            let what = format!("is '{text}', expected a value of type {}", type_label(number));
            refuse(virErrorNumber::VIR_ERR_INVALID_ARG, what)
        }
    }
}
