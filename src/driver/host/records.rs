//! What the library writes down of its running domains.
//!
//! A record is written before its group is made and removed after it, so that
//! a group of ours always has one, whenever the writer is interrupted.

use super::error::{self, Failed};
use super::systemd::{self, Systemd};
use crate::model::domain::{Uuid, check_name, parse_uuid};
use crate::model::{Result, virErrorDomain};
use crate::store::Store;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use crate::sys::{Dir, Errno, RelPath};
use crate::xml::definition::Definition;
use crate::xml::tree::{self, Element};
use std::os::fd::OwnedFd;
use std::time::Duration;

/// Where the library keeps its groups and its records.
#[derive(Debug, Clone)]
pub struct Place {
    /// The group that the domains' groups are made in.
    pub parent: RelPath,
    /// The directory of the records, below the root.
    pub records: RelPath,
    /// The directory of the persistent definitions, below the root.
    pub domains: RelPath,
    /// The directory of the domains' output, below the root.
    #[expect(dead_code, reason = "no domain is started yet")]
    pub logs: RelPath,
    /// Where systemd runs the host: a domain's group is a scope of its then, and
    /// not one in `parent`.
    pub systemd: Option<Systemd>,
}

/// A running domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The domain's name.
    pub name: String,
    /// The domain's uuid.
    pub uuid: Uuid,
    /// Its first process; 0 before there is one.
    pub pid: i32,
    /// When that started: with the pid, its identity.
    pub start_time: u64,
    /// Its group.
    pub group: RelPath,
    /// Whether the group above was made for it.
    pub made_parent: bool,
    /// The systemd unit that its group is, where it is one.
    pub unit: Option<String>,
    /// The group that its first process was attached from.
    pub from: Option<RelPath>,
    /// Whether it is complete. One that is not, and whose maker is gone, is to be
    /// finished or undone by who meets it.
    pub ready: bool,
    /// What it runs with, if it has a definition.
    pub definition: Option<Definition>,
}

/// The longest name of a domain: its record and its group are files.
pub const NAME_MAX: usize = 240;

impl Record {
    fn to_document(&self) -> String {
        let mut process = Element::new("process");
        process.set_attribute("pid", &self.pid.to_string());
        process.set_attribute("start", &self.start_time.to_string());
        if let Some(from) = &self.from {
            process.set_attribute("from", &format!("/{from}"));
        }
        let mut group = Element::new("group");
        group.set_attribute("path", self.group.as_str());
        group.set_attribute("parent", if self.made_parent { MADE } else { "found" });
        if let Some(unit) = &self.unit {
            group.set_attribute("unit", unit);
        }
        let mut running = Element::new("running");
        running.set_attribute("ready", if self.ready { YES } else { "no" });
        running.extend([
            Element::with_text("name", &self.name),
            Element::with_text("uuid", self.uuid.to_string()),
            process,
            group,
        ]);
        running.extend(self.definition.as_ref().map(|definition| definition.to_element(None)));
        running.to_document()
    }

    fn parse(content: &[u8]) -> std::result::Result<Self, String> {
        let root =
            tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(|e| e.to_string())?;
        let text =
            |name: &str| root.child(name).map(Element::text).ok_or(format!("it has no <{name}>"));
        let given = |element: &str, name: &str| {
            root.child(element).and_then(|element| element.attribute(name))
        };
        let value = |element: &str, name: &str| {
            given(element, name).ok_or(format!("<{element}> has no {name}"))
        };
        let path = |text: &str| RelPath::new(text).ok_or("a group's path is not one".to_owned());
        let name = text("name")?;
        check_name(&name, NAME_MAX)?;
        let number = |_| "a number is not one".to_owned();
        let definition = root.child("domain").map(Definition::read_as_it_is).transpose();
        Ok(Self {
            uuid: parse_uuid(&text("uuid")?).ok_or("its uuid is not one")?,
            pid: value("process", "pid")?.parse().map_err(number)?,
            start_time: value("process", "start")?.parse().map_err(number)?,
            group: path(value("group", "path")?)?,
            made_parent: value("group", "parent")? == MADE,
            unit: given("group", "unit").map(str::to_owned),
            from: given("process", "from").map(path).transpose()?,
            ready: root.attribute("ready") == Some(YES),
            definition: definition.map_err(|error| error.to_string())?,
            name,
        })
    }
}

