//! What the library writes down of its running domains.
//!
//! A record is written before its group is made and removed after it, so that
//! a group of ours always has one, whenever the writer is interrupted.

use super::document::{KIND, check_readable};
use super::parse_cache::Parsed;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::systemd;
use crate::driver::host::systemd::Systemd;
use crate::model::domain::{Uuid, check_name, parse_uuid};
use crate::model::{Result, virErrorDomain};
use crate::store::Store;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use crate::xml::definition::Definition;
use crate::xml::tree::{self, Element};
use std::os::fd::OwnedFd;
use std::sync::Arc;
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
    /// The definitions as they were read last.
    pub parsed: Arc<Parsed>,
    /// What tells this boot from every other.
    pub boot: String,
    /// The directory of the domains' output, below the root.
    pub logs: RelPath,
    /// Where systemd runs the host: a domain's group is a scope of its then, and
    /// not one in `parent`.
    pub systemd: Option<Systemd>,
    /// Whether it is a user's own: `parent` is delegated, and the user may have
    /// another one, with domains, in another session.
    pub session: bool,
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
    /// The number of its group's directory, which a later group of that name has not;
    /// none before there is one.
    pub inode: Option<u64>,
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

/// How long a call waits for others who make, end or define domains.
pub const LOCK_WAIT: Duration = Duration::from_secs(10);

/// The longest name of a domain: its record and its group are files.
pub const NAME_MAX: usize = 240;

/// What a directory of records holds.
#[derive(Debug, Default)]
pub struct Listed {
    /// The records of this boot that can be read.
    pub records: Vec<Record>,
    /// The names of those of an earlier boot, which describe nothing any more.
    pub outdated: Vec<String>,
    /// Whether there are files of writers that write now, or that were killed.
    pub unfinished: bool,
}

impl Record {
    /// Whether somebody wrote a definition, or texts, of which others may know
    /// nothing.
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
            ready: root.attribute("ready") == Some(YES),
            definition: definition.map_err(|error| error.to_string())?,
            name,
        };
        Ok((record, boot))
    }
}

const MADE: &str = "made";
const YES: &str = "yes";

/// The directory of the definitions that domains run with and that may hold secrets.
const PRIVATE: &str = "private";

impl Place {
    /// What the names of our groups begin with.
    pub const PREFIX: &'static str = "virmemctl-";

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

    /// The group for a domain of that name without systemd.
    pub fn plain_group(&self, name: &str) -> Option<RelPath> {
        plain(&self.parent, name)
    }

    /// Whether a record tells of a group that the library makes for that name.
    fn is_ours(&self, record: &Record) -> bool {
        let group = match &record.unit {
            Some(unit) if systemd::unit_name(&record.name).as_ref() == Ok(unit) => {
                systemd::group(unit)
            }
            Some(_) => None,
            None if self.session => {
                record.group.parent().and_then(|parent| plain(&parent, &record.name))
            }
            None => self.plain_group(&record.name),
        };
        group.as_ref() == Some(&record.group)
    }

    /// Opens the records, if there are any.
    pub fn open(&self, root: &Dir) -> Result<Option<Store>> {
        match Store::open(root, &self.records) {
            Err(Errno::NOENT) => Ok(None),
            opened => error::opened(opened, &self.records, "").map(Some),
        }
    }

    /// Opens the records to write them, and makes their directory if need be.
    pub fn create(&self, root: &Dir) -> Result<Store> {
        error::opened(Store::create(root, &self.records), &self.records, " to write")
    }

    /// Waits to be the only one who makes, ends, defines and cleans up domains.
    pub fn lock(&self, root: &Dir, at_most: Duration) -> Result<Lock<OwnedFd>> {
        root.sub(&self.records)
            .and_then(|dir| dir.lock_file(".lock"))
            .and_then(|file| Lock::wait(file, at_most))
            .during(format_args!("lock /{}/.lock", self.records))
    }

    /// The records of this boot that can be read; others are left out with a
    /// warning.
    pub fn list(&self, store: &Store) -> Result<Vec<Record>> {
        Ok(self.look(store)?.records)
    }

