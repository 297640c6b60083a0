//! Lifecycle events: the program's event loop asks the host, in an interval, what has changed.

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
use crate::sys::warn::warn;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// How often the host is asked, and how often when it did not answer.
const INTERVAL: Duration = Duration::from_millis(500);
const INTERVAL_AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How long an answer may take: the program's event loop waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// The most parts of an update that are taken at once.
const MOST_PARTS: usize = 1000;

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
    machines: HashMap<Reference, (Identity, State)>,
}

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
            *watch = Some(self.new_watch(HashMap::new())?.0);
        }
        Ok(())
    }

    /// A watch that knows all machines, and what has changed since these were known.
    fn new_watch(
        &self,
        known: HashMap<Reference, (Identity, State)>,
    ) -> Result<(Watch, Vec<Told>)> {
        let create =
            Request::new("CreatePropertyCollector", &self.session.service.property_collector);
        let created =
            self.call(&create, |answer| Ok(answer.values().next().and_then(Reference::read)))?;
        let collector = created
            .ok_or_else(|| super::error::unexpected("a property collector has no reference"))?;
        let machines = Selection::machines_of(&self.host);
        let filter = Request::new("CreateFilter", &collector)
            .with(machines.specification("spec", &IDENTITY))
            .with(text("partialUpdates", "false"));
        self.call(&filter, |_| Ok(()))?;
        let mut watch = Watch { collector, version: String::new(), machines: known };
        let before = watch.machines.clone();
        let found = self.updates(&mut watch)?;
        let told = watch.take(found, Some(&before));
        Ok((watch, told))
    }

    fn call<T>(
        &self,
        request: &Request,
        read: impl Fn(&Answer) -> std::result::Result<T, Failure>,
    ) -> Result<T> {
        self.session.call_within(request, Some(PATIENCE), read).map_err(Failure::error)
    }

    /// What has changed since the last call.
    fn updates(&self, watch: &mut Watch) -> Result<Vec<Update>> {
        let mut all = Vec::new();
        for _ in 0..MOST_PARTS {
            let request = Request::new("WaitForUpdatesEx", &watch.collector)
                .with(text("version", &watch.version))
                .with(list("options", [number("maxWaitSeconds", 0)]));
            let Some(mut part) = self.call(&request, Part::read)? else { break };
            watch.version = part.version;
            all.append(&mut part.updates);
            if !part.is_truncated {
                break;
            }
        }
        Ok(all)
    }

    fn poll_host(&self) -> Result<Vec<Told>> {
        let mut guard = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(mut watch) = guard.take() else { return Ok(Vec::new()) };
        // The collector ends with its session, and another has to be made then.
        let told = match self.updates(&mut watch) {
            Ok(found) => watch.take(found, None),
            Err(_) => match self.new_watch(watch.machines.clone()) {
                Ok((new, told)) => {
                    watch = new;
                    told
                }
                Err(error) => {
                    *guard = Some(watch);
                    return Err(error);
                }
            },
        };
        *guard = Some(watch);
        Ok(told)
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

    fn listeners_removed(&self) {
        if self.listeners.are_any() {
            return;
        }
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(watch) = watch {
            let request = Request::new("DestroyPropertyCollector", &watch.collector);
            _ = self.call(&request, |_| Ok(()));
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
        let sets = value.elements().filter(|child| child.local_name() == "filterSet");
        let objects =
            sets.flat_map(|set| set.elements()).filter(|child| child.local_name() == "objectSet");
        let updates = objects.map(Update::read).collect::<std::result::Result<_, _>>()?;
        Ok(Some(Self {
            version: word("version"),
            updates,
            is_truncated: word("truncated") == "true",
        }))
    }
}

impl Update {
    fn read(element: &crate::xml::tree::Element) -> std::result::Result<Self, Failure> {
        let object = Object::read(element, "changeSet")?;
        let is_gone = element.child("kind").is_some_and(|kind| kind.text() == "leave");
        Ok(if is_gone { Self::Gone(object.reference) } else { Self::There(object) })
    }
}

impl Watch {
    /// Notes updates; the events that they are. `all` are the machines known before, where the updates are of
    /// all machines that there are.
    fn take(
        &mut self,
        updates: Vec<Update>,
        all: Option<&HashMap<Reference, (Identity, State)>>,
    ) -> Vec<Told> {
        let is_first = all.is_some_and(HashMap::is_empty);
        let mut left = all.cloned().unwrap_or_default();
        let mut told = Vec::new();
        for update in updates {
            match update {
                Update::Gone(reference) => self.remove(&reference, &mut told),
                Update::There(object) if object.reference.kind == MACHINE => {
                    left.remove(&object.reference);
                    self.note(&object, &mut told);
                }
                Update::There(_) => {}
            }
        }
        left.keys().for_each(|reference| self.remove(reference, &mut told));
        if is_first { Vec::new() } else { told }
    }

    fn remove(&mut self, reference: &Reference, told: &mut Vec<Told>) {
        if let Some((domain, state)) = self.machines.remove(reference) {
            if state.is_active() {
                told.push((
                    domain.clone(),
                    VIR_DOMAIN_EVENT_STOPPED,
                    VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN as i32,
                ));
            }
            let detail = VIR_DOMAIN_EVENT_UNDEFINED_REMOVED as i32;
            told.push((domain, VIR_DOMAIN_EVENT_UNDEFINED, detail));
        }
    }

    fn note(&mut self, object: &Object, told: &mut Vec<Told>) {
        let Some(domain) = identity_of(object, self.machines.get(&object.reference)) else {
            return;
        };
        let old = self.machines.get(&object.reference).map(|(_, state)| *state);
        let new = if object.value("runtime.powerState").is_some() {
            state(object)
        } else {
            old.unwrap_or(state(object))
        };
        self.machines.insert(object.reference.clone(), (domain.clone(), new));
        if old.is_none() {
            let detail = VIR_DOMAIN_EVENT_DEFINED_ADDED as i32;
            told.push((domain.clone(), VIR_DOMAIN_EVENT_DEFINED, detail));
        }
        let old = old.unwrap_or(State::VIR_DOMAIN_SHUTOFF);
        told.extend(change(old, new).map(|(event, detail)| (domain, event, detail)));
    }
}

/// Who a machine is of which some properties changed.
fn identity_of(object: &Object, known: Option<&(Identity, State)>) -> Option<Identity> {
    let Some((known, _)) = known else { return identity(object) };
    let name = object.text("name").map(|name| super::machine::unescaped(&name));
    let is_active = object.value("runtime.powerState").map(|_| state(object).is_active());
    let id = match is_active {
        Some(true) => object.reference.number(),
        Some(false) => None,
        None => known.id,
    };
    Some(Identity { name: name.unwrap_or_else(|| known.name.clone()), uuid: known.uuid, id })
}

/// The event that a change of state is.
fn change(old: State, new: State) -> Option<(virDomainEventType, i32)> {
    use State::{
        VIR_DOMAIN_PAUSED as PAUSED, VIR_DOMAIN_RUNNING as RUNNING, VIR_DOMAIN_SHUTOFF as OFF,
    };
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
