//! The library's own domains: those that run, by their records, and those that
//! are defined.

use crate::driver::host::cgroup::freezer;
use crate::driver::host::cgroup::group;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::inventory::domain::{Guest, Origin};
use crate::driver::host::lifecycle::recovery;
use crate::driver::host::state::definitions;
use crate::driver::host::state::definitions::Defined;
use crate::driver::host::state::records::{Listed, Place, Record};
use crate::model::constants::virDomainPausedReason::VIR_DOMAIN_PAUSED_USER;
use crate::model::constants::virDomainRunningReason::{self, *};
use crate::model::constants::virDomainShutoffReason::VIR_DOMAIN_SHUTOFF_UNKNOWN;
use crate::model::domain::{Identity, State, StateReason};
use crate::sys::warn::warn;
use crate::sys::{RelPath, process};

/// What was found of the library's own.
pub struct Own {
    /// Its domains.
    pub guests: Vec<Guest>,
    /// Whether there is something to clean up: of domains that ended, or of
    /// writers that did not finish.
    pub untidy: bool,
}

/// The library's domains.
pub fn find(host: &Host, place: &Place) -> Own {
    let Listed { records, outdated, unfinished } = listed(host, place);
    let mut defined = definitions::all(host, place);
    let alive = records.iter().filter(|record| record.ready && group::is_alive(host, record));
    let mut guests: Vec<Guest> =
        alive.map(|record| running(host, record, take_of(&mut defined, record))).collect();
    let untidy = guests.len() < records.len()
        || !outdated.is_empty()
        || unfinished
        || definitions::has_unfinished(host, place)
        || recovery::has_orphans(host, place, &records);
    guests.extend(defined.into_iter().map(shut_off));
    Own { guests, untidy }
}

fn listed(host: &Host, place: &Place) -> Listed {
    let listed = place.open(&host.root).and_then(|store| match store {
        Some(store) => place.look(&store),
        None => Ok(Listed::default()),
    });
    listed.unwrap_or_else(|error| {
        warn(format_args!("running domains are left out: {error}"));
        Listed::default()
    })
}

/// The persistent definition of a running domain. One that has its name or its
/// uuid alone, which somebody put there meanwhile, does not count until it ends.
fn take_of(defined: &mut Vec<Defined>, record: &Record) -> Option<Defined> {
    let is_named = |defined: &Defined| defined.definition.name == record.name;
    let touched = |defined: &Defined| is_named(defined) || defined.uuid == record.uuid;
    let mut found: Vec<Defined> = defined.extract_if(.., |defined| touched(defined)).collect();
    found.retain(|defined| {
        let is_it = is_named(defined) && defined.uuid == record.uuid;
        if !is_it {
            warn(format_args!(
                "the definition of '{}' is left out while domain '{}' ({}) runs",
                defined.definition.name, record.name, record.uuid
            ));
        }
        is_it
    });
    found.pop()
}

/// The domain that a record tells of, which runs.
pub fn running(host: &Host, record: &Record, defined: Option<Defined>) -> Guest {
    let runs = match record.from {
        None => VIR_DOMAIN_RUNNING_BOOTED,
        Some(_) => VIR_DOMAIN_RUNNING_UNKNOWN,
    };
    Guest {
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

/// Whether it runs or is paused is what the kernel says.
fn state(host: &Host, group: &RelPath, runs: virDomainRunningReason) -> StateReason {
    if freezer::is_frozen(host, group) {
        let reason = VIR_DOMAIN_PAUSED_USER as i32;
        StateReason { state: State::VIR_DOMAIN_PAUSED, reason }
    } else {
        StateReason { state: State::VIR_DOMAIN_RUNNING, reason: runs as i32 }
    }
}

/// A domain with its state as it is now.
pub fn refreshed(host: &Host, guest: &Guest) -> Guest {
    let Some(group) = &guest.group else { return guest.clone() };
    let now = state(host, group, VIR_DOMAIN_RUNNING_UNPAUSED);
    let same = now.state == guest.state.state;
    Guest { state: if same { guest.state } else { now }, ..guest.clone() }
}

fn shut_off(defined: Defined) -> Guest {
    let reason = VIR_DOMAIN_SHUTOFF_UNKNOWN as i32;
    Guest {
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

/// The pid while it is the process that was meant; else that of another one in
/// the group, so that a pid given out anew never means this domain.
fn id(host: &Host, record: &Record) -> Option<i32> {
    let is_it = |stat: process::Stat| stat.start_time == record.start_time;
    if process::stat(&host.proc, record.pid).is_ok_and(is_it) {
        return Some(record.pid);
    }
    let dir = host.memory.open(&record.group).ok()?;
    host.processes(&dir).ok()?.first().copied()
}
