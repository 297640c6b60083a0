//! Delivery of events to registered callbacks.

use super::{Node, unsupported};
use crate::model::domain::Uuid;
use crate::model::event::{CLOSE_EVENT, Event, EventKind};
use crate::model::pressure::PressureThreshold;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::CountedMap;
use std::collections::VecDeque;
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// The events of a host.
pub trait Events: Node {
    /// The host's registered callbacks.
    fn listeners(&self) -> Result<&Listeners> {
        unsupported()
    }

    /// Refuses callbacks for memory events where the host has none.
    fn check_memory_events(&self) -> Result<()> {
        unsupported()
    }

    /// Has the host tell a listener of thresholds of pressure, in the place of those before, of one
    /// domain or of all, also of those that come later.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED where the host cannot; VIR_ERR_SYSTEM_ERROR, with no
    /// thresholds then.
    fn set_pressure(
        &self,
        _listener: i32,
        _domain: Option<Uuid>,
        _thresholds: &[PressureThreshold],
    ) -> Result<()> {
        unsupported()
    }

    /// Whether the connection may be lost, which [`EventKind::Closed`] then tells. Keepalive
    /// messages are then sent by [`Poll::poll`]: while they are on, it is called also without
    /// callbacks.
    fn tells_close(&self) -> bool {
        false
    }

    /// Called before a callback for events of this kind is registered; more than once where a
    /// wakeup is needed first.
    fn watch(&self, _kind: i32) -> Result<()> {
        Ok(())
    }

    /// Called after it was registered: what other threads have changed meanwhile must not keep events
    /// from it.
    fn watched(&self, _kind: i32) {}
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

impl Address {
    /// Whether it is for the loss of the connection that `owner` holds.
    fn is_close(&self, owner: usize) -> bool {
        self.kind == CLOSE_EVENT && self.owner == owner
    }

    /// Refuses a listener beside this one: the same, and a second one for the loss of a connection.
    fn check_beside(&self, new: &Self) -> Result<()> {
        if new.kind == CLOSE_EVENT && self.is_close(new.owner) {
            let detail = "a callback for the loss of the connection is already registered";
            let code = virErrorNumber::VIR_ERR_OPERATION_INVALID;
            return Err(Error::new(virErrorDomain::VIR_FROM_NONE, code, detail));
        }
        if self == new {
            return Err(refused("the function is already registered for such events".to_owned()));
        }
        Ok(())
    }
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

/// A timeout of the event loop, and a file descriptor that it watches where the host has one,
/// for both of which [`Listeners::deliver`] is called.
pub trait Wakeup: Send + Sync {
    /// Fires as soon as possible.
    fn schedule(&self);
    /// Fires after `until`, or never for `None`. The file descriptor is watched all the same.
    fn idle(&self, until: Option<Duration>);
    /// Whether the host's file descriptor is watched.
    fn watches(&self) -> bool;
    /// Never fires again.
    fn cancel(&self);
}

/// A file descriptor that can be read when a host has something to tell. It stays open as long
/// as this.
pub type Descriptor = Arc<dyn AsFd + Send + Sync>;

/// A host that others change too, so that it has to be asked what has happened.
pub trait Poll: Send + Sync {
    /// Detects changes, and enqueues an event for each of them. Returns after which time it has
    /// to be called again although the file descriptor cannot be read, if after any.
    fn poll(&self) -> Option<Duration>;

    /// The file descriptor that can be read when [`Self::poll`] has to be called. Without one it
    /// is called every [`POLL_INTERVAL`].
    fn descriptor(&self) -> Option<Descriptor> {
        None
    }

    /// The longest time between two calls of [`Self::poll`] without a file descriptor.
    fn longest_interval(&self) -> Duration {
        POLL_INTERVAL
    }

    /// Called after listeners were removed, perhaps all.
    fn listeners_removed(&self) {}
}

/// The interval in which a host is polled that has no file descriptor, or whose file descriptor
/// does not tell everything, while a callback is registered.
pub const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// The callbacks of a host and its queue of events. Clones share both. No lock is held
/// while a callback runs.
#[derive(Clone, Default)]
pub struct Listeners(Arc<Mutex<Table>>);

#[derive(Default)]
struct Table {
    next_number: i32,
    listeners: CountedMap<i32, Arc<Entry>>,
    /// Set while any callback is registered, and while it is kept.
    wakeup: Option<Arc<dyn Wakeup>>,
    /// The host needs the wakeup without callbacks too.
    is_kept: bool,
    queue: VecDeque<Queued>,
    /// The host, if it has to be polled.
    host: Option<Weak<dyn Poll>>,
    /// The number of deliveries in progress; listeners are not freed meanwhile.
    deliveries: usize,
    /// The listener that was told of the loss of its connection. It is freed, but there, as in libvirt.
    closed: Option<Address>,
}

impl Table {
    /// The number of a new listener. That of one for the loss of the connection is negative: as in
    /// libvirt, it is none of the callback ids.
    fn new_number(&mut self, kind: i32) -> i32 {
        if kind == CLOSE_EVENT {
            let first = self.listeners.iter().next().map_or(0, |(number, _)| *number);
            return first.min(0).wrapping_sub(1);
        }
        let number = self.next_number;
        self.next_number = number.wrapping_add(1);
        number
    }

