//! Jobs of domains.

use libc::{c_int, c_ulonglong};

/// The progress of a domain's job; times in milliseconds, sizes in bytes.
#[repr(C)]
#[derive(Default)]
pub struct _virDomainJobInfo {
    /// A virDomainJobType.
    pub r#type: c_int,
    /// The elapsed time.
    pub timeElapsed: c_ulonglong,
    /// The estimated remaining time.
    pub timeRemaining: c_ulonglong,
    /// The total amount of data.
    pub dataTotal: c_ulonglong,
    /// The processed part of it.
    pub dataProcessed: c_ulonglong,
    /// The remaining part of it.
    pub dataRemaining: c_ulonglong,
    /// The amount of memory.
    pub memTotal: c_ulonglong,
    /// The processed part of it.
    pub memProcessed: c_ulonglong,
    /// The remaining part of it.
    pub memRemaining: c_ulonglong,
    /// The amount of data on disks.
    pub fileTotal: c_ulonglong,
    /// The processed part of it.
    pub fileProcessed: c_ulonglong,
    /// The remaining part of it.
    pub fileRemaining: c_ulonglong,
}
/// The progress of a domain's job.
pub type virDomainJobInfo = _virDomainJobInfo;
/// A pointer to a virDomainJobInfo.
pub type virDomainJobInfoPtr = *mut virDomainJobInfo;
