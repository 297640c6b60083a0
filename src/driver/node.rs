//! The host itself.

use super::unsupported;
use crate::model::node::{NodeInfo, NodeStat, SecurityModel};
use crate::model::{Result, virErrorDomain};

/// What a driver says of the host and of itself.
pub trait Node: Send + Sync {
    /// The name that `virConnectGetType` gives.
    fn kind(&self) -> &str;

    /// The error domain of the driver's own errors.
    fn error_domain(&self) -> virErrorDomain;

    /// The hypervisor's version, 1,000,000 * major + 1,000 * minor + release.
    fn version(&self) -> Result<u64> {
        unsupported()
    }

    /// The host's name.
    fn hostname(&self) -> Result<String> {
        Ok(rustix::system::uname().nodename().to_string_lossy().into_owned())
    }

    /// Whether the host still answers.
    fn is_alive(&self) -> Result<bool> {
        Ok(true)
    }

    /// Asks for signs of life every `_interval` seconds; the host is gone when
    /// `_count` of them did not come.
    fn set_keep_alive(&self, _interval: i32, _count: u32) -> Result<()> {
        unsupported()
    }

    /// Whether what goes to the host is encrypted on the way.
    fn is_encrypted(&self) -> Result<bool> {
        Ok(false)
    }

    /// Whether what goes to the host is safe from eavesdropping.
    fn is_secure(&self) -> Result<bool> {
        Ok(true)
    }

    /// What the host is made of.
    fn node_info(&self) -> Result<NodeInfo> {
        unsupported()
    }

    /// The host's CPUs in the order of their numbers: whether each is in use.
    fn cpu_map(&self) -> Result<Vec<bool>> {
        unsupported()
    }

    /// What the host's CPUs did, or one of them.
    fn cpu_time(&self, _cpu: Option<u32>) -> Result<Vec<NodeStat>> {
        unsupported()
    }

    /// How the host's memory is used, or that of one NUMA cell.
    fn memory_use(&self, _cell: Option<u32>) -> Result<Vec<NodeStat>> {
        unsupported()
    }

    /// The host's memory that nothing uses, in bytes; 0 where it is not known.
    fn free_memory(&self) -> Result<u64> {
        unsupported()
    }

    /// The same of each NUMA cell.
    fn cells_free_memory(&self) -> Result<Vec<u64>> {
        unsupported()
    }

    /// How many pages of each of these sizes, in KiB, are free in so many NUMA
    /// cells from `_start` on (-1: in all together): cell by cell.
    fn free_pages(&self, _sizes: &[u32], _start: i32, _cells: u32) -> Result<Vec<u64>> {
        unsupported()
    }

    /// How guests are kept apart.
    fn security_model(&self) -> Result<SecurityModel> {
        unsupported()
    }

    /// What the host and its hypervisor can do, as a document.
    fn capabilities(&self) -> Result<String> {
        unsupported()
    }

    /// What the firmware tells of the host, as a document.
    fn sysinfo(&self) -> Result<String> {
        unsupported()
    }

    /// The CPU models of an architecture; none means that any is taken.
    fn cpu_models(&self, _arch: &str) -> Result<Vec<String>> {
        unsupported()
    }

    /// The CPU that has what all of these have, each a document, as a document;
    /// with its features one by one, or not.
    fn baseline_cpu(&self, _cpus: &[&[u8]], _expand: bool) -> Result<String> {
        unsupported()
    }

    /// The same for what the hypervisor can give to a guest.
    fn baseline_hypervisor_cpu(&self, _cpus: &[&[u8]]) -> Result<String> {
        unsupported()
    }

    /// What a guest can have, as a document.
    fn domain_capabilities(&self) -> Result<String> {
        unsupported()
    }
}
