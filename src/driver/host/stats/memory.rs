//! A domain's memory statistics, by its group's accounting and by a virtual machine's balloon;
//! docs/statistics.md says what each means.

use super::info;
use crate::driver::host::cgroup::file::{find, optional};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::limits::controllers::memory as limits;
use crate::driver::host::machine;
use crate::driver::host::monitor;
use crate::driver::host::open_domains::Live;
use crate::model::Result;
use crate::model::parameters::memory::MemoryField;
use crate::model::statistics::{MemoryStat, MemoryTag, MemoryTag::*};
use crate::model::units::{Kib, UNLIMITED};
use crate::sys::process;

/// The names of counters in memory.stat: cgroup v1's, those that include descendants
/// first, then v2's. The cache includes shared memory.
const ANONYMOUS: &[&str] = &["total_rss", "rss", "anon"];
const SHARED: &[&str] = &["total_shmem", "shmem"];
const CACHE: &[&str] = &["total_cache", "cache", "file"];
const FAULTS: &[&str] = &["total_pgfault", "pgfault"];
const MAJOR_FAULTS: &[&str] = &["total_pgmajfault", "pgmajfault"];
/// Pages since the group was made; recent kernels have them, on v2.
const SWAPPED_IN: &[&str] = &["pswpin"];
const SWAPPED_OUT: &[&str] = &["pswpout"];

/// The names of those in bulk statistics, in libvirt's order.
pub const NAMES: [(MemoryTag, &str); 12] = [
    (VIR_DOMAIN_MEMORY_STAT_SWAP_IN, "balloon.swap_in"),
    (VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, "balloon.swap_out"),
    (VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, "balloon.major_fault"),
    (VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, "balloon.minor_fault"),
    (VIR_DOMAIN_MEMORY_STAT_UNUSED, "balloon.unused"),
    (VIR_DOMAIN_MEMORY_STAT_AVAILABLE, "balloon.available"),
    (VIR_DOMAIN_MEMORY_STAT_RSS, "balloon.rss"),
    (VIR_DOMAIN_MEMORY_STAT_USABLE, "balloon.usable"),
    (VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, "balloon.last-update"),
    (VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, "balloon.disk_caches"),
    (VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC, "balloon.hugetlb_pgalloc"),
    (VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL, "balloon.hugetlb_pgfail"),
];

/// What the group's accounting tells of a virtual machine: the rest it would tell of the monitor's process, and
/// the guest's own system has other figures.
const OF_MACHINE: [MemoryTag; 2] =
    [VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, VIR_DOMAIN_MEMORY_STAT_RSS];

/// All that is known of a running domain: what a virtual machine itself tells first, as in libvirt, where
/// it may be asked.
pub fn all(host: &Host, live: &Live, may_ask: bool) -> Result<Vec<MemoryStat>> {
    let is_machine = machine::is_one(host, live);
    let mut all = if is_machine && may_ask { told(host, live) } else { Vec::new() };
    for stat in stats(host, live, is_machine)? {
        if all.iter().all(|told| told.tag != stat.tag) {
            all.push(stat);
        }
    }
    Ok(all)
}

/// What a virtual machine's monitor and its guest tell; nothing where they do not.
fn told(host: &Host, live: &Live) -> Vec<MemoryStat> {
    let Some((mut monitor, size)) = monitor::now(host, live) else { return Vec::new() };
    let actual = MemoryStat { tag: VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, value: size.0 };
    let guest = monitor.guest_stats().unwrap_or_default().into_iter();
    [actual].into_iter().chain(guest).collect()
}

/// What is known by the group's accounting.
fn stats(host: &Host, live: &Live, is_machine: bool) -> Result<Vec<MemoryStat>> {
    let size = info::current_memory(host, live)?;
    let stat = optional(&live.dir, "memory.stat", host.memory.version.usage)?.unwrap_or_default();
    let count = |names: &[&str]| names.iter().find_map(|name| find(&stat, name));
    let kib = |names: &[&str]| count(names).map(|bytes| bytes >> 10);
    let page_kib = process::page_size() >> 10;
    let pages = |names: &[&str]| count(names).map(|pages| pages.saturating_mul(page_kib));
    let (all, major) = (count(FAULTS), count(MAJOR_FAULTS));
    // Files that are mapped can be reclaimed, as caches can; shared memory cannot, without swap.
    let shared = kib(SHARED).unwrap_or(0);
    let caches = kib(CACHE).map(|cache| cache.saturating_sub(shared));
    let room = if is_machine { None } else { room(host, live)? };
    let unused = room.map(|(limit, used)| limit.saturating_sub(used));
    let known = [
        (VIR_DOMAIN_MEMORY_STAT_SWAP_IN, pages(SWAPPED_IN)),
        (VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, pages(SWAPPED_OUT)),
        (VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, Some(size.0)),
        (VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, major),
        (VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, all.map(|all| all.saturating_sub(major.unwrap_or(0)))),
        (VIR_DOMAIN_MEMORY_STAT_UNUSED, unused),
        (VIR_DOMAIN_MEMORY_STAT_AVAILABLE, room.map(|(limit, _)| limit)),
        (
            VIR_DOMAIN_MEMORY_STAT_USABLE,
            unused.map(|unused| unused.saturating_add(caches.unwrap_or(0))),
        ),
        (VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, caches),
        (VIR_DOMAIN_MEMORY_STAT_RSS, kib(ANONYMOUS).map(|own| own.saturating_add(shared))),
    ];
    let told = known.into_iter().filter(|(tag, _)| !is_machine || OF_MACHINE.contains(tag));
    Ok(told.filter_map(|(tag, value)| Some(MemoryStat { tag, value: value? })).collect())
}

/// The hard limit, and what is used of it.
fn room(host: &Host, live: &Live) -> Result<Option<(u64, u64)>> {
    let (version, group) = (host.memory.version, live.open_group(host));
    let Kib(limit) = limits::read(version, &group)?.limit(MemoryField::HardLimit);
    let is_limited = limit < UNLIMITED.0;
    Ok(if is_limited { Some((limit, limits::usage(version, &group)?.0)) } else { None })
}
