//! Domain jobs.

/// The type or result of a domain job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainJobType {
    /// No job.
    VIR_DOMAIN_JOB_NONE = 0,
    /// A job whose end can be told.
    VIR_DOMAIN_JOB_BOUNDED = 1,
    /// A job whose end cannot be told.
    VIR_DOMAIN_JOB_UNBOUNDED = 2,
    /// A job that has completed.
    VIR_DOMAIN_JOB_COMPLETED = 3,
    /// A job that has failed.
    VIR_DOMAIN_JOB_FAILED = 4,
    /// A job that was cancelled.
    VIR_DOMAIN_JOB_CANCELLED = 5,
}

/// Flags of virDomainGetJobStats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainGetJobStatsFlags {
    /// The job that ended last, not the running one.
    VIR_DOMAIN_JOB_STATS_COMPLETED = 1,
    /// Leaves what is known of it for later calls.
    VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED = 2,
}

/// How long a job has run, in milliseconds: ULLONG.
pub const VIR_DOMAIN_JOB_TIME_ELAPSED: &str = "time_elapsed";
/// How much longer it is expected to run, in milliseconds: ULLONG.
pub const VIR_DOMAIN_JOB_TIME_REMAINING: &str = "time_remaining";
/// The total amount of data, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DATA_TOTAL: &str = "data_total";
/// The data processed so far, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DATA_PROCESSED: &str = "data_processed";
/// The data still to be processed, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DATA_REMAINING: &str = "data_remaining";
/// The total amount of memory, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_MEMORY_TOTAL: &str = "memory_total";
/// The memory processed so far, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_MEMORY_PROCESSED: &str = "memory_processed";
/// The memory still to be processed, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_MEMORY_REMAINING: &str = "memory_remaining";
/// The total amount of disk data, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DISK_TOTAL: &str = "disk_total";
/// The disk data processed so far, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DISK_PROCESSED: &str = "disk_processed";
/// The disk data still to be processed, in bytes: ULLONG.
pub const VIR_DOMAIN_JOB_DISK_REMAINING: &str = "disk_remaining";
