//! Information about virtual CPUs and I/O threads.

use libc::{c_int, c_uchar, c_uint, c_ulonglong};

/// The result of virDomainGetVcpus for a virtual CPU.
#[repr(C)]
pub struct _virVcpuInfo {
    /// Its number.
    pub number: c_uint,
    /// Its state: a virVcpuState.
    pub state: c_int,
    /// The CPU time used, in nanoseconds.
    pub cpuTime: c_ulonglong,
    /// The host CPU that it runs on, or a virVcpuHostCpuState.
    pub cpu: c_int,
}
/// The result of virDomainGetVcpus for a virtual CPU.
pub type virVcpuInfo = _virVcpuInfo;
/// A pointer to one virVcpuInfo or to an array of them.
pub type virVcpuInfoPtr = *mut virVcpuInfo;

/// The result of virDomainGetIOThreadInfo for an I/O thread.
#[repr(C)]
pub struct _virDomainIOThreadInfo {
    /// Its number.
    pub iothread_id: c_uint,
    /// The host CPUs that it may run on: CPU n when bit n % 8 of byte n / 8 is set.
    pub cpumap: *mut c_uchar,
    /// The length of the map in bytes.
    pub cpumaplen: c_int,
}
/// The result of virDomainGetIOThreadInfo for an I/O thread.
pub type virDomainIOThreadInfo = _virDomainIOThreadInfo;
/// A pointer to a virDomainIOThreadInfo.
pub type virDomainIOThreadInfoPtr = *mut virDomainIOThreadInfo;
