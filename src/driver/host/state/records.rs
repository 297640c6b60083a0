//! Records of the library's running domains.
//!
//! A record is written before its group is made and removed after it: so a group of the
//! library always has one, whenever the writer is killed.

use super::document::{KIND, check_readable};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::paths::{NAME_MAX, Paths};
use crate::driver::host::systemd::unit_name;
use crate::model::domain::{Uuid, check_name, parse_uuid};
use crate::model::{Result, virErrorDomain};
use crate::store::Store;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use crate::sys::{Errno, RelPath, SysResult};
use crate::xml::definition::Definition;
use crate::xml::tree::{self, Element};
use std::os::fd::OwnedFd;
use std::time::Duration;

/// A running domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The domain's name.
    pub name: String,
    /// The domain's uuid.
    pub uuid: Uuid,
    /// Its first process; 0 before there is one.
    pub pid: i32,
    /// Its start time, which with the pid identifies it.
    pub start_time: u64,
    /// Its group.
    pub group: RelPath,
    /// The inode of its group's directory, which tells the group from a later one of
    /// that name; `None` before there is one.
    pub inode: Option<u64>,
    /// Whether the group above was made for it.
    pub made_parent: bool,
    /// The systemd unit that its group is, where it is one.
    pub unit: Option<String>,
    /// The group that its first process was attached from.
    pub from: Option<RelPath>,
    /// The group of its first process in the CPU controller's own v1 hierarchy, before it
    /// was attached.
    pub cpu_from: Option<RelPath>,
    /// Whether it is complete. One that is not, and whose writer was killed, is
    /// completed or rolled back by crash recovery.
    pub ready: bool,
    /// The definition that it runs with, if it has one.
    pub definition: Option<Definition>,
}

/// How long a call waits for another one that makes, ends or defines domains.
pub const LOCK_WAIT: Duration = Duration::from_secs(10);

/// What a directory of records holds.
#[derive(Debug, Default)]
pub struct Listed {
    /// The records of this boot that can be read.
    pub records: Vec<Record>,
    /// The names of those of an earlier boot, whose domains ended with it.
    pub outdated: Vec<String>,
    /// Whether there are temporary files, of writers at work or killed.
    pub unfinished: bool,
}

impl Record {
    /// Whether it holds a user's document or texts, which other users may not read.
    fn is_private(&self) -> bool {
        self.definition.as_ref().is_some_and(|definition| {
            let Definition { kind, title, description, metadata, .. } = definition;
            kind == KIND
                || metadata.is_some()
                || [title, description].into_iter().any(Option::is_some)
        })
    }

    fn to_document(&self, boot: &str) -> String {
        let mut process = Element::new("process");
        process.set_attribute("pid", &self.pid.to_string());
        process.set_attribute("start", &self.start_time.to_string());
        if let Some(from) = &self.from {
            process.set_attribute("from", &format!("/{from}"));
        }
        if let Some(from) = &self.cpu_from {
            process.set_attribute("cpu-from", &format!("/{from}"));
        }
        let mut group = Element::new("group");
        group.set_attribute("path", self.group.as_str());
        group.set_attribute("parent", if self.made_parent { MADE } else { "found" });
        if let Some(inode) = self.inode {
            group.set_attribute("inode", &inode.to_string());
        }
        if let Some(unit) = &self.unit {
            group.set_attribute("unit", unit);
        }
        let mut running = Element::new("running");
        running.set_attribute("ready", if self.ready { YES } else { "no" });
        running.set_attribute("boot", boot);
        running.extend([
            Element::with_text("name", &self.name),
            Element::with_text("uuid", self.uuid.to_string()),
            process,
            group,
        ]);
        let shown = self.definition.as_ref().filter(|_| !self.is_private());
        running.extend(shown.map(|definition| definition.to_element(None)));
        running.to_document()
    }

