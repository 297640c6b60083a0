//! Delivery of events to registered callbacks.

use super::{Node, unsupported};
use crate::model::domain::Uuid;
use crate::model::event::Event;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::CountedMap;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// The events of a host.
pub trait Events: Node {
    /// The host's registered callbacks.
    fn listeners(&self) -> Result<&Listeners> {
        unsupported()
    }

    /// Called before a callback is registered.
    fn watch(&self) -> Result<()> {
        Ok(())
    }
}

/// The identity of a listener; unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// The connection that it belongs to.
    pub owner: usize,
    /// The kind of event that it receives.
    pub kind: i32,
    /// The domain whose events it receives; `None` for all.
    pub domain: Option<Uuid>,
    /// The address of the callback.
    pub function: usize,
    /// Registered by virConnectDomainEventRegister, libvirt's older function.
    pub is_legacy: bool,
}

/// A registered callback.
pub struct Listener {
    /// Its identity.
    pub address: Address,
    /// Notes a call of the program's function with an event.
    pub callback: Box<dyn Fn(&Event) + Send + Sync>,
    /// Notes a call of the program's free function; once, after the listener was removed.
    pub free: Box<dyn Fn() + Send + Sync>,
}

/// A timeout of the event loop for which [`Listeners::deliver`] is called.
pub trait Wakeup: Send + Sync {
    /// Fires as soon as possible.
    fn schedule(&self);
    /// Fires after `until`, or never for `None`.
    fn idle(&self, until: Option<Duration>);
    /// Never fires again.
    fn cancel(&self);
}

/// A host that does not report changes and has to be polled.
pub trait Poll: Send + Sync {
    /// Detects changes, and enqueues an event for each of them.
    fn poll(&self);
}

/// The polling interval of such a host while a callback is registered.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// The callbacks of a host and its queue of events. Clones share both. No lock is held
/// while a callback runs.
#[derive(Clone, Default)]
pub struct Listeners(Arc<Mutex<Table>>);

#[derive(Default)]
struct Table {
    next_number: i32,
    listeners: CountedMap<i32, Arc<Entry>>,
    /// Set while any callback is registered.
    wakeup: Option<Arc<dyn Wakeup>>,
    queue: VecDeque<Queued>,
    /// The host, if it has to be polled.
    host: Option<Weak<dyn Poll>>,
    /// The number of deliveries in progress; listeners are not freed meanwhile.
    deliveries: usize,
}

/// An event that is to be delivered.
struct Queued {
    event: Event,
    /// The number of the first listener that has not been told yet.
    next: i32,
    /// That of the first one which came after the first was told.
    end: Option<i32>,
}

struct Entry {
    listener: Listener,
    removed: AtomicBool,
}

impl Entry {
    fn wants(&self, event: &Event) -> bool {
        let address = &self.listener.address;
        !self.is_removed()
            && address.kind == event.kind.number()
            && address.domain.is_none_or(|uuid| uuid == event.domain.uuid)
    }

    fn is_removed(&self) -> bool {
        self.removed.load(Ordering::Relaxed)
    }
}

impl Listeners {
    /// The listeners of a host that has to be polled.
    pub fn of(host: Weak<dyn Poll>) -> Self {
        Self(Arc::new(Mutex::new(Table { host: Some(host), ..Table::default() })))
    }

    /// Adds a listener. Returns its callback id, or `None` where a `wakeup` is needed first,
    /// since there is none yet. One that is not needed is cancelled.
    ///
    /// Errors: VIR_ERR_INVALID_ARG if it is already registered.
    pub fn add(&self, listener: Listener, wakeup: Option<Arc<dyn Wakeup>>) -> Result<Option<i32>> {
        if let Some(wakeup) = wakeup {
            self.set_wakeup(wakeup);
        }
        let mut table = self.table();
        if table.wakeup.is_none() {
            return Ok(None);
        }
        let is_same =
            |entry: &Arc<Entry>| !entry.is_removed() && entry.listener.address == listener.address;
        if table.listeners.values().any(is_same) {
            return Err(refused("the function is already registered for such events".to_owned()));
        }
        let number = table.next_number;
        table.next_number = number.wrapping_add(1);
        let entry = Entry { listener, removed: AtomicBool::new(false) };
        table.listeners.insert(number, Arc::new(entry));
        Ok(Some(number))
    }

