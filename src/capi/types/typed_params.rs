//! Typed parameters.

use crate::model::constants::VIR_TYPED_PARAM_FIELD_LENGTH;
use libc::{c_char, c_double, c_int, c_longlong, c_uint, c_ulonglong};

/// The value of a typed parameter; the type determines the member.
#[repr(C)]
pub union _virTypedParameterValue {
    /// VIR_TYPED_PARAM_INT
    pub i: c_int,
    /// VIR_TYPED_PARAM_UINT
    pub ui: c_uint,
    /// VIR_TYPED_PARAM_LLONG
    pub l: c_longlong,
    /// VIR_TYPED_PARAM_ULLONG
    pub ul: c_ulonglong,
    /// VIR_TYPED_PARAM_DOUBLE
    pub d: c_double,
    /// VIR_TYPED_PARAM_BOOLEAN: 0 or 1
    pub b: c_char,
    /// VIR_TYPED_PARAM_STRING: from malloc, freed by virTypedParamsClear
    pub s: *mut c_char,
}

/// A named value with its type.
#[repr(C)]
pub struct _virTypedParameter {
    /// The name, NUL-terminated.
    pub field: [c_char; VIR_TYPED_PARAM_FIELD_LENGTH],
    /// The type of the value: a virTypedParameterType.
    pub r#type: c_int,
    /// The value.
    pub value: _virTypedParameterValue,
}
/// A named value with its type.
pub type virTypedParameter = _virTypedParameter;
/// A pointer to one typed parameter or to an array of them.
pub type virTypedParameterPtr = *mut virTypedParameter;

/// The old name of virTypedParameter, for memory parameters.
pub type virMemoryParameter = _virTypedParameter;
/// The old name of virTypedParameterPtr, for memory parameters.
pub type virMemoryParameterPtr = *mut virMemoryParameter;
/// The old name of virTypedParameter, for scheduler parameters.
pub type virSchedParameter = _virTypedParameter;
/// The old name of virTypedParameterPtr, for scheduler parameters.
pub type virSchedParameterPtr = *mut virSchedParameter;
/// The old name of virTypedParameter, for block I/O parameters.
pub type virBlkioParameter = _virTypedParameter;
/// The old name of virTypedParameterPtr, for block I/O parameters.
pub type virBlkioParameterPtr = *mut virBlkioParameter;
