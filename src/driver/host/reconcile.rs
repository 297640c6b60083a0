//! Reconciles the index with the host: scans, recovers what killed processes have left,
//! and reports the changes.

use super::cgroup::open_group::OpenGroup;
use super::driver::{HostDriver, Visibility};
use super::error::says_full;
use super::event_watch::places::Scan;
use super::inventory::diff::{self, Ends};
use super::inventory::discovery::{self, Found};
use super::inventory::domain::{HostDomain, Origin, Scanned};
use super::inventory::index::{DomainIndex, IndexEntry, StateDirs, StateFingerprint};
use super::lifecycle::definition_commit::DefinitionCommit;
use super::lifecycle::recovery;
use super::limits::engine::Engine;
use super::state::ends::EndFiles;
use crate::model::Result;
use crate::model::domain::{StateReason, Uuid};
use crate::sorting::set_of;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

impl HostDriver {
    /// Scans the host for every domain that this connection shows, and cleans up after
    /// those that ended.
    pub fn discover(&self) -> Result<Vec<Arc<HostDomain>>> {
        Ok(self.discover_entries()?.into_iter().map(|entry| entry.domain).collect())
    }

    /// As [`Self::discover`], with what the domains were found by.
    pub fn discover_entries(&self) -> Result<Vec<IndexEntry>> {
        self.restore();
        let scan = lock(&self.scan_lock);
        let watch = self.events.get();
        // Before groups are removed that counters are in.
        if let Some(watch) = &watch {
            watch.take();
            self.report_memory(watch);
        }
        let (mut state, mut found) = self.scan()?;
        if found.needs_recovery && recovery::try_recover(&self.context) {
            (state, found) = self.scan()?;
        }
        let engine = Engine::new(&self.context);
        engine.sweep();
        let groups = std::mem::take(&mut found.groups);
        let mut found = found.domains;
        found.retain(|scanned| self.shows(&scanned.domain));
        let ends = self.ends(&found);
        let entries: Vec<IndexEntry> =
            found.into_iter().map(|scanned| entry_of(scanned, &ends)).collect();
        if let Some(watch) = &watch {
            self.report_ended(watch, &entries);
            let found = Scan { entries: &entries, groups: &groups };
            watch.refresh(&self.context, &found, self.events.interest());
        }
        self.commit_scan(DomainIndex::new(entries.iter().cloned(), Some(state)), &ends, scan);
        self.recover_sets(&engine, &entries);
        // What is new to the watch is read by the event loop.
        if self.events.get().is_some_and(|watch| watch.is_any_change()) {
            self.listeners.schedule();
        }
        Ok(entries)
    }

    /// Recovers interrupted sets on any of these domains.
    fn recover_sets(&self, engine: &Engine<'_>, entries: &[IndexEntry]) {
        let (host, journal) = (&self.context.host, engine.journal());
        for group in journal.groups() {
            let found = entries.iter().find(|entry| entry.domain.group.as_ref() == Some(&group));
            if let Some((IndexEntry { domain, .. }, dir)) = found.zip(host.memory.open(&group).ok())
            {
                let commit = DefinitionCommit::new(&self.context, &domain.identity);
                engine.try_recover(&OpenGroup::new(host, &group, &dir), &commit);
            }
        }
        journal.sweep();
    }

    /// Whether there are sets under way, or left by killed writers.
    pub fn has_interrupted_sets(&self) -> bool {
        !Engine::new(&self.context).journal().groups().is_empty()
    }

    /// How the domains ended that do not run, as far as it is recorded.
    fn ends(&self, found: &[Scanned]) -> Ends {
        let files = EndFiles::new(&self.context.host, &self.context.paths);
        let known = files.known();
        if known.is_empty() {
            return Ends::default();
        }
        let domains = || found.iter().map(|scanned| &scanned.domain);
        let active = domains().filter(|domain| domain.is_active());
        let active = set_of(active.map(|domain| domain.identity.uuid));
        let index = self.index();
        let ran = |uuid: Uuid| index.get(uuid).is_some_and(|entry| entry.domain.is_active());
        let defined = set_of(domains().map(|domain| domain.identity.uuid));
        let ended = known.difference(&active).map(|uuid| (*uuid, ran(*uuid)));
        let ended = ended.filter(|(uuid, just_now)| *just_now || defined.contains(uuid));
        let ended: Vec<(Uuid, bool)> = ended.collect();
        drop(index);
        let end = |(uuid, just_now)| Some((uuid, files.end(uuid, just_now)?));
        ended.into_iter().filter_map(end).collect()
    }

    /// A scan, and the fingerprints of the directories before it.
    fn scan(&self) -> Result<(StateFingerprint, Found)> {
        let scan = || {
            let state = StateDirs::open(&self.context).state();
            Ok((state, discovery::scan(&self.context)?))
        };
        match scan() {
            Err(error) if says_full(&error) => {
                self.open_domains.close_all();
                scan()
            }
            scanned => scanned,
        }
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
        self.open_domains.update_one(now.identity.uuid, Some(Arc::clone(&now)));
        let own = &self.context.caches.own;
        let needs_wakeup = diff::enqueue_change(&self.listeners, own, None, before, Some(now));
        drop(index);
        drop(scan);
        if needs_wakeup {
            self.listeners.schedule();
        }
    }

    /// Makes the result of a scan the index, and queues an event for each change.
    fn commit_scan(&self, found: DomainIndex, ends: &Ends, scan: MutexGuard<'_, ()>) {
        let mut index = self.index();
        let own = &self.context.caches.own;
        let needs_wakeup = diff::enqueue_changes(&self.listeners, own, ends, &index, &found);
        self.open_domains.update(|uuid| found.get(uuid).map(|entry| Arc::clone(&entry.domain)));
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

fn entry_of(Scanned { mut domain, fingerprint }: Scanned, ends: &Ends) -> IndexEntry {
    if !domain.is_active() {
        let end = diff::end_of(ends, domain.identity.uuid);
        domain.state.reason = diff::shutoff_reason(end) as i32;
    }
    IndexEntry { domain: Arc::new(domain), fingerprint }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
