//! A domain's size and the CPU time it used.

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::cgroup::processes;
use crate::driver::host::error::Failed;
use crate::driver::host::inventory::domain::HostDomain;
use crate::driver::host::inventory::index::Live;
use crate::driver::host::limits::controllers::memory as limits;
use crate::driver::host::node::meminfo;
use crate::driver::host::state::document::UNKNOWN_MEMORY;
use crate::model::Result;
use crate::model::domain::{Info, State};
use crate::model::parameters::memory::MemoryField;
use crate::model::units::{Kib, UNLIMITED};
use crate::sys::process;
use crate::xml::definition::Definition;

/// The info of a running domain.
pub fn info(host: &Host, live: &Live) -> Result<Info> {
    let group = OpenGroup::new(host, &live.group, &live.dir);
    let Sizes { max_memory, memory, vcpus } = sizes(host, &live.domain, &group)?;
    let state = live.domain.state.state;
    Ok(Info { state, max_memory, memory, vcpus, cpu_time: cpu_time(host, live)? })
}

/// How large a domain is.
pub struct Sizes {
    /// The memory that it may have.
    pub max_memory: Kib,
    /// The memory that it has.
    pub memory: Kib,
    /// Its virtual CPUs.
    pub vcpus: u16,
}

/// The sizes of a running domain: its definition's where its owner shows one and it is known how
/// much memory it has; else its maximum is its hard limit, or the host's memory where that is
/// unlimited, and its memory is what it uses.
pub fn sizes(host: &Host, domain: &HostDomain, group: &OpenGroup<'_>) -> Result<Sizes> {
    let document = domain.document()?;
    let document = document.as_deref();
    match document {
        Some(definition) if definition.memory != UNKNOWN_MEMORY => Ok(sizes_of(definition)),
        _ => Ok(Sizes {
            max_memory: max_memory(host, group)?,
            memory: limits::usage(host.memory.version, group)?,
            vcpus: document.map_or_else(online_cpus, |definition| definition.vcpus.current),
        }),
    }
}

/// The info of a domain that is shut off.
pub fn of_definition(state: State, definition: &Definition) -> Info {
    let Sizes { max_memory, memory, vcpus } = sizes_of(definition);
    Info { state, max_memory, memory, vcpus, cpu_time: 0 }
}

fn sizes_of(definition: &Definition) -> Sizes {
    Sizes {
        max_memory: definition.memory,
        memory: definition.current_memory,
        vcpus: definition.vcpus.current,
    }
}

fn max_memory(host: &Host, group: &OpenGroup<'_>) -> Result<Kib> {
    let held = limits::read(host.memory.version, group)?;
    match held.limit(MemoryField::HardLimit) {
        limit if limit < UNLIMITED => Ok(limit),
        _ => meminfo::host_memory(host),
    }
}

fn online_cpus() -> u16 {
    std::thread::available_parallelism()
        .ok()
        .and_then(|count| u16::try_from(count.get()).ok())
        .unwrap_or(1)
}

/// The group's CPU time where the kernel accounts it, else the sum over the processes
/// that are in it now.
pub fn cpu_time(host: &Host, live: &Live) -> Result<u64> {
    if let Some(nanos) = (host.memory.version.cpu_time)(&live.dir).or_else(|| cpuacct(host, live)) {
        return Ok(nanos);
    }
    let pids = processes::all(&live.dir)
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
