//! What a domain is busy with.

use libc::{c_int, c_ulonglong};

/// What a domain is busy with, and how far it is; times in milliseconds, sizes in
/// bytes.
#[repr(C)]
#[derive(Default)]
pub struct _virDomainJobInfo {
    /// A virDomainJobType.
    pub r#type: c_int,
    /// How long it has run.
    pub timeElapsed: c_ulonglong,
    /// How long it will run still.
    pub timeRemaining: c_ulonglong,
    /// How much data there is.
    pub dataTotal: c_ulonglong,
    /// How much of it is done.
    pub dataProcessed: c_ulonglong,
    /// How much of it is left.
    pub dataRemaining: c_ulonglong,
    /// How much memory there is.
    pub memTotal: c_ulonglong,
    /// How much of it is done.
    pub memProcessed: c_ulonglong,
    /// How much of it is left.
    pub memRemaining: c_ulonglong,
    /// How much there is on disks.
    pub fileTotal: c_ulonglong,
    /// How much of it is done.
    pub fileProcessed: c_ulonglong,
    /// How much of it is left.
    pub fileRemaining: c_ulonglong,
}
/// What a domain is busy with, and how far it is.
pub type virDomainJobInfo = _virDomainJobInfo;
/// A pointer to a virDomainJobInfo.
pub type virDomainJobInfoPtr = *mut virDomainJobInfo;
