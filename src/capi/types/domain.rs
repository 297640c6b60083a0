//! The state of a domain.

use libc::{c_uchar, c_ulong, c_ulonglong, c_ushort};

/// The result of virDomainGetInfo.
#[repr(C)]
pub struct _virDomainInfo {
    /// The state: a virDomainState.
    pub state: c_uchar,
    /// The maximum memory, in KiB.
    pub maxMem: c_ulong,
    /// The memory, in KiB.
    pub memory: c_ulong,
    /// The number of virtual CPUs.
    pub nrVirtCpu: c_ushort,
    /// The CPU time used, in nanoseconds.
    pub cpuTime: c_ulonglong,
}
/// The result of virDomainGetInfo.
pub type virDomainInfo = _virDomainInfo;
/// A pointer to a virDomainInfo.
pub type virDomainInfoPtr = *mut virDomainInfo;
