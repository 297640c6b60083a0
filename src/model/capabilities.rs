//! Capabilities of the host and its hypervisor.

use super::domain::Uuid;
use super::node::SecurityModel;
use std::borrow::Cow;

/// The contents of `virConnectGetCapabilities`.
#[derive(Debug, Clone, Default)]
pub struct Capabilities {
    /// The host's uuid, if known.
    pub uuid: Option<Uuid>,
    /// The host's CPU architecture.
    pub arch: String,
    /// The host's CPUs, where they tell about themselves.
    pub processor: Processor,
    /// CPU feature flags.
    pub features: Vec<String>,
    /// The sizes of memory pages, in KiB.
    pub page_sizes: Vec<u32>,
    /// The NUMA cells.
    pub cells: Vec<Cell>,
    /// The security model that isolates guests.
    pub security: Option<SecurityModel>,
    /// The kinds of guest.
    pub guests: Vec<GuestKind>,
    /// What the host offers for tuning, where that is known.
    pub tuning: Option<Tuning>,
}

/// Which kind of guest a question is about; what is not given is the host's choice.
#[derive(Debug, Clone, Default)]
pub struct GuestKindQuery<'q> {
    /// The path of the emulator.
    pub emulator: Option<Cow<'q, str>>,
    /// The CPU architecture.
    pub arch: Option<Cow<'q, str>>,
    /// The machine type.
    pub machine: Option<Cow<'q, str>>,
    /// The domain type.
    pub virt_type: Option<Cow<'q, str>>,
}

/// What a host's kernel offers for tuning.
#[derive(Debug, Clone)]
pub struct Tuning {
    /// The version of the cgroup interface.
    pub version: u8,
    /// Whether a guarantee of a group protects the groups below it too.
    pub recursive_protection: bool,
    /// The cgroup controllers there are.
    pub controllers: Vec<&'static str>,
    /// Whether there is pressure stall information of the host.
    pub pressure: bool,
    /// What groups have, if there is one to tell by.
    pub groups: Option<GroupTuning>,
}

/// What a host's kernel offers for each group.
#[derive(Debug, Clone)]
pub struct GroupTuning {
    /// Whether swap is counted and limited.
    pub swap: bool,
    /// Whether there is pressure stall information of groups.
    pub pressure: bool,
    /// Whether memory is reclaimed on demand.
    pub reclaim: bool,
}

/// What the host's CPUs are.
#[derive(Debug, Clone, Default)]
pub struct Processor {
    /// The vendor.
    pub vendor: Option<String>,
    /// The version of the microcode.
    pub microcode: Option<u64>,
    /// Family, model and stepping.
    pub signature: Option<[u32; 3]>,
    /// How many there are at each level.
    pub shape: Option<CpuShape>,
}

/// How many CPUs there are at each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CpuShape {
    /// Sockets in each NUMA cell.
    pub sockets: u32,
    /// Dies in each socket.
    pub dies: u32,
    /// Cores in each die.
    pub cores: u32,
    /// Threads of each core.
    pub threads: u32,
}

/// A NUMA cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its number on the host.
    pub id: u32,
    /// Its memory, in KiB.
    pub memory: u64,
    /// The sizes of its pages in KiB, and how many it has of each.
    pub pages: Vec<(u32, u64)>,
    /// The cells in reach, and how far each is; 10 is the cell itself.
    pub distances: Vec<(u32, u32)>,
    /// Its CPUs.
    pub cpus: Vec<Cpu>,
}

/// A CPU of the host.
#[derive(Debug, Clone)]
pub struct Cpu {
    /// The CPU's number on the host.
    pub id: u32,
    /// The socket that it is in.
    pub socket: u32,
    /// Its die in the socket.
    pub die: u32,
    /// Its core in the socket.
    pub core: u32,
    /// The CPUs that share its core, as a list of numbers and ranges.
    pub siblings: String,
}

/// A guest type that the hypervisor can run.
#[derive(Debug, Clone)]
pub struct GuestKind {
    /// The OS type, as in `<os><type>`.
    pub os: String,
    /// The CPU architecture.
    pub arch: String,
    /// The word size, in bits.
    pub word_size: u32,
    /// The emulator binary, if any.
    pub emulator: Option<String>,
    /// The domain type (`<domain type=…>`).
    pub domain: String,
    /// Supported features.
    pub features: Vec<String>,
}
