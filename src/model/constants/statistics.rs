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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMemoryStatTags {
    /// Memory that was read back from swap since it started, in KiB.
    VIR_DOMAIN_MEMORY_STAT_SWAP_IN = 0,
    /// Memory that was written to swap since it started, in KiB.
    VIR_DOMAIN_MEMORY_STAT_SWAP_OUT = 1,
    /// Page faults that had to read a disk, since it started: a number.
    VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT = 2,
    /// Page faults that had not, since it started: a number.
    VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT = 3,
    /// Memory that nothing in the guest uses, in KiB.
    VIR_DOMAIN_MEMORY_STAT_UNUSED = 4,
    /// Memory that the guest's system has, in KiB.
    VIR_DOMAIN_MEMORY_STAT_AVAILABLE = 5,
    /// The size that the guest has now (its balloon's), in KiB.
    VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON = 6,
    /// Memory of the host that the domain holds, in KiB.
    VIR_DOMAIN_MEMORY_STAT_RSS = 7,
    /// Memory that programs in the guest could have without swapping, in KiB.
    VIR_DOMAIN_MEMORY_STAT_USABLE = 8,
    /// When the guest told its statistics last, in seconds since 1970.
    VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE = 9,
    /// Memory that caches of files take, which can be reclaimed, in KiB.
    VIR_DOMAIN_MEMORY_STAT_DISK_CACHES = 10,
    /// Huge pages that were allocated in the guest, since it started: a number.
    VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC = 11,
    /// Huge pages that could not be allocated, since it started: a number.
    VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL = 12,
    /// The number of tags; none itself.
    VIR_DOMAIN_MEMORY_STAT_NR = 13,
}

/// The kind of addresses that virDomainMemoryPeek takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMemoryFlags {
    /// Addresses are the guest's virtual ones.
    VIR_MEMORY_VIRTUAL = 1,
    /// Addresses are the guest's physical ones.
    VIR_MEMORY_PHYSICAL = 2,
}

/// Groups of statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainStatsTypes {
    /// State and reason: `state.*`.
    VIR_DOMAIN_STATS_STATE = 1,
    /// CPU time in nanoseconds: `cpu.*`.
    VIR_DOMAIN_STATS_CPU_TOTAL = 2,
    /// Memory in KiB: `balloon.*`.
    VIR_DOMAIN_STATS_BALLOON = 4,
    /// Virtual CPUs: `vcpu.*`.
    VIR_DOMAIN_STATS_VCPU = 8,
    /// Network interfaces: `net.*`.
    VIR_DOMAIN_STATS_INTERFACE = 16,
    /// Disks: `block.*`.
    VIR_DOMAIN_STATS_BLOCK = 32,
    /// Performance events: `perf.*`.
    VIR_DOMAIN_STATS_PERF = 64,
    /// I/O threads: `iothread.*`.
    VIR_DOMAIN_STATS_IOTHREAD = 128,
    /// Memory bandwidth: `memory.*`.
    VIR_DOMAIN_STATS_MEMORY = 256,
    /// The rate at which memory changes: `dirtyrate.*`.
    VIR_DOMAIN_STATS_DIRTYRATE = 512,
    /// What the hypervisor itself counts: `vm.*`.
    VIR_DOMAIN_STATS_VM = 1024,
}

/// Groups of statistics beyond libvirt's, for cgroup:///, qemu:/// and lxc:/// connections; the first two for esx://
/// and vpx:// too, as far as the host tells them (docs/esx.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virMemctlDomainStatsTypes {
    /// The memory parameters that virDomainGetMemoryParameters gives, as `memtune.hard_limit`
    /// and so on, and what the domain uses of its hard limit as `memtune.usage`, while it runs:
    /// ULLONG, in KiB.
    VIR_MEMCTL_DOMAIN_STATS_MEMTUNE = 1 << 30,
    /// What the domain uses: `memctl.working_set`, its memory without the pages of files that were
    /// not used of late, which are the first that the kernel takes back (memory in use less
    /// inactive_file of memory.stat, as cAdvisor and the kubelet define it); `memctl.swap`, what is
    /// in swap, where that is accounted: ULLONG, in KiB.
    VIR_MEMCTL_DOMAIN_STATS_USAGE = 1 << 29,
    /// How often the domain was short of memory: ULLONG. On cgroup v2, of memory.events,
    /// `memctl.events.low`, `.high`, `.max`, `.oom` and `.oom_kill`; on v1
    /// `memctl.events.failcnt`, of memory.failcnt, and of memory.oom_control `.under_oom`, which
    /// is 1 while its processes wait for memory, and `.oom_kill`.
    VIR_MEMCTL_DOMAIN_STATS_EVENTS = 1 << 28,
    /// Pressure stall information of cgroup v2, where the kernel has it, as
    /// `memctl.psi.RESOURCE.KIND.FIGURE`. RESOURCE is memory, cpu or io; KIND is some (at least
    /// one task waited) or full (all did); FIGURE is avg10, avg60 or avg300, the part of the last
    /// seconds in percent: DOUBLE; or total, microseconds since the domain began: ULLONG.
    VIR_MEMCTL_DOMAIN_STATS_PRESSURE = 1 << 27,
}

