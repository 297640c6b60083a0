//! Adding of parameters to a growing array.

use crate::capi::boundary::guard::{NoHandle, guard, guard_quiet};
use crate::capi::boundary::strings::{bytes, null, optional};
use crate::capi::boundary::typed_params::put;
use crate::capi::typed_params::parse;
use crate::capi::types::typed_params::{virTypedParameter, virTypedParameterPtr};
use crate::model::constants::VIR_TYPED_PARAM_FIELD_LENGTH;
use crate::model::constants::virTypedParameterType;
use crate::model::typed::{Value, type_label};
use crate::model::virErrorDomain::VIR_FROM_NONE;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_char, c_double, c_int, c_longlong, c_uint, c_ulonglong};
use std::ffi::CStr;

/// A caller's growing array: the array, the number of its parameters, and its capacity.
#[derive(Clone, Copy)]
struct Growing {
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    maxparams: *mut c_int,
}

impl Growing {
    /// Adds a parameter; a name that is too long is reported before an invalid value.
    ///
    /// # Safety
    /// The pointers are NULL or point to an array from malloc (or NULL), the number in it and
    /// its capacity; `name` is NULL or a NUL-terminated string.
    unsafe fn add(self, name: *const c_char, value: impl FnOnce() -> Result<Value>) -> Result<()> {
        // SAFETY: by this function's contract.
        let name = unsafe { bytes(name) }.unwrap_or_default().to_bytes();
        if name.len() >= VIR_TYPED_PARAM_FIELD_LENGTH {
            return Err(Error::new(
                VIR_FROM_NONE,
                virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                format!(
                    "name '{}' has {} bytes, expected less than {VIR_TYPED_PARAM_FIELD_LENGTH}",
                    String::from_utf8_lossy(name),
                    name.len()
                ),
            ));
        }
        let value = value()?;
        // SAFETY: by this function's contract.
        unsafe {
            let place = self.make_room()?;
            put(place, name, &value);
            self.nparams.write(self.nparams.read() + 1);
        }
        Ok(())
    }

    /// The place for one more parameter.
    ///
    /// # Safety
    /// As for [`Self::add`].
    unsafe fn make_room(self) -> Result<virTypedParameterPtr> {
        if self.params.is_null() || self.nparams.is_null() || self.maxparams.is_null() {
            return Err(null("params, nparams or maxparams", VIR_FROM_NONE));
        }
        // SAFETY: not NULL, so an array and its numbers by this type's contract.
        unsafe {
            let (used, room) = (self.nparams.read(), self.maxparams.read());
            let (Ok(count), Some(wanted)) = (usize::try_from(used), used.checked_add(1)) else {
                return Err(Error::invalid_arg(
                    VIR_FROM_NONE,
                    format!("*nparams is {used}, expected 0 or more, and room for one"),
                ));
            };
            if wanted > room {
                let more = wanted.saturating_add(wanted / 2).max(4);
                let bytes = usize::try_from(more)
                    .ok()
                    .and_then(|more| more.checked_mul(size_of::<virTypedParameter>()));
                let grown = bytes.map(|bytes| libc::realloc(self.params.read().cast(), bytes));
                let Some(grown) = grown.filter(|grown| !grown.is_null()) else {
                    let what = format!("{more} parameters");
                    return Err(Error::new(VIR_FROM_NONE, virErrorNumber::VIR_ERR_NO_MEMORY, what));
                };
                self.params.write(grown.cast());
                self.maxparams.write(more);
            }
            Ok(self.params.read().add(count))
        }
    }
}

/// The common part of the functions that add a value.
///
/// # Safety
/// As for [`Growing::add`].
unsafe fn add(
    function: &str,
    growing: Growing,
    name: *const c_char,
    value: impl FnOnce() -> Result<Value>,
) -> c_int {
    guard(function, NoHandle, -1, || {
        // SAFETY: by this function's contract.
        unsafe { growing.add(name, value) }?;
        Ok(0)
    })
}

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
pub unsafe extern "C" fn virTypedParamsAddInt(
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
pub unsafe extern "C" fn virTypedParamsAddUInt(
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
pub unsafe extern "C" fn virTypedParamsAddLLong(
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
pub unsafe extern "C" fn virTypedParamsAddULLong(
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
pub unsafe extern "C" fn virTypedParamsAddDouble(
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
pub unsafe extern "C" fn virTypedParamsAddBoolean(
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

/// Adds a copy of a string, NULL as the empty one; otherwise like virTypedParamsAddInt.
///
/// # Safety
/// As for virTypedParamsAddInt; `value` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virTypedParamsAddString(
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
pub unsafe extern "C" fn virTypedParamsAddStringList(
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
pub unsafe extern "C" fn virTypedParamsAddFromString(
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
