//! Statistics of a domain and its devices.

pub use super::constants::virDomainMemoryStatTags as MemoryTag;
use super::domain::Identity;
use super::typed::TypedParam;

/// A domain and its statistics, as the bulk call returns them.
pub type StatsRecord = (Identity, Vec<TypedParam>);

impl MemoryTag {
    /// The tag with that number.
    pub fn from_number(number: i32) -> Option<Self> {
        use super::constants::virDomainMemoryStatTags::*;
        [
            VIR_DOMAIN_MEMORY_STAT_SWAP_IN,
            VIR_DOMAIN_MEMORY_STAT_SWAP_OUT,
            VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT,
            VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT,
            VIR_DOMAIN_MEMORY_STAT_UNUSED,
            VIR_DOMAIN_MEMORY_STAT_AVAILABLE,
            VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON,
            VIR_DOMAIN_MEMORY_STAT_RSS,
            VIR_DOMAIN_MEMORY_STAT_USABLE,
            VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE,
            VIR_DOMAIN_MEMORY_STAT_DISK_CACHES,
            VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC,
            VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL,
        ]
        .into_iter()
        .find(|tag| *tag as i32 == number)
    }
}

/// A memory statistic of a domain, in KiB if it is an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemoryStat {
    /// Which statistic.
    pub tag: MemoryTag,
    /// The value.
    pub value: u64,
}

/// Disk counters; -1 if unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockStats {
    /// Read requests.
    pub read_requests: i64,
    /// Bytes read.
    pub read_bytes: i64,
    /// Write requests.
    pub write_requests: i64,
    /// Bytes written.
    pub write_bytes: i64,
    /// Errors.
    pub errors: i64,
}

impl BlockStats {
    /// A counter that is not known.
    pub(crate) const UNKNOWN: i64 = -1;

    /// Nothing is known.
    pub const fn unknown() -> Self {
        Self {
            read_requests: Self::UNKNOWN,
            read_bytes: Self::UNKNOWN,
            write_requests: Self::UNKNOWN,
            write_bytes: Self::UNKNOWN,
            errors: Self::UNKNOWN,
        }
    }
}

/// The flushes of a disk, and how long its requests took in nanoseconds; -1 if unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockTimes {
    /// The time of reads.
    pub read: i64,
    /// The time of writes.
    pub write: i64,
    /// Flush requests.
    pub flush_requests: i64,
    /// The time of flushes.
    pub flush: i64,
}

/// Network interface counters of one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traffic {
    /// Bytes.
    pub bytes: i64,
    /// Packets.
    pub packets: i64,
    /// Errors.
    pub errors: i64,
    /// Dropped packets.
    pub dropped: i64,
}

impl InterfaceStats {
    /// Those of an interface without a device.
    pub(crate) const UNKNOWN: Self = {
        let none = Traffic { bytes: -1, packets: -1, errors: -1, dropped: -1 };
        Self { received: none, sent: none }
    };
}

/// Network interface counters, from the guest's point of view; -1 if unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterfaceStats {
    /// Inbound traffic.
    pub received: Traffic,
    /// Outbound traffic.
    pub sent: Traffic,
}

/// Sizes of a disk, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockInfo {
    /// The virtual size.
    pub capacity: u64,
    /// The space allocated on the host.
    pub allocation: u64,
    /// The offset of the end of the image on the host.
    pub physical: u64,
}

/// What there is of CPU time by CPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CpuCounts {
    /// The number of the host's CPUs.
    pub cpus: usize,
    /// The number of parameters of each.
    pub params: usize,
}

/// An error of a disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiskError {
    /// The disk's name in the guest.
    pub disk: String,
    /// A `virDomainDiskErrorCode`.
    pub error: i32,
}

/// A file system in use in the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSystem {
    /// Where it is mounted.
    pub mount_point: String,
    /// Its device's name in the guest.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// The disks that hold it.
    pub disks: Vec<String>,
}

/// A network interface and its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceAddresses {
    /// Its name.
    pub name: String,
    /// Its MAC address.
    pub hardware: Option<String>,
    /// Its IP addresses.
    pub addresses: Vec<IpAddress>,
}

/// An IP address and the length of its network's prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IpAddress {
    /// The address.
    pub address: std::net::IpAddr,
    /// The length of the prefix, in bits.
    pub prefix: u32,
}

/// The state of a domain's control interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ControlInfo {
    /// A `virDomainControlState`.
    pub state: u32,
    /// Details of the state, depending on it.
    pub details: u32,
    /// How long it has been in this state, in milliseconds.
    pub since: u64,
}

/// The security label that isolates a domain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecurityLabel {
    /// The label, at most 4096 bytes.
    pub label: String,
    /// Whether it is enforced.
    pub enforcing: bool,
}

/// A time of the guest's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GuestTime {
    /// Seconds since 1970.
    pub seconds: i64,
    /// Nanoseconds of the second.
    pub nanoseconds: u32,
}
