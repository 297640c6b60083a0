//! What a domain and its devices did and have.

pub use super::constants::virDomainMemoryStatTags as MemoryTag;
use super::domain::Identity;
use super::typed::TypedParam;

/// A domain and its statistics, as a call for many domains gives them.
pub type StatsRecord = (Identity, Vec<TypedParam>);

/// A statistic of a domain's memory, in KiB where it is an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemoryStat {
    /// What it tells.
    pub tag: MemoryTag,
    /// The value.
    pub value: u64,
}

/// What a disk did; -1 where that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockStats {
    /// Reads that were asked for.
    pub read_requests: i64,
    /// Bytes that were read.
    pub read_bytes: i64,
    /// Writes that were asked for.
    pub write_requests: i64,
    /// Bytes that were written.
    pub write_bytes: i64,
    /// Errors.
    pub errors: i64,
}

/// What a network interface did in one direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traffic {
    /// Bytes.
    pub bytes: i64,
    /// Packets.
    pub packets: i64,
    /// Errors.
    pub errors: i64,
    /// Packets that were dropped.
    pub dropped: i64,
}

/// What a network interface did, as the guest sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterfaceStats {
    /// What came in.
    pub received: Traffic,
    /// What went out.
    pub sent: Traffic,
}

/// How large a disk is, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockInfo {
    /// As the guest sees it.
    pub capacity: u64,
    /// What it takes on the host.
    pub allocation: u64,
    /// Where what it takes on the host ends.
    pub physical: u64,
}

/// The CPU time that a domain used.
#[derive(Debug, Clone, PartialEq)]
pub struct CpuStats {
    /// On all CPUs.
    pub total: Vec<TypedParam>,
    /// On each of the host's CPUs; all have the same parameters.
    pub each: Vec<Vec<TypedParam>>,
}

/// What is wrong with a disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiskError {
    /// The disk's name in the guest.
    pub disk: String,
    /// A `virDomainDiskErrorCode`.
    pub error: i32,
}

/// A file system that the guest uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSystem {
    /// Where it is mounted.
    pub mount_point: String,
    /// Its device's name in the guest.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// The disks that it is on.
    pub disks: Vec<String>,
}

/// A network interface and its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceAddresses {
    /// Its name.
    pub name: String,
    /// Its hardware address.
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

/// How the hypervisor answers for a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ControlInfo {
    /// A `virDomainControlState`.
    pub state: u32,
    /// More about the state, by its kind.
    pub details: u32,
    /// For how long, in milliseconds.
    pub since: u64,
}

/// What keeps a domain apart from others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecurityLabel {
    /// The label, at most 4096 bytes.
    pub label: String,
    /// Whether it is enforced.
    pub enforcing: bool,
}

/// A moment of the guest's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GuestTime {
    /// Seconds since 1970.
    pub seconds: i64,
    /// Nanoseconds of the second.
    pub nanoseconds: u32,
}
