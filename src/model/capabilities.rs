//! What the host and its hypervisor can do.

use super::domain::Uuid;
use super::node::SecurityModel;

/// What `virConnectGetCapabilities` tells.
#[derive(Debug, Clone, Default)]
pub struct Capabilities {
    /// The host's uuid, where it has one.
    pub uuid: Option<Uuid>,
    /// The kind of the host's CPUs.
    pub arch: String,
    /// What the CPUs can do.
    pub features: Vec<String>,
    /// The sizes of memory pages, in KiB.
    pub page_sizes: Vec<u32>,
    /// The NUMA cells.
    pub cells: Vec<Cell>,
    /// How guests are kept apart.
    pub security: Option<SecurityModel>,
    /// The kinds of guest.
    pub guests: Vec<GuestKind>,
}

/// A NUMA cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its memory, in KiB.
    pub memory: u64,
    /// The sizes of its pages in KiB, and how many it has of each.
    pub pages: Vec<(u32, u64)>,
    /// Its CPUs.
    pub cpus: Vec<Cpu>,
}

/// A CPU of the host.
#[derive(Debug, Clone)]
pub struct Cpu {
    /// Its number.
    pub id: u32,
    /// The socket that it is in.
    pub socket: u32,
    /// Its core in the socket.
    pub core: u32,
    /// The CPUs that share its core, as a list of numbers and ranges.
    pub siblings: String,
}

/// A kind of guest that the hypervisor can run.
#[derive(Debug, Clone)]
pub struct GuestKind {
    /// The kind of its system, as in `<os><type>`.
    pub os: String,
    /// The kind of its CPUs.
    pub arch: String,
    /// The bits of a word.
    pub word_size: u32,
    /// What runs it, where it is a program.
    pub emulator: Option<String>,
    /// The kind of domain.
    pub domain: String,
    /// What it can do.
    pub features: Vec<String>,
}
