//! Statistics of domains and their devices.

use super::{Domains, bulk_stats, unsupported};
use crate::model::domain::Identity;
use crate::model::flags::{PEEK_PHYSICAL, PEEK_VIRTUAL};
use crate::model::statistics::{
    BlockInfo, BlockStats, ControlInfo, CpuCounts, DiskError, FileSystem, GuestTime,
    InterfaceAddresses, InterfaceStats, MemoryStat, SecurityLabel, StatsRecord,
};
use crate::model::typed::TypedParam;
use crate::model::{Error, Result};

/// Statistics of a domain and its devices.
pub trait Statistics: Domains {
    /// Memory statistics of a domain.
    fn memory_stats(&self, _domain: &Identity, _flags: u32) -> Result<Vec<MemoryStat>> {
        unsupported()
    }

    /// Refuses flags of [`Self::memory_peek`] that do not say which kind of address it is
    /// (VIR_ERR_INVALID_ARG).
    fn check_memory_peek(&self, flags: u32) -> Result<()> {
        self.check_flags(flags, PEEK_VIRTUAL | PEEK_PHYSICAL)?;
        if flags == 0 {
            let detail = format!("flags 0x0, expected one of {PEEK_VIRTUAL} and {PEEK_PHYSICAL}");
            return Err(Error::unfit_arg(self.error_domain(), detail));
        }
        Ok(())
    }

    /// Fills `_buffer` with the domain's memory from an address on.
    fn memory_peek(
        &self,
        _domain: &Identity,
        _start: u64,
        _buffer: &mut [u8],
        _flags: u32,
    ) -> Result<()> {
        unsupported()
    }

    /// I/O statistics of a disk, identified by its target or source.
    fn block_stats(&self, _domain: &Identity, _disk: &str) -> Result<BlockStats> {
        unsupported()
    }

    /// The same as typed parameters, with further ones if available.
    fn block_stats_params(
        &self,
        _domain: &Identity,
        _disk: &str,
        _flags: u32,
    ) -> Result<Vec<TypedParam>> {
        unsupported()
    }

    /// The sizes of a disk.
    fn block_info(&self, _domain: &Identity, _disk: &str, _flags: u32) -> Result<BlockInfo> {
        unsupported()
    }

    /// Fills `_buffer` with a disk's content from an offset on.
    fn block_peek(
        &self,
        _domain: &Identity,
        _disk: &str,
        _offset: u64,
        _buffer: &mut [u8],
        _flags: u32,
    ) -> Result<()> {
        unsupported()
    }

    /// The disks that have errors.
    fn disk_errors(&self, _domain: &Identity, _flags: u32) -> Result<Vec<DiskError>> {
        unsupported()
    }

    /// Statistics of a network interface, identified by its target device or MAC
    /// address.
    fn interface_stats(&self, _domain: &Identity, _device: &str) -> Result<InterfaceStats> {
        unsupported()
    }

    /// The addresses of a domain's network interfaces, from the source with that number.
    fn interface_addresses(
        &self,
        _domain: &Identity,
        _source: u32,
        _flags: u32,
    ) -> Result<Vec<InterfaceAddresses>> {
        unsupported()
    }

    /// The CPU time used by a domain on all CPUs.
    fn cpu_total(&self, _domain: &Identity, _flags: u32) -> Result<Vec<TypedParam>> {
        unsupported()
    }

    /// What [`Self::cpu_each`] tells, even where this host cannot tell it.
    fn cpu_counts(&self, _domain: &Identity, _flags: u32) -> Result<CpuCounts> {
        unsupported()
    }

    /// The CPU time used on each of the host's CPUs; all have the same parameters.
    fn cpu_each(&self, _domain: &Identity, _flags: u32) -> Result<Vec<Vec<TypedParam>>> {
        unsupported()
    }

    /// What [`Self::cpu_each`] tells of at most `most` CPUs, from `first` on.
    ///
    /// Errors: VIR_ERR_INVALID_ARG where the host has no CPU `first`.
    fn cpu_range(
        &self,
        domain: &Identity,
        first: usize,
        most: usize,
        flags: u32,
    ) -> Result<Vec<Vec<TypedParam>>> {
        let cpus = self.cpu_counts(domain, flags)?.cpus;
        if first >= cpus {
            let detail = format!("start_cpu is {first}, expected below {cpus}");
            return Err(Error::unfit_arg(self.error_domain(), detail));
        }
        let each = self.cpu_each(domain, flags)?;
        Ok(each.into_iter().skip(first).take(most).collect())
    }

    /// The file systems in use in the guest.
    fn file_systems(&self, _domain: &Identity, _flags: u32) -> Result<Vec<FileSystem>> {
        unsupported()
    }

    /// Information from the guest, of the types in `_types`; 0 for all.
    fn guest_info(&self, _domain: &Identity, _types: u32, _flags: u32) -> Result<Vec<TypedParam>> {
        unsupported()
    }

    /// The guest's own host name.
    fn guest_hostname(&self, _domain: &Identity, _flags: u32) -> Result<String> {
        unsupported()
    }

    /// The guest's clock.
    fn guest_time(&self, _domain: &Identity, _flags: u32) -> Result<GuestTime> {
        unsupported()
    }

    /// Sets the guest's clock.
    fn set_guest_time(&self, _domain: &Identity, _time: GuestTime, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Messages about a domain, of the types in `_types`; 0 for all.
    fn messages(&self, _domain: &Identity, _types: u32) -> Result<Vec<String>> {
        unsupported()
    }

    /// A domain's security label.
    fn security_label(&self, _domain: &Identity) -> Result<SecurityLabel> {
        unsupported()
    }

    /// Its labels of all security models.
    fn security_labels(&self, _domain: &Identity) -> Result<Vec<SecurityLabel>> {
        unsupported()
    }

    /// The state of a domain's control interface.
    fn control_info(&self, _domain: &Identity, _flags: u32) -> Result<ControlInfo> {
        unsupported()
    }

    /// The groups of statistics that [`Self::stats`] supports, as bits of
    /// `virDomainStatsTypes`.
    fn stats_groups(&self) -> Result<u32> {
        unsupported()
    }

    /// A domain's statistics of these groups, all supported.
    fn stats(&self, _domain: &Identity, _groups: u32) -> Result<Vec<TypedParam>> {
        unsupported()
    }

    /// The statistics of these domains, or of all, in one call. `groups` are bits of
    /// `virDomainStatsTypes`, 0 for all that the driver supports; `flags` are bits of
    /// `virConnectGetAllDomainStatsFlags`, including filters. Domains that no longer exist
    /// and unsupported groups are omitted.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for other flags, VIR_ERR_ARGUMENT_UNSUPPORTED for an
    /// unsupported group, if the flags request it.
    fn all_stats(
        &self,
        domains: Option<&[Identity]>,
        groups: u32,
        flags: u32,
    ) -> Result<Vec<StatsRecord>> {
        let known = self.stats_groups()?;
        let groups = bulk_stats::groups(known, groups, flags, self.error_domain())?;
        let chosen = bulk_stats::chosen(self.domains()?, domains, flags);
        bulk_stats::gather(chosen, |domain| self.stats(domain, groups))
    }
}
