//! Statistics of domains.

/// The CPU time that a domain used, in nanoseconds: ULLONG.
pub const VIR_DOMAIN_CPU_STATS_CPUTIME: &str = "cpu_time";
/// The CPU time that a domain spent in user processes, in nanoseconds: ULLONG.
pub const VIR_DOMAIN_CPU_STATS_USERTIME: &str = "user_time";
/// The CPU time that a domain spent in the host's kernel, in nanoseconds: ULLONG.
pub const VIR_DOMAIN_CPU_STATS_SYSTEMTIME: &str = "system_time";
/// The CPU time that a domain's virtual CPUs used, in nanoseconds: ULLONG.
pub const VIR_DOMAIN_CPU_STATS_VCPUTIME: &str = "vcpu_time";

/// The older name of VIR_TYPED_PARAM_FIELD_LENGTH for disk statistics.
pub const VIR_DOMAIN_BLOCK_STATS_FIELD_LENGTH: usize = super::VIR_TYPED_PARAM_FIELD_LENGTH;
/// Bytes read: LLONG.
pub const VIR_DOMAIN_BLOCK_STATS_READ_BYTES: &str = "rd_bytes";
/// Read requests: LLONG.
pub const VIR_DOMAIN_BLOCK_STATS_READ_REQ: &str = "rd_operations";
/// Total time of reads, in nanoseconds: LLONG.
pub const VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES: &str = "rd_total_times";
/// Bytes written: LLONG.
pub const VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES: &str = "wr_bytes";
/// Write requests: LLONG.
pub const VIR_DOMAIN_BLOCK_STATS_WRITE_REQ: &str = "wr_operations";
/// Total time of writes, in nanoseconds: LLONG.
pub const VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES: &str = "wr_total_times";
/// Flush requests: LLONG.
pub const VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ: &str = "flush_operations";
/// Total time of flushes, in nanoseconds: LLONG.
pub const VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES: &str = "flush_total_times";
/// I/O errors: LLONG.
pub const VIR_DOMAIN_BLOCK_STATS_ERRS: &str = "errs";

/// The tag of a memory statistic; amounts are in KiB.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMemoryStatTags {
    VIR_DOMAIN_MEMORY_STAT_SWAP_IN = 0,
    VIR_DOMAIN_MEMORY_STAT_SWAP_OUT = 1,
    VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT = 2,
    VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT = 3,
    VIR_DOMAIN_MEMORY_STAT_UNUSED = 4,
    VIR_DOMAIN_MEMORY_STAT_AVAILABLE = 5,
    VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON = 6,
    VIR_DOMAIN_MEMORY_STAT_RSS = 7,
    VIR_DOMAIN_MEMORY_STAT_USABLE = 8,
    VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE = 9,
    VIR_DOMAIN_MEMORY_STAT_DISK_CACHES = 10,
    VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC = 11,
    VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL = 12,
    VIR_DOMAIN_MEMORY_STAT_NR = 13,
}

/// The kind of addresses that virDomainMemoryPeek takes.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMemoryFlags {
    VIR_MEMORY_VIRTUAL = 1,
    VIR_MEMORY_PHYSICAL = 2,
}

/// Groups of statistics.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainStatsTypes {
    VIR_DOMAIN_STATS_STATE = 1,
    VIR_DOMAIN_STATS_CPU_TOTAL = 2,
    VIR_DOMAIN_STATS_BALLOON = 4,
    VIR_DOMAIN_STATS_VCPU = 8,
    VIR_DOMAIN_STATS_INTERFACE = 16,
    VIR_DOMAIN_STATS_BLOCK = 32,
    VIR_DOMAIN_STATS_PERF = 64,
    VIR_DOMAIN_STATS_IOTHREAD = 128,
    VIR_DOMAIN_STATS_MEMORY = 256,
    VIR_DOMAIN_STATS_DIRTYRATE = 512,
    VIR_DOMAIN_STATS_VM = 1024,
}

/// Groups of statistics beyond libvirt's, for cgroup:///, qemu:/// and lxc:/// connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virMemctlDomainStatsTypes {
    /// The memory parameters that virDomainGetMemoryParameters gives, as `memtune.hard_limit`
    /// and so on, and what the domain uses of its hard limit as `memtune.usage`, while it runs:
    /// ULLONG, in KiB.
    VIR_MEMCTL_DOMAIN_STATS_MEMTUNE = 1 << 30,
}

/// A flag of virConnectGetAllDomainStats and virDomainListGetStats: an unknown
/// group of statistics is an error. Not part of the enumeration, because the
/// value does not fit in one on 32-bit machines.
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS: u32 = 0x8000_0000;

/// Flags of virConnectGetAllDomainStats and virDomainListGetStats.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectGetAllDomainStatsFlags {
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE = 1,
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE = 2,
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT = 4,
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT = 8,
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING = 16,
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED = 32,
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF = 64,
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER = 128,
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT = 536870912,
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING = 1073741824,
}

/// The state of a domain's control interface (the hypervisor's monitor).
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainControlState {
    VIR_DOMAIN_CONTROL_OK = 0,
    VIR_DOMAIN_CONTROL_JOB = 1,
    VIR_DOMAIN_CONTROL_OCCUPIED = 2,
    VIR_DOMAIN_CONTROL_ERROR = 3,
}

/// Why a domain's control interface is in an error state.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainControlErrorReason {
    VIR_DOMAIN_CONTROL_ERROR_REASON_NONE = 0,
    VIR_DOMAIN_CONTROL_ERROR_REASON_UNKNOWN = 1,
    VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR = 2,
    VIR_DOMAIN_CONTROL_ERROR_REASON_INTERNAL = 3,
}

/// The source of interface addresses.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainInterfaceAddressesSource {
    VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE = 0,
    VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT = 1,
    VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP = 2,
}

/// The kind of an IP address.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virIPAddrType {
    VIR_IP_ADDR_TYPE_IPV4 = 0,
    VIR_IP_ADDR_TYPE_IPV6 = 1,
}

/// Kinds of messages about a domain.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMessageType {
    VIR_DOMAIN_MESSAGE_DEPRECATION = 1,
    VIR_DOMAIN_MESSAGE_TAINTING = 2,
}

/// The kind of error on a disk.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainDiskErrorCode {
    VIR_DOMAIN_DISK_ERROR_NONE = 0,
    VIR_DOMAIN_DISK_ERROR_UNSPEC = 1,
    VIR_DOMAIN_DISK_ERROR_NO_SPACE = 2,
}

/// Which information virDomainGetGuestInfo returns.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainGuestInfoTypes {
    VIR_DOMAIN_GUEST_INFO_USERS = 1,
    VIR_DOMAIN_GUEST_INFO_OS = 2,
    VIR_DOMAIN_GUEST_INFO_TIMEZONE = 4,
    VIR_DOMAIN_GUEST_INFO_HOSTNAME = 8,
    VIR_DOMAIN_GUEST_INFO_FILESYSTEM = 16,
    VIR_DOMAIN_GUEST_INFO_DISKS = 32,
    VIR_DOMAIN_GUEST_INFO_INTERFACES = 64,
}

/// The source of the guest's hostname.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainGetHostnameFlags {
    VIR_DOMAIN_GET_HOSTNAME_LEASE = 1,
    VIR_DOMAIN_GET_HOSTNAME_AGENT = 2,
}

/// Flags of virDomainSetTime.
#[allow(missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainSetTimeFlags {
    VIR_DOMAIN_TIME_SYNC = 1,
}
