//! A domain's size and the CPU time it used.

use super::error::{self, Failed};
use super::guest::Guest;
use super::layout::Host;
use super::numbers;
use crate::model::domain::Info;
use crate::model::memtune::MemoryField;
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Result, virErrorNumber};
use crate::sys::{Dir, process};

/// What is known of a domain. Its size is its definition's where its owner
/// shows one; else the most it may have is its hard limit, or the host's memory
/// where that is unlimited, and what it has is what it uses.
pub fn info(host: &Host, guest: &Guest, dir: &Dir) -> Result<Info> {
    let (max_memory, memory, vcpus) = match &guest.definition {
        Some(definition) => {
            (definition.memory, definition.current_memory, definition.vcpus.current)
        }
        None => (max_memory(host, guest, dir)?, usage(host, guest, dir)?, online_cpus()),
    };
    Ok(Info {
        state: guest.state,
        max_memory,
        memory,
        vcpus,
        cpu_time: cpu_time(host, guest, dir)?,
    })
}

/// The kernel's version as libvirt counts it.
pub fn kernel_version() -> u64 {
    let name = rustix::system::uname();
    let release = name.release().to_string_lossy();
    let mut numbers = release
        .split(|c: char| !c.is_ascii_digit())
        .map(|digits| digits.parse::<u64>().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    next() * 1_000_000 + next() * 1_000 + next()
}

fn max_memory(host: &Host, guest: &Guest, dir: &Dir) -> Result<Kib> {
    let held = super::values::read_all(host.memory.version, dir, &guest.group)?;
    match held.limit(MemoryField::HardLimit) {
        limit if limit < UNLIMITED => Ok(limit),
        _ => host_memory(host),
    }
}

fn host_memory(host: &Host) -> Result<Kib> {
    numbers::expect(&numbers::text(&host.proc, "meminfo")?, "meminfo", "MemTotal").map(Kib)
}

fn usage(host: &Host, guest: &Guest, dir: &Dir) -> Result<Kib> {
    let file = host.memory.version.usage;
    let mut buffer = [0; 64];
    let content = dir
        .read(file, &mut buffer)
        .during(format_args!("read {file} of group '{}'", guest.group))?;
    number(content).map(Kib::from_bytes).ok_or_else(|| unreadable(file, "a number of bytes"))
}

fn online_cpus() -> u16 {
    std::thread::available_parallelism()
        .ok()
        .and_then(|count| u16::try_from(count.get()).ok())
        .unwrap_or(1)
}

/// The group's own account of CPU time where there is one, else the sum over
/// the processes that live in it now.
fn cpu_time(host: &Host, guest: &Guest, dir: &Dir) -> Result<u64> {
    if let Some(nanos) = (host.memory.version.cpu_time)(dir).or_else(|| cpuacct(host, guest)) {
        return Ok(nanos);
    }
    let pids =
        host.processes(dir).during(format_args!("read cgroup.procs of group '{}'", guest.group))?;
    let ticks = pids
        .into_iter()
        .filter_map(|pid| process::stat(&host.proc, pid).ok())
        .fold(0_u64, |sum, stat| sum.saturating_add(stat.cpu_ticks));
    let per_second = rustix::param::clock_ticks_per_second().max(1);
    Ok(ticks.saturating_mul(1_000_000_000 / per_second))
}

fn cpuacct(host: &Host, guest: &Guest) -> Option<u64> {
    let group = host.cpuacct.as_ref()?.sub(&guest.group).ok()?;
    number(group.read("cpuacct.usage", &mut [0; 64]).ok()?)
}

fn number(content: &[u8]) -> Option<u64> {
    std::str::from_utf8(content).ok()?.trim_end().parse().ok()
}

fn unreadable(file: &str, expected: &str) -> crate::model::Error {
    error::refused(
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        format!("{file} does not hold what was expected, {expected}"),
    )
}
