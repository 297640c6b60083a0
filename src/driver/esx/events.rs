//! Lifecycle events: the program's event loop asks the host, in an interval, what has changed.

use super::error::{INVALID_LOGIN, refused, unexpected};
use super::machine::IDENTITY;
use super::properties::Selection;
use super::session::{Failure, Session};
use super::soap::{Answer, Reference, Request, list, number, text};
use super::watch::{Lifecycle, Machines, Part, Update, Watch};
use crate::driver::{Listeners, Poll};
use crate::model::Result;
use crate::model::event::{Event, EventKind};
use crate::model::virErrorNumber::VIR_ERR_OPERATION_TIMEOUT;
use crate::sys::warn::warn;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How often the host is asked, and how often when it did not answer.
const INTERVAL: Duration = Duration::from_millis(500);
const INTERVAL_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How long all answers of a poll may take together: the program's event loop waits for them.
const POLL_TIMEOUT: Duration = Duration::from_secs(2);

/// A part that begins later than this before the deadline is left to the next poll.
const LAST_PART: Duration = Duration::from_secs(1);

/// The most parts of an update that are taken by one poll; the next one goes on.
const PARTS_OF_A_POLL: usize = 8;

/// The most parts that all machines may come in.
const PARTS_OF_ALL: usize = 1000;

/// The events of a connection.
pub struct EsxEvents {
    session: Arc<Session>,
    host: Reference,
    pub listeners: Listeners,
    /// What is known of the machines, while anybody listens.
    watch: Mutex<Option<Watch>>,
}

/// When a poll has to be over.
type Deadline = Instant;

impl EsxEvents {
    pub fn new(session: Arc<Session>, host: Reference) -> Arc<Self> {
        Arc::new_cyclic(|events: &Weak<Self>| Self {
            session,
            host,
            listeners: Listeners::of(events.clone()),
            watch: Mutex::default(),
        })
    }

    /// Begins to watch, so that the machines that exist cause no events.
    pub fn begin(&self) -> Result<()> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        if watch.is_none() {
            let new = self.new_watch(Machines::new(), Instant::now() + self.session.timeout());
            let (new, _) = new.map_err(Failure::error)?;
            *watch = Some(new);
        }
        Ok(())
    }

    /// A watch of all machines, and what has changed since these were known.
    fn new_watch(
        &self,
        known: Machines,
        deadline: Deadline,
    ) -> std::result::Result<(Watch, Vec<Lifecycle>), Failure> {
        let collector = &self.session.service.property_collector;
        let create = Request::new("CreatePropertyCollector", collector);
        let none = || unexpected("the property collector that was made has no reference");
        let collector = self.call(&create, deadline, |answer| {
            Ok(Reference::read(answer.value()?).ok_or_else(none)?)
        })?;
        let begun = self.begin_watch(&collector, known, deadline);
        if begun.is_err() {
            self.destroy(&collector, deadline);
        }
        begun
    }

    fn begin_watch(
        &self,
        collector: &Reference,
        known: Machines,
        deadline: Deadline,
    ) -> std::result::Result<(Watch, Vec<Lifecycle>), Failure> {
        let machines = Selection::machines_of(&self.host);
        let filter = Request::new("CreateFilter", collector)
            .with(machines.specification("spec", &IDENTITY))
            .with(text("partialUpdates", "false"));
        self.call(&filter, deadline, |_| Ok(()))?;
        let (collector, version) = (collector.clone(), String::new());
        let mut watch = Watch { collector, version, machines: known };
        let mut found = Vec::new();
        let is_whole =
            self.update(&mut watch, PARTS_OF_ALL, deadline, |_, part| found.extend(part))?;
        if !is_whole {
            let detail = "the host does not tell all machines in time";
            return Err(refused(VIR_ERR_OPERATION_TIMEOUT, detail).into());
        }
        let events = watch.take_all(found);
        Ok((watch, events))
    }

    fn destroy(&self, collector: &Reference, deadline: Deadline) {
        _ = self.call(&Request::new("DestroyPropertyCollector", collector), deadline, |_| Ok(()));
    }

    fn call<T>(
        &self,
        request: &Request,
        deadline: Deadline,
        read: impl Fn(&Answer) -> std::result::Result<T, Failure>,
    ) -> std::result::Result<T, Failure> {
        if deadline <= Instant::now() {
            let detail = format!("the host's answers take more than {POLL_TIMEOUT:?}");
            return Err(refused(VIR_ERR_OPERATION_TIMEOUT, detail).into());
        }
        self.session.call_until(request, Some(deadline), read)
    }

    /// Takes what has changed since the last call, in so many parts at most; whether it is all.
    fn update(
        &self,
        watch: &mut Watch,
        most_parts: usize,
        deadline: Deadline,
        mut take: impl FnMut(&mut Watch, Vec<Update>),
    ) -> std::result::Result<bool, Failure> {
        for _ in 0..most_parts {
            let request = Request::new("WaitForUpdatesEx", &watch.collector)
                .with(text("version", &watch.version))
                .with(list("options", [number("maxWaitSeconds", 0)]));
            let Some(part) = self.call(&request, deadline, Part::read)? else { return Ok(true) };
            // Once it has its version, the host does not give a part again.
            watch.version = part.version;
            take(watch, part.updates);
            if !part.is_truncated {
                return Ok(true);
            }
            if Instant::now() + LAST_PART > deadline {
                break;
            }
        }
        Ok(false)
    }

    /// Adds what has happened since the last poll, also where it fails then.
    fn poll_host(&self, events: &mut Vec<Lifecycle>) -> Result<()> {
        let deadline = Instant::now() + POLL_TIMEOUT;
        let mut guard = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(watch) = guard.as_mut() else { return Ok(()) };
        let updated = self.update(watch, PARTS_OF_A_POLL, deadline, |watch, part| {
            events.append(&mut watch.take(part));
        });
        match updated {
            Ok(_) => Ok(()),
            // A collector ends with its session; of one that failed otherwise nothing more is expected either.
            Err(Failure::Fault(_, fault))
                if !fault.is_of_session() && fault.name != INVALID_LOGIN =>
            {
                if !fault.is_gone() {
                    self.destroy(&watch.collector, deadline);
                }
                let new = self.new_watch(watch.machines.clone(), deadline);
                let (new, mut missed) = new.map_err(Failure::error)?;
                *watch = new;
                events.append(&mut missed);
                Ok(())
            }
            Err(failure) => Err(failure.error()),
        }
    }
}

impl Poll for EsxEvents {
    fn poll(&self) -> Option<Duration> {
        let mut events = Vec::new();
        let polled = self.poll_host(&mut events);
        for (domain, event, detail) in events {
            let kind = EventKind::Lifecycle { event: event as i32, detail };
            if self.listeners.enqueue(Event { domain: Some(domain), kind }) {
                self.listeners.schedule();
            }
        }
        match polled {
            Ok(()) => Some(INTERVAL),
            Err(error) => {
                warn(format_args!("events: {error}"));
                Some(INTERVAL_AFTER_FAILURE)
            }
        }
    }

    fn longest_interval(&self) -> Duration {
        INTERVAL_AFTER_FAILURE
    }

    fn listeners_removed(&self) {
        if self.listeners.are_any() {
            return;
        }
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(watch) = watch {
            self.destroy(&watch.collector, Instant::now() + POLL_TIMEOUT);
        }
    }
}
