//! Delivery of events to registered callbacks.

use super::poll::POLL_INTERVAL;
use super::registered::Listeners;
use super::table::{Entry, Queued};
use crate::model::event::EventKind;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;

impl Listeners {
    /// Polls the host, where that has to be, and begins to deliver the queued events.
    pub fn deliver(&self) -> Delivery {
        let mut table = self.table();
        table.deliveries += 1;
        let wakeup = table.wakeup.clone();
        let host = table.host.clone();
        drop(table);
        let mut delivery =
            Delivery { listeners: self.clone(), events: VecDeque::new(), has_begun: false };
        let host = host.and_then(|host| host.upgrade());
        let next = host.as_ref().and_then(|host| host.poll());
        // Before the queue is taken, so that a later event schedules again.
        if let Some(wakeup) = wakeup {
            let is_told = host.is_none() || wakeup.watches();
            let most = host.as_ref().map_or(POLL_INTERVAL, |host| host.longest_interval());
            let at_most = || next.map_or(POLL_INTERVAL, |next| next.min(most));
            wakeup.idle(if is_told { next } else { Some(at_most()) });
        }
        delivery.events = std::mem::take(&mut self.table().queue);
        delivery
    }

    /// The next listener that an event is for.
    fn wanting(&self, queued: &mut Queued) -> Option<(i32, Arc<Entry>)> {
        let table = self.table();
        let end = *queued.end.get_or_insert(table.next_number);
        let mut wanting =
            table.listeners.iter_from(queued.next).take_while(|(number, _)| **number < end);
        let found = wanting.find(|(number, entry)| entry.wants(**number, &queued.event));
        found.map(|(number, entry)| (*number, Arc::clone(entry)))
    }

    /// Notes that nothing follows for a listener, which is freed when it was told.
    fn close(&self, entry: &Entry) {
        entry.removed.store(true, Ordering::Relaxed);
        self.table().closed = Some(entry.listener.address);
    }
}

/// A delivery of events: tells the listeners in the order in which the events happened; for
/// each event, the listeners in the order of their registration. What is left of it when it
/// is dropped, the next one delivers.
pub struct Delivery {
    listeners: Listeners,
    events: VecDeque<Queued>,
    /// A listener was looked for.
    has_begun: bool,
}

impl Delivery {
    /// Tells the next listener; false when all have been told.
    pub fn tell_next(&mut self) -> bool {
        if !std::mem::replace(&mut self.has_begun, true) {
            self.schedule_later();
        }
        while let Some(queued) = self.events.front_mut() {
            let Some((number, entry)) = self.listeners.wanting(queued) else {
                self.events.pop_front();
                continue;
            };
            queued.next = number.wrapping_add(1);
            if matches!(queued.event.kind, EventKind::Closed { .. }) {
                self.listeners.close(&entry);
            }
            (entry.listener.callback)(&queued.event);
            return true;
        }
        false
    }
}

impl Delivery {
    /// Schedules the delivery of what another thread has enqueued since the queue was taken: the
    /// program's loop may have been told to schedule before it was told to be idle.
    fn schedule_later(&self) {
        let is_any = !self.listeners.table().queue.is_empty();
        if is_any {
            self.listeners.schedule();
        }
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        let mut table = self.listeners.table();
        table.deliveries -= 1;
        let is_rest = !self.events.is_empty();
        self.events.append(&mut table.queue);
        table.queue = std::mem::take(&mut self.events);
        drop(table);
        self.listeners.clean_up();
        if is_rest {
            self.listeners.schedule();
        }
    }
}