    /// A record, and the boot that it is of.
    fn parse(content: &[u8]) -> std::result::Result<(Self, String), String> {
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
        let boot = root.attribute("boot").unwrap_or_default().to_owned();
        let record = Self {
            uuid: parse_uuid(&text("uuid")?).ok_or("its uuid is not one")?,
            pid: value("process", "pid")?.parse().map_err(number)?,
            start_time: value("process", "start")?.parse().map_err(number)?,
            group: path(value("group", "path")?)?,
            inode: given("group", "inode").map(str::parse).transpose().map_err(number)?,
            made_parent: value("group", "parent")? == MADE,
            unit: given("group", "unit").map(str::to_owned),
            from: given("process", "from").map(path).transpose()?,
            cpu_from: given("process", "cpu-from").map(path).transpose()?,
            ready: root.attribute("ready") == Some(YES),
            definition: definition.map_err(|error| error.to_string())?,
            name,
        };
        Ok((record, boot))
    }
}

const MADE: &str = "made";
const YES: &str = "yes";

/// The directory of running domains' definitions that may hold secrets.
const PRIVATE: &str = "private";

/// The records, open in their directory.
pub struct Records<'a> {
    paths: &'a Paths,
    store: Store,
}

/// The right to make, end, define and clean up domains, and the records that go with
/// it: nobody else changes either while this exists.
pub struct Exclusive<'a> {
    /// The records.
    pub records: Records<'a>,
    _lock: Lock<OwnedFd>,
}

impl<'a> Exclusive<'a> {
    /// Waits for the lock.
    ///
    /// Errors: VIR_ERR_SYSTEM_ERROR, with ETIMEDOUT when it takes longer.
    pub fn wait(host: &Host, paths: &'a Paths, at_most: Duration) -> Result<Self> {
        let records = Records::create(host, paths)?;
        let lock = host
            .root
            .sub(&paths.records)
            .and_then(|dir| dir.lock_file(".lock"))
            .and_then(|file| Lock::wait(file, at_most))
            .during(format_args!("lock /{}/.lock", paths.records))?;
        Ok(Self { records, _lock: lock })
    }
}

impl<'a> Records<'a> {
    /// Opens the records, if there are any.
    pub fn open(host: &Host, paths: &'a Paths) -> Result<Option<Self>> {
        match Store::open(&host.root, &paths.records) {
            Err(Errno::NOENT) => Ok(None),
            opened => {
                let store = error::opened(opened, &paths.records, "")?;
                Ok(Some(Self { paths, store }))
            }
        }
    }

    /// Opens the records to write them, and makes their directory if need be.
    fn create(host: &Host, paths: &'a Paths) -> Result<Self> {
        let store = Store::create(&host.root, &paths.records);
        let store = error::opened(store, &paths.records, " to write")?;
        Ok(Self { paths, store })
    }

    /// The records of this boot that can be read; others are left out with a
    /// warning.
    pub fn list(&self) -> Result<Vec<Record>> {
        Ok(self.scan()?.records)
    }

    /// The record of the domain with that uuid, once it is complete.
    pub fn find(&self, uuid: Uuid) -> Result<Option<Record>> {
        Ok(self.list()?.into_iter().find(|record| record.uuid == uuid && record.ready))
    }

    /// What the directory holds; what cannot be read is left out with a warning.
    pub fn scan(&self) -> Result<Listed> {
        let listing = self.store.listing().during(format_args!("list /{}", self.paths.records))?;
        let mut listed = Listed { unfinished: listing.unfinished, ..Listed::default() };
        for name in listing.names {
            match self.read(&name) {
                Ok((record, boot)) if boot == self.paths.boot => listed.records.push(record),
                Ok(_) => listed.outdated.push(name),
                Err(reason) => {
                    warn(format_args!("/{}/{name}.xml is left out: {reason}", self.paths.records));
                }
            }
        }
        let private = self.store.inner(PRIVATE).and_then(|private| private.listing());
        listed.unfinished |= private.is_ok_and(|private| private.unfinished)
            || !unrecorded_definitions(&self.store).is_empty();
        Ok(listed)
    }

