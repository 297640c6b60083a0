//! Lifecycle events: the program's event loop asks the host, in an interval, what has changed.

use super::error::{INVALID_LOGIN, refused, unexpected};
use super::machine::{IDENTITY, MACHINE, identity, state};
use super::properties::{Object, Selection};
use super::session::{Failure, Session};
use super::soap::{Answer, Reference, Request, list, number, text};
use crate::driver::{Listeners, Poll};
use crate::model::Result;
use crate::model::constants::virDomainEventDefinedDetailType::VIR_DOMAIN_EVENT_DEFINED_ADDED;
use crate::model::constants::virDomainEventResumedDetailType::VIR_DOMAIN_EVENT_RESUMED_UNPAUSED;
use crate::model::constants::virDomainEventStartedDetailType::VIR_DOMAIN_EVENT_STARTED_BOOTED;
use crate::model::constants::virDomainEventStoppedDetailType::VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN;
use crate::model::constants::virDomainEventSuspendedDetailType::VIR_DOMAIN_EVENT_SUSPENDED_PAUSED;
use crate::model::constants::virDomainEventType::{self, *};
use crate::model::constants::virDomainEventUndefinedDetailType::VIR_DOMAIN_EVENT_UNDEFINED_REMOVED;
use crate::model::domain::{Identity, State};
use crate::model::event::{Event, EventKind};
use crate::model::virErrorNumber::VIR_ERR_OPERATION_TIMEOUT;
use crate::sys::warn::warn;
use crate::xml::tree::Element;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How often the host is asked, and how often when it did not answer.
const INTERVAL: Duration = Duration::from_millis(500);
const INTERVAL_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How long all answers of a poll may take together: the program's event loop waits for them.
const POLL_TIMEOUT: Duration = Duration::from_secs(2);

/// The most parts of an update that are taken by one poll.
const MOST_PARTS: usize = 8;

/// The events of a connection.
pub struct EsxEvents {
    session: Arc<Session>,
    host: Reference,
    pub listeners: Listeners,
    /// What is known of the machines, while anybody listens.
    watch: Mutex<Option<Watch>>,
}

/// A property collector of this connection's own, and what it has told so far.
struct Watch {
    collector: Reference,
    version: String,
    machines: HashMap<Reference, Known>,
}

/// A machine as far as it is told.
#[derive(Clone)]
struct Known {
    object: Object,
    /// What events have told of it; nothing while it is being made.
    told: Option<(Identity, State)>,
}

/// When a poll has to be over.
type Deadline = Instant;

/// A lifecycle event, and its detail.
type Told = (Identity, virDomainEventType, i32);

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
            let new = self.new_watch(HashMap::new(), Instant::now() + POLL_TIMEOUT);
            *watch = Some(new.map_err(Failure::error)?.0);
        }
        Ok(())
    }

    /// A watch of all machines, and what has changed since these were known.
    fn new_watch(
        &self,
        known: HashMap<Reference, Known>,
        deadline: Deadline,
    ) -> std::result::Result<(Watch, Vec<Told>), Failure> {
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
        known: HashMap<Reference, Known>,
        deadline: Deadline,
    ) -> std::result::Result<(Watch, Vec<Told>), Failure> {
        let machines = Selection::machines_of(&self.host);
        let filter = Request::new("CreateFilter", collector)
            .with(machines.specification("spec", &IDENTITY))
            .with(text("partialUpdates", "false"));
        self.call(&filter, deadline, |_| Ok(()))?;
        let mut watch =
            Watch { collector: collector.clone(), version: String::new(), machines: known };
        let found = self.updates(&mut watch, deadline)?;
        let told = watch.take_all(found);
        Ok((watch, told))
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
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            let detail = format!("the host's answers take more than {POLL_TIMEOUT:?}");
            return Err(refused(VIR_ERR_OPERATION_TIMEOUT, detail).into());
        }
        self.session.call_within(request, Some(left), read)
    }

    /// What has changed since the last call.
    fn updates(
        &self,
        watch: &mut Watch,
        deadline: Deadline,
    ) -> std::result::Result<Vec<Update>, Failure> {
        let mut all = Vec::new();
        for _ in 0..MOST_PARTS {
            let request = Request::new("WaitForUpdatesEx", &watch.collector)
                .with(text("version", &watch.version))
                .with(list("options", [number("maxWaitSeconds", 0)]));
            let Some(mut part) = self.call(&request, deadline, Part::read)? else { break };
            watch.version = part.version;
            all.append(&mut part.updates);
            if !part.is_truncated {
                break;
            }
        }
        Ok(all)
    }

    fn poll_host(&self) -> Result<Vec<Told>> {
        let deadline = Instant::now() + POLL_TIMEOUT;
        let mut guard = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(watch) = guard.as_mut() else { return Ok(Vec::new()) };
        match self.updates(watch, deadline) {
            Ok(found) => Ok(watch.take(found)),
            // A collector ends with its session; of one that failed otherwise nothing more is expected either.
            Err(Failure::Fault(_, fault))
                if !fault.is_of_session() && fault.name != INVALID_LOGIN =>
            {
                if !fault.is_gone() {
                    self.destroy(&watch.collector, deadline);
                }
                let new = self.new_watch(watch.machines.clone(), deadline);
                let (new, told) = new.map_err(Failure::error)?;
                *watch = new;
                Ok(told)
            }
            Err(failure) => Err(failure.error()),
        }
    }
}

