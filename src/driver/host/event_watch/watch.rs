//! The watch of a connection: what its event loop waits for, and what has happened.

use super::changes::{Changes, Retry};
use super::counters::{Counted, Counters};
use super::domain_watch::DomainWatch;
use super::interest::Interest;
use super::places::Scan;
use super::pressure::ListenerThreshold;
use super::state::State;
use super::values::KnownValues;
use crate::driver::host::context::Context;
use crate::driver::host::inventory::domain::HostDomain;
use crate::driver::host::inventory::index::IndexEntry;
use crate::model::domain::Uuid;
use crate::sys::fork::process_number;
use crate::sys::watcher::Watcher;
use crate::sys::{RelPath, SysResult};
use std::collections::BTreeMap;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A watch of a host. It ends with a fork, and is blind when the program closes its file
/// descriptors.
pub struct EventWatch {
    watcher: Watcher,
    process: u64,
    state: Mutex<State>,
}

impl AsFd for EventWatch {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.watcher.as_fd()
    }
}

impl EventWatch {
    /// Watches nothing yet: the first scan says what.
    ///
    /// Errors: EMFILE where the process may have no more files, or the user no more inotify
    /// instances.
    pub fn new() -> SysResult<Self> {
        let (watcher, process) = (Watcher::new()?, process_number());
        Ok(Self { watcher, process, state: Mutex::default() })
    }

    /// Whether it is this process's.
    pub fn works(&self) -> bool {
        self.process == process_number()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of what has happened.
    pub fn take(&self) {
        let mut state = self.state();
        let state = &mut *state;
        let taken = self.watcher.take(&mut |notice| state.note(&self.watcher, notice));
        if taken.is_err() {
            self.watcher.disarm();
            state.is_incomplete = true;
        }
        state.changes.take_due();
    }

    /// What has happened and is not yet dealt with.
    pub fn changes<T>(&self, work: impl FnOnce(&mut Changes) -> T) -> T {
        work(&mut self.state().changes)
    }

    /// Whether there is something to deal with.
    pub fn is_any_change(&self) -> bool {
        self.state().changes.is_any()
    }

    /// Works on the known values of a domain, if it is watched.
    pub fn values_of<T>(&self, uuid: Uuid, work: impl FnOnce(&mut KnownValues) -> T) -> Option<T> {
        self.state().domains.get_mut(&uuid).map(|domain| work(&mut domain.values))
    }

    /// Whether the host has to be scanned; that is done by the caller.
    pub fn take_scan(&self) -> bool {
        let mut state = self.state();
        let needed = state.changes.scan || state.is_incomplete;
        state.changes.scan = false;
        needed
    }

    /// After which time there is something to do although the file descriptor does not tell.
    pub fn next(&self, interval: Duration) -> Option<Duration> {
        let state = self.state();
        let polled = state.is_incomplete.then_some(interval);
        [polled, state.changes.next()].into_iter().flatten().min()
    }

    /// Watches what a scan has found, and where it has looked.
    pub fn refresh(&self, context: &Context, found: &Scan<'_>, interest: Interest) {
        let mut state = self.state();
        let state = &mut *state;
        state.is_incomplete = false;
        let watcher = &self.watcher;
        let State { places, roles, .. } = state;
        if let Err(errno) = places.refresh(watcher, roles, context, found, &mut state.changes) {
            state.give_up(errno);
        }
        state.refresh_domains(watcher, context, found.entries, interest);
        if interest.has(Interest::MEMORY) {
            state.had_memory = true;
            state.kills.refresh(context, &state.domains);
        }
    }

    /// The running domain that is watched, and its group.
    pub fn domain(&self, uuid: Uuid) -> Option<(Arc<HostDomain>, RelPath)> {
        let state = self.state();
        state.domains.get(&uuid).map(|it| (Arc::clone(&it.domain), it.group.clone()))
    }

    /// Takes over the counters of a domain. Returns what has happened since, with the processes
    /// that are known to have been killed.
    pub fn note_memory(&self, uuid: Uuid, now: Counters) -> (Vec<Counted>, Vec<i32>) {
        let mut state = self.state();
        let state = &mut *state;
        let Some(domain) = state.domains.get_mut(&uuid) else { return Default::default() };
        let Some(memory) = &mut domain.memory else { return Default::default() };
        let before = memory.counters().kills();
        let (counted, again) = memory.note(now);
        if let Some(after) = again {
            state.changes.again(after, Retry::Memory(uuid));
        }
        let kills = now.kills().saturating_sub(before);
        (counted, state.kills.take(&domain.group, kills))
    }

    /// The domains with counters that a scan has not found any more, with what happened to each
    /// since they were read; `recorded` tells how many processes were killed in all, if that is
    /// recorded.
    pub fn ended(
        &self,
        context: &Context,
        entries: &[IndexEntry],
        recorded: &dyn Fn(Uuid) -> Option<u64>,
    ) -> Vec<(Arc<HostDomain>, Vec<Counted>, Vec<i32>)> {
        let mut state = self.state();
        let state = &mut *state;
        let runs: BTreeMap<Uuid, &IndexEntry> =
            entries.iter().map(|entry| (entry.domain.identity.uuid, entry)).collect();
        let is_over = |uuid: &Uuid, known: &DomainWatch| {
            known.memory.is_some() && runs.get(uuid).is_none_or(|entry| !known.is_of(entry))
        };
        let over = state.domains.iter().filter(|(uuid, known)| is_over(uuid, known));
        let over: Vec<Uuid> = over.map(|(uuid, _)| *uuid).collect();
        let is_running = |uuid: &Uuid| runs.contains_key(uuid);
        let ended = over.into_iter().filter_map(|uuid| {
            let known = state.domains.get(&uuid)?;
            let before = known.memory.as_ref()?.counters();
            let killed = state.kills.take(&known.group, u64::MAX);
            let logged = before.kills() + killed.len() as u64;
            let told = recorded(uuid).unwrap_or_default().max(logged);
            let kills = if told > before.kills() {
                told
            } else {
                state.kills.above(context, known, &state.domains, &is_running)?.max(told)
            };
            Some((Arc::clone(&known.domain), before.with_kills(kills).since(&before), killed))
        });
        ended.collect()
    }

    /// Has the kernel tell of a listener's thresholds, in the place of those before.
    ///
    /// Errors: the first domain's whose thresholds the kernel refused; there are none then.
    pub fn set_thresholds(
        &self,
        context: &Context,
        listener: i32,
        thresholds: Vec<ListenerThreshold>,
    ) -> SysResult<()> {
        let mut state = self.state();
        let state = &mut *state;
        state.thresholds.retain(|known| known.listener != listener);
        state.thresholds.extend(thresholds);
        let set = state.refresh_thresholds(&self.watcher, context);
        if set.is_err() {
            state.thresholds.retain(|known| known.listener != listener);
            let _ = state.refresh_thresholds(&self.watcher, context);
        }
        set
    }

    /// Forgets the thresholds of listeners that are gone.
    pub fn retain_thresholds(&self, context: &Context, is_there: &dyn Fn(i32) -> bool) {
        let mut state = self.state();
        let state = &mut *state;
        let before = state.thresholds.len();
        state.thresholds.retain(|known| is_there(known.listener));
        if state.thresholds.len() != before {
            let _ = state.refresh_thresholds(&self.watcher, context);
        }
    }
}
