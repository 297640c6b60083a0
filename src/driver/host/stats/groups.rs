//! A domain's statistics by groups, as bulk calls give them: what is not asked for is not read,
//! and each file is read once.

use super::{block, info, memory as memory_stats, shortage};
use crate::driver::host::context::Context;
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::domain::{Document, HostDomain};
use crate::driver::host::limits::controllers::memory;
use crate::driver::host::limits::rules;
use crate::driver::host::open_domains::Live;
use crate::model::Result;
use crate::model::constants::virDomainStatsTypes::{
    VIR_DOMAIN_STATS_BALLOON, VIR_DOMAIN_STATS_BLOCK, VIR_DOMAIN_STATS_CPU_TOTAL,
    VIR_DOMAIN_STATS_STATE,
};
use crate::model::constants::virMemctlDomainStatsTypes::{
    VIR_MEMCTL_DOMAIN_STATS_EVENTS, VIR_MEMCTL_DOMAIN_STATS_MEMTUNE,
    VIR_MEMCTL_DOMAIN_STATS_PRESSURE, VIR_MEMCTL_DOMAIN_STATS_USAGE,
};
use crate::model::parameters::memory::Memtune;
use crate::model::statistics::MemoryStat;
use crate::model::typed::{TypedParam, Value};
use crate::model::units::Kib;
use compact_str::CompactString;
use std::sync::Arc;

const STATE: u32 = VIR_DOMAIN_STATS_STATE as u32;
const CPU: u32 = VIR_DOMAIN_STATS_CPU_TOTAL as u32;
const BALLOON: u32 = VIR_DOMAIN_STATS_BALLOON as u32;
const BLOCK: u32 = VIR_DOMAIN_STATS_BLOCK as u32;
const MEMTUNE: u32 = VIR_MEMCTL_DOMAIN_STATS_MEMTUNE as u32;
const USAGE: u32 = VIR_MEMCTL_DOMAIN_STATS_USAGE as u32;
const EVENTS: u32 = VIR_MEMCTL_DOMAIN_STATS_EVENTS as u32;
const PRESSURE: u32 = VIR_MEMCTL_DOMAIN_STATS_PRESSURE as u32;

/// The groups that there are.
pub fn known() -> u32 {
    STATE | CPU | BALLOON | BLOCK | MEMTUNE | USAGE | EVENTS | PRESSURE
}

/// Whether a domain's state or definition is needed, which its owner may have changed without
/// any trace in what it was found by.
fn needs_refresh(domain: &HostDomain, groups: u32, scanned: bool) -> bool {
    let is_read_now =
        matches!(domain.live, Some(Document::OfOwner)) && groups & (BALLOON | BLOCK) != 0;
    is_read_now || (!scanned && groups & (STATE | BALLOON | BLOCK) != 0)
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

/// The statistics of a running domain.
pub fn running(context: &Context, live: &Live, groups: u32) -> Result<Vec<TypedParam>> {
    let (host, version) = (&context.host, context.host.memory.version);
    let mut params = Vec::with_capacity(PARAMETERS);
    if groups & STATE != 0 {
        add_state(&mut params, &live.domain);
    }
    if groups & CPU != 0 {
        params.push(number("cpu.time", info::cpu_time(host, live)?));
    }
    if groups & BALLOON != 0 {
        params.push(size("balloon.current", info::current_memory(host, live)?));
        params.push(size("balloon.maximum", info::max_memory(host, live)?));
        add_memory_stats(&mut params, &memory_stats::stats(host, live)?);
    }
    if groups & BLOCK != 0 {
        let document = live.domain.document()?;
        add_devices(&mut params, &block::devices(host, live, document.as_deref()));
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
    let definition = if groups & (BALLOON | MEMTUNE) == 0 { None } else { domain.config()? };
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

fn add_devices(params: &mut Vec<TypedParam>, devices: &[block::Device]) {
    let count = u32::try_from(devices.len()).unwrap_or(u32::MAX);
    params.push(TypedParam::new("block.count", Value::UInt(count)));
    for (place, device) in devices.iter().enumerate() {
        let name = |end: &str| format!("block.{place}.{end}");
        params.push(TypedParam::text(name("name"), &device.name));
        if !device.path.is_empty() {
            params.push(TypedParam::text(name("path"), &device.path));
        }
        let Some(stats) = device.stats else { continue };
        let counters = [
            ("rd.reqs", stats.read_requests),
            ("rd.bytes", stats.read_bytes),
            ("wr.reqs", stats.write_requests),
            ("wr.bytes", stats.write_bytes),
        ];
        for (end, value) in counters {
            params.push(number(name(end), u64::try_from(value).unwrap_or_default()));
        }
    }
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