impl Poll for EsxEvents {
    fn poll(&self) -> Option<Duration> {
        let told = match self.poll_host() {
            Ok(told) => told,
            Err(error) => {
                warn(format_args!("events: {error}"));
                return Some(INTERVAL_AFTER_FAILURE);
            }
        };
        for (domain, event, detail) in told {
            let kind = EventKind::Lifecycle { event: event as i32, detail };
            if self.listeners.enqueue(Event { domain: Some(domain), kind }) {
                self.listeners.schedule();
            }
        }
        Some(INTERVAL)
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

/// A part of an update.
struct Part {
    version: String,
    updates: Vec<Update>,
    is_truncated: bool,
}

enum Update {
    /// A machine is there, as this.
    There(Object),
    /// It is not any more.
    Gone(Reference),
}

impl Part {
    /// None where nothing has changed.
    fn read(answer: &Answer) -> std::result::Result<Option<Self>, Failure> {
        let Some(value) = answer.values().next() else { return Ok(None) };
        let word = |name: &str| value.child(name).map(|child| child.text()).unwrap_or_default();
        let sets = value.elements().filter(|child| child.name == "filterSet");
        let objects = sets.flat_map(|set| set.elements()).filter(|child| child.name == "objectSet");
        let updates = objects.filter_map(|object| Update::read(object).transpose());
        let updates = updates.collect::<std::result::Result<_, _>>()?;
        Ok(Some(Self {
            version: word("version"),
            updates,
            is_truncated: word("truncated") == "true",
        }))
    }
}

impl Update {
    fn read(element: &Element) -> std::result::Result<Option<Self>, Failure> {
        if element.child("kind").is_some_and(|kind| kind.text() == "leave") {
            return Ok(element.child("obj").and_then(Reference::read).map(Self::Gone));
        }
        Ok(Object::read(element, "changeSet")?.map(Self::There))
    }
}

impl Watch {
    /// Notes updates; the events that they are.
    fn take(&mut self, updates: Vec<Update>) -> Vec<Told> {
        let mut told = Vec::new();
        for update in updates {
            match update {
                Update::Gone(reference) => self.remove(&reference, &mut told),
                Update::There(object) if object.reference.kind == MACHINE => {
                    self.note(object, &mut told);
                }
                Update::There(_) => {}
            }
        }
        told
    }

    /// The same for updates that have all machines: those that are not among them are gone. The first ones are no
    /// events.
    fn take_all(&mut self, updates: Vec<Update>) -> Vec<Told> {
        let is_first = self.machines.is_empty();
        let mut left: Vec<Reference> = self.machines.keys().cloned().collect();
        left.retain(|known| {
            let is_it = |update: &Update| matches!(update, Update::There(there) if there.reference == *known);
            !updates.iter().any(is_it)
        });
        let mut told = self.take(updates);
        left.iter().for_each(|reference| self.remove(reference, &mut told));
        if is_first { Vec::new() } else { told }
    }

    fn remove(&mut self, reference: &Reference, told: &mut Vec<Told>) {
        let known = self.machines.remove(reference).and_then(|known| known.told);
        if let Some((domain, state)) = known {
            told.extend(change(state, OFF).map(|(event, detail)| (domain.clone(), event, detail)));
            let detail = VIR_DOMAIN_EVENT_UNDEFINED_REMOVED as i32;
            told.push((domain, VIR_DOMAIN_EVENT_UNDEFINED, detail));
        }
    }

    /// An update has what has changed alone.
    fn note(&mut self, update: Object, told: &mut Vec<Told>) {
        let reference = update.reference.clone();
        let known = match self.machines.entry(reference) {
            Entry::Occupied(known) => {
                let known = known.into_mut();
                known.object.update(update);
                known
            }
            Entry::Vacant(new) => new.insert(Known { object: update, told: None }),
        };
        let (Some(domain), Ok(state)) = (identity(&known.object), state(&known.object)) else {
            return;
        };
        if domain.uuid.is_nil() {
            return;
        }
        let old = known.told.replace((domain.clone(), state)).map(|(_, state)| state);
        if old.is_none() {
            let detail = VIR_DOMAIN_EVENT_DEFINED_ADDED as i32;
            told.push((domain.clone(), VIR_DOMAIN_EVENT_DEFINED, detail));
        }
        let change = change(old.unwrap_or(OFF), state);
        told.extend(change.map(|(event, detail)| (domain, event, detail)));
    }
}

const OFF: State = State::VIR_DOMAIN_SHUTOFF;

/// The event that a change of state is.
fn change(old: State, new: State) -> Option<(virDomainEventType, i32)> {
    use State::{VIR_DOMAIN_PAUSED as PAUSED, VIR_DOMAIN_RUNNING as RUNNING};
    match (old, new) {
        (OFF, RUNNING) => Some((VIR_DOMAIN_EVENT_STARTED, VIR_DOMAIN_EVENT_STARTED_BOOTED as i32)),
        (PAUSED, RUNNING) => {
            Some((VIR_DOMAIN_EVENT_RESUMED, VIR_DOMAIN_EVENT_RESUMED_UNPAUSED as i32))
        }
        (RUNNING | OFF, PAUSED) => {
            Some((VIR_DOMAIN_EVENT_SUSPENDED, VIR_DOMAIN_EVENT_SUSPENDED_PAUSED as i32))
        }
        (RUNNING | PAUSED, OFF) => {
            Some((VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN as i32))
        }
        _ => None,
    }
}
