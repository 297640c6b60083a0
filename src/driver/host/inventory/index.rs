//! The index of the domains that the last scan found: by uuid, name and id.

use super::domain::{Fingerprint, HostDomain, Origin};
use crate::driver::host::context::Context;
use crate::model::domain::{Key, Uuid};
use crate::sys::{Dir, FileFingerprint, RelPath};
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The domains of a host, as a scan found them. Where two have the same name or id,
/// the index leads to the one that was found first.
#[derive(Clone, Default)]
pub struct DomainIndex {
    by_uuid: BTreeMap<Uuid, IndexEntry>,
    by_name: BTreeSet<Named>,
    by_id: BTreeMap<i32, Uuid>,
    state: Option<StateFingerprint>,
}

/// A domain, in the order of names.
#[derive(Clone)]
struct Named(Arc<HostDomain>);

impl Borrow<str> for Named {
    fn borrow(&self) -> &str {
        &self.0.identity.name
    }
}

impl Ord for Named {
    fn cmp(&self, other: &Self) -> Ordering {
        let name: &str = self.borrow();
        name.cmp(other.borrow())
    }
}

impl PartialOrd for Named {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Named {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Named {}

/// The fingerprints of the directories of the library's own files: as long as they are
/// the same, no domain of its own was made, defined, renamed or removed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StateFingerprint {
    definitions: Option<FileFingerprint>,
    records: Option<FileFingerprint>,
}

/// A domain, and what tells whether it is still as it was found.
#[derive(Clone)]
pub struct IndexEntry {
    /// The domain.
    pub domain: Arc<HostDomain>,
    /// What it was found by.
    pub fingerprint: Fingerprint,
}

impl DomainIndex {
    /// The index of the domains that a scan has found, before which the directories had
    /// these fingerprints.
    pub fn new(
        entries: impl IntoIterator<Item = IndexEntry>,
        state: Option<StateFingerprint>,
    ) -> Self {
        let mut index = Self { state, ..Self::default() };
        entries.into_iter().for_each(|entry| index.add(entry));
        index
    }

    fn add(&mut self, entry: IndexEntry) {
        let identity = &entry.domain.identity;
        let uuid = identity.uuid;
        if self.by_uuid.contains_key(&uuid) {
            return;
        }
        let named = Named(Arc::clone(&entry.domain));
        if !self.by_name.contains(&named) {
            self.by_name.insert(named);
        }
        if let Some(id) = identity.id {
            self.by_id.entry(id).or_insert(uuid);
        }
        self.by_uuid.insert(uuid, entry);
    }

    /// Puts a domain in the place of the one with the same uuid, if there is one, which is given
    /// back. It is found by its name and its id from now on, whoever had them.
    pub fn replace(&mut self, entry: IndexEntry) -> Option<IndexEntry> {
        let identity = &entry.domain.identity;
        let (uuid, id) = (identity.uuid, identity.id);
        // A name or an id that leads to none any more is found by a scan.
        let before = self.by_uuid.remove(&uuid);
        if let Some(IndexEntry { domain, .. }) = &before {
            let name = domain.identity.name.as_str();
            if self.by_name.get(name).is_some_and(|named| named.0.identity.uuid == uuid) {
                self.by_name.remove(name);
            }
            if let Some(id) = domain.identity.id.filter(|id| self.by_id.get(id) == Some(&uuid)) {
                self.by_id.remove(&id);
            }
        }
        self.by_name.replace(Named(Arc::clone(&entry.domain)));
        self.by_id.extend(id.map(|id| (id, uuid)));
        self.by_uuid.insert(uuid, entry);
        before
    }

    /// Says that there may be other domains than these: the next lookup scans.
    pub fn outdate(&mut self) {
        self.state = None;
    }

    /// Whether the directories are as before the scan.
    pub fn is_of(&self, state: StateFingerprint) -> bool {
        self.state == Some(state)
    }

    /// The domain that a key means.
    pub fn find(&self, key: Key<'_>) -> Option<&IndexEntry> {
        match key {
            Key::Uuid(uuid) => self.by_uuid.get(&uuid),
            Key::Name(name) => self.by_uuid.get(&self.by_name.get(name)?.0.identity.uuid),
            Key::Id(id) => self.by_uuid.get(self.by_id.get(&id)?),
        }
    }

    /// The domain of that uuid.
    pub fn get(&self, uuid: Uuid) -> Option<&IndexEntry> {
        self.by_uuid.get(&uuid)
    }

    /// The uuids of all domains.
    pub fn uuids(&self) -> impl Iterator<Item = Uuid> {
        self.by_uuid.keys().copied()
    }
}

/// The directories in which the fingerprints' files are; `None` for a missing one.
pub struct StateDirs {
    definitions: Option<Dir>,
    records: Option<Dir>,
}

impl StateDirs {
    /// Opens them.
    pub fn open(context: &Context) -> Self {
        let open = |path| context.host.root.sub(path).ok();
        Self { definitions: open(&context.paths.domains), records: open(&context.paths.records) }
    }

