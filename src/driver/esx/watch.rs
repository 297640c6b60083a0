//! What is known of the machines, and the lifecycle events that updates of it are.

use super::machine::{MACHINE, identity, state};
use super::properties::Object;
use super::session::Failure;
use super::soap::{Answer, Reference, is_true};
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
type Machines = HashMap<Reference, Known>;

/// What a host has reported so far, and how it goes on.
#[derive(Default)]
pub struct Watch {
    /// The property collector of this connection's own; none before the first one, and after one that has failed.
    pub collector: Option<Collector>,
    /// Those that are to be destroyed.
    pub failed: Vec<Reference>,
    machines: Machines,
    /// That all machines have been reported once: the first ones are no events.
    has_begun: bool,
}

/// A property collector.
pub struct Collector {
    pub reference: Reference,
    /// Whether it has been told what to look at.
    pub has_filter: bool,
    pub version: String,
    /// What a new one has reported, until that is all machines.
    first: Option<Vec<Update>>,
}

impl Collector {
    pub fn new(reference: Reference) -> Self {
        Self { reference, has_filter: false, version: String::new(), first: Some(Vec::new()) }
    }
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
            is_truncated: is_true(value.child("truncated")),
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
    /// Notes a part of an update of the collector's; the events that it is.
    pub fn take(&mut self, part: Part) -> Vec<Lifecycle> {
        let Some(collector) = &mut self.collector else { return Vec::new() };
        // Once it has its version, the host does not report a part again.
        collector.version = part.version;
        match &mut collector.first {
            Some(first) => {
                first.extend(part.updates);
                if part.is_truncated { Vec::new() } else { self.all_reported() }
            }
            None => self.changed(part.updates),
        }
    }

    /// Notes that the collector reports nothing more for now.
    pub fn all_reported(&mut self) -> Vec<Lifecycle> {
        let first = self.collector.as_mut().and_then(|collector| collector.first.take());
        let Some(first) = first else { return Vec::new() };
        let events = self.renewed(first);
        if std::mem::replace(&mut self.has_begun, true) { events } else { Vec::new() }
    }

    fn changed(&mut self, updates: Vec<Update>) -> Vec<Lifecycle> {
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
    fn renewed(&mut self, updates: Vec<Update>) -> Vec<Lifecycle> {
        let mut left: Vec<Reference> = self.machines.keys().cloned().collect();
        left.retain(|known| {
            let is_it = |update: &Update| matches!(update, Update::There(there) if there.reference == *known);
            !updates.iter().any(is_it)
        });
        let mut events = self.changed(updates);
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    /// An object of an update: its number, how it is there, and its properties.
    type Shown<'a> = (u32, &'a str, &'a [(&'a str, &'a str)]);

    const UUID: (&str, &str) = ("config.uuid", "11111111-2222-3333-4444-555555555555");
    const NAME: (&str, &str) = ("name", "m");
    const ON: (&str, &str) = ("runtime.powerState", "poweredOn");
    const OFF: (&str, &str) = ("runtime.powerState", "poweredOff");

    fn part(objects: &[Shown<'_>], is_truncated: bool) -> Part {
        let mut inside = String::new();
        for (number, kind, properties) in objects {
            write!(
                inside,
                "<objectSet><kind>{kind}</kind><obj type='VirtualMachine'>vm-{number}</obj>"
            )
            .unwrap();
            for (name, value) in *properties {
                write!(
                    inside,
                    "<changeSet><name>{name}</name><op>assign</op><val>{value}</val></changeSet>"
                )
                .unwrap();
            }
            inside.push_str("</objectSet>");
        }
        let message = format!(
            "<Envelope><Body><WaitForUpdatesExResponse><returnval><version>v</version><filterSet>{inside}</filterSet>\
             <truncated>{is_truncated}</truncated></returnval></WaitForUpdatesExResponse></Body></Envelope>"
        );
        let answer = Answer::read("WaitForUpdatesEx", message.as_bytes()).unwrap().unwrap();
        Part::read(&answer).ok().flatten().unwrap()
    }

    fn watch() -> Watch {
        let mut watch = Watch::default();
        collect_anew(&mut watch);
        watch
    }

    fn collect_anew(watch: &mut Watch) {
        let reference = Reference { kind: "PropertyCollector".into(), value: "c".into() };
        watch.collector = Some(Collector::new(reference));
    }

    fn kinds(events: &[Lifecycle]) -> Vec<virDomainEventType> {
        events.iter().map(|(_, kind, _)| *kind).collect()
    }

    #[test]
    fn the_first_machines_are_no_events() {
        let mut watch = watch();
        assert_eq!(watch.take(part(&[(1, "enter", &[NAME, UUID, ON])], true)), []);
        assert_eq!(watch.take(part(&[(2, "enter", &[NAME, UUID, ON])], false)), []);
        let events = watch.take(part(&[(1, "modify", &[OFF]), (2, "leave", &[])], false));
        let wanted =
            [VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_UNDEFINED];
        assert_eq!(kinds(&events), wanted);
    }

    #[test]
    fn a_machine_is_reported_when_it_has_its_name_and_uuid() {
        let mut watch = watch();
        watch.all_reported();
        assert_eq!(watch.take(part(&[(1, "enter", &[OFF])], false)), []);
        assert_eq!(watch.take(part(&[(1, "modify", &[NAME])], false)), []);
        let events = watch.take(part(&[(1, "modify", &[UUID, ON])], false));
        assert_eq!(kinds(&events), [VIR_DOMAIN_EVENT_DEFINED, VIR_DOMAIN_EVENT_STARTED]);
        assert_eq!(watch.take(part(&[(1, "modify", &[("name", "n")])], false)), []);
    }

    #[test]
    fn a_new_collector_reports_what_has_changed_meanwhile() {
        let mut watch = watch();
        watch.take(part(
            &[(1, "enter", &[NAME, UUID, ON]), (2, "enter", &[NAME, UUID, OFF])],
            false,
        ));
        collect_anew(&mut watch);
        assert_eq!(watch.take(part(&[(1, "enter", &[NAME, UUID, OFF])], true)), []);
        let events = watch.take(part(&[(3, "enter", &[NAME, UUID, OFF])], false));
        let wanted =
            [VIR_DOMAIN_EVENT_STOPPED, VIR_DOMAIN_EVENT_DEFINED, VIR_DOMAIN_EVENT_UNDEFINED];
        assert_eq!(kinds(&events), wanted);
        collect_anew(&mut watch);
        assert_eq!(kinds(&watch.all_reported()), [VIR_DOMAIN_EVENT_UNDEFINED; 2]);
        collect_anew(&mut watch);
        let events = watch.take(part(&[(4, "enter", &[NAME, UUID, OFF])], false));
        assert_eq!(kinds(&events), [VIR_DOMAIN_EVENT_DEFINED]);
    }
}
