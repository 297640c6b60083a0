//! The host.

use super::objects::ObjectKind;
use super::unsupported;
use crate::model::capabilities::Tuning;
use crate::model::node::{NodeInfo, NodeStat, SecurityModel};
use crate::model::parameters::node_memory;
use crate::model::typed::TypedParam;
use crate::model::{Result, virErrorDomain};

/// Information about the host and the driver.
pub trait Node: Send + Sync {
    /// The name that `virConnectGetType` returns.
    fn kind(&self) -> &str;

    /// The error domain of the driver's errors.
    fn error_domain(&self) -> virErrorDomain;

    /// The error domain of lookups of other objects than domains, which find none;
    /// VIR_ERR_NO_SUPPORT where there can be no such objects.
    fn finds(&self, kind: ObjectKind) -> Result<virErrorDomain> {
        Ok(kind.error_domain())
    }

    /// The hypervisor's version, 1,000,000 * major + 1,000 * minor + release.
    fn version(&self) -> Result<u64> {
        unsupported()
    }

    /// The host's name.
    fn hostname(&self) -> Result<String> {
        Ok(rustix::system::uname().nodename().to_string_lossy().into_owned())
    }

    /// Whether the connection to the host is alive.
    fn is_alive(&self) -> Result<bool> {
        Ok(true)
    }

    /// Sends keepalive messages every `_interval` seconds; the connection is dead
    /// after `_count` without an answer.
    fn set_keep_alive(&self, _interval: i32, _count: u32) -> Result<()> {
        unsupported()
    }

    /// Whether the connection is encrypted.
    fn is_encrypted(&self) -> Result<bool> {
        Ok(false)
    }

    /// Whether the connection is safe from eavesdropping.
    fn is_secure(&self) -> Result<bool> {
        Ok(true)
    }

    /// The host's hardware.
    fn node_info(&self) -> Result<NodeInfo> {
        unsupported()
    }

    /// The host's CPUs in the order of their numbers: whether each is online.
    fn cpu_map(&self) -> Result<Vec<bool>> {
        unsupported()
    }

    /// CPU time statistics of the host, or of one CPU.
    fn cpu_time(&self, _cpu: Option<u32>) -> Result<Vec<NodeStat>> {
        unsupported()
    }

    /// Memory statistics of the host, or of one NUMA cell.
    fn memory_use(&self, _cell: Option<u32>) -> Result<Vec<NodeStat>> {
        unsupported()
    }

    /// The host's free memory in bytes; 0 if unknown.
    fn free_memory(&self) -> Result<u64> {
        unsupported()
    }

    /// The same for each NUMA cell.
    fn cells_free_memory(&self) -> Result<Vec<u64>> {
        unsupported()
    }

    /// The count of free pages of each of these sizes, in KiB, in `_cells` NUMA cells from
    /// `_start` on (-1: in all together), cell by cell; and how many the call returns as told.
    fn free_pages(&self, _sizes: &[u32], _start: i32, _cells: u32) -> Result<(Vec<u64>, usize)> {
        unsupported()
    }

    /// Which memory parameters a host has.
    fn node_memory_table(&self) -> Result<&'static [node_memory::Row]> {
        unsupported()
    }

    /// The memory parameters of the host.
    fn node_memory(&self) -> Result<Vec<TypedParam>> {
        unsupported()
    }

    /// Sets memory parameters of the host, all or none; names, types and ranges are checked.
    fn set_node_memory(&self, _params: &[TypedParam]) -> Result<()> {
        unsupported()
    }

    /// What the host's kernel offers for tuning.
    fn tuning(&self) -> Result<Tuning> {
        unsupported()
    }

    /// The security model.
    fn security_model(&self) -> Result<SecurityModel> {
        unsupported()
    }

    /// The capabilities of the host and its hypervisor, as a document.
    fn capabilities(&self) -> Result<String> {
        unsupported()
    }

    /// The host's SMBIOS information, as a document.
    fn sysinfo(&self) -> Result<String> {
        unsupported()
    }

    /// The CPU models of an architecture; an empty list means that any is accepted.
    fn cpu_models(&self, _arch: &str) -> Result<Vec<String>> {
        unsupported()
    }

    /// The baseline CPU of the given CPUs, all as documents; `_expand` lists its features
    /// individually.
    fn baseline_cpu(&self, _cpus: &[&[u8]], _expand: bool) -> Result<String> {
        unsupported()
    }

    /// The same for CPUs that the hypervisor supports.
    fn baseline_hypervisor_cpu(&self, _cpus: &[&[u8]]) -> Result<String> {
        unsupported()
    }

    /// The capabilities of guests, as a document.
    fn domain_capabilities(&self) -> Result<String> {
        unsupported()
    }
}