    /// Their present fingerprints.
    pub fn state(&self) -> StateFingerprint {
        let of_dir = |dir: &Option<Dir>| dir.as_ref()?.own_fingerprint().ok();
        StateFingerprint { definitions: of_dir(&self.definitions), records: of_dir(&self.records) }
    }

    /// Whether a domain's files are as when it was found.
    pub fn has_same_files(&self, entry: &IndexEntry) -> bool {
        let (definition, record) = self.files_of(&entry.domain);
        definition == entry.fingerprint.definition && record == entry.fingerprint.record
    }

    fn files_of(&self, domain: &HostDomain) -> (Option<FileFingerprint>, Option<FileFingerprint>) {
        let file = [&domain.identity.name, ".xml"].concat();
        let of_file = |dir: &Option<Dir>| {
            let dir = dir.as_ref().filter(|_| domain.origin == Origin::Own)?;
            dir.fingerprint(&file).ok()
        };
        (of_file(&self.definitions), of_file(&self.records))
    }

    /// The present fingerprint of a domain.
    pub fn fingerprint(&self, context: &Context, domain: &HostDomain) -> Fingerprint {
        let id = |group: &RelPath| context.host.memory.mount.id_below(group).ok();
        let (definition, record) = self.files_of(domain);
        Fingerprint { group: domain.group.as_ref().and_then(id), definition, record }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::domain::{Identity, State, StateReason};

    fn entry(name: &str, uuid: u128, id: Option<i32>) -> IndexEntry {
        let identity = Identity { name: name.to_owned(), uuid: Uuid::from_u128(uuid), id };
        let domain = HostDomain {
            identity,
            origin: Origin::Own,
            leader: None,
            state: StateReason { state: State::VIR_DOMAIN_RUNNING, reason: 0 },
            group: id.and_then(|_| RelPath::new(&format!("machine/{name}"))),
            live: None,
            config: None,
            is_qemu: false,
            persistent: false,
            autostart: false,
        };
        let fingerprint = Fingerprint { group: None, definition: None, record: None };
        IndexEntry { domain: Arc::new(domain), fingerprint }
    }

    fn name(index: &DomainIndex, key: Key<'_>) -> Option<String> {
        index.find(key).map(|entry| entry.domain.identity.name.clone())
    }

    #[test]
    fn each_key_leads_to_the_first_that_has_it() {
        let entries = [
            entry("a", 1, Some(7)),
            entry("b", 2, None),
            entry("a", 3, Some(7)),
            entry("c", 1, Some(8)),
        ];
        let index = DomainIndex::new(entries, None);
        let uuid = |uuid| Key::Uuid(Uuid::from_u128(uuid));
        for (key, found) in [
            (Key::Name("a"), Some("a")),
            (Key::Name("b"), Some("b")),
            (Key::Name("c"), None),
            (Key::Id(7), Some("a")),
            (Key::Id(8), None),
            (uuid(1), Some("a")),
            (uuid(3), Some("a")),
            (uuid(4), None),
        ] {
            assert_eq!(name(&index, key).as_deref(), found, "{key}");
        }
        assert_eq!(index.find(Key::Name("a")).unwrap().domain.identity.uuid.as_u128(), 1);
        assert_eq!(index.uuids().count(), 3);
    }

    #[test]
    fn a_domain_replaces_the_one_of_its_uuid() {
        let mut index = DomainIndex::new([entry("a", 1, Some(6)), entry("b", 2, Some(7))], None);
        let before = index.replace(entry("c", 1, Some(8))).unwrap();
        assert_eq!(before.domain.identity.name, "a");
        for key in [Key::Name("a"), Key::Id(6)] {
            assert_eq!(name(&index, key), None, "{key}");
        }
        assert_eq!(name(&index, Key::Id(8)).as_deref(), Some("c"));
        assert_eq!(name(&index, Key::Id(7)).as_deref(), Some("b"));
        // Another domain's name and id.
        assert!(index.replace(entry("b", 3, Some(7))).is_none());
        assert_eq!(index.find(Key::Name("b")).unwrap().domain.identity.uuid.as_u128(), 3);
        assert_eq!(index.find(Key::Id(7)).unwrap().domain.identity.uuid.as_u128(), 3);
        index.replace(entry("d", 2, None));
        assert_eq!(index.find(Key::Name("b")).unwrap().domain.identity.uuid.as_u128(), 3);
        assert_eq!(index.find(Key::Id(7)).unwrap().domain.identity.uuid.as_u128(), 3);
    }
}
