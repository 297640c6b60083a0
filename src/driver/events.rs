//! Domain events: who listens, and delivery.

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
    /// Who is told of the host's events.
    fn listeners(&self) -> Result<&Listeners> {
        unsupported()
    }

    /// Runs the first scan, before someone listens.
    fn watch(&self) -> Result<()> {
        Ok(())
    }
}

/// The identity of a listener: no two have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// The connection that it belongs to.
    pub owner: usize,
    /// The id of the events that it is for.
    pub kind: i32,
    /// The domain whose events it is for; none for all.
    pub domain: Option<Uuid>,
    /// What is called.
    pub function: usize,
    /// It was registered by virConnectDomainEventRegister.
    pub is_old: bool,
}

/// A registered callback.
pub struct Listener {
    /// Its identity.
    pub address: Address,
    /// What is called with an event.
    pub tell: Box<dyn Fn(&Event) + Send + Sync>,
    /// What is called once, after it was removed.
    pub end: Box<dyn Fn() + Send + Sync>,
}

/// What calls [`Listeners::deliver`] from the event loop.
pub trait Alarm: Send + Sync {
    /// Schedules a call as soon as possible.
    fn ring(&self);
    /// Schedules no call, or one after this time.
    fn rest(&self, until: Option<Duration>);
    /// Cancels all calls for good.
    fn cancel(&self);
}

/// A host that does not report events by itself: it is polled.
pub trait Look: Send + Sync {
    /// Scans the host, and queues what has happened.
    fn look(&self);
}

/// The polling interval, while somebody listens.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// A host's listeners, and the queue of events for them. Clones share them. Nothing
/// is locked while anything outside is called.
#[derive(Clone, Default)]
pub struct Listeners(Arc<Mutex<Table>>);

#[derive(Default)]
struct Table {
    next_number: i32,
    listeners: BTreeMap<i32, Arc<Entry>>,
    /// There is one while anyone listens.
    alarm: Option<Arc<dyn Alarm>>,
    queue: Vec<Event>,
    /// The host, if it is polled.
    host: Option<Weak<dyn Look>>,
    /// How many deliveries are in progress: no listener is removed meanwhile.
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
    /// Those of a host that is polled.
    pub fn of(host: Weak<dyn Look>) -> Self {
        Self(Arc::new(Mutex::new(Table { host: Some(host), ..Table::default() })))
    }

    /// Adds a listener; `alarm` makes the alarm if there is none yet. Returns its
    /// number.
    ///
    /// Errors: VIR_ERR_INTERNAL_ERROR when there can be no alarm,
    /// VIR_ERR_INVALID_ARG when it is there already.
    pub fn add(
        &self,
        listener: Listener,
        alarm: impl Fn(Self) -> Option<Arc<dyn Alarm>>,
    ) -> Result<i32> {
        let mut table = loop {
            self.need_alarm(&alarm)?;
            let table = self.table();
            // It may have gone again, with another thread's last listener.
            if table.alarm.is_some() {
                break table;
            }
        };
        let mut present = table.listeners.values().filter(|entry| !entry.is_removed());
        if present.any(|entry| entry.listener.address == listener.address) {
            return Err(refused("the function is registered for such events already".to_owned()));
        }
        let number = table.next_number;
        table.next_number = number.wrapping_add(1);
        let entry = Entry { listener, removed: AtomicBool::new(false) };
        table.listeners.insert(number, Arc::new(entry));
        Ok(number)
    }

    fn need_alarm(&self, make: &impl Fn(Self) -> Option<Arc<dyn Alarm>>) -> Result<()> {
        if self.table().alarm.is_some() {
            return Ok(());
        }
        let alarm = make(self.clone()).ok_or_else(no_event_loop)?;
        let mut table = self.table();
        if table.alarm.is_some() {
            // Another thread was faster.
            drop(table);
            alarm.cancel();
        } else {
            table.alarm = Some(Arc::clone(&alarm));
            let is_looked_at = table.host.is_some();
            drop(table);
            if is_looked_at {
                alarm.rest(Some(LOOK_AGAIN));
            }
        }
        Ok(())
    }

    /// Removes the listener of that number, which belongs to `owner`. One that
    /// was removed and is not yet ended may be removed again.
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

    /// Removes the listener that was added in the old way.
    pub fn remove_old(&self, owner: usize, function: usize) -> Result<()> {
        let is_it = |address: &Address| {
            address.is_old && address.owner == owner && address.function == function
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

    /// Ends those that were removed, unless events are being delivered: that
    /// ends them afterwards. With the last one goes the alarm.
    fn clean_up(&self) {
        let mut table = self.table();
        if table.deliveries > 0 {
            return;
        }
        let gone: Vec<Arc<Entry>> =
            table.listeners.values().filter(|entry| entry.is_removed()).cloned().collect();
        table.listeners.retain(|_, entry| !entry.is_removed());
        let alarm = if table.listeners.is_empty() {
            table.queue.clear();
            table.alarm.take()
        } else {
            None
        };
        drop(table);
        gone.iter().for_each(|entry| (entry.listener.end)());
        if let Some(alarm) = alarm {
            alarm.cancel();
        }
    }

    /// Queues an event for the next delivery, if anyone listens to any; whether
    /// [`Self::ring`] is to follow. It may be called while a host is locked.
    #[must_use]
    pub fn keep(&self, event: Event) -> bool {
        let mut table = self.table();
        if table.alarm.is_none() {
            return false;
        }
        table.queue.push(event);
        table.queue.len() == 1
    }

    /// Schedules the delivery of the queued events.
    pub fn ring(&self) {
        let alarm = self.table().alarm.clone();
        if let Some(alarm) = alarm {
            alarm.ring();
        }
    }

    /// Delivers the queued events in their order, each to the listeners in the order
    /// in which they were added.
    pub fn deliver(&self) {
        let mut table = self.table();
        table.deliveries += 1;
        let alarm = table.alarm.clone();
        let host = table.host.clone();
        drop(table);
        // First this: an event that comes now rings again.
        if let Some(alarm) = alarm {
            alarm.rest(host.as_ref().map(|_| LOOK_AGAIN));
        }
        if let Some(host) = host.and_then(|host| host.upgrade()) {
            host.look();
        }
        let events = std::mem::take(&mut self.table().queue);
        for event in &events {
            let entries: Vec<Arc<Entry>> = self.table().listeners.values().cloned().collect();
            entries.iter().for_each(|entry| {
                if entry.wants(event) {
                    (entry.listener.tell)(event);
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
