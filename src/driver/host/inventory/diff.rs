//! The differences between two scans of a host, as events.

use super::documents;
use super::domain::{HostDomain, Origin};
use super::index::DomainIndex;
use crate::driver::Listeners;
use crate::driver::host::own_writes::OwnWrites;
use crate::driver::host::state::ends::End;
use crate::model::constants::virDomainEventDefinedDetailType::*;
use crate::model::constants::virDomainEventResumedDetailType::VIR_DOMAIN_EVENT_RESUMED_UNPAUSED;
use crate::model::constants::virDomainEventStartedDetailType::VIR_DOMAIN_EVENT_STARTED_BOOTED;
use crate::model::constants::virDomainEventStoppedDetailType as Stopped;
use crate::model::constants::virDomainEventSuspendedDetailType::VIR_DOMAIN_EVENT_SUSPENDED_PAUSED;
use crate::model::constants::virDomainEventType::{self as EventType, *};
use crate::model::constants::virDomainEventUndefinedDetailType::*;
use crate::model::constants::virDomainShutoffReason as Shutoff;
use crate::model::domain::{Identity, State, Uuid};
use crate::model::event::{Event, EventKind};
use std::sync::Arc;

/// How the domains ended that are not running any more, in the order of their uuids.
pub type Ends = Vec<(Uuid, End)>;

/// How a domain ended, if it is among these.
pub fn end_of(ends: &Ends, uuid: Uuid) -> Option<End> {
    let place = ends.binary_search_by_key(&uuid, |(uuid, _)| *uuid).ok()?;
    ends.get(place).map(|(_, end)| *end)
}

/// Why a domain is shut off, if it is known how it ended.
pub fn shutoff_reason(end: Option<End>) -> Shutoff {
    match end {
        None => Shutoff::VIR_DOMAIN_SHUTOFF_UNKNOWN,
        Some(End::Shutdown) => Shutoff::VIR_DOMAIN_SHUTOFF_SHUTDOWN,
        Some(End::Destroyed) => Shutoff::VIR_DOMAIN_SHUTOFF_DESTROYED,
        Some(End::Crashed) => Shutoff::VIR_DOMAIN_SHUTOFF_CRASHED,
        Some(End::Failed) => Shutoff::VIR_DOMAIN_SHUTOFF_FAILED,
    }
}

/// The detail of the event. There is none for an end that is not known: nothing says then
/// that it was not a clean one.
fn stopped_detail(end: Option<End>) -> Stopped {
    match end {
        None | Some(End::Shutdown) => Stopped::VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN,
        Some(End::Destroyed) => Stopped::VIR_DOMAIN_EVENT_STOPPED_DESTROYED,
        Some(End::Crashed) => Stopped::VIR_DOMAIN_EVENT_STOPPED_CRASHED,
        Some(End::Failed) => Stopped::VIR_DOMAIN_EVENT_STOPPED_FAILED,
    }
}

/// Queues an event for each difference between two scans; whether the caller has to call
/// [`Listeners::schedule`].
pub fn enqueue_changes(
    listeners: &Listeners,
    own: &OwnWrites,
    ends: &Ends,
    before: &DomainIndex,
    now: &DomainIndex,
) -> bool {
    if !listeners.are_any() {
        return false;
    }
    let gone = before.uuids().filter(|uuid| now.get(*uuid).is_none());
    let mut needs_wakeup = false;
    for uuid in gone.chain(now.uuids()) {
        let domain = |index: &DomainIndex| Some(Arc::clone(&index.get(uuid)?.domain));
        let end = end_of(ends, uuid);
        needs_wakeup |= enqueue_change(listeners, own, end, domain(before), domain(now));
    }
    needs_wakeup
}

/// As [`enqueue_changes`], for one domain.
pub fn enqueue_change(
    listeners: &Listeners,
    own: &OwnWrites,
    end: Option<End>,
    before: Option<Arc<HostDomain>>,
    now: Option<Arc<HostDomain>>,
) -> bool {
    let mut needs_wakeup = false;
    for event in changes(before.as_deref(), now.as_deref(), end) {
        needs_wakeup |= listeners.enqueue(event);
    }
    if let (Some(before), Some(now)) = (before, now)
        && listeners.are_any()
    {
        for kind in documents::changes(own, &before, &now) {
            needs_wakeup |= listeners.enqueue(Event { domain: Some(now.identity.clone()), kind });
        }
    }
    needs_wakeup
}

/// The events of one domain, in order.
fn changes(before: Option<&HostDomain>, now: Option<&HostDomain>, end: Option<End>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut add = |domain: &HostDomain, event: EventType, detail: i32| {
        // One that has stopped has no id any more.
        let id = domain.identity.id.filter(|_| event != VIR_DOMAIN_EVENT_STOPPED);
        let domain = Some(Identity { id, ..domain.identity.clone() });
        let kind = EventKind::Lifecycle { event: event as i32, detail };
        events.push(Event { domain, kind });
    };
    let was_defined = before.filter(|domain| is_defined(domain));
    let defined = now.filter(|domain| is_defined(domain));
    match (was_defined, defined) {
        (None, Some(now)) => {
            add(now, VIR_DOMAIN_EVENT_DEFINED, VIR_DOMAIN_EVENT_DEFINED_ADDED as i32);
        }
        (Some(before), Some(now)) if before.identity.name != now.identity.name => {
            add(before, VIR_DOMAIN_EVENT_UNDEFINED, VIR_DOMAIN_EVENT_UNDEFINED_RENAMED as i32);
            add(now, VIR_DOMAIN_EVENT_DEFINED, VIR_DOMAIN_EVENT_DEFINED_RENAMED as i32);
        }
        _ => {}
    }
    let ran = before.filter(|domain| domain.is_active());
    let runs = now.filter(|domain| domain.is_active());
    match (ran, runs) {
        (Some(ran), None) => {
            add(ran, VIR_DOMAIN_EVENT_STOPPED, stopped_detail(end) as i32);
        }
        (None, Some(runs)) => {
            add(runs, VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_BOOTED as i32);
        }
        _ => {}
    }
    let paused = |domain: &&HostDomain| domain.state.state == State::VIR_DOMAIN_PAUSED;
    match (ran.filter(paused), runs, runs.filter(paused)) {
        (None, Some(runs), Some(_)) => {
            add(runs, VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_PAUSED as i32);
        }
        (Some(_), Some(runs), None) => {
            add(runs, VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_RESUMED_UNPAUSED as i32);
        }
        _ => {}
    }
    if let (Some(before), None) = (was_defined, defined) {
        // A running one has the id that it has now.
        let gone = runs.unwrap_or(before);
        add(gone, VIR_DOMAIN_EVENT_UNDEFINED, VIR_DOMAIN_EVENT_UNDEFINED_REMOVED as i32);
    }
    events
}

/// Whether a domain has a definition of the library's: those of others are only seen while they run.
fn is_defined(domain: &HostDomain) -> bool {
    domain.origin == Origin::Own && domain.persistent
}
