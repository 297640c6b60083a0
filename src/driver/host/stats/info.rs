//! A domain's size and the CPU time it used.

use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::processes;
use crate::driver::host::error::Failed;
use crate::driver::host::inventory::domain::Origin;
use crate::driver::host::limits::controllers::memory as limits;
use crate::driver::host::machine;
use crate::driver::host::node::meminfo;
use crate::driver::host::open_domains::Live;
use crate::driver::host::state::document::UNKNOWN_MEMORY;
use crate::model::Result;
use crate::model::domain::{Info, State};
use crate::model::parameters::memory::MemoryField;
use crate::model::units::{Kib, UNLIMITED};
use crate::sys::{cpus, process};
use crate::xml::definition::{Definition, Vcpus};
use std::sync::Arc;

/// The info of a running domain. Its memory is what is in use, but for a guest of
/// libvirtd's, of which that tells the guest's size.
pub fn info(host: &Host, live: &Live) -> Result<Info> {
    Ok(Info {
        state: live.domain.state.state,
        max_memory: max_memory(host, live)?,
        memory: match live.domain.origin {
            Origin::LibvirtQemu => current_memory(host, live)?,
            _ => usage(host, live)?,
        },
        vcpus: vcpus(host, live)?.current,
        cpu_time: cpu_time(host, live)?,
    })
}

/// The virtual CPUs of a running domain: of a QEMU that is the program of another domain those of its command
/// line, else the definition's, else the CPUs of this host that the caller may use.
pub fn vcpus(host: &Host, live: &Live) -> Result<VcpuCounts> {
    if let Some(line) = machine::line_of_program(host, live) {
        return Ok(VcpuCounts { current: line.vcpus, most: line.most_vcpus });
    }
    let usable = || VcpuCounts { current: online_cpus(), most: online_cpus() };
    let document = live.domain.document()?;
    Ok(document.map_or_else(usable, |definition| VcpuCounts::of(&definition.vcpus)))
}

/// How many virtual CPUs a domain has.
pub struct VcpuCounts {
    /// At present.
    pub current: u16,
    /// At most, with those that may be plugged in while it runs.
    pub most: u16,
}

impl VcpuCounts {
    /// Those of a definition.
    pub fn of(vcpus: &Vcpus) -> Self {
        Self { current: vcpus.current, most: vcpus.max }
    }
}

/// The memory that a running domain has at present: its definition's, else what is in use.
pub fn current_memory(host: &Host, live: &Live) -> Result<Kib> {
    match sized(live)? {
        Some(definition) => Ok(definition.current_memory),
        None => usage(host, live),
    }
}

/// The most memory that a running domain may have: its definition's where its owner shows one
/// and it is known how much memory it has, else its hard limit, or the host's memory where that
/// is unlimited.
pub fn max_memory(host: &Host, live: &Live) -> Result<Kib> {
    if let Some(definition) = sized(live)? {
        return Ok(definition.memory);
    }
    let held = limits::read(host.memory.version, &live.open_group(host))?;
    match held.limit(MemoryField::HardLimit) {
        limit if limit < UNLIMITED => Ok(limit),
        _ => meminfo::host_memory(host),
    }
}

/// The domain's definition, if it tells its memory.
fn sized(live: &Live) -> Result<Option<Arc<Definition>>> {
    let document = live.domain.document()?;
    Ok(document.filter(|definition| definition.memory != UNKNOWN_MEMORY))
}

fn usage(host: &Host, live: &Live) -> Result<Kib> {
    limits::usage(host.memory.version, &live.open_group(host))
}

/// The info of a domain that is shut off: the sizes that it starts with.
pub fn of_definition(state: State, definition: &Definition) -> Info {
    Info {
        state,
        max_memory: definition.memory,
        memory: definition.current_memory,
        vcpus: definition.vcpus.current,
        cpu_time: 0,
    }
}

/// The number of CPUs of this host that a domain without a definition may use.
fn online_cpus() -> u16 {
    u16::try_from(cpus::usable()).unwrap_or(u16::MAX)
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
    Ok(process::nanoseconds(ticks))
}

fn cpuacct(host: &Host, live: &Live) -> Option<u64> {
    let group = host.v1_group(Controller::Cpuacct, &live.group).ok()??;
    number(group.read("cpuacct.usage", &mut [0; 64]).ok()?)
}

fn number(content: &[u8]) -> Option<u64> {
    std::str::from_utf8(content).ok()?.trim_end().parse().ok()
}
