//! A domain's statistics by groups, as bulk calls give them: what is not asked for is not read,
//! and each file is read once.

use super::{block, device_groups, info, memory as memory_stats, network, shortage, thread_groups};
use crate::driver::host::context::Context;
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::domain::{Document, HostDomain};
use crate::driver::host::limits::controllers::memory;
use crate::driver::host::limits::rules;
use crate::driver::host::open_domains::Live;
use crate::model::Result;
use crate::model::constants::virDomainStatsTypes::{
    VIR_DOMAIN_STATS_BALLOON, VIR_DOMAIN_STATS_BLOCK, VIR_DOMAIN_STATS_CPU_TOTAL,
    VIR_DOMAIN_STATS_INTERFACE, VIR_DOMAIN_STATS_IOTHREAD, VIR_DOMAIN_STATS_MEMORY,
    VIR_DOMAIN_STATS_STATE, VIR_DOMAIN_STATS_VCPU,
};
use crate::model::constants::virMemctlDomainStatsTypes::{
    VIR_MEMCTL_DOMAIN_STATS_EVENTS, VIR_MEMCTL_DOMAIN_STATS_MEMTUNE,
    VIR_MEMCTL_DOMAIN_STATS_PRESSURE, VIR_MEMCTL_DOMAIN_STATS_USAGE,
};
use crate::model::parameters::memory::Memtune;
use crate::model::statistics::MemoryStat;
use crate::model::statistics::MemoryTag::VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON as ACTUAL;
use crate::model::typed::{TypedParam, Value};
use crate::model::units::Kib;
use compact_str::CompactString;
use std::sync::Arc;

const STATE: u32 = VIR_DOMAIN_STATS_STATE as u32;
const CPU: u32 = VIR_DOMAIN_STATS_CPU_TOTAL as u32;
const BALLOON: u32 = VIR_DOMAIN_STATS_BALLOON as u32;
const VCPU: u32 = VIR_DOMAIN_STATS_VCPU as u32;
const INTERFACE: u32 = VIR_DOMAIN_STATS_INTERFACE as u32;
const BLOCK: u32 = VIR_DOMAIN_STATS_BLOCK as u32;
const IOTHREAD: u32 = VIR_DOMAIN_STATS_IOTHREAD as u32;
/// The bandwidth monitors of resctrl: this library makes none, and so tells nothing of them.
const MEMORY: u32 = VIR_DOMAIN_STATS_MEMORY as u32;
const MEMTUNE: u32 = VIR_MEMCTL_DOMAIN_STATS_MEMTUNE as u32;
const USAGE: u32 = VIR_MEMCTL_DOMAIN_STATS_USAGE as u32;
const EVENTS: u32 = VIR_MEMCTL_DOMAIN_STATS_EVENTS as u32;
const PRESSURE: u32 = VIR_MEMCTL_DOMAIN_STATS_PRESSURE as u32;

/// Those of libvirt's, and those of this library.
const LIBVIRTS: u32 = STATE | CPU | BALLOON | VCPU | INTERFACE | BLOCK | IOTHREAD | MEMORY;
const OURS: u32 = MEMTUNE | USAGE | EVENTS | PRESSURE;

/// Those that a domain's definition is needed for.
const DEFINED: u32 = BALLOON | VCPU | INTERFACE | BLOCK;

/// The groups that there are.
pub fn known() -> u32 {
    LIBVIRTS | OURS
}

/// Whether a domain's state or definition is needed, which its owner may have changed without
/// any trace in what it was found by.
fn needs_refresh(domain: &HostDomain, groups: u32, scanned: bool) -> bool {
    let is_read_now = matches!(domain.live, Some(Document::OfOwner)) && groups & DEFINED != 0;
    is_read_now || (!scanned && groups & (STATE | DEFINED) != 0)
}

/// A running domain with all that its statistics tell. Where `scanned` holds, it was just found
/// by a scan.
pub fn refreshed(context: &Context, live: Live, groups: u32, scanned: bool) -> Live {
    if needs_refresh(&live.domain, groups, scanned) {
        let domain = discovery::refreshed(&context.host, &live.domain);
        return live.of(Arc::new(domain));
    }
    live
}

