//! Delivery of events to registered callbacks.

use super::{Node, unsupported};
use crate::model::domain::Uuid;
use crate::model::event::Event;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use std::collections::BTreeMap;
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
    /// Called with each event.
    pub callback: Box<dyn Fn(&Event) + Send + Sync>,
    /// Called once after the listener was removed.
    pub free: Box<dyn Fn() + Send + Sync>,
}

/// A timeout of the event loop that calls [`Listeners::deliver`].
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
    listeners: BTreeMap<i32, Arc<Entry>>,
    /// Set while any callback is registered.
    wakeup: Option<Arc<dyn Wakeup>>,
    queue: Vec<Event>,
    /// The host, if it has to be polled.
    host: Option<Weak<dyn Poll>>,
    /// The number of deliveries in progress; listeners are not freed meanwhile.
    deliveries: usize,
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

    /// Adds a listener; `wakeup` creates the timeout unless there is one. Returns the
    /// callback id.
    ///
    /// Errors: VIR_ERR_INTERNAL_ERROR if the event loop refuses the timeout,
    /// VIR_ERR_INVALID_ARG if it is already registered.
    pub fn add(
        &self,
        listener: Listener,
        wakeup: impl Fn(Self) -> Option<Arc<dyn Wakeup>>,
    ) -> Result<i32> {
        let mut table = loop {
            self.need_wakeup(&wakeup)?;
            let table = self.table();
            // Another thread may have removed its last listener, and the timeout with it.
            if table.wakeup.is_some() {
                break table;
            }
        };
        let mut present = table.listeners.values().filter(|entry| !entry.is_removed());
        if present.any(|entry| entry.listener.address == listener.address) {
            return Err(refused("the function is already registered for such events".to_owned()));
        }
        let number = table.next_number;
        table.next_number = number.wrapping_add(1);
        let entry = Entry { listener, removed: AtomicBool::new(false) };
        table.listeners.insert(number, Arc::new(entry));
        Ok(number)
    }

    fn need_wakeup(&self, make: &impl Fn(Self) -> Option<Arc<dyn Wakeup>>) -> Result<()> {
        if self.table().wakeup.is_some() {
            return Ok(());
        }
        let wakeup = make(self.clone()).ok_or_else(no_event_loop)?;
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
        Ok(())
    }

    /// Removes the listener of `owner` with that callback id. One that was removed but is
    /// not yet freed may be removed again.
    pub fn remove(&self, owner: usize, number: i32) -> Result<()> {
        let table = self.table();
        let found = table.listeners.get(&number);
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
        table.listeners.retain(|_, entry| !entry.is_removed());
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
        table.queue.push(event);
        table.queue.len() == 1
    }

    /// Schedules the delivery of the queued events.
    pub fn schedule(&self) {
        let wakeup = self.table().wakeup.clone();
        if let Some(wakeup) = wakeup {
            wakeup.schedule();
        }
    }

    /// Calls the listeners with the queued events, in the order in which they happened;
    /// for each event, the listeners in the order of their registration.
    pub fn deliver(&self) {
        let mut table = self.table();
        table.deliveries += 1;
        let wakeup = table.wakeup.clone();
        let host = table.host.clone();
        drop(table);
        // Before the queue is taken, so that a later event schedules again.
        if let Some(wakeup) = wakeup {
            wakeup.idle(host.as_ref().map(|_| POLL_INTERVAL));
        }
        if let Some(host) = host.and_then(|host| host.upgrade()) {
            host.poll();
        }
        let events = std::mem::take(&mut self.table().queue);
        for event in &events {
            let entries: Vec<Arc<Entry>> = self.table().listeners.values().cloned().collect();
            entries.iter().for_each(|entry| {
                if entry.wants(event) {
                    (entry.listener.callback)(event);
                }
            });
        }
        self.table().deliveries -= 1;
        self.clean_up();
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refused(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_NONE, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
}

fn no_event_loop() -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        "the event loop takes no timeout, through which events come: virEventRegisterDefaultImpl \
         or virEventRegisterImpl is to be called before the connection is opened",
    )
}
