//! The directory of records of running domains, and its lock.
//!
//! A record is written before its group is made and removed after it: so a group of the
//! library always has one, whenever the writer is killed.

use super::document::{self, check_readable};
use super::record::Record;
use crate::driver::host::caches::{Caches, RecordFile, RunningDefinition};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::file_cache::{Cached, Parsed, Source};
use crate::driver::host::paths::Paths;
use crate::driver::host::stored::{Recent, Stored};
use crate::driver::host::systemd::unit_name;
use crate::model::domain::{Identity, Uuid, parse_uuid};
use crate::model::{Error, Result, virErrorDomain};
use crate::store::{Listing, Store};
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use crate::sys::{Errno, FileFingerprint, SysResult};
use crate::xml::definition::Definition;
use crate::xml::tree;
use std::collections::BTreeMap;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::Duration;

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

/// What a scan needs of a directory of records.
#[derive(Debug, Default)]
pub struct Looked {
    /// The records of this boot that can be read.
    pub records: Vec<LookedRecord>,
    /// The fingerprints of the other files, by name.
    pub left_out: BTreeMap<String, FileFingerprint>,
    /// Whether there is something for crash recovery: records of an earlier boot, or temporary
    /// files of writers at work or killed.
    pub needs_recovery: bool,
}

/// What a scan needs of a record.
#[derive(Debug)]
pub struct LookedRecord {
    /// The domain's name.
    pub name: String,
    /// What is in the file.
    pub file: RecordFile,
    /// The fingerprint of the file.
    pub fingerprint: Option<FileFingerprint>,
}

/// How a scan looks at records.
struct Look<'a> {
    paths: &'a Paths,
    /// The directory of the definitions that may hold secrets, and what it holds.
    private: Option<(Listing, Store)>,
    recent: &'a Arc<Recent>,
}

impl Look<'_> {
    /// What is in the file of that name; none where it is of an earlier boot.
    fn at(&self, name: &str, content: Vec<u8>) -> Parsed<Option<RecordFile>> {
        let (record, boot, kind) = match Record::parse_head(&content) {
            Some(head) => head,
            None => {
                let (mut record, boot) = Record::parse(&content)?;
                let kind = record.definition.take().map(|definition| definition.kind);
                (record, boot, kind)
            }
        };
        if record.name != name || !is_ours(self.paths, &record) {
            return Err(FOREIGN.to_owned());
        }
        let shown = kind.map(|kind| RunningDefinition {
            is_qemu: document::is_qemu(&kind),
            stored: Stored::new(content, parse_shown, self.recent),
        });
        let Record { uuid, pid, start_time, group, inode, from, ready, resumed, .. } = record;
        let definition = shown.or_else(|| self.private_definition(name, uuid));
        let attached = from.is_some();
        let file = RecordFile {
            uuid,
            pid,
            start_time,
            group,
            inode,
            ready,
            attached,
            resumed,
            definition,
        };
        Ok(Some(file).filter(|_| boot == self.paths.boot))
    }

    fn private_definition(&self, name: &str, uuid: Uuid) -> Option<RunningDefinition> {
        let (listing, store) = self.private.as_ref()?;
        listing.names.binary_search_by(|other| other.as_str().cmp(name)).ok()?;
        let content = store.read(name).ok()?;
        let head = tree::parse_head(&content, &["domain"], &["name", "uuid"]);
        let of_head = head.and_then(|head| {
            let kind = head.root.attribute("type")?.to_owned();
            Some((parse_uuid(&head.root.child("uuid")?.text())?, kind))
        });
        let (of, kind) = match of_head {
            Some(head) => head,
            None => {
                let definition = parse_private(name, &content).ok()?;
                (definition.uuid?, definition.kind)
            }
        };
        (of == uuid).then(|| RunningDefinition {
            is_qemu: document::is_qemu(&kind),
            stored: Stored::new(content, parse_private, self.recent),
        })
    }
}

/// Parses the definition in a record.
fn parse_shown(_name: &str, content: &[u8]) -> Parsed<Definition> {
    Record::parse(content)?.0.definition.ok_or_else(|| "its record has no <domain>".to_owned())
}

/// Parses a definition that may hold secrets.
fn parse_private(_name: &str, content: &[u8]) -> Parsed<Definition> {
    let text = |error: Error| error.to_string();
    let root = tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(text)?;
    document::read_running(&root).map_err(text)
}

/// Why a record is left out that is none of the library's.
const FOREIGN: &str = "it does not describe a group of ours";

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
        Self::locked(host, paths, at_most).map_err(|error| error::of_rights(error, paths.session))
    }

    fn locked(host: &Host, paths: &'a Paths, at_most: Duration) -> Result<Self> {
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

    /// The record of that name, if it is of this boot and can be read.
    pub fn get(&self, name: &str) -> Option<Record> {
        let (record, boot) = self.read(name).ok()?;
        (boot == self.paths.boot).then_some(record)
    }

    /// The record of a domain, by its uuid, once it is complete.
    pub fn find(&self, domain: &Identity) -> Result<Option<Record>> {
        let is_it = |record: &Record| record.uuid == domain.uuid && record.ready;
        match self.get(&domain.name).filter(is_it) {
            // Its handle may have another name.
            None => Ok(self.list()?.into_iter().find(is_it)),
            found => Ok(found),
        }
    }

    /// What a scan needs of the directory; what cannot be read is left out with a warning.
    pub fn look(&self, caches: &Caches) -> Result<Looked> {
        let listing = self.store.listing().during(format_args!("list /{}", self.paths.records))?;
        let private = self.store.inner(PRIVATE).and_then(|inner| Ok((inner.listing()?, inner)));
        let private = private.ok();
        let unrecorded = |(private, _): &(Listing, Store)| {
            private.names.iter().any(|name| listing.names.binary_search(name).is_err())
        };
        let mut looked = Looked {
            needs_recovery: listing.unfinished
                || private.as_ref().is_some_and(|(private, _)| private.unfinished)
                || private.as_ref().is_some_and(unrecorded),
            ..Looked::default()
        };
        let look = Look { paths: self.paths, private, recent: &caches.recent };
        let source = Source {
            fingerprint: |name: &str| self.store.fingerprint(name),
            read: |name: &str| {
                let (fingerprint, content) = self.store.read_with_fingerprint(name)?;
                Ok((fingerprint, look.at(name, content)))
            },
        };
        for Cached { name, fingerprint, parsed } in caches.records.all(listing.names, &source) {
            match parsed {
                Ok(Some(file)) => {
                    looked.records.push(LookedRecord { name, file, fingerprint });
                    continue;
                }
                Ok(None) => looked.needs_recovery = true,
                Err(reason) => {
                    warn(format_args!("/{}/{name}.xml is left out: {reason}", self.paths.records));
                }
            }
            looked.left_out.extend(fingerprint.map(|fingerprint| (name, fingerprint)));
        }
        Ok(looked)
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
            Err(FOREIGN.to_owned())
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
    let definition = document::read_running(&root).ok()?;
    (definition.uuid == Some(record.uuid)).then_some(definition)
}