/// A flag of virConnectGetAllDomainStats and virDomainListGetStats: an unknown
/// group of statistics is an error. Not part of the enumeration, because the
/// value does not fit in one on 32-bit machines.
pub const VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS: u32 = 0x8000_0000;

/// Flags of virConnectGetAllDomainStats and virDomainListGetStats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectGetAllDomainStatsFlags {
    /// Domains that run or are paused.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE = 1,
    /// Domains that are shut off.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE = 2,
    /// Domains with a definition.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT = 4,
    /// Domains without one.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT = 8,
    /// Domains that run.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING = 16,
    /// Domains that are paused.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED = 32,
    /// Domains that are shut off.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF = 64,
    /// Domains in any other state.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER = 128,
    /// What cannot be had without waiting is left out.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT = 536870912,
    /// With the images below each disk's.
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING = 1073741824,
}

/// The state of a domain's control interface (the hypervisor's monitor).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainControlState {
    /// It takes commands.
    VIR_DOMAIN_CONTROL_OK = 0,
    /// A job runs: some commands have to wait.
    VIR_DOMAIN_CONTROL_JOB = 1,
    /// A command is under way.
    VIR_DOMAIN_CONTROL_OCCUPIED = 2,
    /// It cannot be used.
    VIR_DOMAIN_CONTROL_ERROR = 3,
}

/// Why a domain's control interface is in an error state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainControlErrorReason {
    /// No error.
    VIR_DOMAIN_CONTROL_ERROR_REASON_NONE = 0,
    /// Not known.
    VIR_DOMAIN_CONTROL_ERROR_REASON_UNKNOWN = 1,
    /// The connection to the monitor is broken.
    VIR_DOMAIN_CONTROL_ERROR_REASON_MONITOR = 2,
    /// An error of the driver.
    VIR_DOMAIN_CONTROL_ERROR_REASON_INTERNAL = 3,
}

/// The source of interface addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainInterfaceAddressesSource {
    /// From the leases of the network.
    VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE = 0,
    /// From the agent in the guest.
    VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT = 1,
    /// From the host's ARP table.
    VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP = 2,
}

/// The kind of an IP address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virIPAddrType {
    /// IPv4.
    VIR_IP_ADDR_TYPE_IPV4 = 0,
    /// IPv6.
    VIR_IP_ADDR_TYPE_IPV6 = 1,
}

/// Kinds of messages about a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMessageType {
    /// Something in the domain is deprecated.
    VIR_DOMAIN_MESSAGE_DEPRECATION = 1,
    /// Something in the domain taints it.
    VIR_DOMAIN_MESSAGE_TAINTING = 2,
}

/// The kind of error on a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainDiskErrorCode {
    /// No error.
    VIR_DOMAIN_DISK_ERROR_NONE = 0,
    /// An error that is not known more precisely.
    VIR_DOMAIN_DISK_ERROR_UNSPEC = 1,
    /// No space is left for it.
    VIR_DOMAIN_DISK_ERROR_NO_SPACE = 2,
}

/// Which information virDomainGetGuestInfo returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainGuestInfoTypes {
    /// Users that are logged in.
    VIR_DOMAIN_GUEST_INFO_USERS = 1,
    /// The operating system.
    VIR_DOMAIN_GUEST_INFO_OS = 2,
    /// The time zone.
    VIR_DOMAIN_GUEST_INFO_TIMEZONE = 4,
    /// The host name.
    VIR_DOMAIN_GUEST_INFO_HOSTNAME = 8,
    /// File systems.
    VIR_DOMAIN_GUEST_INFO_FILESYSTEM = 16,
    /// Disks.
    VIR_DOMAIN_GUEST_INFO_DISKS = 32,
    /// Network interfaces.
    VIR_DOMAIN_GUEST_INFO_INTERFACES = 64,
}

/// The source of the guest's hostname.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainGetHostnameFlags {
    /// From the leases of the network.
    VIR_DOMAIN_GET_HOSTNAME_LEASE = 1,
    /// From the agent in the guest.
    VIR_DOMAIN_GET_HOSTNAME_AGENT = 2,
}

/// Flags of virDomainSetTime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainSetTimeFlags {
    /// The clock is set from the guest's hardware clock.
    VIR_DOMAIN_TIME_SYNC = 1,
}
