//! The host: hardware and statistics.

use super::units::Kib;
use std::borrow::Cow;

/// The contents of `virNodeGetInfo`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeInfo {
    /// The CPU model, at most 31 bytes.
    pub model: String,
    /// The memory.
    pub memory: Kib,
    /// The online CPUs.
    pub cpus: u32,
    /// The CPU frequency, in MHz.
    pub mhz: u32,
    /// NUMA cells.
    pub nodes: u32,
    /// Sockets per cell.
    pub sockets: u32,
    /// Cores per socket.
    pub cores: u32,
    /// Threads per core.
    pub threads: u32,
}

impl NodeInfo {
    /// The count of possible CPUs, online or not.
    pub fn possible_cpus(&self) -> u32 {
        let parts = [self.nodes, self.sockets, self.cores, self.threads];
        parts.iter().fold(1, |product: u32, part| product.wrapping_mul(*part))
    }
}

/// A host statistic: nanoseconds, KiB or percent, depending on its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeStat {
    /// A `VIR_NODE_CPU_STATS_` or `VIR_NODE_MEMORY_STATS_` name, or one reported by a
    /// remote host.
    pub name: Cow<'static, str>,
    /// The value.
    pub value: u64,
}

impl NodeStat {
    /// A statistic with a static name.
    pub const fn new(name: &'static str, value: u64) -> Self {
        Self { name: Cow::Borrowed(name), value }
    }
}

/// The security model that isolates guests on the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityModel {
    /// Its name.
    pub model: String,
    /// Its domain of interpretation.
    pub doi: String,
}
