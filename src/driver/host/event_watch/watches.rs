//! The watches of a connection.

use super::interest::Interest;
use super::pressure::ListenerThreshold;
use super::roles::{Role, Roles};
use crate::driver::host::context::Context;
use crate::model::domain::Uuid;
use crate::sys::async_poll::AsyncPoll;
use crate::sys::watcher::{WatchedDir, WatchedFd, Watcher};
use crate::sys::{Errno, SysResult, kept_fd};
use std::collections::BTreeMap;

/// What a watched file descriptor of a domain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fd {
    /// A process of its.
    Process,
    /// The counter of times that it had no memory left, on v1.
    Ooms,
    /// A threshold of pressure.
    Pressure,
    /// Of no domain: what tells that thresholds were reached on v2.
    Stalls,
}

/// All watches of a connection, for the parts that add to them.
pub struct Watches<'w> {
    /// The watcher.
    pub watcher: &'w Watcher,
    /// The host.
    pub context: &'w Context,
    /// What is watched, and what for.
    pub roles: &'w mut Roles,
    /// The watched file descriptors.
    pub numbers: &'w mut BTreeMap<u64, (Uuid, Fd)>,
    /// The last of their numbers.
    pub last_number: &'w mut u64,
    /// What waits for thresholds on v2, once there is one.
    pub stalls: &'w mut Option<(AsyncPoll, WatchedFd)>,
    /// What is of interest.
    pub interest: Interest,
    /// Whether counters were watched before.
    pub had_memory: bool,
    /// The thresholds of pressure.
    pub thresholds: &'w [ListenerThreshold],
}

impl Watches<'_> {
    /// Adds a role to what is watched now.
    pub fn add(
        &mut self,
        watched: SysResult<WatchedDir>,
        role: Role,
    ) -> SysResult<(WatchedDir, Role)> {
        let watched = watched?;
        self.roles.add(watched, role.clone());
        Ok((watched, role))
    }

    /// Watches a file descriptor, as far as the process may keep so many open.
    pub fn add_fd(
        &mut self,
        uuid: Uuid,
        what: Fd,
        watch: impl FnOnce(&Watcher, u64) -> SysResult<WatchedFd>,
    ) -> SysResult<(u64, WatchedFd)> {
        let number = self.next_number(uuid, what)?;
        let watched = watch(self.watcher, number).inspect_err(|_| _ = self.numbers.remove(&number));
        Ok((number, watched?))
    }

    /// The number of a file descriptor that is about to be watched.
    ///
    /// Errors: EMFILE where the process should not keep more open.
    pub fn next_number(&mut self, uuid: Uuid, what: Fd) -> SysResult<u64> {
        if kept_fd::are_scarce() {
            return Err(Errno::MFILE);
        }
        *self.last_number += 1;
        self.numbers.insert(*self.last_number, (uuid, what));
        Ok(*self.last_number)
    }

    /// What waits for thresholds on v2.
    pub fn stalls(&mut self) -> SysResult<&AsyncPoll> {
        if self.stalls.is_none() {
            let stalls = AsyncPoll::new()?;
            let signal = stalls.signal()?;
            let watch = |watcher: &Watcher, number| watcher.watch_fd(signal, number);
            let (_, watched) = self.add_fd(Uuid::nil(), Fd::Stalls, watch)?;
            *self.stalls = Some((stalls, watched));
        }
        self.stalls.as_ref().map(|(stalls, _)| stalls).ok_or(Errno::NOSYS)
    }

    /// Ends the watch of a file descriptor.
    pub fn remove_fd(&mut self, number: u64, watched: &WatchedFd) {
        self.watcher.unwatch(watched);
        self.numbers.remove(&number);
    }
}