/// The statistics of a running domain; those of monitors and guests too where they may be asked.
pub fn running(
    context: &Context,
    live: &Live,
    groups: u32,
    may_ask: bool,
) -> Result<Vec<TypedParam>> {
    let (host, version) = (&context.host, context.host.memory.version);
    let mut params = Vec::with_capacity(PARAMETERS);
    if groups & STATE != 0 {
        add_state(&mut params, &live.domain);
    }
    if groups & CPU != 0 {
        thread_groups::add_cpu(&mut params, host, live)?;
    }
    if groups & BALLOON != 0 {
        let stats = memory_stats::all(host, live, may_ask)?;
        let actual = stats.iter().find(|stat| stat.tag == ACTUAL);
        params.extend(actual.map(|stat| number("balloon.current", stat.value)));
        params.push(size("balloon.maximum", info::max_memory(host, live)?));
        add_memory_stats(&mut params, &stats);
    }
    if groups & DEFINED & !BALLOON != 0 {
        let document = live.domain.document()?;
        let document = document.as_deref();
        if groups & VCPU != 0 {
            thread_groups::add_vcpus(&mut params, host, live, may_ask)?;
        }
        if groups & INTERFACE != 0 {
            let interfaces = network::interfaces(host, live, document);
            device_groups::add_interfaces(&mut params, &interfaces);
        }
        if groups & BLOCK != 0 {
            let disks = block::devices(host, live, document, may_ask);
            if disks.is_told || !disks.all.is_empty() {
                device_groups::add_disks(&mut params, host, &disks.all);
            }
        }
    }
    if groups & IOTHREAD != 0 && may_ask {
        thread_groups::add_io_threads(&mut params, host, live);
    }
    if groups & MEMTUNE != 0 {
        let group = live.open_group(host);
        let held = memory::read(version, &group)?;
        add_memtune(&mut params, context, &rules::memory::to_api(context.swap, &held));
        params.push(size("memtune.usage", memory::usage(version, &group)?));
    }
    if groups & USAGE != 0 {
        shortage::add_usage(&mut params, host, live)?;
    }
    if groups & EVENTS != 0 {
        shortage::add_events(&mut params, host, live)?;
    }
    if groups & PRESSURE != 0 {
        shortage::add_pressure(&mut params, host, live)?;
    }
    Ok(params)
}

/// The statistics of a domain that is shut off: those of its definition.
pub fn shut_off(context: &Context, domain: &HostDomain, groups: u32) -> Result<Vec<TypedParam>> {
    let mut params = Vec::with_capacity(PARAMETERS);
    let definition = if groups & (DEFINED | MEMTUNE) == 0 { None } else { domain.config()? };
    if groups & STATE != 0 {
        add_state(&mut params, domain);
    }
    if groups & CPU != 0 {
        params.push(number("cpu.time", 0));
    }
    if let Some(definition) = definition {
        if groups & BALLOON != 0 {
            params.push(size("balloon.current", definition.current_memory));
            params.push(size("balloon.maximum", definition.memory));
        }
        if groups & VCPU != 0 {
            thread_groups::add_vcpu_counts(&mut params, &info::VcpuCounts::of(&definition.vcpus));
        }
        if groups & BLOCK != 0 {
            let disks = block::defined(&definition);
            device_groups::add_disks(&mut params, &context.host, &disks);
        }
        if groups & MEMTUNE != 0 {
            add_memtune(&mut params, context, &definition.memtune);
        }
    }
    Ok(params)
}

/// How many parameters there usually are.
const PARAMETERS: usize = 16;

fn add_state(params: &mut Vec<TypedParam>, domain: &HostDomain) {
    params.push(TypedParam::new("state.state", Value::Int(domain.state.state as i32)));
    params.push(TypedParam::new("state.reason", Value::Int(domain.state.reason)));
}

fn add_memory_stats(params: &mut Vec<TypedParam>, stats: &[MemoryStat]) {
    for (tag, name) in memory_stats::NAMES {
        let found = stats.iter().find(|stat| stat.tag == tag);
        params.extend(found.map(|stat| number(name, stat.value)));
    }
}

/// The memory parameters, as a get lists them.
fn add_memtune(params: &mut Vec<TypedParam>, context: &Context, values: &Memtune) {
    let version = context.host.memory.version;
    for field in memory::listed(version) {
        let value = values.get(*field).unwrap_or_else(|| memory::missing(version, *field));
        params.push(size(["memtune.", field.name()].concat(), value));
    }
}

fn size(name: impl Into<CompactString>, size: Kib) -> TypedParam {
    number(name, size.0)
}

fn number(name: impl Into<CompactString>, value: u64) -> TypedParam {
    TypedParam::new(name, Value::ULLong(value))
}
