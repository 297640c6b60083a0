//! The host.

/// The length of the name of a host CPU statistic, including its terminating NUL.
pub const VIR_NODE_CPU_STATS_FIELD_LENGTH: usize = 80;
/// The time that the host's CPUs spent in the kernel, in nanoseconds.
pub const VIR_NODE_CPU_STATS_KERNEL: &str = "kernel";
/// The time that the host's CPUs spent in user processes, in nanoseconds.
pub const VIR_NODE_CPU_STATS_USER: &str = "user";
/// The time that the host's CPUs were idle, in nanoseconds.
pub const VIR_NODE_CPU_STATS_IDLE: &str = "idle";
/// The time that the host's CPUs waited for I/O, in nanoseconds.
pub const VIR_NODE_CPU_STATS_IOWAIT: &str = "iowait";
/// The time that the host's CPUs spent handling interrupts, in nanoseconds.
pub const VIR_NODE_CPU_STATS_INTR: &str = "intr";
/// The utilization of the host's CPUs, in percent.
pub const VIR_NODE_CPU_STATS_UTILIZATION: &str = "utilization";

/// The length of the name of a host memory statistic, including its terminating NUL.
pub const VIR_NODE_MEMORY_STATS_FIELD_LENGTH: usize = 80;
/// The host's total memory, in KiB.
pub const VIR_NODE_MEMORY_STATS_TOTAL: &str = "total";
/// The host's free memory, in KiB.
pub const VIR_NODE_MEMORY_STATS_FREE: &str = "free";
/// The host's memory used for buffers, in KiB.
pub const VIR_NODE_MEMORY_STATS_BUFFERS: &str = "buffers";
/// The host's memory used as page cache, in KiB.
pub const VIR_NODE_MEMORY_STATS_CACHED: &str = "cached";

/// Of samepage merging (KSM): the pages to scan before it sleeps, a UINT.
pub const VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN: &str = "shm_pages_to_scan";
/// How long it sleeps between scans, in milliseconds, a UINT.
pub const VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS: &str = "shm_sleep_millisecs";
/// The shared pages in use, a ULLONG; only to be read.
pub const VIR_NODE_MEMORY_SHARED_PAGES_SHARED: &str = "shm_pages_shared";
/// The places that share them, a ULLONG: how many pages are saved; only to be read.
pub const VIR_NODE_MEMORY_SHARED_PAGES_SHARING: &str = "shm_pages_sharing";
/// The pages that were scanned again and again and equal no other, a ULLONG; only to be read.
pub const VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED: &str = "shm_pages_unshared";
/// The pages that change too fast to be merged, a ULLONG; only to be read.
pub const VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE: &str = "shm_pages_volatile";
/// How many times all memory that may be merged was scanned, a ULLONG; only to be read.
pub const VIR_NODE_MEMORY_SHARED_FULL_SCANS: &str = "shm_full_scans";
/// Whether pages of different NUMA nodes are merged, a UINT, 0 or 1.
pub const VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES: &str = "shm_merge_across_nodes";

/// The length of a security label, including its terminating NUL.
pub const VIR_SECURITY_LABEL_BUFLEN: usize = 4096 + 1;
/// The length of the name of a security model, including its terminating NUL.
pub const VIR_SECURITY_MODEL_BUFLEN: usize = 256 + 1;
/// The length of a security model's domain of interpretation, including its terminating NUL.
pub const VIR_SECURITY_DOI_BUFLEN: usize = 256 + 1;

/// The CPU number that means all CPUs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virNodeGetCPUStatsAllCPUs {
    /// All CPUs together, as `cpuNum`.
    VIR_NODE_CPU_STATS_ALL_CPUS = -1,
}

/// The NUMA cell number that means all cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virNodeGetMemoryStatsAllCells {
    /// All NUMA cells together, as `cellNum`.
    VIR_NODE_MEMORY_STATS_ALL_CELLS = -1,
}

/// The result of comparing a CPU with the host's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virCPUCompareResult {
    /// They could not be compared.
    VIR_CPU_COMPARE_ERROR = -1,
    /// The host's CPU lacks something.
    VIR_CPU_COMPARE_INCOMPATIBLE = 0,
    /// They are the same.
    VIR_CPU_COMPARE_IDENTICAL = 1,
    /// The host's CPU has more.
    VIR_CPU_COMPARE_SUPERSET = 2,
}

/// Flags of virConnectCompareCPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectCompareCPUFlags {
    /// A CPU that does not fit is an error, not a result.
    VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE = 1,
    /// The document is checked against the schema first.
    VIR_CONNECT_COMPARE_CPU_VALIDATE_XML = 2,
}

/// Flags of virConnectBaselineCPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectBaselineCPUFlags {
    /// With the features that the model has.
    VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES = 1,
    /// Without features that prevent migration.
    VIR_CONNECT_BASELINE_CPU_MIGRATABLE = 2,
}
