//! What came, went and changed between two looks at the host, and what a call has
//! changed.

use super::domain::Guest;
use crate::driver::host::driver::{HostDriver, Known};
use crate::driver::{Events, Listeners, Poll};
use crate::model::Result;
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
    /// Why it is shut off, where this connection saw to that.
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

/// How the domains that this connection was asked to end, end: their processes are
/// no children of the caller's, so the kernel tells it of none.
#[derive(Default)]
pub struct Ends(Mutex<BTreeMap<Uuid, End>>);

impl Ends {
    /// Says how a domain is going to end; nothing if it just began.
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

    /// Forgets the domains that are gone for good.
    pub fn forget_others(&self, known: &Known) {
        self.table().retain(|uuid, _| known.contains_key(uuid));
    }

    fn table(&self) -> MutexGuard<'_, BTreeMap<Uuid, End>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the events for those who listen; whether [`Listeners::schedule`] is to follow.
pub fn keep(listeners: &Listeners, ends: &Ends, before: &Known, now: &Known) -> bool {
    let gone = before.keys().filter(|uuid| !now.contains_key(uuid));
    let mut needs_wakeup = false;
    for uuid in gone.chain(now.keys()) {
        let seen = |known: &Known| known.get(uuid).map(|seen| seen.guest.clone());
        let (before, now) = (seen(before), seen(now));
        let is_active =
            |guest: &Option<Arc<Guest>>| guest.as_ref().is_some_and(|guest| guest.is_active());
        if !is_active(&before) && is_active(&now) {
            // Whoever started it: how it ended the last time tells nothing any more.
            ends.set(*uuid, None);
        }
        for event in changes(before.as_deref(), now.as_deref(), ends.get(*uuid)) {
            needs_wakeup |= listeners.enqueue(event);
        }
    }
    needs_wakeup
}

impl Events for HostDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(&self.listeners)
    }

    /// What is there already is no news.
    fn watch(&self) -> Result<()> {
        self.discover().map(|_| ())
    }
}

impl Poll for HostDriver {
    /// What cannot be seen now is seen by the next look.
    fn poll(&self) {
        let _ = self.discover();
    }
}

impl HostDriver {
    /// Tells those who listen what a call did to a domain.
    pub fn tell(&self, domain: Identity, kind: EventKind) {
        if self.listeners.enqueue(Event { domain, kind }) {
            self.listeners.schedule();
        }
    }

    /// As [`Self::tell`]: a domain came to be, or went; `detail` is of the
    /// enumeration that belongs to the event.
    pub fn tell_of_life(&self, domain: Identity, event: EventType, detail: i32) {
        self.tell(domain, EventKind::Lifecycle { event: event as i32, detail });
    }
}

/// What happened to one domain, in order.
fn changes(before: Option<&Guest>, now: Option<&Guest>, end: Option<End>) -> Vec<Event> {
    let mut events = Vec::new();
    let mut tell = |guest: &Guest, event: EventType, detail: i32| {
        // One that stops has no number any more.
        let id = guest.identity.id.filter(|_| event != VIR_DOMAIN_EVENT_STOPPED);
        let domain = Identity { id, ..guest.identity.clone() };
        let kind = EventKind::Lifecycle { event: event as i32, detail };
        events.push(Event { domain, kind });
    };
    let ran = before.filter(|guest| guest.is_active());
    let runs = now.filter(|guest| guest.is_active());
    match (ran, runs) {
        (Some(ran), None) => {
            tell(ran, VIR_DOMAIN_EVENT_STOPPED, End::detail(end) as i32);
        }
        (None, Some(runs)) => {
            tell(runs, VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_BOOTED as i32);
        }
        _ => {}
    }
    let paused = |guest: &&Guest| guest.state.state == State::VIR_DOMAIN_PAUSED;
    match (ran.filter(paused), runs, runs.filter(paused)) {
        (None, Some(runs), Some(_)) => {
            tell(runs, VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_PAUSED as i32);
        }
        (Some(_), Some(runs), None) => {
            tell(runs, VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_RESUMED_UNPAUSED as i32);
        }
        _ => {}
    }
    events
}
