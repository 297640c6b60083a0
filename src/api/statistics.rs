//! Statistics of a domain and its devices.

use super::Domain;
use crate::model::constants::virDomainInterfaceAddressesSource::VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT;
use crate::model::flags::{PEEK_PHYSICAL, PEEK_VIRTUAL, STRING_OKAY};
use crate::model::statistics::{
    BlockInfo, BlockStats, ControlInfo, CpuCounts, DiskError, InterfaceAddresses, InterfaceStats,
    MemoryStat, SecurityLabel,
};
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, virErrorDomain};

impl Domain {
    /// Memory statistics of the domain.
    pub fn memory_stats(&self, stats_flags: u32) -> Result<Vec<MemoryStat>> {
        self.check_no_flags(stats_flags)?;
        self.driver().memory_stats(self.identity(), stats_flags)
    }

    /// Fills `buffer` with the domain's memory from a virtual or physical address on.
    pub fn memory_peek(&self, start: u64, buffer: &mut [u8], peek_flags: u32) -> Result<()> {
        let both = PEEK_VIRTUAL | PEEK_PHYSICAL;
        if peek_flags & both == both {
            let wrong = format!(
                "flags {peek_flags:#x}, expected one of {PEEK_VIRTUAL} and {PEEK_PHYSICAL}"
            );
            return Err(Error::invalid_arg(virErrorDomain::VIR_FROM_DOMAIN, wrong));
        }
        self.driver().check_memory_peek(peek_flags)?;
        self.driver().memory_peek(self.identity(), start, buffer, peek_flags)
    }

    /// I/O statistics of a disk.
    pub fn block_stats(&self, disk: &str) -> Result<BlockStats> {
        self.driver().block_stats(self.identity(), disk)
    }

    /// I/O statistics of a disk, as typed parameters.
    pub fn block_stats_params(&self, disk: &str, stats_flags: u32) -> Result<Vec<TypedParam>> {
        let found = self.driver().block_stats_params(self.identity(), disk, stats_flags)?;
        self.driver().check_flags(stats_flags, STRING_OKAY)?;
        Ok(found)
    }

    /// The sizes of a disk.
    pub fn block_info(&self, disk: &str, info_flags: u32) -> Result<BlockInfo> {
        self.check_no_flags(info_flags)?;
        self.driver().block_info(self.identity(), disk, info_flags)
    }

    /// Fills `buffer` with the content of a disk from an offset on.
    pub fn block_peek(
        &self,
        disk: &str,
        offset: u64,
        buffer: &mut [u8],
        peek_flags: u32,
    ) -> Result<()> {
        self.driver().block_peek(self.identity(), disk, offset, buffer, peek_flags)?;
        self.check_no_flags(peek_flags)
    }

    /// The disks that have errors.
    pub fn disk_errors(&self, error_flags: u32) -> Result<Vec<DiskError>> {
        self.check_no_flags(error_flags)?;
        self.driver().disk_errors(self.identity(), error_flags)
    }

    /// Statistics of a network interface.
    pub fn interface_stats(&self, device: &str) -> Result<InterfaceStats> {
        self.driver().interface_stats(self.identity(), device)
    }

    /// The addresses of the network interfaces.
    pub fn interface_addresses(
        &self,
        source: u32,
        address_flags: u32,
    ) -> Result<Vec<InterfaceAddresses>> {
        if source == VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT as u32 {
            self.check_writable("asking the guest for its addresses")?;
        }
        self.check_no_flags(address_flags)?;
        self.driver().interface_addresses(self.identity(), source, address_flags)
    }

    /// The CPU time used by the domain on all CPUs.
    pub fn cpu_total(&self, stats_flags: u32) -> Result<Vec<TypedParam>> {
        self.driver().check_flags(stats_flags, STRING_OKAY)?;
        self.driver().cpu_total(self.identity(), stats_flags)
    }

    /// Of how many CPUs [`Self::cpu_each`] tells, and how much.
    pub fn cpu_counts(&self, stats_flags: u32) -> Result<CpuCounts> {
        self.driver().check_flags(stats_flags, STRING_OKAY)?;
        self.driver().cpu_counts(self.identity(), stats_flags)
    }

    /// The CPU time used on each of at most `most` host CPUs, from `first` on.
    pub fn cpu_each(
        &self,
        first: usize,
        most: usize,
        stats_flags: u32,
    ) -> Result<Vec<Vec<TypedParam>>> {
        self.driver().check_flags(stats_flags, STRING_OKAY)?;
        self.driver().cpu_range(self.identity(), first, most, stats_flags)
    }

    /// The domain's security label.
    pub fn security_label(&self) -> Result<SecurityLabel> {
        self.driver().security_label(self.identity())
    }

    /// Its labels of all security models.
    pub fn security_labels(&self) -> Result<Vec<SecurityLabel>> {
        self.driver().security_labels(self.identity())
    }

    /// The state of the domain's control interface.
    pub fn control_info(&self, info_flags: u32) -> Result<ControlInfo> {
        self.check_no_flags(info_flags)?;
        self.driver().control_info(self.identity(), info_flags)
    }
}
