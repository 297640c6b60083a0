//! Reconciles the index with the host: scans, recovers what killed processes have left,
//! and reports the changes.

use super::cgroup::open_group::OpenGroup;
use super::driver::{HostDriver, Visibility};
use super::inventory::diff::{self, End};
use super::inventory::discovery::{self, Found};
use super::inventory::domain::{HostDomain, Origin, Scanned};
use super::inventory::index::{DomainIndex, IndexEntry, StateDirs, StateFingerprint};
use super::lifecycle::definition_commit::DefinitionCommit;
use super::lifecycle::recovery;
use super::limits::engine::Engine;
use crate::model::Result;
use crate::model::domain::StateReason;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

impl HostDriver {
    /// Scans the host for every domain that this connection shows, and cleans up after
    /// those that ended.
    pub fn discover(&self) -> Result<Vec<Arc<HostDomain>>> {
        Ok(self.discover_entries()?.into_iter().map(|entry| entry.domain).collect())
    }

    /// As [`Self::discover`], with what the domains were found by.
    pub fn discover_entries(&self) -> Result<Vec<IndexEntry>> {
        let scan = lock(&self.scan_lock);
        let (mut state, mut found) = self.scan()?;
        if found.needs_recovery && recovery::try_recover(&self.context) {
            (state, found) = self.scan()?;
        }
        let engine = Engine::new(&self.context);
        engine.sweep();
        let shown = found.domains.into_iter().filter(|scanned| self.shows(&scanned.domain));
        let entries: Vec<IndexEntry> = shown.map(|scanned| self.entry_of(scanned)).collect();
        self.commit_scan(DomainIndex::new(entries.iter().cloned(), Some(state)), scan);
        self.recover_sets(&engine, &entries);
        Ok(entries)
    }

    fn entry_of(&self, scanned: Scanned) -> IndexEntry {
        let Scanned { mut domain, fingerprint } = scanned;
        if !domain.is_active() {
            domain.state.reason = End::reason(self.ends.get(domain.identity.uuid)) as i32;
        }
        IndexEntry { domain: Arc::new(domain), fingerprint }
    }

    /// Recovers interrupted sets on any of these domains.
    fn recover_sets(&self, engine: &Engine<'_>, entries: &[IndexEntry]) {
        let (host, journal) = (&self.context.host, engine.journal());
        if !journal.any() {
            return;
        }
        for IndexEntry { domain, .. } in entries {
            let group = domain.group.as_ref().filter(|group| journal.has(group));
            let opened = group.and_then(|group| Some((host.memory.open(group).ok()?, group)));
            if let Some((dir, group)) = opened {
                let commit = DefinitionCommit::new(&self.context, &domain.identity);
                engine.try_recover(&OpenGroup::new(host, group, &dir), &commit);
            }
        }
        journal.sweep();
    }

    /// Whether there are sets under way, or left by killed writers.
    pub fn has_interrupted_sets(&self) -> bool {
        Engine::new(&self.context).journal().any()
    }

    /// A scan, and the fingerprints of the directories before it.
    fn scan(&self) -> Result<(StateFingerprint, Found)> {
        let state = StateDirs::open(&self.context).state();
        Ok((state, discovery::scan(&self.context)?))
    }

    fn shows(&self, domain: &HostDomain) -> bool {
        match self.visibility {
            Visibility::All => true,
            Visibility::Only(Origin::LibvirtQemu) => domain.is_qemu,
            Visibility::Only(origin) => domain.origin == origin,
        }
    }

    /// Adds a domain that was just started: it may have ended before the next scan.
    pub fn record_started(&self, domain: HostDomain) {
        let scan = lock(&self.scan_lock);
        let fingerprint = StateDirs::open(&self.context).fingerprint(&self.context, &domain);
        let mut index = self.index();
        index.outdate();
        self.replace(index, IndexEntry { domain: Arc::new(domain), fingerprint }, scan);
    }

    /// Changes the state of a running domain: it may have ended before the next scan.
    pub fn record_state(&self, domain: &HostDomain, state: StateReason) {
        let scan = lock(&self.scan_lock);
        let index = self.index();
        let known = index.get(domain.identity.uuid).cloned();
        if let Some(entry) = known.filter(|entry| entry.domain.is_active()) {
            let changed = HostDomain { state, ..HostDomain::clone(&entry.domain) };
            self.replace(index, IndexEntry { domain: Arc::new(changed), ..entry }, scan);
        }
    }

    /// Changes one domain of the index, and queues an event for each change.
    fn replace(
        &self,
        mut index: MutexGuard<'_, DomainIndex>,
        entry: IndexEntry,
        scan: MutexGuard<'_, ()>,
    ) {
        let now = Arc::clone(&entry.domain);
        let before = index.replace(entry).map(|entry| entry.domain);
        let needs_wakeup = diff::enqueue_change(&self.listeners, &self.ends, before, Some(now));
        drop(index);
        drop(scan);
        if needs_wakeup {
            self.listeners.schedule();
        }
    }

    /// Makes the result of a scan the index, and queues an event for each change.
    fn commit_scan(&self, found: DomainIndex, scan: MutexGuard<'_, ()>) {
        let mut index = self.index();
        let needs_wakeup = diff::enqueue_changes(&self.listeners, &self.ends, &index, &found);
        self.ends.retain(&found);
        *index = found;
        drop(index);
        drop(scan);
        if needs_wakeup {
            self.listeners.schedule();
        }
    }

    /// The index, locked.
    pub fn index(&self) -> MutexGuard<'_, DomainIndex> {
        lock(&self.index)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
