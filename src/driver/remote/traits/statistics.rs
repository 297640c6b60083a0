//! Statistics of domains and their devices.

use crate::driver::Statistics;
use crate::driver::remote::driver::RemoteDriver;
use crate::driver::remote::protocol::{
    self, c_text, connect_get_all_domain_stats, domain_block_peek, domain_block_stats,
    domain_block_stats_flags, domain_get_block_info, domain_get_control_info, domain_get_cpu_stats,
    domain_get_disk_errors, domain_get_fsinfo, domain_get_guest_info, domain_get_hostname,
    domain_get_messages, domain_get_security_label, domain_get_security_label_list,
    domain_get_time, domain_interface_addresses, domain_interface_stats, domain_memory_peek,
    domain_memory_stats, domain_set_time, rpc_error,
};
use crate::model::domain::Identity;
use crate::model::statistics::{
    BlockInfo, BlockStats, ControlInfo, CpuCounts, DiskError, FileSystem, GuestTime,
    InterfaceAddresses, InterfaceStats, IpAddress, MemoryStat, MemoryTag, SecurityLabel,
    StatsRecord, Traffic,
};
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// The most memory statistics, and statistics of a disk, that are asked for.
const MEMORY_STATS: u32 = 1024;
const BLOCK_STATS: i32 = 16;
/// The most errors of disks.
const DISK_ERRORS: u32 = 256;
/// The most CPUs whose times the server tells in one call.
const CPUS: usize = 128;

impl Statistics for RemoteDriver {
    fn memory_stats(&self, domain: &Identity, flags: u32) -> Result<Vec<MemoryStat>> {
        let found = self.call(domain_memory_stats(domain, MEMORY_STATS, flags))?;
        // A newer server may send statistics that this version has no name for.
        let known = |stat: protocol::DomainMemoryStat| {
            Some(MemoryStat { tag: MemoryTag::from_number(stat.tag)?, value: stat.val })
        };
        Ok(found.into_iter().filter_map(known).collect())
    }

    fn check_memory_peek(&self, _flags: u32) -> Result<()> {
        Ok(())
    }

    fn memory_peek(
        &self,
        domain: &Identity,
        start: u64,
        buffer: &mut [u8],
        flags: u32,
    ) -> Result<()> {
        let size = u32::try_from(buffer.len()).unwrap_or(u32::MAX);
        copy(&self.call(domain_memory_peek(domain, start, size, flags))?, buffer)
    }

    fn block_stats(&self, domain: &Identity, disk: &str) -> Result<BlockStats> {
        let found = self.call(domain_block_stats(domain, disk.as_bytes()))?;
        Ok(BlockStats {
            read_requests: found.rd_req,
            read_bytes: found.rd_bytes,
            write_requests: found.wr_req,
            write_bytes: found.wr_bytes,
            errors: found.errs,
        })
    }

    fn block_stats_params(
        &self,
        domain: &Identity,
        disk: &str,
        flags: u32,
    ) -> Result<Vec<TypedParam>> {
        let flags = self.get_flags(flags)?;
        let call = domain_block_stats_flags(domain, disk.as_bytes(), BLOCK_STATS, flags);
        Ok(self.call(call)?.params)
    }

    fn block_info(&self, domain: &Identity, disk: &str, flags: u32) -> Result<BlockInfo> {
        let found = self.call(domain_get_block_info(domain, disk.as_bytes(), flags))?;
        let protocol::DomainGetBlockInfo { allocation, capacity, physical } = found;
        Ok(BlockInfo { capacity, allocation, physical })
    }

    fn block_peek(
        &self,
        domain: &Identity,
        disk: &str,
        offset: u64,
        buffer: &mut [u8],
        flags: u32,
    ) -> Result<()> {
        let size = u32::try_from(buffer.len()).unwrap_or(u32::MAX);
        let call = domain_block_peek(domain, disk.as_bytes(), offset, size, flags);
        copy(&self.call(call)?, buffer)
    }

    fn disk_errors(&self, domain: &Identity, flags: u32) -> Result<Vec<DiskError>> {
        let found = self.call(domain_get_disk_errors(domain, DISK_ERRORS, flags))?.errors;
        let one =
            |each: protocol::DomainDiskError| DiskError { disk: each.disk, error: each.error };
        Ok(found.into_iter().map(one).collect())
    }

    fn interface_stats(&self, domain: &Identity, device: &str) -> Result<InterfaceStats> {
        let found = self.call(domain_interface_stats(domain, device.as_bytes()))?;
        let traffic = |bytes, packets, errors, dropped| Traffic { bytes, packets, errors, dropped };
        Ok(InterfaceStats {
            received: traffic(found.rx_bytes, found.rx_packets, found.rx_errs, found.rx_drop),
            sent: traffic(found.tx_bytes, found.tx_packets, found.tx_errs, found.tx_drop),
        })
    }

    fn interface_addresses(
        &self,
        domain: &Identity,
        source: u32,
        flags: u32,
    ) -> Result<Vec<InterfaceAddresses>> {
        let found = self.call(domain_interface_addresses(domain, source, flags))?;
        found.into_iter().map(interface).collect()
    }

    fn cpu_total(&self, domain: &Identity, flags: u32) -> Result<Vec<TypedParam>> {
        let flags = self.get_flags(flags)?;
        let number = self.call(domain_get_cpu_stats(domain, 0, -1, 1, flags))?.nparams;
        let number = u32::try_from(number).unwrap_or_default();
        Ok(self.call(domain_get_cpu_stats(domain, number, -1, 1, flags))?.params)
    }

