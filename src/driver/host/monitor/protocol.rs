//! What every kind of virtual machine monitor is asked, and the statistics that guests tell.

use super::disks::VmDisk;
use crate::driver::host::qmp::Refusal;
use crate::model::statistics::{MemoryStat, MemoryTag};
use crate::model::units::Kib;
use serde_json::Value;

/// What came of a request to a monitor.
pub type Outcome<T> = std::result::Result<T, Refusal>;

/// A thread, as its monitor tells of it.
pub struct VmThread {
    /// Its number.
    pub tid: i64,
    /// The virtual CPU that it is.
    pub cpu: Option<u32>,
    /// Its name, of one for I/O.
    pub id: Option<String>,
}

/// A virtual machine monitor. That the guest has no balloon is [`Refusal::NotActive`].
pub trait Monitor {
    /// What sizes of the guest are multiples of.
    fn step(&self) -> Kib;

    /// The guest's present memory.
    fn actual(&mut self) -> Outcome<Kib>;

    /// The most that it can have, with what was plugged in later.
    fn most(&mut self) -> Outcome<Kib>;

    /// Asks the guest for another size. It takes its time, and may not get there.
    fn set(&mut self, size: Kib) -> Outcome<()>;

    /// Sets how often the guest tells its statistics, in seconds; 0 is never. Returns what it was.
    fn set_period(&mut self, seconds: u32) -> Outcome<u32>;

    /// What the guest told last; none where it never did.
    fn guest_stats(&mut self) -> Outcome<Vec<MemoryStat>>;

    /// What its threads do, as far as it tells.
    fn threads(&mut self) -> Outcome<Vec<VmThread>> {
        Ok(Vec::new())
    }

    /// Its threads for I/O, where it has such.
    fn io_threads(&mut self) -> Outcome<Vec<IoThread>> {
        Ok(Vec::new())
    }

    /// Its disks, where it counts the requests to them.
    fn disks(&mut self) -> Outcome<Vec<VmDisk>> {
        Ok(Vec::new())
    }
}

/// A thread for I/O.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IoThread {
    /// The number in libvirt's names of such threads; none in another name.
    pub number: Option<u32>,
    /// The longest time that it polls, in nanoseconds.
    pub max_ns: u64,
    /// What that time is multiplied by as it grows; 0 is the monitor's own choice.
    pub grow: u32,
    /// What it is divided by as it shrinks; 0 is the monitor's own choice.
    pub shrink: u32,
}

/// A statistic of a guest's, as QEMU calls it and as the APIs of the others do: a size in bytes, or a
/// plain number.
struct Told {
    tag: MemoryTag,
    qemu: &'static str,
    api: &'static str,
    is_size: bool,
}

const fn size(tag: MemoryTag, qemu: &'static str, api: &'static str) -> Told {
    Told { tag, qemu, api, is_size: true }
}

const fn number(tag: MemoryTag, qemu: &'static str, api: &'static str) -> Told {
    Told { tag, qemu, api, is_size: false }
}

static TOLD: [Told; 10] = [
    size(MemoryTag::VIR_DOMAIN_MEMORY_STAT_SWAP_IN, "stat-swap-in", "swap_in"),
    size(MemoryTag::VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, "stat-swap-out", "swap_out"),
    size(MemoryTag::VIR_DOMAIN_MEMORY_STAT_UNUSED, "stat-free-memory", "free_memory"),
    size(MemoryTag::VIR_DOMAIN_MEMORY_STAT_AVAILABLE, "stat-total-memory", "total_memory"),
    size(MemoryTag::VIR_DOMAIN_MEMORY_STAT_USABLE, "stat-available-memory", "available_memory"),
    size(MemoryTag::VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, "stat-disk-caches", "disk_caches"),
    number(MemoryTag::VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, "stat-major-faults", "major_faults"),
    number(MemoryTag::VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, "stat-minor-faults", "minor_faults"),
    number(
        MemoryTag::VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC,
        "stat-htlb-pgalloc",
        "hugetlb_allocations",
    ),
    number(
        MemoryTag::VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL,
        "stat-htlb-pgfail",
        "hugetlb_failures",
    ),
];

/// What QEMU tells: -1, without a sign, for what the guest does not tell.
pub fn of_qemu(told: &Value) -> Vec<MemoryStat> {
    stats(told, |row| row.qemu)
}

/// What Firecracker and cloud-hypervisor tell.
pub fn of_api(told: &Value) -> Vec<MemoryStat> {
    stats(told, |row| row.api)
}

/// When they were told, in seconds since 1970.
pub fn told_at(seconds: u64) -> MemoryStat {
    MemoryStat { tag: MemoryTag::VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, value: seconds }
}

fn stats(told: &Value, name: impl Fn(&Told) -> &'static str) -> Vec<MemoryStat> {
    let stat = |row: &Told| {
        let value = told.get(name(row))?.as_u64().filter(|value| *value != u64::MAX)?;
        Some(MemoryStat { tag: row.tag, value: if row.is_size { value >> 10 } else { value } })
    };
    TOLD.iter().filter_map(stat).collect()
}
