//! The host of the test driver.

use super::driver::TestDriver;
use crate::driver::{Node, ObjectKind};
use crate::model::constants::{
    VIR_NODE_CPU_STATS_IDLE, VIR_NODE_CPU_STATS_IOWAIT, VIR_NODE_CPU_STATS_KERNEL,
    VIR_NODE_CPU_STATS_USER,
};
use crate::model::flags::EXPAND_FEATURES;
use crate::model::node::{NodeInfo, NodeStat, SecurityModel};
use crate::model::{Result, cpu, virErrorDomain};
use crate::xml;
use crate::xml::tree::Element;

/// Fixed, whatever the host's hardware.
const CPU_MAP: [bool; 8] = [true, false, true, false, true, false, false, false];

/// CPU times, of each CPU and of all together.
const CPU_TIME: [NodeStat; 4] = [
    NodeStat::new(VIR_NODE_CPU_STATS_USER, 9_797_400_000),
    NodeStat::new(VIR_NODE_CPU_STATS_KERNEL, 34_678_723_400_000),
    NodeStat::new(VIR_NODE_CPU_STATS_IDLE, 87_264_900_000),
    NodeStat::new(VIR_NODE_CPU_STATS_IOWAIT, 763_600_000),
];

const BIOS: [(&str, &str); 4] = [
    ("vendor", "LENOVO"),
    ("version", "G4ETA1WW (2.61 )"),
    ("date", "05/07/2014"),
    ("release", "2.61"),
];

impl Node for TestDriver {
    fn kind(&self) -> Result<&str> {
        Ok("TEST")
    }

    fn error_domain(&self) -> virErrorDomain {
        virErrorDomain::VIR_FROM_TEST
    }

    fn finds(&self, kind: ObjectKind) -> Result<virErrorDomain> {
        use ObjectKind::{Filter, FilterBinding, PoolByPath, Secret};
        match kind {
            Filter | FilterBinding | Secret | PoolByPath => kind.unsupported(),
            _ => Ok(self.error_domain()),
        }
    }

    fn version(&self) -> Result<u64> {
        Ok(2)
    }

    fn node_info(&self) -> Result<NodeInfo> {
        Ok(self.shared.host().hardware.info.clone())
    }

    fn cpu_map(&self, _flags: u32) -> Result<Vec<bool>> {
        Ok(CPU_MAP.into())
    }

    fn cpu_time(&self, _cpu: i32, _flags: u32) -> Result<Vec<NodeStat>> {
        Ok(CPU_TIME.into())
    }

    /// Half of the cells' memory, in KiB although the API says bytes, as libvirt's test driver
    /// does.
    fn free_memory(&self) -> Result<u64> {
        Ok(self.cells_free_memory()?.iter().map(|memory| memory / 2).sum())
    }

    /// All of the cells' memory, in KiB although the API says bytes, as libvirt's test driver
    /// does.
    fn cells_free_memory(&self) -> Result<Vec<u64>> {
        Ok(self.shared.host().hardware.cells.iter().map(|cell| cell.memory).collect())
    }

    /// Made-up numbers, none of them told.
    fn free_pages(
        &self,
        sizes: &[u32],
        _start: i32,
        cells: u32,
        _flags: u32,
    ) -> Result<(Vec<u64>, usize)> {
        let count = usize::try_from(cells).unwrap_or(usize::MAX).saturating_mul(sizes.len());
        let next = |count: &i32| Some(count.wrapping_mul(2).wrapping_add(7));
        let row = std::iter::successors(next(&6), next);
        Ok((row.take(count).map(|count| i64::from(count).cast_unsigned()).collect(), 0))
    }

    fn security_model(&self) -> Result<SecurityModel> {
        Ok(SecurityModel { model: "testSecurity".to_owned(), doi: String::new() })
    }

    fn capabilities(&self) -> Result<String> {
        let capabilities = self.shared.host().hardware.capabilities(self.security_model()?);
        Ok(xml::capabilities::to_document(&capabilities))
    }

    fn sysinfo(&self, _flags: u32) -> Result<String> {
        let entries = BIOS.map(|(name, text)| {
            let mut entry = Element::with_text("entry", text);
            entry.set_attribute("name", name);
            entry
        });
        let mut sysinfo = Element::with_attributes("sysinfo", &[("type", "smbios")]);
        sysinfo.push(Element::with_children("bios", entries));
        Ok(sysinfo.to_document())
    }

    fn baseline_cpu(&self, cpus: &[&[u8]], flags: u32) -> Result<String> {
        xml::cpu::baseline(cpus, flags & EXPAND_FEATURES != 0)
    }

    fn cpu_models(&self, arch: &str, _flags: u32) -> Result<Vec<String>> {
        let models = cpu::models(arch, self.error_domain())?;
        Ok(models.iter().map(ToString::to_string).collect())
    }
}
