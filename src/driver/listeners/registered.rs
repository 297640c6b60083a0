//! Callbacks are registered and removed; events are enqueued for them.

use super::listener::{Address, Listener, Wakeup, refused};
use super::poll::{Descriptor, Poll};
use super::table::{Entry, Queued, Table};
use crate::model::Result;
use crate::model::event::Event;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// The callbacks of a host and its queue of events. Clones share both. No lock is held
/// while a callback runs.
#[derive(Clone, Default)]
pub struct Listeners(Arc<Mutex<Table>>);

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

    pub(super) fn find(&self, is_it: impl Fn(&Address) -> bool) -> Option<Arc<Entry>> {
        self.table().present().find(|entry| is_it(&entry.listener.address)).cloned()
    }

    fn end(&self, entry: &Entry) {
        entry.removed.store(true, Ordering::Relaxed);
        self.clean_up();
    }

    /// Frees removed listeners, unless a delivery is in progress, which does so
    /// afterwards. The timeout is removed with the last one, unless it is kept.
    pub(super) fn clean_up(&self) {
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

    pub(super) fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
