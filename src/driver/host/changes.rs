//! What came and went between two looks at the host, and what a call has changed.

use super::guest::Guest;
use super::{HostDriver, Known};
use crate::driver::Listeners;
use crate::model::constants::virDomainEventStartedDetailType::VIR_DOMAIN_EVENT_STARTED_BOOTED;
use crate::model::constants::virDomainEventStoppedDetailType::VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN;
use crate::model::constants::virDomainEventType::{
    self as EventType, VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STOPPED,
};
use crate::model::domain::Identity;
use crate::model::event::{Event, EventKind};

/// Keeps the events for those who listen; whether [`Listeners::ring`] is to
/// follow. A domain that ended has no number any more.
pub fn keep(listeners: &Listeners, before: &Known, now: &Known) -> bool {
    let mut to_ring = false;
    let mut tell = |domain: Identity, event: EventType, detail: i32| {
        let kind = EventKind::Lifecycle { event: event as i32, detail };
        to_ring |= listeners.keep(Event { domain, kind });
    };
    for guest in running_only(before, now) {
        let domain = Identity { id: None, ..guest.identity.clone() };
        tell(domain, VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN as i32);
    }
    for guest in running_only(now, before) {
        let domain = guest.identity.clone();
        tell(domain, VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_BOOTED as i32);
    }
    to_ring
}

impl HostDriver {
    /// Tells those who listen what a call did to a domain.
    pub(super) fn tell(&self, domain: Identity, kind: EventKind) {
        if self.listeners.keep(Event { domain, kind }) {
            self.listeners.ring();
        }
    }

    /// As [`Self::tell`]: a domain came to be, or went; `detail` is of the
    /// enumeration that belongs to the event.
    pub(super) fn tell_of_life(&self, domain: Identity, event: EventType, detail: i32) {
        self.tell(domain, EventKind::Lifecycle { event: event as i32, detail });
    }
}

/// The domains that run in one look and not in the other.
fn running_only<'k>(one: &'k Known, other: &'k Known) -> impl Iterator<Item = &'k Guest> {
    let runs = |known: &Known, uuid| known.get(uuid).is_some_and(|seen| seen.guest.is_active());
    one.iter()
        .filter(move |(uuid, seen)| seen.guest.is_active() && !runs(other, uuid))
        .map(|(_, seen)| &*seen.guest)
}