    /// What is there; what cannot be read is left out with a warning.
    pub fn look(&self, store: &Store) -> Result<Listed> {
        let listing = store.listing().during(format_args!("list /{}", self.records))?;
        let mut listed = Listed { unfinished: listing.unfinished, ..Listed::default() };
        for name in listing.names {
            match self.read(store, &name) {
                Ok((record, boot)) if boot == self.boot => listed.records.push(record),
                Ok(_) => listed.outdated.push(name),
                Err(reason) => {
                    warn(format_args!("/{}/{name}.xml is left out: {reason}", self.records));
                }
            }
        }
        let private = store.inner(PRIVATE).and_then(|private| private.listing());
        listed.unfinished |=
            private.is_ok_and(|private| private.unfinished) || !orphans(store).is_empty();
        Ok(listed)
    }

    fn read(&self, store: &Store, name: &str) -> std::result::Result<(Record, String), String> {
        let content = store.read(name).map_err(|errno| errno.to_string())?;
        let (mut record, boot) = Record::parse(&content)?;
        if record.definition.is_none() {
            record.definition = private_definition(store, &record);
        }
        if record.name == name && self.is_ours(&record) {
            Ok((record, boot))
        } else {
            Err("it does not describe a group of ours".to_owned())
        }
    }

    /// Writes a record, which anybody may read. What of it may hold secrets goes to a
    /// file for its owner alone, before it.
    pub fn write(&self, store: &Store, record: &Record) -> Result<()> {
        let document = record.to_document(&self.boot);
        let write = || store.write(&record.name, document.as_bytes());
        let private = record.definition.as_ref().filter(|_| record.is_private());
        let definition = private.map(|definition| definition.to_document(None, true, false));
        for document in definition.iter().chain([&document]) {
            check_readable(&record.name, document)?;
        }
        let written = match definition {
            Some(definition) => store
                .make_inner(PRIVATE)
                .and_then(|inner| inner.write_private(&record.name, definition.as_bytes()))
                .and_then(|()| write()),
            None => write().and_then(|()| remove_private(store, &record.name)),
        };
        written.during(format_args!("write /{}/{}.xml", self.records, record.name))
    }

    /// Removes a record.
    pub fn forget(&self, store: &Store, name: &str) -> Result<()> {
        let removed = store.remove(name).and_then(|()| remove_private(store, name));
        removed.during(format_args!("remove /{}/{name}.xml", self.records))
    }

    /// Removes what writers that were killed have left. Only for one who knows that
    /// nobody writes now.
    pub fn clear(&self, store: &Store) {
        store.remove_unfinished();
        let Ok(private) = store.inner(PRIVATE) else {
            return;
        };
        private.remove_unfinished();
        for name in orphans(store) {
            // What cannot be removed now is no worse later.
            let _ = private.remove(&name);
        }
    }
}

fn remove_private(store: &Store, name: &str) -> SysResult<()> {
    match store.inner(PRIVATE) {
        Err(Errno::NOENT) => Ok(()),
        inner => inner?.remove(name),
    }
}

/// The private definitions that belong to no record, readable or not.
fn orphans(store: &Store) -> Vec<String> {
    let mut names = store.inner(PRIVATE).and_then(|private| private.names()).unwrap_or_default();
    names.retain(|name| !store.has(name));
    names
}

/// The definition of a record that may hold secrets; none for one who may not
/// read it.
fn private_definition(store: &Store, record: &Record) -> Option<Definition> {
    let content = store.inner(PRIVATE).and_then(|private| private.read(&record.name)).ok()?;
    let root = tree::parse(&content, virErrorDomain::VIR_FROM_CGROUP).ok()?;
    let definition = Definition::read_as_it_is(&root).ok()?;
    (definition.uuid == Some(record.uuid)).then_some(definition)
}

fn plain(parent: &RelPath, name: &str) -> Option<RelPath> {
    parent.join(&format!("{}{name}", Place::PREFIX))
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