const MADE: &str = "made";
const YES: &str = "yes";

impl Place {
    /// The group for a domain of that name, and the unit that it is with systemd.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for a name that makes none.
    pub fn home(&self, name: &str) -> Result<(RelPath, Option<String>)> {
        let unit = self.systemd.as_ref().map(|_| systemd::unit_name(name)).transpose();
        let unit = unit.map_err(error::invalid)?;
        let group = match &unit {
            Some(unit) => systemd::group(unit),
            None => self.plain_group(name),
        };
        let group = group.ok_or_else(|| error::invalid(format!("name '{name}' makes no group")))?;
        Ok((group, unit))
    }

    fn plain_group(&self, name: &str) -> Option<RelPath> {
        self.parent.join(&format!("virmemctl-{name}"))
    }

    /// Whether a record tells of a group that the library makes for that name.
    fn is_ours(&self, record: &Record) -> bool {
        let group = match &record.unit {
            Some(unit) if systemd::unit_name(&record.name).as_ref() == Ok(unit) => {
                systemd::group(unit)
            }
            Some(_) => None,
            None => self.plain_group(&record.name),
        };
        group.as_ref() == Some(&record.group)
    }

    /// Opens the records, if there are any.
    pub fn open(&self, root: &Dir) -> Result<Option<Store>> {
        match Store::open(root, &self.records) {
            Ok(store) => Ok(Some(store)),
            Err(Errno::NOENT) => Ok(None),
            Err(errno) => Err(error::system(errno, format_args!("open /{}", self.records))),
        }
    }

    /// Opens the records to write them, and makes their directory if need be.
    pub fn create(&self, root: &Dir) -> Result<Store> {
        Store::create(root, &self.records).during(format_args!("open /{} to write", self.records))
    }

    /// Waits to be the only one who makes, ends, defines and cleans up domains.
    pub fn lock(&self, root: &Dir, at_most: Duration) -> Result<Lock<OwnedFd>> {
        root.sub(&self.records)
            .and_then(|dir| dir.lock_file(".lock"))
            .and_then(|file| Lock::wait(file, at_most))
            .during(format_args!("lock /{}/.lock", self.records))
    }

    /// The records that can be read; others are left out with a warning.
    pub fn list(&self, store: &Store) -> Result<Vec<Record>> {
        let names = store.names().during(format_args!("list /{}", self.records))?;
        let read = |name: String| {
            let content = store.read(&name).map_err(|errno| errno.to_string());
            let record = content.and_then(|content| Record::parse(&content));
            let ours =
                record.and_then(|record| match record.name == name && self.is_ours(&record) {
                    true => Ok(record),
                    false => Err("it does not describe a group of ours".to_owned()),
                });
            ours.map_err(|reason| {
                warn(format_args!("/{}/{name}.xml is left out: {reason}", self.records))
            })
            .ok()
        };
        Ok(names.into_iter().filter_map(read).collect())
    }

    /// Writes a record.
    pub fn write(&self, store: &Store, record: &Record) -> Result<()> {
        store
            .write(&record.name, record.to_document().as_bytes())
            .during(format_args!("write /{}/{}.xml", self.records, record.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip() {
        let record = Record {
            name: "a <b> & c".to_owned(),
            uuid: Uuid::from_u128(7),
            pid: 42,
            start_time: 99,
            group: RelPath::new("machine/virmemctl-a <b> & c").unwrap(),
            made_parent: true,
            unit: Some("machine-a.scope".to_owned()),
            from: Some(RelPath::default()),
            ready: true,
            definition: None,
        };
        assert_eq!(Record::parse(record.to_document().as_bytes()), Ok(record));
    }

    #[test]
    fn foreign_records_are_refused() {
        for text in [
            "<running/>",
            "<running><name>../x</name></running>",
            "<running><name>x</name><uuid>0</uuid></running>",
            "<running><name>x</name><uuid>00000000000000000000000000000001</uuid><process pid='1' start='1'/>\
             <group path='../..' parent='made'/></running>",
            "torn",
        ] {
            assert!(Record::parse(text.as_bytes()).is_err(), "{text}");
        }
    }
}
