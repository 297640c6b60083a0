//! The controllers that limits are set through.

use super::version::Version;

/// A controller of the cgroup interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Controller {
    /// The hierarchy with this one tells where a domain's group is.
    Memory,
    /// CPU time: shares and bandwidth.
    Cpu,
    /// Block I/O: weights and limits of devices.
    Io,
    /// The CPUs and memory nodes that may be used.
    Cpuset,
    /// The CPU time in use; part of the cpu controller on v2.
    Cpuacct,
}

impl Controller {
    /// Those besides memory, which on v1 may have hierarchies of their own.
    pub(crate) const OTHERS: [Self; 4] = [Self::Cpu, Self::Io, Self::Cpuset, Self::Cpuacct];

    /// The name in cgroup.controllers on v2, in mount options on v1.
    pub const fn name(self, version: &Version) -> &'static str {
        match self {
            Self::Io if version.number == 1 => "blkio",
            Self::Cpuacct if version.number == 1 => "cpuacct",
            Self::Memory => "memory",
            Self::Cpu | Self::Cpuacct => "cpu",
            Self::Io => "io",
            Self::Cpuset => "cpuset",
        }
    }
}