    fn cpu_counts(&self, domain: &Identity, flags: u32) -> Result<CpuCounts> {
        let flags = self.get_flags(flags)?;
        let count = |cpus| {
            let found = self.call(domain_get_cpu_stats(domain, 0, 0, cpus, flags))?;
            Ok(usize::try_from(found.nparams).unwrap_or_default())
        };
        Ok(CpuCounts { cpus: count(0)?, params: count(1)? })
    }

    fn cpu_range(
        &self,
        domain: &Identity,
        first: usize,
        most: usize,
        flags: u32,
    ) -> Result<Vec<Vec<TypedParam>>> {
        let flags = self.get_flags(flags)?;
        let start = i32::try_from(first).unwrap_or(i32::MAX);
        let most = u32::try_from(most.min(CPUS)).unwrap_or(u32::MAX);
        let params = self.call(domain_get_cpu_stats(domain, 0, 0, 1, flags))?.nparams;
        let asked = u32::try_from(params).unwrap_or_default();
        let found = self.call(domain_get_cpu_stats(domain, asked, start, most, flags))?;
        let each = usize::try_from(found.nparams).unwrap_or_default().max(1);
        Ok(found.params.chunks(each).map(<[TypedParam]>::to_vec).collect())
    }

    fn file_systems(&self, domain: &Identity, flags: u32) -> Result<Vec<FileSystem>> {
        let found = self.call(domain_get_fsinfo(domain, flags))?.info;
        let one = |each: protocol::DomainFsinfo| FileSystem {
            mount_point: each.mountpoint,
            name: each.name,
            kind: each.fstype,
            disks: each.dev_aliases,
        };
        Ok(found.into_iter().map(one).collect())
    }

    fn guest_info(&self, domain: &Identity, types: u32, flags: u32) -> Result<Vec<TypedParam>> {
        self.call(domain_get_guest_info(domain, types, flags))
    }

    fn guest_hostname(&self, domain: &Identity, flags: u32) -> Result<String> {
        self.call(domain_get_hostname(domain, flags))
    }

    fn guest_time(&self, domain: &Identity, flags: u32) -> Result<GuestTime> {
        let found = self.call(domain_get_time(domain, flags))?;
        Ok(GuestTime { seconds: found.seconds, nanoseconds: found.nseconds })
    }

    fn set_guest_time(&self, domain: &Identity, time: GuestTime, flags: u32) -> Result<()> {
        self.call(domain_set_time(domain, time.seconds, time.nanoseconds, flags))
    }

    fn messages(&self, domain: &Identity, types: u32) -> Result<Vec<String>> {
        self.call(domain_get_messages(domain, types))
    }

    fn security_label(&self, domain: &Identity) -> Result<SecurityLabel> {
        let found = self.call(domain_get_security_label(domain))?;
        Ok(label(&found.label, found.enforcing))
    }

    fn security_labels(&self, domain: &Identity) -> Result<Vec<SecurityLabel>> {
        let found = self.call(domain_get_security_label_list(domain))?;
        if found.ret < 0 {
            // A driver that has none says so without an error, which libvirt's client passes on.
            let (domain, code) =
                (virErrorDomain::VIR_FROM_NONE, virErrorNumber::VIR_ERR_INTERNAL_ERROR);
            return Err(Error::new(domain, code, "the server failed without an error"));
        }
        Ok(found.labels.iter().map(|each| label(&each.label, each.enforcing)).collect())
    }

    fn control_info(&self, domain: &Identity, flags: u32) -> Result<ControlInfo> {
        let found = self.call(domain_get_control_info(domain, flags))?;
        Ok(ControlInfo { state: found.state, details: found.details, since: found.state_time })
    }

    fn all_stats(
        &self,
        domains: Option<&[Identity]>,
        groups: u32,
        flags: u32,
    ) -> Result<Vec<StatsRecord>> {
        // An empty list means all of them to the server.
        if domains.is_some_and(<[Identity]>::is_empty) {
            return Ok(Vec::new());
        }
        let domains = domains.unwrap_or_default();
        let found = self.call(connect_get_all_domain_stats(domains, groups, flags))?;
        Ok(found.into_iter().map(|record| (record.dom, record.params)).collect())
    }
}

fn copy(found: &[u8], buffer: &mut [u8]) -> Result<()> {
    if found.len() != buffer.len() {
        let detail = format!("the answer has {} bytes, expected {}", found.len(), buffer.len());
        return Err(rpc_error(detail));
    }
    buffer.copy_from_slice(found);
    Ok(())
}

fn interface(found: protocol::DomainInterface) -> Result<InterfaceAddresses> {
    let address = |each: protocol::DomainIpAddr| {
        // Behind the mark is the host's interface.
        let address = each.addr.split('%').next().unwrap_or_default().parse();
        let address =
            address.map_err(|_| rpc_error(format!("'{}' is no IP address", each.addr)))?;
        Ok(IpAddress { address, prefix: each.prefix })
    };
    Ok(InterfaceAddresses {
        name: found.name,
        hardware: found.hwaddr,
        addresses: found.addrs.into_iter().map(address).collect::<Result<_>>()?,
    })
}

/// A label is sent with the NUL of C.
fn label(bytes: &[u8], enforcing: i32) -> SecurityLabel {
    SecurityLabel { label: c_text(bytes), enforcing: enforcing != 0 }
}
