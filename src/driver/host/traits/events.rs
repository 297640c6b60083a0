//! Events: a host is polled for them while a callback is registered.

use crate::driver::host::driver::HostDriver;
use crate::driver::{Events, Listeners, Poll};
use crate::model::Result;
use crate::model::constants::virDomainEventType;
use crate::model::domain::Identity;
use crate::model::event::{Event, EventKind};

impl Events for HostDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(&self.listeners)
    }

    /// Scans, so that the domains that exist already cause no events.
    fn watch(&self) -> Result<()> {
        self.discover().map(|_| ())
    }
}

impl Poll for HostDriver {
    /// A failed scan is repeated by the next poll.
    fn poll(&self) {
        let _ = self.discover();
    }
}

impl HostDriver {
    /// Reports what a call has done to a domain.
    pub fn report(&self, domain: Identity, kind: EventKind) {
        if self.listeners.enqueue(Event { domain, kind }) {
            self.listeners.schedule();
        }
    }

    /// Reports a lifecycle event; `detail` is of the enumeration that belongs to it.
    pub fn report_lifecycle(&self, domain: Identity, event: virDomainEventType, detail: i32) {
        self.report(domain, EventKind::Lifecycle { event: event as i32, detail });
    }
}