    fn set_wakeup(&self, wakeup: Arc<dyn Wakeup>) {
        let mut table = self.table();
        if table.wakeup.is_some() {
            // Another thread has created one in the meantime.
            drop(table);
            wakeup.cancel();
        } else {
            table.wakeup = Some(Arc::clone(&wakeup));
            let is_polled = table.host.is_some();
            drop(table);
            if is_polled {
                wakeup.idle(Some(POLL_INTERVAL));
            }
        }
    }

    /// Removes the listener of `owner` with that callback id. One that was removed but is
    /// not yet freed may be removed again.
    pub fn remove(&self, owner: usize, number: i32) -> Result<()> {
        let table = self.table();
        let found = table.listeners.get(number);
        let found = found.filter(|entry| entry.listener.address.owner == owner).cloned();
        drop(table);
        let entry = found.ok_or_else(|| {
            refused(format!("no callback of this connection has the id {number}"))
        })?;
        self.end(&entry);
        Ok(())
    }

    /// Removes a listener that virConnectDomainEventRegister added.
    pub fn remove_legacy(&self, owner: usize, function: usize) -> Result<()> {
        let is_it = |address: &Address| {
            address.is_legacy && address.owner == owner && address.function == function
        };
        let table = self.table();
        let mut present = table.listeners.values().filter(|entry| !entry.is_removed());
        let found = present.find(|entry| is_it(&entry.listener.address)).cloned();
        drop(present);
        drop(table);
        let entry = found
            .ok_or_else(|| refused(format!("the function {function:#x} is not registered")))?;
        self.end(&entry);
        Ok(())
    }

    fn end(&self, entry: &Entry) {
        entry.removed.store(true, Ordering::Relaxed);
        self.clean_up();
    }

    /// Frees removed listeners, unless a delivery is in progress, which does so
    /// afterwards. The timeout is removed with the last one.
    fn clean_up(&self) {
        let mut table = self.table();
        if table.deliveries > 0 {
            return;
        }
        let removed: Vec<Arc<Entry>> =
            table.listeners.values().filter(|entry| entry.is_removed()).cloned().collect();
        table.listeners.retain(|entry| !entry.is_removed());
        let wakeup = if table.listeners.is_empty() {
            table.queue.clear();
            table.wakeup.take()
        } else {
            None
        };
        drop(table);
        removed.iter().for_each(|entry| (entry.listener.free)());
        if let Some(wakeup) = wakeup {
            wakeup.cancel();
        }
    }

    /// Whether any callback is registered.
    pub fn are_any(&self) -> bool {
        self.table().wakeup.is_some()
    }

    /// Enqueues an event for the next delivery, if any callback is registered; returns
    /// whether the caller has to call [`Self::schedule`]. May be called while a host is
    /// locked.
    #[must_use]
    pub fn enqueue(&self, event: Event) -> bool {
        let mut table = self.table();
        if table.wakeup.is_none() {
            return false;
        }
        table.queue.push_back(Queued { event, next: i32::MIN, end: None });
        table.queue.len() == 1
    }

    /// Schedules the delivery of the queued events.
    pub fn schedule(&self) {
        let wakeup = self.table().wakeup.clone();
        if let Some(wakeup) = wakeup {
            wakeup.schedule();
        }
    }

    /// Polls the host, where that has to be, and begins to deliver the queued events.
    pub fn deliver(&self) -> Delivery {
        let mut table = self.table();
        table.deliveries += 1;
        let wakeup = table.wakeup.clone();
        let host = table.host.clone();
        drop(table);
        let mut delivery = Delivery { listeners: self.clone(), events: VecDeque::new() };
        // Before the queue is taken, so that a later event schedules again.
        if let Some(wakeup) = wakeup {
            wakeup.idle(host.as_ref().map(|_| POLL_INTERVAL));
        }
        if let Some(host) = host.and_then(|host| host.upgrade()) {
            host.poll();
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
        let found = wanting.find(|(_, entry)| entry.wants(&queued.event));
        found.map(|(number, entry)| (*number, Arc::clone(entry)))
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A delivery of events: tells the listeners in the order in which the events happened; for
/// each event, the listeners in the order of their registration. What is left of it when it
/// is dropped, the next one delivers.
pub struct Delivery {
    listeners: Listeners,
    events: VecDeque<Queued>,
}

impl Delivery {
    /// Tells the next listener; false when all have been told.
    pub fn tell_next(&mut self) -> bool {
        while let Some(queued) = self.events.front_mut() {
            let Some((number, entry)) = self.listeners.wanting(queued) else {
                self.events.pop_front();
                continue;
            };
            queued.next = number.wrapping_add(1);
            (entry.listener.callback)(&queued.event);
            return true;
        }
        false
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

fn refused(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_NONE, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
}
