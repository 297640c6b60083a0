//! Memory and CPU usage of a domain.

use crate::driver::test::test_domain::{FIRST_TIME, TestDomain};
use crate::model::Result;
use crate::model::constants::{
    VIR_DOMAIN_CPU_STATS_CPUTIME, VIR_DOMAIN_CPU_STATS_SYSTEMTIME, VIR_DOMAIN_CPU_STATS_USERTIME,
    VIR_DOMAIN_CPU_STATS_VCPUTIME,
};
use crate::model::statistics::{MemoryStat, MemoryTag};
use crate::model::typed::{TypedParam, Value};

const CPU_TIME: u64 = 48_772_617_035;
const USER_TIME: u64 = 5_540_000_000;
const SYSTEM_TIME: u64 = 6_460_000_000;
/// The hypervisor's own share of each CPU's time.
const OVERHEAD: u64 = 1_234_567_890;

/// Fractions of the domain's memory; empty without a balloon.
pub fn memory(guest: &TestDomain) -> Result<Vec<MemoryStat>> {
    use MemoryTag::*;
    let definition = guest.live()?;
    let mut others = definition.devices.others.iter();
    let balloon = others.find(|device| device.is("memballoon"));
    if balloon.is_none_or(|device| device.attribute("model") == Some("none")) {
        return Ok(Vec::new());
    }
    let all = definition.current_memory.0;
    let stats = [
        (VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON, all),
        (VIR_DOMAIN_MEMORY_STAT_SWAP_IN, 0),
        (VIR_DOMAIN_MEMORY_STAT_SWAP_OUT, 0),
        (VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT, 0),
        (VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT, 0),
        (VIR_DOMAIN_MEMORY_STAT_UNUSED, all / 2),
        (VIR_DOMAIN_MEMORY_STAT_AVAILABLE, all),
        (VIR_DOMAIN_MEMORY_STAT_USABLE, all / 2),
        (VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE, FIRST_TIME.seconds.unsigned_abs()),
        (VIR_DOMAIN_MEMORY_STAT_DISK_CACHES, all / 8),
        (VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC, 0),
        (VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL, 0),
        (VIR_DOMAIN_MEMORY_STAT_RSS, all / 2),
    ];
    Ok(stats.map(|(tag, value)| MemoryStat { tag, value }).into())
}

/// Every byte is the lowest byte of its address.
pub fn peek(guest: &TestDomain, start: u64, buffer: &mut [u8]) -> Result<()> {
    guest.live()?;
    let [first, ..] = start.to_le_bytes();
    for (place, offset) in buffer.iter_mut().zip((0..=u8::MAX).cycle()) {
        *place = first.wrapping_add(offset);
    }
    Ok(())
}

/// The same CPU time for every domain.
pub fn cpu_total(guest: &TestDomain) -> Result<Vec<TypedParam>> {
    guest.live()?;
    let param = |name, time| TypedParam::new(name, Value::ULLong(time));
    Ok(vec![
        param(VIR_DOMAIN_CPU_STATS_CPUTIME, CPU_TIME),
        param(VIR_DOMAIN_CPU_STATS_USERTIME, USER_TIME),
        param(VIR_DOMAIN_CPU_STATS_SYSTEMTIME, SYSTEM_TIME),
    ])
}

/// It is divided equally among the host's CPUs.
pub fn cpu_each(guest: &TestDomain) -> Result<Vec<Vec<TypedParam>>> {
    guest.live()?;
    let param = |name, time| TypedParam::new(name, Value::ULLong(time));
    let cpus = u64::try_from(crate::sys::cpus::count()).unwrap_or(1).max(1);
    let each = (0..cpus).map(|number| {
        let time = CPU_TIME / cpus + number;
        vec![
            param(VIR_DOMAIN_CPU_STATS_CPUTIME, time),
            param(VIR_DOMAIN_CPU_STATS_VCPUTIME, time.saturating_sub(OVERHEAD)),
        ]
    });
    Ok(each.collect())
}

/// The I/O threads of a running domain.
pub fn io_threads(guest: &TestDomain) -> Vec<TypedParam> {
    let threads = &guest.io_threads;
    if !guest.is_active() || threads.is_empty() {
        return Vec::new();
    }
    let count = u32::try_from(threads.len()).unwrap_or(u32::MAX);
    let mut params = vec![TypedParam::new("iothread.count", Value::UInt(count))];
    for thread in threads {
        let param = |name, value| TypedParam::new(format!("iothread.{}.{name}", thread.id), value);
        params.push(param("poll-max-ns", Value::ULLong(thread.max_ns)));
        params.push(param("poll-grow", Value::UInt(thread.grow)));
        params.push(param("poll-shrink", Value::UInt(thread.shrink)));
    }
    params
}
