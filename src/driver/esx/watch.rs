//! What is known of the machines, and the lifecycle events that updates of it are.

use super::machine::{MACHINE, identity, state};
use super::properties::Object;
use super::session::Failure;
use super::soap::{Answer, Reference};
use crate::model::constants::virDomainEventDefinedDetailType::VIR_DOMAIN_EVENT_DEFINED_ADDED;
use crate::model::constants::virDomainEventResumedDetailType::VIR_DOMAIN_EVENT_RESUMED_UNPAUSED;
use crate::model::constants::virDomainEventStartedDetailType::VIR_DOMAIN_EVENT_STARTED_BOOTED;
use crate::model::constants::virDomainEventStoppedDetailType::VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN;
use crate::model::constants::virDomainEventSuspendedDetailType::VIR_DOMAIN_EVENT_SUSPENDED_PAUSED;
use crate::model::constants::virDomainEventType::{self, *};
use crate::model::constants::virDomainEventUndefinedDetailType::VIR_DOMAIN_EVENT_UNDEFINED_REMOVED;
use crate::model::domain::{Identity, State};
use crate::xml::tree::Element;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A lifecycle event of a domain, and its detail.
pub type Lifecycle = (Identity, virDomainEventType, i32);

/// What is known of each machine.
pub type Machines = HashMap<Reference, Known>;

/// A property collector of this connection's own, and what it has reported so far.
pub struct Watch {
    pub collector: Reference,
    pub version: String,
    pub machines: Machines,
}

/// A machine as far as it is known.
#[derive(Clone)]
pub struct Known {
    object: Object,
    /// What events have reported of it; nothing while it is being made.
    reported: Option<(Identity, State)>,
}

/// A part of an update.
pub struct Part {
    pub version: String,
    pub updates: Vec<Update>,
    pub is_truncated: bool,
}

pub enum Update {
    /// A machine is there, as this.
    There(Object),
    /// It is not any more.
    Gone(Reference),
}

impl Part {
    /// None where nothing has changed.
    pub fn read(answer: &Answer) -> std::result::Result<Option<Self>, Failure> {
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
    pub fn take(&mut self, updates: Vec<Update>) -> Vec<Lifecycle> {
        let mut events = Vec::new();
        for update in updates {
            match update {
                Update::Gone(reference) => self.remove(&reference, &mut events),
                Update::There(object) if object.reference.kind == MACHINE => {
                    self.note(object, &mut events);
                }
                Update::There(_) => {}
            }
        }
        events
    }

    /// The same for updates that have all machines: those that are not among them are gone.
    pub fn take_all(&mut self, updates: Vec<Update>) -> Vec<Lifecycle> {
        let mut left: Vec<Reference> = self.machines.keys().cloned().collect();
        left.retain(|known| {
            let is_it = |update: &Update| matches!(update, Update::There(there) if there.reference == *known);
            !updates.iter().any(is_it)
        });
        let mut events = self.take(updates);
        left.iter().for_each(|reference| self.remove(reference, &mut events));
        events
    }

    fn remove(&mut self, reference: &Reference, events: &mut Vec<Lifecycle>) {
        let known = self.machines.remove(reference).and_then(|known| known.reported);
        if let Some((domain, state)) = known {
            events
                .extend(change(state, OFF).map(|(event, detail)| (domain.clone(), event, detail)));
            let detail = VIR_DOMAIN_EVENT_UNDEFINED_REMOVED as i32;
            events.push((domain, VIR_DOMAIN_EVENT_UNDEFINED, detail));
        }
    }

    /// An update has what has changed alone.
    fn note(&mut self, update: Object, events: &mut Vec<Lifecycle>) {
        let reference = update.reference.clone();
        let known = match self.machines.entry(reference) {
            Entry::Occupied(known) => {
                let known = known.into_mut();
                known.object.update(update);
                known
            }
            Entry::Vacant(new) => new.insert(Known { object: update, reported: None }),
        };
        let (Some(domain), Ok(state)) = (identity(&known.object), state(&known.object)) else {
            return;
        };
        if domain.uuid.is_nil() {
            return;
        }
        let old = known.reported.replace((domain.clone(), state)).map(|(_, state)| state);
        if old.is_none() {
            let detail = VIR_DOMAIN_EVENT_DEFINED_ADDED as i32;
            events.push((domain.clone(), VIR_DOMAIN_EVENT_DEFINED, detail));
        }
        let change = change(old.unwrap_or(OFF), state);
        events.extend(change.map(|(event, detail)| (domain, event, detail)));
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
