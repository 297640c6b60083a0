//! Types of parameters under the names used before typed parameters.

/// The types of memory parameters, under the names used before typed parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virMemoryParameterType {
    /// VIR_TYPED_PARAM_INT
    VIR_DOMAIN_MEMORY_PARAM_INT = 1,
    /// VIR_TYPED_PARAM_UINT
    VIR_DOMAIN_MEMORY_PARAM_UINT = 2,
    /// VIR_TYPED_PARAM_LLONG
    VIR_DOMAIN_MEMORY_PARAM_LLONG = 3,
    /// VIR_TYPED_PARAM_ULLONG
    VIR_DOMAIN_MEMORY_PARAM_ULLONG = 4,
    /// VIR_TYPED_PARAM_DOUBLE
    VIR_DOMAIN_MEMORY_PARAM_DOUBLE = 5,
    /// VIR_TYPED_PARAM_BOOLEAN
    VIR_DOMAIN_MEMORY_PARAM_BOOLEAN = 6,
}

/// The types of scheduler parameters, under the names used before typed parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virSchedParameterType {
    /// VIR_TYPED_PARAM_INT
    VIR_DOMAIN_SCHED_FIELD_INT = 1,
    /// VIR_TYPED_PARAM_UINT
    VIR_DOMAIN_SCHED_FIELD_UINT = 2,
    /// VIR_TYPED_PARAM_LLONG
    VIR_DOMAIN_SCHED_FIELD_LLONG = 3,
    /// VIR_TYPED_PARAM_ULLONG
    VIR_DOMAIN_SCHED_FIELD_ULLONG = 4,
    /// VIR_TYPED_PARAM_DOUBLE
    VIR_DOMAIN_SCHED_FIELD_DOUBLE = 5,
    /// VIR_TYPED_PARAM_BOOLEAN
    VIR_DOMAIN_SCHED_FIELD_BOOLEAN = 6,
}

/// The types of block I/O parameters, under the names used before typed parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virBlkioParameterType {
    /// VIR_TYPED_PARAM_INT
    VIR_DOMAIN_BLKIO_PARAM_INT = 1,
    /// VIR_TYPED_PARAM_UINT
    VIR_DOMAIN_BLKIO_PARAM_UINT = 2,
    /// VIR_TYPED_PARAM_LLONG
    VIR_DOMAIN_BLKIO_PARAM_LLONG = 3,
    /// VIR_TYPED_PARAM_ULLONG
    VIR_DOMAIN_BLKIO_PARAM_ULLONG = 4,
    /// VIR_TYPED_PARAM_DOUBLE
    VIR_DOMAIN_BLKIO_PARAM_DOUBLE = 5,
    /// VIR_TYPED_PARAM_BOOLEAN
    VIR_DOMAIN_BLKIO_PARAM_BOOLEAN = 6,
}
