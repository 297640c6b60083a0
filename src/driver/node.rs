//! The host.

use super::objects::{ObjectKind, ObjectState};
use super::unsupported;
use crate::model::capabilities::{GuestKindQuery, Tuning};
use crate::model::constants::LIBVIR_VERSION_NUMBER;
use crate::model::node::{NodeInfo, NodeStat, SecurityModel};
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, flags, virErrorDomain};

/// Information about the host and the driver.
pub trait Node: Send + Sync {
    /// The name that `virConnectGetType` returns; an error where the host does not tell it.
    fn kind(&self) -> Result<&str>;

    /// The error domain of the driver's errors.
    fn error_domain(&self) -> virErrorDomain;

    /// Refuses flags that are not among `known` (VIR_ERR_INVALID_ARG), before a method gets
    /// them. A driver whose host checks them itself lets all pass.
    fn check_flags(&self, given: u32, known: u32) -> Result<()> {
        flags::check(self.error_domain(), given, known)
    }

    /// The error domain of lookups of other objects than domains, which find none;
    /// VIR_ERR_NO_SUPPORT where there can be no such objects.
    fn finds(&self, kind: ObjectKind) -> Result<virErrorDomain> {
        Ok(kind.error_domain())
    }

    /// How many objects of a kind there are.
    fn object_count(&self, kind: ObjectKind, _state: ObjectState) -> Result<usize> {
        self.finds(kind).map(|_| 0)
    }

    /// Their names (uuids of secrets), at most `_most`.
    fn object_names(
        &self,
        kind: ObjectKind,
        _state: ObjectState,
        _most: usize,
    ) -> Result<Vec<String>> {
        self.finds(kind).map(|_| Vec::new())
    }

    /// How many devices of the host have a capability, or how many there are.
    fn device_count(&self, _capability: Option<&str>, _flags: u32) -> Result<usize> {
        Ok(0)
    }

    /// Their names, at most `_most`.
    fn device_names(
        &self,
        _capability: Option<&str>,
        _most: usize,
        _flags: u32,
    ) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    /// The hypervisor's version, 1,000,000 * major + 1,000 * minor + release.
    fn version(&self) -> Result<u64> {
        unsupported()
    }

    /// The version of the libvirt API on the host's side, as [`Self::version`].
    fn library_version(&self) -> Result<u64> {
        Ok(LIBVIR_VERSION_NUMBER.into())
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
    /// after `_count` without an answer. Returns whether the other side supports such messages.
    fn set_keep_alive(&self, _interval: i32, _count: u32) -> Result<bool> {
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
    fn cpu_map(&self, _flags: u32) -> Result<Vec<bool>> {
        unsupported()
    }

    /// CPU time statistics of one of the host's CPUs, or of all together (-1).
    fn cpu_time(&self, _cpu: i32, _flags: u32) -> Result<Vec<NodeStat>> {
        unsupported()
    }

    /// Memory statistics of one NUMA cell, or of the host (-1).
    fn memory_use(&self, _cell: i32, _flags: u32) -> Result<Vec<NodeStat>> {
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

    /// The same for at most `most` NUMA cells, from `start` on.
    ///
    /// Errors: VIR_ERR_INVALID_ARG where the host has no cell `start`.
    fn some_cells_free_memory(&self, start: usize, most: usize) -> Result<Vec<u64>> {
        let all = self.cells_free_memory()?;
        if start >= all.len() {
            let detail = format!("startCell is {start}, expected below {}", all.len());
            return Err(Error::unfit_arg(self.error_domain(), detail));
        }
        Ok(all.into_iter().skip(start).take(most).collect())
    }

    /// The count of free pages of each of these sizes, in KiB, in `_cells` NUMA cells from
    /// `_start` on (-1: in all together), cell by cell; and how many the call returns as told.
    fn free_pages(
        &self,
        _sizes: &[u32],
        _start: i32,
        _cells: u32,
        _flags: u32,
    ) -> Result<(Vec<u64>, usize)> {
        unsupported()
    }

    /// The memory parameters of the host. The driver checks the flags.
    fn node_memory(&self, _flags: u32) -> Result<Vec<TypedParam>> {
        unsupported()
    }

    /// Sets memory parameters of the host, all or none. The driver checks the flags, then names,
    /// types and ranges.
    fn set_node_memory(&self, _params: &[TypedParam], _flags: u32) -> Result<()> {
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
    fn sysinfo(&self, _flags: u32) -> Result<String> {
        unsupported()
    }

    /// The CPU models of an architecture; an empty list means that any is accepted.
    fn cpu_models(&self, _arch: &str, _flags: u32) -> Result<Vec<String>> {
        unsupported()
    }

    /// The baseline CPU of the given CPUs, all as documents.
    fn baseline_cpu(&self, _cpus: &[&[u8]], _flags: u32) -> Result<String> {
        unsupported()
    }

    /// The same for CPUs that a hypervisor supports. The driver checks the flags.
    fn baseline_hypervisor_cpu(
        &self,
        _of: &GuestKindQuery<'_>,
        _cpus: &[&[u8]],
        _flags: u32,
    ) -> Result<String> {
        unsupported()
    }

    /// The capabilities of guests, as a document. The driver checks the flags.
    fn domain_capabilities(&self, _of: &GuestKindQuery<'_>, _flags: u32) -> Result<String> {
        unsupported()
    }
}
