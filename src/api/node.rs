//! The host.

use super::Connection;
use crate::model::capabilities::Tuning;
use crate::model::node::{NodeInfo, NodeStat, SecurityModel};
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

impl Connection {
    /// The host's hardware.
    pub fn node_info(&self) -> Result<NodeInfo> {
        self.driver().node_info()
    }

    /// The host's CPUs in the order of their numbers: whether each is online.
    pub fn cpu_map(&self, map_flags: u32) -> Result<Vec<bool>> {
        self.check_no_flags(map_flags)?;
        self.driver().cpu_map(map_flags)
    }

    /// CPU time statistics of one of the host's CPUs, or of all together (-1).
    pub fn cpu_time(&self, cpu: i32, time_flags: u32) -> Result<Vec<NodeStat>> {
        check_one_or_all("cpuNum", cpu)?;
        self.check_no_flags(time_flags)?;
        self.driver().cpu_time(cpu, time_flags)
    }

    /// Memory statistics of one NUMA cell, or of the host (-1).
    pub fn memory_use(&self, cell: i32, use_flags: u32) -> Result<Vec<NodeStat>> {
        check_one_or_all("cellNum", cell)?;
        let found = self.driver().memory_use(cell, use_flags)?;
        self.check_no_flags(use_flags)?;
        Ok(found)
    }

    /// The host's free memory, in bytes; VIR_ERR_INTERNAL_ERROR if unknown.
    pub fn free_memory(&self) -> Result<u64> {
        match self.driver().free_memory()? {
            0 => Err(Error::new(
                virErrorDomain::VIR_FROM_NONE,
                virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                "the driver does not know the host's free memory",
            )),
            free => Ok(free),
        }
    }

    /// The same for at most `most` NUMA cells, from `start` on.
    pub fn cells_free_memory(&self, start: i32, most: i32) -> Result<Vec<u64>> {
        let first = usize::try_from(start)
            .map_err(|_| invalid(format!("startCell is {start}, expected 0 or more")))?;
        let most = usize::try_from(most)
            .ok()
            .filter(|most| *most > 0)
            .ok_or_else(|| invalid(format!("maxCells is {most}, expected more than 0")))?;
        self.driver().some_cells_free_memory(first, most)
    }

    /// The count of free pages of each of these sizes in each of `cells` NUMA cells from
    /// `start` on; how many of the numbers are told.
    pub fn free_pages(
        &self,
        sizes: &[u32],
        start: i32,
        cells: u32,
        page_flags: u32,
    ) -> Result<(Vec<u64>, usize)> {
        self.check_no_flags(page_flags)?;
        self.driver().free_pages(sizes, start, cells, page_flags)
    }

    /// The memory parameters of the host: kernel samepage merging.
    ///
    /// Errors: VIR_ERR_NO_SUPPORT, VIR_ERR_OPERATION_UNSUPPORTED on a kernel that has none.
    pub fn node_memory(&self, get_flags: u32) -> Result<Vec<TypedParam>> {
        self.driver().node_memory(get_flags)
    }

    /// Sets memory parameters of the host, all or none.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection; those of
    /// [`check`](crate::model::parameters::node_memory::check); VIR_ERR_NO_SUPPORT; VIR_ERR_OPERATION_UNSUPPORTED and
    /// VIR_ERR_SYSTEM_ERROR from the kernel.
    pub fn set_node_memory(&self, params: &[TypedParam], set_flags: u32) -> Result<()> {
        self.check_writable("setting the host's memory parameters")?;
        self.driver().set_node_memory(params, set_flags)
    }

    /// What the host's kernel offers for tuning; VIR_ERR_NO_SUPPORT where the driver does not know.
    pub fn tuning(&self) -> Result<Tuning> {
        self.driver().tuning()
    }

    /// The security model that isolates guests.
    pub fn security_model(&self) -> Result<SecurityModel> {
        self.driver().security_model()
    }

    /// The capabilities of the host and its hypervisor, as a document.
    pub fn capabilities(&self) -> Result<String> {
        self.driver().capabilities()
    }

    /// The host's SMBIOS information, as a document.
    pub fn sysinfo(&self, info_flags: u32) -> Result<String> {
        self.check_no_flags(info_flags)?;
        self.driver().sysinfo(info_flags)
    }

    /// The CPU models of an architecture; an empty list means that any is accepted.
    pub fn cpu_models(&self, arch: &str, model_flags: u32) -> Result<Vec<String>> {
        self.check_no_flags(model_flags)?;
        self.driver().cpu_models(arch, model_flags)
    }
}

/// Refuses a number below -1, which means all.
fn check_one_or_all(name: &str, number: i32) -> Result<()> {
    if number < -1 {
        return Err(invalid(format!("{name} is {number}, expected -1 or more")));
    }
    Ok(())
}

fn invalid(detail: String) -> Error {
    Error::invalid_arg(virErrorDomain::VIR_FROM_DOMAIN, detail)
}
