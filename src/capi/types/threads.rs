//! What is told of threads.

use libc::{c_int, c_uchar, c_uint, c_ulonglong};

/// What virDomainGetVcpus tells of a virtual CPU.
#[repr(C)]
pub struct _virVcpuInfo {
    /// Its number.
    pub number: c_uint,
    /// What it does: a virVcpuState.
    pub state: c_int,
    /// The CPU time that it used, in nanoseconds.
    pub cpuTime: c_ulonglong,
    /// The host's CPU that it runs on, or a virVcpuHostCpuState.
    pub cpu: c_int,
}
/// What virDomainGetVcpus tells of a virtual CPU.
pub type virVcpuInfo = _virVcpuInfo;
/// A pointer to one virVcpuInfo or to an array of them.
pub type virVcpuInfoPtr = *mut virVcpuInfo;

/// What virDomainGetIOThreadInfo tells of an I/O thread.
#[repr(C)]
pub struct _virDomainIOThreadInfo {
    /// Its number.
    pub iothread_id: c_uint,
    /// The host's CPUs that it may run on: the CPU of number n when bit n % 8 of
    /// byte n / 8 is set.
    pub cpumap: *mut c_uchar,
    /// How many bytes that are.
    pub cpumaplen: c_int,
}
/// What virDomainGetIOThreadInfo tells of an I/O thread.
pub type virDomainIOThreadInfo = _virDomainIOThreadInfo;
/// A pointer to a virDomainIOThreadInfo.
pub type virDomainIOThreadInfoPtr = *mut virDomainIOThreadInfo;
