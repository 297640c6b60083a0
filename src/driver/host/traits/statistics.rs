//! What a domain on this host uses, by its group's accounting.

use crate::driver::host::driver::HostDriver;
use crate::driver::host::stats::block::{self, Device};
use crate::driver::host::stats::{cpu, devices, groups, memory, network};
use crate::driver::{Node, Statistics, bulk_stats};
use crate::model::domain::Identity;
use crate::model::statistics::{
    BlockInfo, BlockStats, ControlInfo, CpuCounts, DiskError, InterfaceStats, MemoryStat,
    StatsRecord,
};
use crate::model::typed::TypedParam;
use crate::model::{Result, virErrorNumber};

impl HostDriver {
    /// The disks of a running domain, with all that is told of them.
    ///
    /// Errors: VIR_ERR_OPERATION_FAILED where its monitor does not answer, which alone tells of them.
    fn disks(&self, domain: &Identity) -> Result<Vec<Device>> {
        let live = self.fresh_live(domain)?;
        let document = live.domain.document()?;
        let disks = block::devices(&self.context.host, &live, document.as_deref(), true);
        if disks.is_told {
            return Ok(disks.all);
        }
        Err(self.context.error(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!(
                "the monitor of '{}' did not answer, which alone tells of its disks",
                domain.name
            ),
        ))
    }
}

impl Statistics for HostDriver {
    fn memory_stats(&self, domain: &Identity, _flags: u32) -> Result<Vec<MemoryStat>> {
        let live = self.fresh_live(domain)?;
        self.or_gone(&live, memory::all(&self.context.host, &live, true))
    }

    fn cpu_total(&self, domain: &Identity, _flags: u32) -> Result<Vec<TypedParam>> {
        self.on_live(self.live(domain)?, |live| cpu::total(&live.open_group(&self.context.host)))
    }

    fn cpu_counts(&self, domain: &Identity, _flags: u32) -> Result<CpuCounts> {
        let cpus = self.cpu_map(0)?.len();
        self.on_live(self.live(domain)?, |live| {
            Ok(CpuCounts { cpus, params: cpu::names(&live.open_group(&self.context.host))?.len() })
        })
    }

    fn cpu_each(&self, domain: &Identity, _flags: u32) -> Result<Vec<Vec<TypedParam>>> {
        let cpus = self.cpu_map(0)?.len();
        self.on_live(self.live(domain)?, |live| {
            cpu::each(&live.open_group(&self.context.host), cpus)
                .map_err(|error| error.with_domain(self.context.error_domain))
        })
    }

    fn block_stats(&self, domain: &Identity, disk: &str) -> Result<BlockStats> {
        devices::block(&self.disks(domain)?, disk)
    }

    fn block_stats_params(
        &self,
        domain: &Identity,
        disk: &str,
        _flags: u32,
    ) -> Result<Vec<TypedParam>> {
        devices::block_params(&self.disks(domain)?, disk)
    }

    fn block_info(&self, domain: &Identity, disk: &str, _flags: u32) -> Result<BlockInfo> {
        let found = self.current_domain(domain)?;
        let document = match found.document()? {
            None => found.config()?,
            live => live,
        };
        let defines_none =
            document.as_deref().is_none_or(|document| document.devices.disks.is_empty());
        if found.is_active() && defines_none {
            return devices::info_of(&self.context.host, &self.disks(domain)?, disk);
        }
        devices::block_info(&self.context.host, document.as_deref(), disk)
    }

    fn disk_errors(&self, domain: &Identity, _flags: u32) -> Result<Vec<DiskError>> {
        self.live(domain).map(|_| Vec::new())
    }

    fn interface_stats(&self, domain: &Identity, device: &str) -> Result<InterfaceStats> {
        let live = self.fresh_live(domain)?;
        let document = live.domain.document()?;
        network::stats(&self.context.host, &live, document.as_deref(), device)
    }

    fn control_info(&self, domain: &Identity, _flags: u32) -> Result<ControlInfo> {
        self.live(domain).map(|_| ControlInfo::default())
    }

    fn stats_groups(&self) -> Result<u32> {
        Ok(groups::known())
    }

    fn stats(&self, domain: &Identity, groups: u32) -> Result<Vec<TypedParam>> {
        let record = self.stats_of_these(std::slice::from_ref(domain), groups, 0)?.pop();
        record.map(|(_, params)| params).ok_or_else(|| self.context.gone(domain))
    }

    fn all_stats(
        &self,
        domains: Option<&[Identity]>,
        groups: u32,
        flags: u32,
    ) -> Result<Vec<StatsRecord>> {
        let groups = bulk_stats::groups(groups::known(), groups, flags, self.context.error_domain)?;
        match domains {
            None => self.stats_of_all(groups, flags),
            Some(domains) => self.stats_of_these(domains, groups, flags),
        }
    }
}
