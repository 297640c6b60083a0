//! Arrays of typed parameters between C and Rust.

use crate::capi::strings::{bytes, copy_to_c, null};
use crate::capi::types::{virTypedParameter, virTypedParameterPtr};
use crate::model::constants::VIR_TYPED_PARAM_FIELD_LENGTH;
use crate::model::constants::virTypedParameterType::{self, *};
use crate::model::typed::{TypedParam, Value, wrong};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use libc::{c_char, c_int};
use std::ptr::{addr_of, addr_of_mut};

/// Copies a caller's array, in which every name must end and no string may be
/// NULL.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, whose strings are NULL or
/// end with a NUL.
pub unsafe fn take_over(params: virTypedParameterPtr, nparams: c_int) -> Result<Vec<TypedParam>> {
    if params.is_null() {
        return Err(null("params", VIR_FROM_DOMAIN));
    }
    let count = usize::try_from(nparams).ok().filter(|count| *count > 0).ok_or_else(|| {
        Error::invalid_arg(VIR_FROM_DOMAIN, format!("nparams is {nparams}, expected more than 0"))
    })?;
    (0..count)
        .map(|index| {
            // SAFETY: below `nparams`, so a parameter by this function's contract.
            unsafe { take_one(params.add(index)) }
        })
        .collect()
}

/// # Safety
/// `param` points to a parameter as in [`take_over`].
unsafe fn take_one(param: virTypedParameterPtr) -> Result<TypedParam> {
    // SAFETY: by this function's contract.
    let field = unsafe { field(param) }.ok_or_else(|| {
        wrong(format!("a parameter's name has no NUL in its {VIR_TYPED_PARAM_FIELD_LENGTH} bytes"))
    })?;
    let field = String::from_utf8_lossy(&field).into_owned();
    // SAFETY: by this function's contract.
    match unsafe { value(param) } {
        Some(value) => Ok(TypedParam { field, value }),
        None => Err(wrong(format!("parameter '{field}' is a string and NULL, expected a text"))),
    }
}

/// A parameter's name; `None` where it does not end.
///
/// # Safety
/// `param` points to a parameter.
pub unsafe fn field(param: *const virTypedParameter) -> Option<Vec<u8>> {
    // SAFETY: by this function's contract; any bytes are a valid array.
    let field = unsafe { addr_of!((*param).field).read() };
    let len = field.iter().position(|c| *c == 0)?;
    // The bytes are what they were; only their sign is dropped.
    Some(field.iter().take(len).map(|c| c.cast_unsigned()).collect())
}

/// A parameter's value; `None` for a string that is NULL.
///
/// # Safety
/// `param` points to a parameter whose string, if it is one, is NULL or ends
/// with a NUL.
unsafe fn value(param: virTypedParameterPtr) -> Option<Value> {
    // SAFETY: by this function's contract; every member but the string may hold
    // any bytes, and the type tells that the string is one.
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

/// Fills a caller's array with as many parameters as fit; how many did.
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

/// Writes a parameter; the name must be shorter than the field.
///
/// # Safety
/// `param` points to room for a parameter, which is overwritten.
pub unsafe fn put(param: virTypedParameterPtr, name: &[u8], value: &Value) {
    let mut field: [c_char; VIR_TYPED_PARAM_FIELD_LENGTH] = [0; VIR_TYPED_PARAM_FIELD_LENGTH];
    let bytes = name.iter().take(VIR_TYPED_PARAM_FIELD_LENGTH - 1);
    for (place, byte) in field.iter_mut().zip(bytes) {
        *place = c_char::from_ne_bytes([*byte]);
    }
    // SAFETY: room by this function's contract.
    unsafe {
        param.write_bytes(0, 1);
        addr_of_mut!((*param).field).write(field);
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
