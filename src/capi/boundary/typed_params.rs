//! Conversion of arrays of typed parameters from and to C.

use crate::capi::boundary::memory;
use crate::capi::boundary::strings::{bytes, copy_to_c, null};
use crate::capi::types::typed_params::{virTypedParameter, virTypedParameterPtr};
use crate::driver::EachParameter;
use crate::model::constants::VIR_TYPED_PARAM_FIELD_LENGTH;
use crate::model::constants::virTypedParameterType::{self, *};
use crate::model::typed::{TypedParam, Value, wrong};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use compact_str::CompactString;
use libc::{c_char, c_int};
use smallvec::SmallVec;
use std::ptr::{addr_of, addr_of_mut};

/// The bytes of a name; most need no memory of their own.
pub type Name = SmallVec<[u8; 24]>;

/// Reads a caller's array of at least one parameter. Every name must end with a NUL, and no
/// string may be NULL.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, whose strings are NULL or NUL-terminated.
pub unsafe fn read_array(params: virTypedParameterPtr, nparams: c_int) -> Result<Vec<TypedParam>> {
    // SAFETY: this function's contract is the same.
    unsafe { read_array_of(1, params, nparams) }
}

/// Like [`read_array`], of at least `fewest` parameters.
///
/// # Safety
/// As for [`read_array`].
pub unsafe fn read_array_of(
    fewest: c_int,
    params: virTypedParameterPtr,
    nparams: c_int,
) -> Result<Vec<TypedParam>> {
    if params.is_null() {
        return Err(null("params", VIR_FROM_DOMAIN));
    }
    let count = at_least(fewest, "nparams", nparams)?;
    (0..count)
        .map(|index| {
            // SAFETY: below `nparams`, so a parameter by this function's contract.
            unsafe { read_one(params.add(index)) }
        })
        .collect()
}

/// # Safety
/// `param` points to a parameter as in [`read_array`].
unsafe fn read_one(param: virTypedParameterPtr) -> Result<TypedParam> {
    // SAFETY: by this function's contract.
    let field = unsafe { field(param) }.ok_or_else(|| {
        wrong(format!("a parameter's name has no NUL in its {VIR_TYPED_PARAM_FIELD_LENGTH} bytes"))
    })?;
    let field = match std::str::from_utf8(&field) {
        Ok(field) => CompactString::new(field),
        Err(_) => CompactString::from_utf8_lossy(&field),
    };
    // SAFETY: by this function's contract.
    match unsafe { value(param) } {
        Some(value) => Ok(TypedParam { field, value }),
        None => Err(wrong(format!("parameter '{field}' is a string and NULL, expected a text"))),
    }
}

/// A parameter's name; `None` where it has no NUL.
///
/// # Safety
/// `param` points to a parameter.
pub unsafe fn field(param: *const virTypedParameter) -> Option<Name> {
    // SAFETY: by this function's contract; any bytes are a valid array.
    let field =
        unsafe { addr_of!((*param).field).cast::<[u8; VIR_TYPED_PARAM_FIELD_LENGTH]>().read() };
    let len = field.iter().position(|byte| *byte == 0)?;
    field.get(..len).map(Name::from_slice)
}

