//! Events: while a callback is registered the host is watched, or polled.

use crate::driver::host::driver::HostDriver;
use crate::driver::host::event_watch::changes::Retry;
use crate::driver::host::event_watch::interest::Interest;
use crate::driver::{Descriptor, Events, Listeners, POLL_INTERVAL, Poll};
use crate::model::Result;
use crate::model::constants::virDomainEventType;
use crate::model::domain::{Identity, Uuid};
use crate::model::event::{Event, EventKind};
use crate::model::pressure::PressureThreshold;
use std::time::Duration;

impl Events for HostDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(&self.listeners)
    }

    fn set_pressure(
        &self,
        listener: i32,
        domain: Option<Uuid>,
        thresholds: &[PressureThreshold],
    ) -> Result<()> {
        self.set_thresholds(listener, domain, thresholds)
    }

    fn check_memory_events(&self) -> Result<()> {
        Ok(())
    }

    /// Scans, so that the domains that exist already cause no events.
    fn watch(&self, kind: i32) -> Result<()> {
        self.events.begin();
        self.events.add_interest(Interest::of(kind));
        self.discover()?;
        // Their values and counters as they are now.
        if let Some(watch) = self.events.get() {
            self.report_written(&watch);
        }
        Ok(())
    }
}

impl Poll for HostDriver {
    /// A failed scan is repeated by the next poll.
    fn poll(&self) -> Option<Duration> {
        let Some(watch) = self.events.get() else {
            let _ = self.discover();
            return Some(POLL_INTERVAL);
        };
        watch.take();
        self.report_memory(&watch);
        let failed = watch.take_scan() && self.discover().is_err();
        if failed {
            watch.changes(|changes| changes.again(POLL_INTERVAL, Retry::Scan));
        }
        // What a scan has found to be new.
        self.report_memory(&watch);
        self.report_written(&watch);
        watch.next(POLL_INTERVAL)
    }

    /// Scans where it begins to watch: only from then on it tells what changes.
    fn descriptor(&self) -> Option<Descriptor> {
        let (watch, is_new) = self.events.begin()?;
        if is_new && self.discover().is_err() {
            watch.changes(|changes| changes.again(POLL_INTERVAL, Retry::Scan));
        }
        Some(watch)
    }

    fn listeners_removed(&self) {
        if !self.listeners.are_any() {
            self.events.end();
        } else if let Some(watch) = self.events.get() {
            let is_there = |listener| self.listeners.address(listener).is_some();
            watch.retain_thresholds(&self.context, &is_there);
        }
    }
}

impl HostDriver {
    /// Reports what a call has done to a domain.
    pub fn report(&self, domain: Identity, kind: EventKind) {
        if self.listeners.enqueue(Event { domain: Some(domain), kind }) {
            self.listeners.schedule();
        }
    }

    /// Reports what a scan finds to have changed. Where it fails the next one does.
    pub fn report_by_scan(&self) {
        if self.listeners.are_any() {
            let _ = self.discover();
        }
    }

    /// Reports a lifecycle event; `detail` is of the enumeration that belongs to it.
    pub fn report_lifecycle(&self, domain: Identity, event: virDomainEventType, detail: i32) {
        self.report(domain, EventKind::Lifecycle { event: event as i32, detail });
    }
}
