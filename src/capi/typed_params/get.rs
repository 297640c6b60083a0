//! Reading of parameters.

use crate::capi::boundary::guard::{NoHandle, guard, guard_quiet};
use crate::capi::boundary::strings::bytes;
use crate::capi::boundary::typed_params::field;
use crate::capi::types::typed_params::{_virTypedParameterValue, virTypedParameterPtr};
use crate::model::Result;
use crate::model::constants::virTypedParameterType::{self, *};
use crate::model::typed::wrong_type;
use libc::{c_char, c_double, c_int, c_longlong, c_uint, c_ulonglong};
use std::ptr::{addr_of, null_mut};

/// The first parameter of that name.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters; `name` is NULL or a NUL-terminated
/// string.
unsafe fn find(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
) -> Option<virTypedParameterPtr> {
    // SAFETY: by this function's contract.
    let name = unsafe { bytes(name) }?.to_bytes();
    if params.is_null() {
        return None;
    }
    (0..usize::try_from(nparams).unwrap_or(0))
        .map(|index| {
            // SAFETY: below `nparams`, so a parameter by this function's contract.
            unsafe { params.add(index) }
        })
        .find(|param| {
            // SAFETY: as above.
            unsafe { field(*param) }.is_some_and(|field| *field == *name)
        })
}

/// The common part of the functions that get a value: 1 when there is a parameter of that name,
/// 0 when not; the value is stored in `place` unless that is NULL.
///
/// # Safety
/// As for [`find`]; `place` is NULL or points to room for a value.
unsafe fn get<T>(
    function: &str,
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
    kind: virTypedParameterType,
    place: *mut T,
    read: impl FnOnce(*const _virTypedParameterValue) -> T,
) -> c_int {
    guard(function, NoHandle, -1, || {
        // SAFETY: by this function's contract.
        let Some(param) = (unsafe { find(params, nparams, name) }) else {
            return Ok(0);
        };
        // SAFETY: `param` points to a parameter of the array.
        unsafe { check_type(param, kind) }?;
        if !place.is_null() {
            // SAFETY: as above, and room by this function's contract.
            unsafe { place.write(read(addr_of!((*param).value))) };
        }
        Ok(1)
    })
}

/// # Safety
/// `param` points to a parameter.
unsafe fn check_type(param: virTypedParameterPtr, expected: virTypedParameterType) -> Result<()> {
    // SAFETY: by this function's contract.
    let (number, name) =
        unsafe { (addr_of!((*param).r#type).read(), field(param).unwrap_or_default()) };
    let expected = expected as c_int;
    if number == expected {
        return Ok(());
    }
    Err(wrong_type(&String::from_utf8_lossy(&name), number, expected))
}

/// Finds a parameter by its name. The last error is unchanged.
///
/// Returns the first parameter of that name, in the array, or NULL.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters; `name` is NULL or a NUL-terminated
/// string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsGet(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
) -> virTypedParameterPtr {
    guard_quiet(null_mut(), || {
        // SAFETY: by this function's contract.
        unsafe { find(params, nparams, name) }.unwrap_or(null_mut())
    })
}

/// Gets the `int` of that name into `value`, which may be NULL.
///
/// Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
/// when it has another type.
///
/// # Safety
/// As for virTypedParamsGet; `value` is NULL or points to room for one.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsGetInt(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
    value: *mut c_int,
) -> c_int {
    // SAFETY: by this function's contract; the type determines the union's member.
    unsafe {
        get("virTypedParamsGetInt", params, nparams, name, VIR_TYPED_PARAM_INT, value, |held| {
            addr_of!((*held).i).read()
        })
    }
}

/// Gets the `unsigned int` of that name into `value`, which may be NULL.
///
/// Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
/// when it has another type.
///
/// # Safety
/// As for virTypedParamsGet; `value` is NULL or points to room for one.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsGetUInt(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
    value: *mut c_uint,
) -> c_int {
    // SAFETY: by this function's contract; the type determines the union's member.
    unsafe {
        get("virTypedParamsGetUInt", params, nparams, name, VIR_TYPED_PARAM_UINT, value, |held| {
            addr_of!((*held).ui).read()
        })
    }
}

/// Gets the `long long` of that name into `value`, which may be NULL.
///
/// Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
/// when it has another type.
///
/// # Safety
/// As for virTypedParamsGet; `value` is NULL or points to room for one.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsGetLLong(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
    value: *mut c_longlong,
) -> c_int {
    // SAFETY: by this function's contract; the type determines the union's member.
    unsafe {
        get("virTypedParamsGetLLong", params, nparams, name, VIR_TYPED_PARAM_LLONG, value, |held| {
            addr_of!((*held).l).read()
        })
    }
}

/// Gets the `unsigned long long` of that name into `value`, which may be NULL.
///
/// Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
/// when it has another type.
///
/// # Safety
/// As for virTypedParamsGet; `value` is NULL or points to room for one.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsGetULLong(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
    value: *mut c_ulonglong,
) -> c_int {
    // SAFETY: by this function's contract; the type determines the union's member.
    unsafe {
        get(
            "virTypedParamsGetULLong",
            params,
            nparams,
            name,
            VIR_TYPED_PARAM_ULLONG,
            value,
            |held| addr_of!((*held).ul).read(),
        )
    }
}

/// Gets the `double` of that name into `value`, which may be NULL.
///
/// Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
/// when it has another type.
///
/// # Safety
/// As for virTypedParamsGet; `value` is NULL or points to room for one.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsGetDouble(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
    value: *mut c_double,
) -> c_int {
    // SAFETY: by this function's contract; the type determines the union's member.
    unsafe {
        get(
            "virTypedParamsGetDouble",
            params,
            nparams,
            name,
            VIR_TYPED_PARAM_DOUBLE,
            value,
            |held| addr_of!((*held).d).read(),
        )
    }
}

/// Gets the boolean of that name into `value`, which may be NULL, as 0 or 1.
///
/// Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
/// when it has another type.
///
/// # Safety
/// As for virTypedParamsGet; `value` is NULL or points to room for one.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsGetBoolean(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
    value: *mut c_int,
) -> c_int {
    // SAFETY: by this function's contract; the type determines the union's member.
    unsafe {
        get(
            "virTypedParamsGetBoolean",
            params,
            nparams,
            name,
            VIR_TYPED_PARAM_BOOLEAN,
            value,
            |held| c_int::from(addr_of!((*held).b).read() != 0),
        )
    }
}

/// Gets the string of that name into `value`, which may be NULL. The string remains the
/// parameter's.
///
/// Returns 1, 0 when there is no such parameter, or -1 with VIR_ERR_INVALID_ARG
/// when it has another type.
///
/// # Safety
/// As for virTypedParamsGet; `value` is NULL or points to room for one. The string must not be
/// used after the parameter is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virTypedParamsGetString(
    params: virTypedParameterPtr,
    nparams: c_int,
    name: *const c_char,
    value: *mut *const c_char,
) -> c_int {
    // SAFETY: by this function's contract; the type determines the union's member.
    unsafe {
        get(
            "virTypedParamsGetString",
            params,
            nparams,
            name,
            VIR_TYPED_PARAM_STRING,
            value,
            |held| addr_of!((*held).s).read().cast_const(),
        )
    }
}