    /// The listeners that are not removed.
    fn present(&self) -> impl Iterator<Item = &Arc<Entry>> {
        self.listeners.values().filter(|entry| !entry.is_removed())
    }
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
    fn wants(&self, number: i32, event: &Event) -> bool {
        let address = &self.listener.address;
        let is_of = |uuid: Uuid| event.domain.as_ref().is_some_and(|domain| domain.uuid == uuid);
        !self.is_removed()
            && event.kind.listener().is_none_or(|only| only == number)
            && address.kind == event.kind.number()
            && address.domain.is_none_or(is_of)
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
    /// Errors: VIR_ERR_INVALID_ARG if it is already registered; VIR_ERR_OPERATION_INVALID for a
    /// second one of a connection for its loss.
    pub fn add(&self, listener: Listener, wakeup: Option<Arc<dyn Wakeup>>) -> Result<Option<i32>> {
        if let Some(wakeup) = wakeup {
            self.set_wakeup(wakeup);
        }
        let mut table = self.table();
        if table.wakeup.is_none() {
            return Ok(None);
        }
        let present = table.present().map(|entry| &entry.listener.address);
        let mut all = present.chain(&table.closed);
        all.try_for_each(|known| known.check_beside(&listener.address))?;
        drop(all);
        let number = table.new_number(listener.address.kind);
        let entry = Entry { listener, removed: AtomicBool::new(false) };
        table.listeners.insert(number, Arc::new(entry));
        Ok(Some(number))
    }

    /// Keeps the wakeup until [`Self::release`], also without callbacks: for a host that has to be
    /// polled all the same, as to send keepalive messages. False where a `wakeup` is needed first;
    /// one that is not needed is cancelled.
    pub fn keep(&self, wakeup: Option<Arc<dyn Wakeup>>) -> bool {
        if let Some(wakeup) = wakeup {
            self.set_wakeup(wakeup);
        }
        let mut table = self.table();
        table.is_kept = table.wakeup.is_some();
        table.is_kept
    }

    /// Ends what [`Self::keep`] began; without it nothing changes. A driver that may be dropped
    /// meanwhile calls it then.
    pub fn release(&self) {
        self.table().is_kept = false;
        self.clean_up();
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
            // The first poll tells when the next one is due.
            if is_polled {
                wakeup.schedule();
            }
        }
    }

    /// Removes the listener of `owner` with that callback id, of the kinds for which `is_kind`
    /// holds. One that was removed but is not yet freed may be removed again.
    pub fn remove(&self, owner: usize, number: i32, is_kind: fn(i32) -> bool) -> Result<()> {
        let table = self.table();
        let found = table.listeners.get(number);
        let is_it = |address: &Address| address.owner == owner && is_kind(address.kind);
        let found = found.filter(|entry| is_it(&entry.listener.address)).cloned();
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
        let entry = self
            .find(is_it)
            .ok_or_else(|| refused(format!("the function {function:#x} is not registered")))?;
        self.end(&entry);
        Ok(())
    }

    /// Removes the listener of `owner` for the loss of the connection; false where it has another
    /// function, or none.
    pub fn remove_close(&self, owner: usize, function: usize) -> bool {
        let is_it = |address: &Address| address.is_close(owner) && address.function == function;
        let entry = self.find(is_it);
        entry.iter().for_each(|entry| self.end(entry));
        entry.is_some() || self.table().closed.take_if(|address| is_it(address)).is_some()
    }

    fn find(&self, is_it: impl Fn(&Address) -> bool) -> Option<Arc<Entry>> {
        self.table().present().find(|entry| is_it(&entry.listener.address)).cloned()
    }

    fn end(&self, entry: &Entry) {
        entry.removed.store(true, Ordering::Relaxed);
        self.clean_up();
    }

    /// Frees removed listeners, unless a delivery is in progress, which does so
    /// afterwards. The timeout is removed with the last one, unless it is kept.
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
            let is_kept = table.is_kept;
            table.wakeup.take_if(|_| !is_kept)
        } else {
            None
        };
        let host = table.host.clone().filter(|_| !removed.is_empty());
        drop(table);
        removed.iter().for_each(|entry| (entry.listener.free)());
        if let Some(wakeup) = wakeup {
            wakeup.cancel();
        }
        if let Some(host) = host.and_then(|host| host.upgrade()) {
            host.listeners_removed();
        }
    }

    /// Whether this connection's listener with that callback id is there, and which domain's
    /// events it receives.
    pub fn address(&self, number: i32) -> Option<Address> {
        let table = self.table();
        let entry = table.listeners.get(number).filter(|entry| !entry.is_removed())?;
        Some(entry.listener.address)
    }

    /// The host's file descriptor, if it has one.
    pub fn descriptor(&self) -> Option<Descriptor> {
        let host = self.table().host.clone();
        host.and_then(|host| host.upgrade()).and_then(|host| host.descriptor())
    }

    /// Whether any callback is registered, or the wakeup is kept.
    pub fn are_any(&self) -> bool {
        self.table().wakeup.is_some()
    }

    /// Whether any callback for events of this kind is registered.
    pub fn are_any_of(&self, kind: i32) -> bool {
        self.find(|address| address.kind == kind).is_some()
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

fn refused(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_NONE, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
}
