//! Events for programs in Rust without an event loop.

use super::{Connection, Domain};
use crate::driver::{Address, Descriptor, Listener, Wakeup};
use crate::model::event::{CLOSE_EVENT, Event, MEMORY_EVENT};
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, virErrorDomain};
use crate::sys::poll::{self, POLLIN, Polled, Waker};
use std::collections::VecDeque;
use std::fmt;
use std::os::fd::{AsFd, AsRawFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The events of a connection that a program waits for: one by one with [`Self::next`], or with
/// [`Self::iter`]. There should be one at a time for a connection: another one receives events only
/// while this one is waited for.
pub struct EventStream {
    connection: Connection,
    source: Arc<Source>,
    received: Arc<Mutex<VecDeque<Event>>>,
    callbacks: Vec<(i32, i32)>,
}

/// What events are waited for by.
struct Source {
    waker: Waker,
    /// When the host is to be asked, if at any time.
    due: Mutex<Option<Instant>>,
    descriptor: Option<Descriptor>,
}

impl Wakeup for Source {
    fn schedule(&self) {
        *lock(&self.due) = Some(Instant::now());
        self.waker.wake();
    }

    fn idle(&self, until: Option<Duration>) {
        *lock(&self.due) = until.map(|until| Instant::now() + until);
    }

    fn watches(&self) -> bool {
        self.descriptor.is_some()
    }

    fn cancel(&self) {
        *lock(&self.due) = None;
    }
}

impl Connection {
    /// Begins to receive events.
    ///
    /// Errors: VIR_ERR_SYSTEM_ERROR when the process may open no more files, VIR_ERR_NO_SUPPORT.
    pub fn events(&self) -> Result<EventStream> {
        let waker = Waker::new().map_err(|error| {
            let errno = error.raw_os_error().unwrap_or(0);
            Error::system(virErrorDomain::VIR_FROM_NONE, errno, "make a pipe for events")
        })?;
        // Without a listener the host is not watched yet.
        self.driver().watch(0)?;
        let descriptor = self.listeners()?.descriptor();
        let source = Source { waker, due: Mutex::new(None), descriptor };
        Ok(EventStream {
            connection: self.clone(),
            source: Arc::new(source),
            received: Arc::default(),
            callbacks: Vec::new(),
        })
    }
}

impl EventStream {
    /// Receives events of a kind too: a virDomainEventID, or [`MEMORY_EVENT`], of one domain, or of
    /// all; or [`CLOSE_EVENT`], after which nothing comes.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for an unknown kind and for one that is received already;
    /// VIR_ERR_NO_SUPPORT for memory events of a host that has none, and for the loss of a
    /// connection that cannot be lost.
    pub fn add(&mut self, kind: i32, domain: Option<&Domain>) -> Result<()> {
        match kind {
            MEMORY_EVENT => self.connection.check_memory_events()?,
            CLOSE_EVENT => self.connection.check_close_event()?,
            kind => self.connection.check_event(kind)?,
        }
        // One that is there already is kept: another would be cancelled, and this is the same.
        let mut added = self.connection.add_listener(self.listener(kind, domain), None)?;
        if added.is_none() {
            let wakeup: Arc<dyn Wakeup> = self.source.clone();
            added = self.connection.add_listener(self.listener(kind, domain), Some(wakeup))?;
        }
        self.callbacks.extend(added.map(|number| (kind, number)));
        Ok(())
    }

    /// Sets the thresholds of pressure of the memory events, as
    /// [`Connection::set_pressure`] does.
    pub fn set_pressure(&self, params: &[TypedParam]) -> Result<()> {
        let owner = self.owner();
        let mut memory = self.callbacks.iter().filter(|(kind, _)| *kind == MEMORY_EVENT);
        memory.try_for_each(|(_, id)| self.connection.set_pressure(owner, *id, params, 0))
    }

    /// The next event; `None` when the time is over or a signal has arrived.
    ///
    /// Errors: VIR_ERR_SYSTEM_ERROR.
    pub fn next(&self, at_most: Option<Duration>) -> Result<Option<Event>> {
        let end = at_most.map(|at_most| Instant::now() + at_most);
        loop {
            if let Some(event) = lock(&self.received).pop_front() {
                return Ok(Some(event));
            }
            let now = Instant::now();
            let due = *lock(&self.source.due);
            if due.is_some_and(|due| due <= now) {
                self.deliver()?;
            } else if end.is_some_and(|end| end <= now) || !self.wait(now, due, end)? {
                return Ok(None);
            }
        }
    }

    /// The events as they come, without an end of their own: it ends when a signal has arrived. As all
    /// iterators it may be asked again, and then waits again.
    ///
    /// Errors: those of [`Self::next`].
    pub fn iter(&self) -> EventIter<'_> {
        EventIter { stream: self }
    }

    /// Waits until something is due; false when a signal has arrived.
    fn wait(&self, now: Instant, due: Option<Instant>, end: Option<Instant>) -> Result<bool> {
        let fd = self.source.descriptor.as_ref().map_or(-1, |it| it.as_fd().as_raw_fd());
        let mut polled = [Polled { fd, events: POLLIN, revents: 0 }, self.source.waker.polled()];
        let until = due.into_iter().chain(end).min();
        if poll::wait(&mut polled, until.map(|until| until.saturating_duration_since(now))).is_err()
        {
            return Ok(false);
        }
        let [host, waker] = polled;
        if waker.revents != 0 {
            self.source.waker.rest();
        }
        if host.revents != 0 {
            self.deliver()?;
        }
        Ok(true)
    }

    fn deliver(&self) -> Result<()> {
        let mut delivery = self.connection.listeners()?.deliver();
        while delivery.tell_next() {}
        Ok(())
    }

    fn listener(&self, kind: i32, domain: Option<&Domain>) -> Listener {
        let received = Arc::clone(&self.received);
        let owner = self.owner();
        let domain = domain.map(Domain::uuid);
        Listener {
            address: Address { owner, kind, domain, function: owner, is_legacy: false },
            callback: Box::new(move |event| lock(&received).push_back(event.clone())),
            free: Box::new(|| ()),
        }
    }

    /// What tells its listeners from others.
    fn owner(&self) -> usize {
        Arc::as_ptr(&self.source).addr()
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<i32> = self.callbacks.iter().map(|(kind, _)| *kind).collect();
        let mut shown = f.debug_struct("EventStream");
        shown.field("connection", &self.connection).field("kinds", &kinds).finish_non_exhaustive()
    }
}

/// The iterator of [`EventStream::iter`].
#[derive(Debug)]
pub struct EventIter<'a> {
    stream: &'a EventStream,
}

impl Iterator for EventIter<'_> {
    type Item = Result<Event>;

    fn next(&mut self) -> Option<Self::Item> {
        self.stream.next(None).transpose()
    }
}

impl<'a> IntoIterator for &'a EventStream {
    type Item = Result<Event>;
    type IntoIter = EventIter<'a>;

    fn into_iter(self) -> EventIter<'a> {
        self.iter()
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        for (kind, id) in &self.callbacks {
            // It is there as long as this.
            let _ = match *kind {
                MEMORY_EVENT => self.connection.remove_memory_listener(self.owner(), *id),
                CLOSE_EVENT => self.connection.remove_close_listener(self.owner(), self.owner()),
                _ => self.connection.remove_listener(self.owner(), *id),
            };
        }
        // Nothing would wait for a source that is kept.
        if let Ok(listeners) = self.connection.listeners() {
            listeners.release();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
