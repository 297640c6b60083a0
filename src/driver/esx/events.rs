//! Lifecycle events: the program's event loop asks the host, in an interval, what has changed.

use super::error::{refused, unexpected};
use super::machine::IDENTITY;
use super::properties::Selection;
use super::session::{Failure, Session};
use super::soap::{Answer, Reference, Request, list, number, text};
use super::watch::{Collector, Lifecycle, Part, Watch};
use crate::driver::{Listeners, Poll};
use crate::model::Result;
use crate::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_LIFECYCLE;
use crate::model::event::{Event, EventKind};
use crate::model::virErrorNumber::VIR_ERR_OPERATION_TIMEOUT;
use crate::sys::warn::warn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How often the host is asked, and how often when it did not answer.
const INTERVAL: Duration = Duration::from_millis(500);
const INTERVAL_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How long all answers of a poll may take together: the program's event loop waits for them.
const POLL_TIMEOUT: Duration = Duration::from_secs(2);

/// What begins later than this before the deadline is left to the next poll.
const LAST_STEP: Duration = Duration::from_secs(1);

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

/// The only kind of event that a host tells of.
pub(in crate::driver::esx) const LIFECYCLE: i32 = VIR_DOMAIN_EVENT_ID_LIFECYCLE as i32;

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

    fn watch(&self) -> MutexGuard<'_, Option<Watch>> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to watch, so that the machines that exist cause no events.
    pub fn begin(&self) -> Result<()> {
        let mut watch = self.watch();
        if watch.is_some() {
            return Ok(());
        }
        let mut new = Watch::default();
        let deadline = Instant::now() + self.session.timeout().max(POLL_TIMEOUT);
        let begun = self.look(&mut new, PARTS_OF_ALL, deadline, &mut Vec::new());
        let error = match begun {
            Ok(true) => {
                *watch = Some(new);
                return Ok(());
            }
            Ok(false) => {
                let detail = "the host does not report all machines in time";
                refused(VIR_ERR_OPERATION_TIMEOUT, detail)
            }
            Err(failure) => failure.error(),
        };
        self.end(new);
        Err(error)
    }

    /// Destroys the collectors of a watch. A host that does not answer does it when the session ends.
    fn end(&self, watch: Watch) {
        let deadline = Instant::now() + POLL_TIMEOUT;
        let last = watch.collector.map(|collector| collector.reference);
        for collector in watch.failed.iter().chain(&last) {
            _ = self.destroy(collector, deadline);
        }
    }

    fn destroy(
        &self,
        collector: &Reference,
        deadline: Deadline,
    ) -> std::result::Result<(), Failure> {
        self.call(&Request::new("DestroyPropertyCollector", collector), deadline, |_| Ok(()))
    }

    fn call<T>(
        &self,
        request: &Request,
        deadline: Deadline,
        read: impl Fn(&Answer) -> std::result::Result<T, Failure>,
    ) -> std::result::Result<T, Failure> {
        self.session.call_until(request, Some(deadline), read)
    }

    /// Looks at what has changed since the last look, in so many parts at most, and adds the events that it is;
    /// whether it is all. What the time is too short for is left to the next look.
    fn look(
        &self,
        watch: &mut Watch,
        most_parts: usize,
        deadline: Deadline,
        events: &mut Vec<Lifecycle>,
    ) -> std::result::Result<bool, Failure> {
        let has_time = || Instant::now() + LAST_STEP < deadline;
        if watch.collector.is_none() {
            if !has_time() {
                return Ok(false);
            }
            watch.collector = Some(Collector::new(self.new_collector(deadline)?));
        }
        for _ in 0..most_parts {
            let Some(collector) = &mut watch.collector else { break };
            if !collector.has_filter {
                if !has_time() {
                    break;
                }
                self.set_filter(&collector.reference, deadline)?;
                collector.has_filter = true;
            }
            if !has_time() {
                break;
            }
            let Some(part) = self.part(collector, deadline)? else {
                events.append(&mut watch.all_reported());
                return Ok(true);
            };
            let is_last = !part.is_truncated;
            events.append(&mut watch.take(part));
            if is_last {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn new_collector(&self, deadline: Deadline) -> std::result::Result<Reference, Failure> {
        let collector = &self.session.service.property_collector;
        let create = Request::new("CreatePropertyCollector", collector);
        let none = || unexpected("the property collector that was made has no reference");
        self.call(
            &create,
            deadline,
            |answer| Ok(Reference::read(answer.value()?).ok_or_else(none)?),
        )
    }

    fn set_filter(
        &self,
        collector: &Reference,
        deadline: Deadline,
    ) -> std::result::Result<(), Failure> {
        let machines = Selection::machines_of(&self.host);
        let filter = Request::new("CreateFilter", collector)
            .with(machines.specification("spec", &IDENTITY))
            .with(text("partialUpdates", "false"));
        self.call(&filter, deadline, |_| Ok(()))
    }

    fn part(
        &self,
        collector: &Collector,
        deadline: Deadline,
    ) -> std::result::Result<Option<Part>, Failure> {
        let request = Request::new("WaitForUpdatesEx", &collector.reference)
            .with(text("version", &collector.version))
            .with(list("options", [number("maxWaitSeconds", 0)]));
        self.call(&request, deadline, Part::read)
    }

    /// Adds what has happened since the last poll, also where it fails then.
    fn poll_host(&self, events: &mut Vec<Lifecycle>) -> Result<()> {
        let deadline = Instant::now() + POLL_TIMEOUT;
        let mut watch = self.watch();
        // A listener may be there without a watch: its thread has met another one that removed the last one.
        if watch.is_none() && !self.listeners.are_any_of(LIFECYCLE) {
            return Ok(());
        }
        let watch = watch.get_or_insert_default();
        let looked = match self.look(watch, PARTS_OF_A_POLL, deadline, events) {
            // A collector ends with its session; of one that failed otherwise nothing more is expected either.
            Err(Failure::Fault(_, fault)) if !fault.is_of_login() => {
                let failed = watch.collector.take().filter(|_| !fault.is_gone());
                watch.failed.extend(failed.map(|collector| collector.reference));
                self.look(watch, PARTS_OF_A_POLL, deadline, events)
            }
            looked => looked,
        };
        looked.map_err(Failure::error)?;
        // One that is gone, or cannot be destroyed now, ends with the session.
        if let Some(failed) = watch.failed.pop() {
            _ = self.destroy(&failed, deadline);
        }
        Ok(())
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
        let mut watch = self.watch();
        // Another thread may have added one meanwhile.
        if self.listeners.are_any() {
            return;
        }
        let ended = watch.take();
        drop(watch);
        if let Some(ended) = ended {
            self.end(ended);
        }
    }
}
