//! The host: what it is made of and what it has to spare.

use super::units::Kib;
use std::borrow::Cow;

/// What `virNodeGetInfo` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeInfo {
    /// The kind of CPU, at most 31 bytes.
    pub model: String,
    /// The memory.
    pub memory: Kib,
    /// The CPUs in use.
    pub cpus: u32,
    /// Their clock, in MHz.
    pub mhz: u32,
    /// NUMA cells.
    pub nodes: u32,
    /// Sockets in a cell.
    pub sockets: u32,
    /// Cores in a socket.
    pub cores: u32,
    /// Threads in a core.
    pub threads: u32,
}

impl NodeInfo {
    /// How many CPUs there can be, in use or not.
    pub fn possible_cpus(&self) -> u32 {
        let parts = [self.nodes, self.sockets, self.cores, self.threads];
        parts.iter().fold(1, |product: u32, part| product.wrapping_mul(*part))
    }
}

/// A statistic of the host: nanoseconds, KiB or percent, as its name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeStat {
    /// One of the `VIR_NODE_CPU_STATS_` or `VIR_NODE_MEMORY_STATS_` names, or one
    /// that a host far away told.
    pub name: Cow<'static, str>,
    /// The value.
    pub value: u64,
}

impl NodeStat {
    /// A statistic that the library knows.
    pub const fn new(name: &'static str, value: u64) -> Self {
        Self { name: Cow::Borrowed(name), value }
    }
}

/// How guests are kept apart on the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityModel {
    /// Its name.
    pub model: String,
    /// Its domain of interpretation.
    pub doi: String,
}
