//! The differences between two scans of a host, as events.

use super::domain::HostDomain;
use super::index::DomainIndex;
use crate::driver::Listeners;
use crate::model::constants::virDomainEventResumedDetailType::VIR_DOMAIN_EVENT_RESUMED_UNPAUSED;
use crate::model::constants::virDomainEventStartedDetailType::VIR_DOMAIN_EVENT_STARTED_BOOTED;
use crate::model::constants::virDomainEventStoppedDetailType as Stopped;
use crate::model::constants::virDomainEventSuspendedDetailType::VIR_DOMAIN_EVENT_SUSPENDED_PAUSED;
use crate::model::constants::virDomainEventType::{self as EventType, *};
use crate::model::constants::virDomainShutoffReason as Shutoff;
use crate::model::domain::{Identity, State, Uuid};
use crate::model::event::{Event, EventKind};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How a domain was last asked to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself.
    Shutdown,
    /// It was not asked.
    Destroyed,
}

impl End {
    /// Why it is shut off, where this connection has ended it.
    pub fn reason(end: Option<Self>) -> Shutoff {
        match end {
            None => Shutoff::VIR_DOMAIN_SHUTOFF_UNKNOWN,
            Some(Self::Shutdown) => Shutoff::VIR_DOMAIN_SHUTOFF_SHUTDOWN,
            Some(Self::Destroyed) => Shutoff::VIR_DOMAIN_SHUTOFF_DESTROYED,
        }
    }

    fn detail(end: Option<Self>) -> Stopped {
        match end {
            Some(Self::Destroyed) => Stopped::VIR_DOMAIN_EVENT_STOPPED_DESTROYED,
            None | Some(Self::Shutdown) => Stopped::VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN,
        }
    }
}

/// How the domains end that this connection was asked to end. Their processes are not
/// the caller's children, so there is no exit status to tell.
#[derive(Default)]
pub struct Ends(Mutex<BTreeMap<Uuid, End>>);

impl Ends {
    /// Sets how a domain is going to end; `None` when it was just started.
    pub fn set(&self, domain: Uuid, end: Option<End>) {
        match end {
            Some(end) => self.table().insert(domain, end),
            None => self.table().remove(&domain),
        };
    }

    /// How a domain ended, or will.
    pub fn get(&self, domain: Uuid) -> Option<End> {
        self.table().get(&domain).copied()
    }

    /// Forgets all domains but those of an index.
    pub fn retain(&self, index: &DomainIndex) {
        self.table().retain(|uuid, _| index.get(*uuid).is_some());
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.table().is_empty()
    }

    fn table(&self) -> MutexGuard<'_, BTreeMap<Uuid, End>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Queues an event for each difference between two scans; whether the caller has to call
/// [`Listeners::schedule`].
pub fn enqueue_changes(
    listeners: &Listeners,
    ends: &Ends,
    before: &DomainIndex,
    now: &DomainIndex,
) -> bool {
    if !listeners.are_any() && ends.is_empty() {
        return false;
    }
    let gone = before.uuids().filter(|uuid| now.get(*uuid).is_none());
    let mut needs_wakeup = false;
    for uuid in gone.chain(now.uuids()) {
        let domain = |index: &DomainIndex| Some(Arc::clone(&index.get(uuid)?.domain));
        needs_wakeup |= enqueue_change(listeners, ends, domain(before), domain(now));
    }
    needs_wakeup
}

/// As [`enqueue_changes`], for one domain.
pub fn enqueue_change(
    listeners: &Listeners,
    ends: &Ends,
    before: Option<Arc<HostDomain>>,
    now: Option<Arc<HostDomain>>,
) -> bool {
    let Some(uuid) = now.as_ref().or(before.as_ref()).map(|domain| domain.identity.uuid) else {
        return false;
    };
    let is_active =
        |domain: &Option<Arc<HostDomain>>| domain.as_ref().is_some_and(|it| it.is_active());
    if !is_active(&before) && is_active(&now) {
        // It was started again: how it ended before does not matter any more.
        ends.set(uuid, None);
    }
    let mut needs_wakeup = false;
    for event in changes(before.as_deref(), now.as_deref(), ends.get(uuid)) {
        needs_wakeup |= listeners.enqueue(event);
    }
    needs_wakeup
}

/// The events of one domain, in order.
fn changes(before: Option<&HostDomain>, now: Option<&HostDomain>, end: Option<End>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut add = |domain: &HostDomain, event: EventType, detail: i32| {
        // One that has stopped has no id any more.
        let id = domain.identity.id.filter(|_| event != VIR_DOMAIN_EVENT_STOPPED);
        let domain = Identity { id, ..domain.identity.clone() };
        let kind = EventKind::Lifecycle { event: event as i32, detail };
        events.push(Event { domain, kind });
    };
    let ran = before.filter(|domain| domain.is_active());
    let runs = now.filter(|domain| domain.is_active());
    match (ran, runs) {
        (Some(ran), None) => {
            add(ran, VIR_DOMAIN_EVENT_STOPPED, End::detail(end) as i32);
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
    events
}
