//! The state of a domain.

use libc::{c_uchar, c_ulong, c_ulonglong, c_ushort};

/// What virDomainGetInfo tells.
#[repr(C)]
pub struct _virDomainInfo {
    /// The state: a virDomainState.
    pub state: c_uchar,
    /// The most memory that the domain may have, in KiB.
    pub maxMem: c_ulong,
    /// The memory that it has, in KiB.
    pub memory: c_ulong,
    /// Its virtual CPUs.
    pub nrVirtCpu: c_ushort,
    /// The CPU time that it used, in nanoseconds.
    pub cpuTime: c_ulonglong,
}
/// What virDomainGetInfo tells.
pub type virDomainInfo = _virDomainInfo;
/// A pointer to a virDomainInfo.
pub type virDomainInfoPtr = *mut virDomainInfo;
