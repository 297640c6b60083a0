//! What domains are busy with.

/// What a domain is busy with.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainJobType {
    VIR_DOMAIN_JOB_NONE = 0,
    VIR_DOMAIN_JOB_BOUNDED = 1,
    VIR_DOMAIN_JOB_UNBOUNDED = 2,
    VIR_DOMAIN_JOB_COMPLETED = 3,
    VIR_DOMAIN_JOB_FAILED = 4,
    VIR_DOMAIN_JOB_CANCELLED = 5,
}

/// Flags of virDomainGetJobStats.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainGetJobStatsFlags {
    VIR_DOMAIN_JOB_STATS_COMPLETED = 1,
    VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED = 2,
}

/// How long a job has run, in milliseconds: ULLONG.
pub const VIR_DOMAIN_JOB_TIME_ELAPSED: &str = "time_elapsed";
/// How long it will run still, in milliseconds: ULLONG.
pub const VIR_DOMAIN_JOB_TIME_REMAINING: &str = "time_remaining";
/// How much data there is, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DATA_TOTAL: &str = "data_total";
/// How much of it is done, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DATA_PROCESSED: &str = "data_processed";
/// How much of it is left, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DATA_REMAINING: &str = "data_remaining";
/// How much memory there is, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_MEMORY_TOTAL: &str = "memory_total";
/// How much of it is done, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_MEMORY_PROCESSED: &str = "memory_processed";
/// How much of it is left, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_MEMORY_REMAINING: &str = "memory_remaining";
/// How much there is on disks, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DISK_TOTAL: &str = "disk_total";
/// How much of it is done, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DISK_PROCESSED: &str = "disk_processed";
/// How much of it is left, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DISK_REMAINING: &str = "disk_remaining";
