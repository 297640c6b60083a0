//! The callbacks of a host, and the events that are queued for them.

use super::listener::{Address, Listener, Wakeup};
use super::poll::Poll;
use crate::model::domain::Uuid;
use crate::model::event::{CLOSE_EVENT, Event};
use crate::sorting::CountedMap;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

#[derive(Default)]
pub struct Table {
    pub next_number: i32,
    pub listeners: CountedMap<i32, Arc<Entry>>,
    /// Set while any callback is registered, and while it is kept.
    pub wakeup: Option<Arc<dyn Wakeup>>,
    /// The host needs the wakeup without callbacks too.
    pub is_kept: bool,
    pub queue: VecDeque<Queued>,
    /// The host, if it has to be polled.
    pub host: Option<Weak<dyn Poll>>,
    /// The number of deliveries in progress; listeners are not freed meanwhile.
    pub deliveries: usize,
    /// The listener that was told of the loss of its connection. It is freed, but there, as in libvirt.
    pub closed: Option<Address>,
}

impl Table {
    /// The number of a new listener. That of one for the loss of the connection is negative: as in
    /// libvirt, it is none of the callback ids.
    pub fn new_number(&mut self, kind: i32) -> i32 {
        if kind == CLOSE_EVENT {
            let first = self.listeners.iter().next().map_or(0, |(number, _)| *number);
            return first.min(0).wrapping_sub(1);
        }
        let number = self.next_number;
        self.next_number = number.wrapping_add(1);
        number
    }

    /// The listeners that are not removed.
    pub fn present(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.listeners.values().filter(|entry| !entry.is_removed())
    }
}

/// An event that is to be delivered.
pub struct Queued {
    pub event: Event,
    /// The number of the first listener that has not been told yet.
    pub next: i32,
    /// That of the first one which came after the first was told.
    pub end: Option<i32>,
}

pub struct Entry {
    pub listener: Listener,
    pub removed: AtomicBool,
}

impl Entry {
    pub fn wants(&self, number: i32, event: &Event) -> bool {
        let address = &self.listener.address;
        let is_of = |uuid: Uuid| event.domain.as_ref().is_some_and(|domain| domain.uuid == uuid);
        !self.is_removed()
            && event.kind.listener().is_none_or(|only| only == number)
            && address.kind == event.kind.number()
            && address.domain.is_none_or(is_of)
    }

    pub fn is_removed(&self) -> bool {
        self.removed.load(Ordering::Relaxed)
    }
}
