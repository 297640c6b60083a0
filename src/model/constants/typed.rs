//! Typed parameters.

/// The length of a typed parameter's name, including its terminating NUL.
pub const VIR_TYPED_PARAM_FIELD_LENGTH: usize = 80;
/// The older name of VIR_TYPED_PARAM_FIELD_LENGTH for memory parameters.
pub const VIR_DOMAIN_MEMORY_FIELD_LENGTH: usize = VIR_TYPED_PARAM_FIELD_LENGTH;
/// The older name of VIR_TYPED_PARAM_FIELD_LENGTH for scheduler parameters.
pub const VIR_DOMAIN_SCHED_FIELD_LENGTH: usize = VIR_TYPED_PARAM_FIELD_LENGTH;
/// The older name of VIR_TYPED_PARAM_FIELD_LENGTH for block I/O parameters.
pub const VIR_DOMAIN_BLKIO_FIELD_LENGTH: usize = VIR_TYPED_PARAM_FIELD_LENGTH;

/// The type of a typed parameter's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virTypedParameterType {
    /// A signed 32-bit number: `value.i`.
    VIR_TYPED_PARAM_INT = 1,
    /// An unsigned 32-bit number: `value.ui`.
    VIR_TYPED_PARAM_UINT = 2,
    /// A signed 64-bit number: `value.l`.
    VIR_TYPED_PARAM_LLONG = 3,
    /// An unsigned 64-bit number: `value.ul`.
    VIR_TYPED_PARAM_ULLONG = 4,
    /// A floating-point number: `value.d`.
    VIR_TYPED_PARAM_DOUBLE = 5,
    /// 0 or 1: `value.b`.
    VIR_TYPED_PARAM_BOOLEAN = 6,
    /// A string, which virTypedParamsClear frees: `value.s`.
    VIR_TYPED_PARAM_STRING = 7,
}

/// Flags about typed parameters, used together with a function's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virTypedParameterFlags {
    /// The caller takes strings among the values.
    VIR_TYPED_PARAM_STRING_OKAY = 4,
}
