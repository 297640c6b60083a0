//! What a domain on this host uses, by its group's accounting.

use crate::driver::host::cgroup::file::{find, text};
use crate::driver::host::driver::HostDriver;
use crate::driver::host::stats::{devices, info};
use crate::driver::{Domains, Statistics};
use crate::model::constants::virDomainStatsTypes::{
    VIR_DOMAIN_STATS_BALLOON, VIR_DOMAIN_STATS_CPU_TOTAL, VIR_DOMAIN_STATS_STATE,
};
use crate::model::constants::{
    VIR_DOMAIN_BLOCK_STATS_READ_BYTES, VIR_DOMAIN_BLOCK_STATS_READ_REQ,
    VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, VIR_DOMAIN_BLOCK_STATS_WRITE_REQ,
};
use crate::model::domain::Identity;
use crate::model::statistics::{
    BlockInfo, BlockStats, ControlInfo, DiskError, InterfaceStats, MemoryStat, MemoryTag,
};
use crate::model::typed::{TypedParam, Value};
use crate::model::{Result, virErrorNumber};

const STATE: u32 = VIR_DOMAIN_STATS_STATE as u32;
const CPU: u32 = VIR_DOMAIN_STATS_CPU_TOTAL as u32;
const BALLOON: u32 = VIR_DOMAIN_STATS_BALLOON as u32;

/// The names of counters in memory.stat: cgroup v1's, those that include descendants
/// first, then v2's. The cache includes shared memory.
const ANONYMOUS: &[&str] = &["total_rss", "rss", "anon"];
const SHARED: &[&str] = &["total_shmem", "shmem"];
const CACHE: &[&str] = &["total_cache", "cache", "file"];
const FAULTS: &[&str] = &["total_pgfault", "pgfault"];
const MAJOR_FAULTS: &[&str] = &["total_pgmajfault", "pgmajfault"];

impl Statistics for HostDriver {
    fn memory_stats(&self, domain: &Identity) -> Result<Vec<MemoryStat>> {
        use MemoryTag::*;
        let live = self.fresh_live(domain)?;
        let size = self.or_gone(&live, info::current_memory(&self.context.host, &live))?;
        let stat = text(&live.dir, "memory.stat").unwrap_or_default();
        let count = |names: &[&str]| names.iter().find_map(|name| find(&stat, name));
        let kib = |names: &[&str]| count(names).map(|bytes| bytes >> 10);
        let (all, major) = (count(FAULTS), count(MAJOR_FAULTS));
        // Each page once: shared memory cannot be reclaimed without swap, as what is
        // resident cannot, and files that are mapped can, as caches can.
        let shared = kib(SHARED).unwrap_or(0);
        let resident = kib(ANONYMOUS).map(|anonymous| anonymous.saturating_add(shared));
        let caches = kib(CACHE).map(|cache| cache.saturating_sub(shared));
        let known = [
            (VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, Some(size.0)),
            (VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, major),
            (VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, all.map(|all| all - major.unwrap_or(0).min(all))),
            (VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, caches),
            (VIR_DOMAIN_MEMORY_STAT_RSS, resident),
        ];
        let told = known.map(|(tag, value)| Some(MemoryStat { tag, value: value? }));
        Ok(told.into_iter().flatten().collect())
    }

    fn block_stats(&self, domain: &Identity, disk: &str) -> Result<BlockStats> {
        devices::block(self.live(domain)?.domain.document(), disk)
    }

    fn block_stats_params(&self, domain: &Identity, disk: &str) -> Result<Vec<TypedParam>> {
        let stats = self.block_stats(domain, disk)?;
        let counters = [
            (VIR_DOMAIN_BLOCK_STATS_READ_REQ, stats.read_requests),
            (VIR_DOMAIN_BLOCK_STATS_READ_BYTES, stats.read_bytes),
            (VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, stats.write_requests),
            (VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, stats.write_bytes),
        ];
        let param = |(name, value)| TypedParam::new(name, Value::LLong(value));
        Ok(counters.map(param).into())
    }

    fn block_info(&self, domain: &Identity, disk: &str) -> Result<BlockInfo> {
        let found = self.current_domain(domain)?;
        let document = found.document().or(found.config.as_deref());
        devices::block_info(&self.context.host, document, disk)
    }

    fn disk_errors(&self, domain: &Identity) -> Result<Vec<DiskError>> {
        self.live(domain).map(|_| Vec::new())
    }

    fn interface_stats(&self, domain: &Identity, device: &str) -> Result<InterfaceStats> {
        let live = self.live(domain)?;
        devices::interface(&self.context.host, live.domain.document(), device)
    }

    fn control_info(&self, domain: &Identity) -> Result<ControlInfo> {
        self.live(domain).map(|_| ControlInfo::default())
    }

    fn stats_groups(&self) -> Result<u32> {
        Ok(STATE | CPU | BALLOON)
    }

    fn stats(&self, domain: &Identity, groups: u32) -> Result<Vec<TypedParam>> {
        let size = self.info(domain)?;
        let number = |name: &str, value| TypedParam::new(name, Value::ULLong(value));
        let mut params = Vec::new();
        if groups & STATE != 0 {
            let reason = self.state(domain)?.reason;
            params.push(TypedParam::new("state.state", Value::Int(size.state as i32)));
            params.push(TypedParam::new("state.reason", Value::Int(reason)));
        }
        if groups & CPU != 0 {
            params.push(number("cpu.time", size.cpu_time));
        }
        if groups & BALLOON != 0 {
            // One that is shut off, perhaps since a moment ago, has sizes alone.
            let memory = match self.memory_stats(domain) {
                Err(error) if error.code() == virErrorNumber::VIR_ERR_OPERATION_INVALID => vec![],
                memory => memory?,
            };
            let value = |tag| memory.iter().find(|stat| stat.tag == tag).map(|stat| stat.value);
            let current = value(MemoryTag::VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON);
            params.push(number("balloon.current", current.unwrap_or(size.memory.0)));
            params.push(number("balloon.maximum", size.max_memory.0));
            let rss = value(MemoryTag::VIR_DOMAIN_MEMORY_STAT_RSS);
            params.extend(rss.map(|rss| number("balloon.rss", rss)));
        }
        Ok(params)
    }
}
