//! Statistics on the test driver, derived from a domain's definition and the wall clock,
//! as in libvirt's test driver.

mod devices;
mod guest;
mod usage;

use crate::driver::Statistics;
use crate::driver::test::driver::TestDriver;
use crate::model::Result;
use crate::model::constants::virDomainStatsTypes::{
    VIR_DOMAIN_STATS_IOTHREAD, VIR_DOMAIN_STATS_STATE,
};
use crate::model::domain::Identity;
use crate::model::statistics::{
    BlockInfo, BlockStats, ControlInfo, CpuCounts, DiskError, FileSystem, GuestTime,
    InterfaceAddresses, InterfaceStats, MemoryStat, SecurityLabel,
};
use crate::model::typed::{TypedParam, Value};

const STATE: u32 = VIR_DOMAIN_STATS_STATE as u32;
const IO_THREADS: u32 = VIR_DOMAIN_STATS_IOTHREAD as u32;

impl Statistics for TestDriver {
    fn memory_stats(&self, domain: &Identity, _flags: u32) -> Result<Vec<MemoryStat>> {
        self.read(domain, usage::memory)
    }

    fn memory_peek(
        &self,
        domain: &Identity,
        start: u64,
        buffer: &mut [u8],
        _flags: u32,
    ) -> Result<()> {
        self.read(domain, |guest| usage::peek(guest, start, buffer))
    }

    fn block_stats(&self, domain: &Identity, disk: &str) -> Result<BlockStats> {
        devices::check_disk_name(disk)?;
        self.read(domain, |guest| devices::block_stats(guest, disk))
    }

    fn block_info(&self, domain: &Identity, disk: &str, _flags: u32) -> Result<BlockInfo> {
        self.read(domain, |guest| devices::block_info(guest, disk))
    }

    fn disk_errors(&self, domain: &Identity, _flags: u32) -> Result<Vec<DiskError>> {
        self.read(domain, devices::disk_errors)
    }

    fn interface_stats(&self, domain: &Identity, device: &str) -> Result<InterfaceStats> {
        self.read(domain, |guest| devices::interface_stats(guest, device))
    }

    fn interface_addresses(
        &self,
        domain: &Identity,
        source: u32,
        _flags: u32,
    ) -> Result<Vec<InterfaceAddresses>> {
        devices::check_source(source)?;
        let networks = self.shared.host().networks.clone();
        self.read(domain, |guest| devices::addresses(guest, &networks))
    }

    fn cpu_total(&self, domain: &Identity, _flags: u32) -> Result<Vec<TypedParam>> {
        self.read(domain, usage::cpu_total)
    }

    fn cpu_counts(&self, domain: &Identity, flags: u32) -> Result<CpuCounts> {
        let each = self.cpu_each(domain, flags)?;
        Ok(CpuCounts { cpus: each.len(), params: each.first().map_or(0, Vec::len) })
    }

    fn cpu_each(&self, domain: &Identity, _flags: u32) -> Result<Vec<Vec<TypedParam>>> {
        self.read(domain, usage::cpu_each)
    }

    fn file_systems(&self, domain: &Identity, _flags: u32) -> Result<Vec<FileSystem>> {
        self.read(domain, guest::file_systems)
    }

    fn guest_hostname(&self, domain: &Identity, _flags: u32) -> Result<String> {
        self.read(domain, guest::hostname)
    }

    fn guest_time(&self, domain: &Identity, _flags: u32) -> Result<GuestTime> {
        self.read(domain, guest::time)
    }

    fn set_guest_time(&self, domain: &Identity, time: GuestTime, _flags: u32) -> Result<()> {
        self.change(domain, |guest, _| {
            guest.live()?;
            guest.clock = time;
            Ok(())
        })
    }

    fn messages(&self, domain: &Identity, _types: u32) -> Result<Vec<String>> {
        self.read(domain, |_| Ok(Vec::new()))
    }

    fn security_label(&self, domain: &Identity) -> Result<SecurityLabel> {
        self.read(domain, guest::security_label)
    }

    fn control_info(&self, domain: &Identity, _flags: u32) -> Result<ControlInfo> {
        self.read(domain, |guest| guest.live().map(|_| ControlInfo::default()))
    }

    fn stats_groups(&self) -> Result<u32> {
        Ok(STATE | IO_THREADS)
    }

    fn stats(&self, domain: &Identity, groups: u32) -> Result<Vec<TypedParam>> {
        self.read(domain, |guest| {
            let mut params = Vec::new();
            if groups & STATE != 0 {
                params.push(TypedParam::new("state.state", Value::Int(guest.state.state as i32)));
                params.push(TypedParam::new("state.reason", Value::Int(guest.state.reason)));
            }
            if groups & IO_THREADS != 0 {
                params.extend(usage::io_threads(guest));
            }
            Ok(params)
        })
    }
}
