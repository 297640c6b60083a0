//! All that a connection watches, and what became known by it.

use super::changes::{Changes, Retry};
use super::domain_watch::DomainWatch;
use super::interest::Interest;
use super::kills::Kills;
use super::memory_watch::is_gone;
use super::places::Places;
use super::pressure::ListenerThreshold;
use super::roles::{KernelFile, Role, Roles};
use super::watches::{Fd, Watches};
use crate::driver::host::context::Context;
use crate::driver::host::inventory::index::IndexEntry;
use crate::model::domain::Uuid;
use crate::sys::async_poll::AsyncPoll;
use crate::sys::warn::warn;
use crate::sys::watcher::{Notice, WatchedFd, Watcher};
use crate::sys::{Errno, SysResult};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How soon a scan follows a change that may not be complete yet: a process that moves into a
/// group which was just made, a freezer that has not stopped all processes.
const SETTLING: Duration = Duration::from_millis(100);

/// What a connection watches.
#[derive(Default)]
pub struct State {
    pub roles: Roles,
    pub places: Places,
    pub domains: BTreeMap<Uuid, DomainWatch>,
    /// Which domain's a watched file descriptor is, by its number.
    numbers: BTreeMap<u64, (Uuid, Fd)>,
    last_number: u64,
    pub changes: Changes,
    stalls: Option<(AsyncPoll, WatchedFd)>,
    pub thresholds: Vec<ListenerThreshold>,
    pub kills: Kills,
    pub had_memory: bool,
    /// Not everything could be watched: the host is polled too.
    pub is_incomplete: bool,
}

/// A warning, once for each process, that the host is polled.
pub fn warn_of(errno: Errno) {
    static WARNED: AtomicBool = AtomicBool::new(false);
    if !WARNED.swap(true, Ordering::Relaxed) {
        warn(format_args!(
            "not all changes of this host can be watched ({errno}): events come by polling every \
             500 ms; fs.inotify.max_user_watches, fs.inotify.max_user_instances and the number of \
             open files limit what can be watched"
        ));
    }
}

impl State {
    /// Says that the host has to be polled too.
    pub fn give_up(&mut self, errno: Errno) {
        self.is_incomplete = true;
        warn_of(errno);
    }

    /// Takes note of a notice.
    pub fn note(&mut self, watcher: &Watcher, notice: Notice<'_>) {
        match notice {
            Notice::Changed(dir, name) => {
                let roles = self.roles.of(dir).iter();
                let concerns = |role: &Role| match role {
                    Role::Above(next) => next.as_bytes() == name,
                    Role::Place => !name.starts_with(b"."),
                    _ => false,
                };
                if roles.filter(|role| concerns(role)).count() > 0 {
                    self.changes.scan = true;
                    self.changes.again(SETTLING, Retry::Scan);
                }
            }
            Notice::Written(dir, name) => {
                let roles = self.roles.of(dir).to_vec();
                roles.into_iter().for_each(|role| self.written(role, name));
            }
            Notice::Ready(number) => self.ready(watcher, number),
            // What is removed is in another directory, which tells.
            Notice::Removed(_) => {}
            Notice::Overflow => {
                self.changes.scan = true;
                let all: Vec<Uuid> = self.domains.keys().copied().collect();
                all.into_iter().for_each(|uuid| self.changes.all_of(uuid));
            }
            Notice::Closed => {
                watcher.disarm();
                self.is_incomplete = true;
            }
        }
    }

    fn written(&mut self, role: Role, name: &[u8]) {
        match role {
            Role::Kernel(_, KernelFile::Populated) => self.changes.scan = true,
            Role::Kernel(uuid, KernelFile::Events) => self.changes.add_memory(uuid),
            Role::Freezer => {
                self.changes.scan = true;
                self.changes.again(SETTLING, Retry::Scan);
            }
            // Made-up hosts have no kernel that tells.
            Role::Group(_) if name == b"cgroup.procs" || name == b"cgroup.events" => {
                self.changes.scan = true;
            }
            Role::Group(uuid) => self.changes.add_written(uuid, name),
            Role::Place | Role::Above(_) => {}
        }
    }

