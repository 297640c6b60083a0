//! The library's own domains: those that run, by their records, and those that are
//! defined.

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{freezer, processes};
use crate::driver::host::context::Context;
use crate::driver::host::definition_cache::Defined;
use crate::driver::host::inventory::domain::{HostDomain, Origin};
use crate::driver::host::state::definitions::Definitions;
use crate::driver::host::state::liveness::{is_alive, orphans};
use crate::driver::host::state::record::Record;
use crate::driver::host::state::records::{Listed, Records};
use crate::model::constants::virDomainPausedReason::VIR_DOMAIN_PAUSED_USER;
use crate::model::constants::virDomainRunningReason::{self, *};
use crate::model::constants::virDomainShutoffReason::VIR_DOMAIN_SHUTOFF_UNKNOWN;
use crate::model::domain::{Identity, State, StateReason, Uuid};
use crate::sys::warn::warn;
use crate::sys::{RelPath, process};
use std::collections::BTreeMap;

/// The library's own domains.
pub struct Own {
    /// The domains.
    pub domains: Vec<HostDomain>,
    /// Whether there is something left for crash recovery: ended domains, or writers
    /// that did not finish.
    pub needs_recovery: bool,
}

/// Finds the library's domains.
pub fn find(context: &Context) -> Own {
    let host = &context.host;
    let definitions = Definitions::of(context);
    let Listed { records, outdated, unfinished } = listed(context);
    let mut defined = DefinedDomains::new(definitions.all());
    let alive = records.iter().filter(|record| record.ready && is_alive(host, record));
    let mut domains: Vec<HostDomain> =
        alive.map(|record| running(host, record, defined.take_of(record))).collect();
    let needs_recovery = domains.len() < records.len()
        || !outdated.is_empty()
        || unfinished
        || definitions.has_unfinished()
        || !orphans(host, &context.paths, &records).is_empty();
    domains.extend(defined.all.into_iter().flatten().map(shut_off));
    Own { domains, needs_recovery }
}

fn listed(context: &Context) -> Listed {
    let records = Records::open(&context.host, &context.paths);
    let listed =
        records.and_then(|records| records.map_or_else(|| Ok(Listed::default()), |it| it.scan()));
    listed.unwrap_or_else(|error| {
        warn(format_args!("running domains are left out: {error}"));
        Listed::default()
    })
}

/// The domains that are defined, by name and by uuid.
struct DefinedDomains {
    /// `None` for those that were taken out.
    all: Vec<Option<Defined>>,
    by_name: BTreeMap<String, usize>,
    by_uuid: BTreeMap<Uuid, usize>,
}

impl DefinedDomains {
    fn new(all: Vec<Defined>) -> Self {
        let (mut by_name, mut by_uuid) = (BTreeMap::new(), BTreeMap::new());
        for (place, defined) in all.iter().enumerate() {
            by_name.insert(defined.definition.name.clone(), place);
            by_uuid.insert(defined.uuid, place);
        }
        Self { all: all.into_iter().map(Some).collect(), by_name, by_uuid }
    }

    /// Takes out the persistent definition of a running domain. One that has only its
    /// name or only its uuid is taken out too, and does not count until the domain ends.
    fn take_of(&mut self, record: &Record) -> Option<Defined> {
        let places = [self.by_name.get(&record.name), self.by_uuid.get(&record.uuid)];
        let [named, of_uuid] = places.map(|place| self.all.get_mut(*place?)?.take());
        let is_it = |defined: &Defined| {
            defined.uuid == record.uuid && defined.definition.name == record.name
        };
        let (it, others): (Vec<Defined>, Vec<Defined>) =
            named.into_iter().chain(of_uuid).partition(is_it);
        for other in others {
            warn(format_args!(
                "the definition of '{}' is left out while domain '{}' ({}) runs",
                other.definition.name, record.name, record.uuid
            ));
        }
        it.into_iter().next()
    }
}

/// The running domain of a record.
pub fn running(host: &Host, record: &Record, defined: Option<Defined>) -> HostDomain {
    let runs = match record.from {
        None => VIR_DOMAIN_RUNNING_BOOTED,
        Some(_) => VIR_DOMAIN_RUNNING_UNKNOWN,
    };
    HostDomain {
        identity: Identity { name: record.name.clone(), uuid: record.uuid, id: id(host, record) },
        origin: Origin::Own,
        state: state(host, &record.group, runs),
        group: Some(record.group.clone()),
        live: record.definition.clone(),
        persistent: defined.is_some(),
        autostart: defined.as_ref().is_some_and(|defined| defined.autostart),
        config: defined.map(|defined| defined.definition),
    }
}

/// Whether it runs or is paused, by the kernel's freezer.
fn state(host: &Host, group: &RelPath, runs: virDomainRunningReason) -> StateReason {
    if freezer::is_frozen(host, group) {
        let reason = VIR_DOMAIN_PAUSED_USER as i32;
        StateReason { state: State::VIR_DOMAIN_PAUSED, reason }
    } else {
        StateReason { state: State::VIR_DOMAIN_RUNNING, reason: runs as i32 }
    }
}

/// A domain with its state as it is now.
pub fn refreshed(host: &Host, domain: &HostDomain) -> HostDomain {
    let Some(group) = &domain.group else { return domain.clone() };
    let now = state(host, group, VIR_DOMAIN_RUNNING_UNPAUSED);
    let same = now.state == domain.state.state;
    HostDomain { state: if same { domain.state } else { now }, ..domain.clone() }
}

fn shut_off(defined: Defined) -> HostDomain {
    let reason = VIR_DOMAIN_SHUTOFF_UNKNOWN as i32;
    HostDomain {
        identity: Identity { name: defined.definition.name.clone(), uuid: defined.uuid, id: None },
        origin: Origin::Own,
        state: StateReason { state: State::VIR_DOMAIN_SHUTOFF, reason },
        group: None,
        live: None,
        persistent: true,
        autostart: defined.autostart,
        config: Some(defined.definition),
    }
}

/// The first process's pid while that runs, else another process's in the group: a reused
/// pid never identifies this domain.
fn id(host: &Host, record: &Record) -> Option<i32> {
    let is_it = |stat: process::Stat| stat.start_time == record.start_time;
    if process::stat(&host.proc, record.pid).is_ok_and(is_it) {
        return Some(record.pid);
    }
    let dir = host.memory.open(&record.group).ok()?;
    processes::all(&dir).ok()?.first().copied()
}