    fn read(&self, name: &str) -> std::result::Result<(Record, String), String> {
        let content = self.store.read(name).map_err(|errno| errno.to_string())?;
        let (mut record, boot) = Record::parse(&content)?;
        if record.definition.is_none() {
            record.definition = private_definition(&self.store, &record);
        }
        if record.name == name && is_ours(self.paths, &record) {
            Ok((record, boot))
        } else {
            Err("it does not describe a group of ours".to_owned())
        }
    }

    /// Writes a record, which anybody may read. What of it may hold secrets is written
    /// before, to a file that only its owner may read.
    pub fn write(&self, record: &Record) -> Result<()> {
        let document = record.to_document(&self.paths.boot);
        let write = || self.store.write(&record.name, document.as_bytes());
        let private = record.definition.as_ref().filter(|_| record.is_private());
        let definition = private.map(|definition| definition.to_document(None, true, false));
        for document in definition.iter().chain([&document]) {
            check_readable(&record.name, document)?;
        }
        let written = match definition {
            Some(definition) => self
                .store
                .make_inner(PRIVATE)
                .and_then(|inner| inner.write_private(&record.name, definition.as_bytes()))
                .and_then(|()| write()),
            None => write().and_then(|()| remove_private(&self.store, &record.name)),
        };
        written.during(format_args!("write /{}/{}.xml", self.paths.records, record.name))
    }

    /// Removes a record.
    pub fn remove(&self, name: &str) -> Result<()> {
        let removed = self.store.remove(name).and_then(|()| remove_private(&self.store, name));
        removed.during(format_args!("remove /{}/{name}.xml", self.paths.records))
    }

    /// Removes the temporary files of writers that were killed. The caller must hold
    /// the lock.
    pub fn remove_unfinished(&self) {
        self.store.remove_unfinished();
        let Ok(private) = self.store.inner(PRIVATE) else {
            return;
        };
        private.remove_unfinished();
        for name in unrecorded_definitions(&self.store) {
            // A failure is retried by the next recovery.
            let _ = private.remove(&name);
        }
    }
}

/// Whether a record is about the group that the library makes for that name.
fn is_ours(paths: &Paths, record: &Record) -> bool {
    let group = match &record.unit {
        Some(unit) if unit_name::unit_name(&record.name).as_ref() == Ok(unit) => {
            unit_name::group(unit)
        }
        Some(_) => None,
        None if paths.session => {
            let parent = record.group.parent();
            parent.and_then(|parent| Paths::plain_group_in(&parent, &record.name))
        }
        None => paths.plain_group(&record.name),
    };
    group.as_ref() == Some(&record.group)
}

fn remove_private(store: &Store, name: &str) -> SysResult<()> {
    match store.inner(PRIVATE) {
        Err(Errno::NOENT) => Ok(()),
        inner => inner?.remove(name),
    }
}

/// The private definitions without a record, readable or not.
fn unrecorded_definitions(store: &Store) -> Vec<String> {
    let mut names = store.inner(PRIVATE).and_then(|private| private.names()).unwrap_or_default();
    names.retain(|name| !store.has(name));
    names
}

/// The definition of a record that may hold secrets; `None` for a caller who may not
/// read it.
fn private_definition(store: &Store, record: &Record) -> Option<Definition> {
    let content = store.inner(PRIVATE).and_then(|private| private.read(&record.name)).ok()?;
    let root = tree::parse(&content, virErrorDomain::VIR_FROM_CGROUP).ok()?;
    let definition = Definition::read_as_it_is(&root).ok()?;
    (definition.uuid == Some(record.uuid)).then_some(definition)
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
            inode: Some(1 << 40),
            made_parent: true,
            unit: Some("machine-a.scope".to_owned()),
            from: Some(RelPath::default()),
            cpu_from: RelPath::new("a/b"),
            ready: true,
            definition: None,
        };
        let document = record.to_document("this");
        assert_eq!(Record::parse(document.as_bytes()), Ok((record, "this".to_owned())));
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