    fn ready(&mut self, watcher: &Watcher, number: u64) {
        let Some((uuid, fd)) = self.numbers.get(&number).copied() else { return };
        if fd == Fd::Stalls {
            let stalls = self.stalls.as_ref();
            let reached = stalls.map(|(stalls, _)| stalls.take()).unwrap_or_default();
            return reached.into_iter().for_each(|number| self.reached(number));
        }
        let Some(domain) = self.domains.get_mut(&uuid) else { return };
        let counted = domain.memory.as_mut().is_some_and(|memory| memory.take_count(number));
        match fd {
            Fd::Process => {
                domain.process_ended(watcher);
                self.numbers.remove(&number);
                self.changes.scan = true;
            }
            Fd::Ooms if counted => self.changes.add_memory(uuid),
            Fd::Pressure if counted => self.reached(number),
            Fd::Ooms | Fd::Pressure | Fd::Stalls => {}
        }
    }

    /// The threshold with that number was reached.
    fn reached(&mut self, number: u64) {
        let Some((uuid, _)) = self.numbers.get(&number) else { return };
        let memory = self.domains.get(uuid).and_then(|domain| domain.memory.as_ref());
        if let Some(threshold) = memory.and_then(|memory| memory.threshold(number)) {
            self.changes.add_pressure(*uuid, threshold);
        }
    }

    /// Has the kernel tell of the present thresholds.
    pub fn refresh_thresholds(&mut self, watcher: &Watcher, context: &Context) -> SysResult<()> {
        let mut result = Ok(());
        let (mut watches, domains) = self.watches(watcher, context, Interest::MEMORY);
        for domain in domains.values_mut() {
            match domain.refresh_memory(&mut watches) {
                Err(errno) if !is_gone(errno) => result = Err(errno),
                _ => {}
            }
        }
        result
    }

    /// What watches are kept in, and the domains that are watched.
    fn watches<'s>(
        &'s mut self,
        watcher: &'s Watcher,
        context: &'s Context,
        interest: Interest,
    ) -> (Watches<'s>, &'s mut BTreeMap<Uuid, DomainWatch>) {
        let watches = Watches {
            watcher,
            context,
            interest,
            roles: &mut self.roles,
            numbers: &mut self.numbers,
            last_number: &mut self.last_number,
            stalls: &mut self.stalls,
            had_memory: self.had_memory,
            thresholds: &self.thresholds,
        };
        (watches, &mut self.domains)
    }

    /// Watches the running ones of these domains.
    pub fn refresh_domains(
        &mut self,
        watcher: &Watcher,
        context: &Context,
        entries: &[IndexEntry],
        interest: Interest,
    ) {
        let running = entries.iter().filter(|entry| entry.domain.is_active());
        let running: BTreeMap<Uuid, &IndexEntry> =
            running.map(|entry| (entry.domain.identity.uuid, entry)).collect();
        let is_over = |uuid: &Uuid, known: &DomainWatch| {
            running.get(uuid).is_none_or(|entry| !known.is_of(entry))
        };
        let over = self.domains.iter().filter(|(uuid, known)| is_over(uuid, known));
        let over: Vec<Uuid> = over.map(|(uuid, _)| *uuid).collect();
        let (mut watches, domains) = self.watches(watcher, context, interest);
        for uuid in over {
            if let Some(known) = domains.remove(&uuid) {
                known.end(&mut watches);
            }
        }
        for (uuid, entry) in running {
            self.refresh_domain(watcher, context, uuid, entry, interest);
        }
    }

    fn refresh_domain(
        &mut self,
        watcher: &Watcher,
        context: &Context,
        uuid: Uuid,
        entry: &IndexEntry,
        interest: Interest,
    ) {
        let had_memory = self.had_memory;
        let (mut watches, domains) = self.watches(watcher, context, interest);
        let domain = domains.entry(uuid).or_insert_with(|| DomainWatch::new(entry));
        let has_counters = domain.memory.is_some();
        let watched = domain.refresh(&mut watches, entry);
        let is_new = had_memory && !has_counters && domain.memory.is_some();
        let is_first = watched.is_err() && !std::mem::replace(&mut domain.has_failed, true);
        if interest.has(Interest::TUNABLE) && domain.values.begin() {
            self.changes.all_written(uuid);
        }
        // What was counted before it was found is told.
        if is_new {
            self.changes.add_memory(uuid);
        }
        match watched {
            Ok(()) => {}
            // It has ended since the scan: the next one tells, and must not be asked for for ever.
            Err(errno) if is_gone(errno) && is_first => self.changes.scan = true,
            Err(errno) if is_gone(errno) => self.is_incomplete = true,
            Err(errno) => self.give_up(errno),
        }
    }
}
