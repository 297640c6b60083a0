//! A domain's size and the CPU time it used.

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::driver::Live;
use crate::driver::host::error::Failed;
use crate::driver::host::lifecycle::admission;
use crate::driver::host::limits::controllers::memory as limits;
use crate::model::Result;
use crate::model::domain::{Info, State};
use crate::model::parameters::memory::MemoryField;
use crate::model::units::{Kib, UNLIMITED};
use crate::sys::process;
use crate::xml::definition::Definition;

/// What is known of a domain. Its size is its definition's where its owner
/// shows one; else the most it may have is its hard limit, or the host's memory
/// where that is unlimited, and what it has is what it uses.
pub fn info(host: &Host, live: &Live) -> Result<Info> {
    let (max_memory, memory, vcpus) = match live.guest.document() {
        Some(definition) => sizes(definition),
        None => (
            max_memory(host, live)?,
            limits::usage(host.memory.version, &OpenGroup::new(host, &live.group, &live.dir))?,
            online_cpus(),
        ),
    };
    let state = live.guest.state.state;
    Ok(Info { state, max_memory, memory, vcpus, cpu_time: cpu_time(host, live)? })
}

/// What is known of one that does not run.
pub fn of_definition(state: State, definition: &Definition) -> Info {
    let (max_memory, memory, vcpus) = sizes(definition);
    Info { state, max_memory, memory, vcpus, cpu_time: 0 }
}

fn sizes(definition: &Definition) -> (Kib, Kib, u16) {
    (definition.memory, definition.current_memory, definition.vcpus.current)
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

fn max_memory(host: &Host, live: &Live) -> Result<Kib> {
    let held = limits::read(host.memory.version, &OpenGroup::new(host, &live.group, &live.dir))?;
    match held.limit(MemoryField::HardLimit) {
        limit if limit < UNLIMITED => Ok(limit),
        _ => admission::host_memory(host),
    }
}

fn online_cpus() -> u16 {
    std::thread::available_parallelism()
        .ok()
        .and_then(|count| u16::try_from(count.get()).ok())
        .unwrap_or(1)
}

/// The group's own account of CPU time where there is one, else the sum over
/// the processes that live in it now.
fn cpu_time(host: &Host, live: &Live) -> Result<u64> {
    if let Some(nanos) = (host.memory.version.cpu_time)(&live.dir).or_else(|| cpuacct(host, live)) {
        return Ok(nanos);
    }
    let pids = host
        .processes(&live.dir)
        .during(format_args!("read cgroup.procs of group '{}'", live.group))?;
    let ticks = pids
        .into_iter()
        .filter_map(|pid| process::stat(&host.proc, pid).ok())
        .fold(0_u64, |sum, stat| sum.saturating_add(stat.cpu_ticks));
    let per_second = rustix::param::clock_ticks_per_second().max(1);
    Ok(ticks.saturating_mul(1_000_000_000 / per_second))
}

fn cpuacct(host: &Host, live: &Live) -> Option<u64> {
    let group = host.cpuacct.as_ref()?.sub(&live.group).ok()?;
    number(group.read("cpuacct.usage", &mut [0; 64]).ok()?)
}

fn number(content: &[u8]) -> Option<u64> {
    std::str::from_utf8(content).ok()?.trim_end().parse().ok()
}
