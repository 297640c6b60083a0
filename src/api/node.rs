//! The host.

use super::Connection;
use crate::model::node::{NodeInfo, NodeStat, SecurityModel};
use crate::model::{Error, Result, flags, virErrorDomain, virErrorNumber};

impl Connection {
    /// What the host is made of.
    pub fn node_info(&self) -> Result<NodeInfo> {
        self.driver().node_info()
    }

    /// The host's CPUs in the order of their numbers: whether each is in use.
    pub fn cpu_map(&self, map_flags: u32) -> Result<Vec<bool>> {
        self.check_no_flags(map_flags)?;
        self.driver().cpu_map()
    }

    /// What one of the host's CPUs did, or all of them (-1).
    pub fn cpu_time(&self, cpu: i32, time_flags: u32) -> Result<Vec<NodeStat>> {
        let cpu = one_or_all("cpuNum", cpu)?;
        self.check_no_flags(time_flags)?;
        self.driver().cpu_time(cpu)
    }

    /// How the memory of one NUMA cell is used, or the host's (-1).
    pub fn memory_use(&self, cell: i32, use_flags: u32) -> Result<Vec<NodeStat>> {
        let found = self.driver().memory_use(one_or_all("cellNum", cell)?)?;
        self.check_no_flags(use_flags)?;
        Ok(found)
    }

    /// The host's memory that nothing uses, in bytes; VIR_ERR_INTERNAL_ERROR
    /// where it is not known.
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

    /// The same of at most `most` NUMA cells, from `start` on.
    pub fn cells_free_memory(&self, start: i32, most: i32) -> Result<Vec<u64>> {
        let first = usize::try_from(start)
            .map_err(|_| invalid(format!("startCell is {start}, expected 0 or more")))?;
        let most = usize::try_from(most)
            .ok()
            .filter(|most| *most > 0)
            .ok_or_else(|| invalid(format!("maxCells is {most}, expected more than 0")))?;
        let all = self.driver().cells_free_memory()?;
        if first >= all.len() {
            return Err(Error::unfit_arg(
                self.driver().error_domain(),
                format!("startCell is {start}, expected below {}", all.len()),
            ));
        }
        Ok(all.into_iter().skip(first).take(most).collect())
    }

    /// How many pages of each of these sizes are free in each of `cells` NUMA
    /// cells from `start` on.
    pub fn free_pages(
        &self,
        sizes: &[u32],
        start: i32,
        cells: u32,
        page_flags: u32,
    ) -> Result<Vec<u64>> {
        self.check_no_flags(page_flags)?;
        self.driver().free_pages(sizes, start, cells)
    }

    /// How guests are kept apart.
    pub fn security_model(&self) -> Result<SecurityModel> {
        self.driver().security_model()
    }

    /// What the host and its hypervisor can do, as a document.
    pub fn capabilities(&self) -> Result<String> {
        self.driver().capabilities()
    }

    /// What the firmware tells of the host, as a document.
    pub fn sysinfo(&self, info_flags: u32) -> Result<String> {
        self.check_no_flags(info_flags)?;
        self.driver().sysinfo()
    }

    /// The CPU models of an architecture; none means that any is taken.
    pub fn cpu_models(&self, arch: &str, model_flags: u32) -> Result<Vec<String>> {
        self.check_no_flags(model_flags)?;
        self.driver().cpu_models(arch)
    }

    /// Refuses any flag that is not among `known` (VIR_ERR_INVALID_ARG).
    pub fn check_flags(&self, given: u32, known: u32) -> Result<()> {
        flags::check(self.driver().error_domain(), given, known)
    }

    /// Refuses any flag (VIR_ERR_INVALID_ARG).
    pub(super) fn check_no_flags(&self, given: u32) -> Result<()> {
        self.check_flags(given, 0)
    }
}

/// A number of which -1 means all.
fn one_or_all(name: &str, number: i32) -> Result<Option<u32>> {
    match number {
        -1 => Ok(None),
        _ => u32::try_from(number)
            .map(Some)
            .map_err(|_| invalid(format!("{name} is {number}, expected -1 or more"))),
    }
}

fn invalid(detail: String) -> Error {
    Error::invalid_arg(virErrorDomain::VIR_FROM_DOMAIN, detail)
}