/// A parameter's value; `None` for a string that is NULL.
///
/// # Safety
/// `param` points to a parameter whose string, if it has one, is NULL or NUL-terminated.
unsafe fn value(param: virTypedParameterPtr) -> Option<Value> {
    // SAFETY: by this function's contract; every member but the string may hold any bytes, and
    // the string is read by its type alone.
    unsafe {
        let number = addr_of!((*param).r#type).read();
        let value = addr_of!((*param).value);
        Some(match virTypedParameterType::from_number(number) {
            Some(VIR_TYPED_PARAM_INT) => Value::Int(addr_of!((*value).i).read()),
            Some(VIR_TYPED_PARAM_UINT) => Value::UInt(addr_of!((*value).ui).read()),
            Some(VIR_TYPED_PARAM_LLONG) => Value::LLong(addr_of!((*value).l).read()),
            Some(VIR_TYPED_PARAM_ULLONG) => Value::ULLong(addr_of!((*value).ul).read()),
            Some(VIR_TYPED_PARAM_DOUBLE) => Value::Double(addr_of!((*value).d).read()),
            Some(VIR_TYPED_PARAM_BOOLEAN) => Value::Boolean(addr_of!((*value).b).read() != 0),
            Some(VIR_TYPED_PARAM_STRING) => {
                Value::String(bytes(addr_of!((*value).s).read())?.to_owned())
            }
            None => Value::Unknown(number),
        })
    }
}

/// A number of parameters; VIR_ERR_INVALID_ARG below `fewest`.
fn at_least(fewest: c_int, name: &str, count: c_int) -> Result<usize> {
    usize::try_from(count).ok().filter(|_| count >= fewest).ok_or_else(|| {
        let detail = format!("{name} is {count}, expected {fewest} or more");
        Error::invalid_arg(VIR_FROM_DOMAIN, detail)
    })
}

/// Writes the result of a get to a caller's array, as every such function does: with
/// `*nparams` 0 it stores only the number of parameters, else as many parameters as fit, and
/// their number. After an error the parameters have no type. `fewest` is the lowest
/// `*nparams` that is valid: 0, or 1.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for
/// that many parameters.
pub unsafe fn write_array(
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    fewest: c_int,
    count: impl FnOnce() -> Result<usize>,
    values: impl FnOnce(EachParameter<'_>) -> Result<()>,
) -> Result<c_int> {
    if nparams.is_null() {
        return Err(null("nparams", VIR_FROM_DOMAIN));
    }
    // SAFETY: not NULL, so a number by this function's contract.
    let room = at_least(fewest, "*nparams", unsafe { nparams.read() })?;
    let stored = if room == 0 {
        count()?
    } else if params.is_null() {
        return Err(null("params", VIR_FROM_DOMAIN));
    } else {
        let mut stored = 0;
        let store = &mut |name: &str, value: Value| {
            if stored < room {
                // SAFETY: not NULL, so room for that many by this function's contract.
                unsafe { put(params.add(stored), name.as_bytes(), &value) };
                stored += 1;
            }
        };
        match values(store) {
            Ok(()) => stored,
            Err(error) => {
                let expected = count().unwrap_or(0).min(room);
                // SAFETY: as above.
                unsafe { reset_types(params, expected) };
                return Err(error);
            }
        }
    };
    let stored = c_int::try_from(stored).unwrap_or(c_int::MAX);
    // SAFETY: as above.
    unsafe { nparams.write(stored) };
    Ok(0)
}

/// As [`write_array`], of parameters that are found all at once; `*nparams` may be 0.
///
/// # Safety
/// As for [`write_array`].
pub unsafe fn write_found(
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    found: impl Fn() -> Result<Vec<TypedParam>>,
) -> Result<c_int> {
    let each = |store: EachParameter<'_>| {
        found()?.into_iter().for_each(|param| store(&param.field, param.value));
        Ok(())
    };
    // SAFETY: this function's contract is the same.
    unsafe { write_array(params, nparams, 0, || Ok(found()?.len()), each) }
}

/// Sets the type of parameters to 0: some callers clear the array after a get that failed,
/// and must not free uninitialized pointers.
///
/// # Safety
/// `params` has room for `count` parameters.
unsafe fn reset_types(params: virTypedParameterPtr, count: usize) {
    for index in 0..count {
        // SAFETY: below `count`, so room by this function's contract.
        unsafe { addr_of_mut!((*params.add(index)).r#type).write(0) };
    }
}

/// Writes as many parameters as fit to a caller's array; returns their number.
///
/// # Safety
/// `params` has room for `room` parameters; what was there is overwritten.
pub unsafe fn fill(params: virTypedParameterPtr, room: usize, values: &[TypedParam]) -> usize {
    for (index, param) in values.iter().take(room).enumerate() {
        // SAFETY: below `room`, so room by this function's contract.
        unsafe { put(params.add(index), param.field.as_bytes(), &param.value) };
    }
    values.len().min(room)
}

/// A new array for virTypedParamsFree; NULL for no parameters.
pub fn allocate(values: &[TypedParam]) -> virTypedParameterPtr {
    if values.is_empty() {
        return std::ptr::null_mut();
    }
    let room = values.len();
    let params: virTypedParameterPtr =
        memory::allocate(room.saturating_mul(size_of::<virTypedParameter>())).cast();
    // SAFETY: the memory is new and has room for that many.
    unsafe { fill(params, room, values) };
    params
}

/// Parameters in an array for C, which is freed with this.
pub struct OwnedParams {
    array: virTypedParameterPtr,
    count: c_int,
}

// SAFETY: the array is this one's alone, whichever thread has it.
unsafe impl Send for OwnedParams {}

impl OwnedParams {
    /// A copy of these; NULL for no parameters.
    pub fn new(values: &[TypedParam]) -> Self {
        let count = c_int::try_from(values.len()).unwrap_or(c_int::MAX);
        Self { array: allocate(values), count }
    }

    /// The array.
    pub fn pointer(&self) -> virTypedParameterPtr {
        self.array
    }

    /// The number of its parameters.
    pub fn count(&self) -> c_int {
        self.count
    }
}

impl Drop for OwnedParams {
    /// What the program has replaced in it is from malloc, by the contract of its callback.
    fn drop(&mut self) {
        // SAFETY: the array came from `allocate`, with that many parameters.
        unsafe { free_array(self.array, self.count) };
    }
}

/// Frees the strings of an array, and the array.
///
/// # Safety
/// `params` is NULL or points to `count` parameters in memory of malloc's, as their strings are.
pub unsafe fn free_array(params: virTypedParameterPtr, count: c_int) {
    // SAFETY: by this function's contract; free ignores NULL.
    unsafe {
        clear_array(params, count);
        libc::free(params.cast());
    }
}

/// Frees the strings of an array.
///
/// # Safety
/// As for [`free_array`]; the array's memory may be any.
pub unsafe fn clear_array(params: virTypedParameterPtr, count: c_int) {
    let count = if params.is_null() { 0 } else { usize::try_from(count).unwrap_or(0) };
    for index in 0..count {
        // SAFETY: below `count`, so a parameter by this function's contract; the type says that
        // its value is a string.
        unsafe {
            let param = params.add(index);
            if addr_of!((*param).r#type).read() == VIR_TYPED_PARAM_STRING as c_int {
                memory::free_string(addr_of_mut!((*param).value.s));
            }
        }
    }
}

/// Writes a parameter; the name must be shorter than the field.
///
/// # Safety
/// `param` points to room for a parameter, which is overwritten.
pub unsafe fn put(param: virTypedParameterPtr, name: &[u8], value: &Value) {
    let len = name.len().min(VIR_TYPED_PARAM_FIELD_LENGTH - 1);
    // SAFETY: room by this function's contract; the name's first bytes are as many as fit.
    unsafe {
        param.write_bytes(0, 1);
        std::ptr::copy_nonoverlapping(name.as_ptr(), addr_of_mut!((*param).field).cast(), len);
        addr_of_mut!((*param).r#type).write(value.type_number());
        let place = addr_of_mut!((*param).value);
        match value {
            Value::Int(number) => addr_of_mut!((*place).i).write(*number),
            Value::UInt(number) => addr_of_mut!((*place).ui).write(*number),
            Value::LLong(number) => addr_of_mut!((*place).l).write(*number),
            Value::ULLong(number) => addr_of_mut!((*place).ul).write(*number),
            Value::Double(number) => addr_of_mut!((*place).d).write(*number),
            Value::Boolean(truth) => addr_of_mut!((*place).b).write(c_char::from(*truth)),
            Value::String(text) => addr_of_mut!((*place).s).write(copy_to_c(text.to_bytes())),
            Value::Unknown(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_get_that_fails_leaves_parameters_of_no_type() {
        let text = TypedParam { field: "a".into(), value: Value::String(c"text".to_owned()) };
        let params = allocate(&[text.clone(), text]);
        let mut nparams = 2;
        let fail = |_: EachParameter<'_>| Err(wrong(String::new()));
        // SAFETY: the array has two parameters; the second keeps its string.
        unsafe {
            assert!(write_array(params, &raw mut nparams, 0, || Ok(1), fail).is_err());
            assert_eq!((*params).r#type, 0);
            assert_eq!((*params.add(1)).r#type, VIR_TYPED_PARAM_STRING as c_int);
            assert_eq!(nparams, 2);
            libc::free((*params).value.s.cast());
            libc::free((*params.add(1)).value.s.cast());
            libc::free(params.cast());
        }
    }
}
