//! The watch of a running domain: its end, its pause, what is set, what the kernel tells.

use super::interest::Interest;
use super::memory_watch::MemoryWatch;
use super::roles::{KernelFile, Role};
use super::values::KnownValues;
use super::watches::{Fd, Watches};
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::cgroup::{freezer, processes};
use crate::driver::host::inventory::domain::HostDomain;
use crate::driver::host::inventory::index::IndexEntry;
use crate::model::domain::Uuid;
use crate::sys::watcher::{WatchedDir, WatchedFd, Watcher};
use crate::sys::{Errno, FileId, RelPath, SysResult, process};
use std::sync::Arc;

/// A domain that is watched.
pub struct DomainWatch {
    /// The domain, as it was found last.
    pub domain: Arc<HostDomain>,
    uuid: Uuid,
    /// Its group.
    pub group: RelPath,
    id: Option<FileId>,
    watched: Vec<(WatchedDir, Role)>,
    has_end: bool,
    has_writes: bool,
    has_freezer: bool,
    has_thresholds: bool,
    process: Option<(u64, WatchedFd)>,
    /// It could not be watched before.
    pub has_failed: bool,
    /// What it was last known to hold.
    pub values: KnownValues,
    /// What the kernel tells of its memory, if that is of interest.
    pub memory: Option<MemoryWatch>,
}

impl DomainWatch {
    /// Watches nothing yet.
    pub fn new(entry: &IndexEntry) -> Self {
        Self {
            domain: Arc::clone(&entry.domain),
            uuid: entry.domain.identity.uuid,
            group: entry.domain.group.clone().unwrap_or_default(),
            id: entry.fingerprint.group,
            watched: Vec::new(),
            has_end: false,
            has_writes: false,
            has_freezer: false,
            has_thresholds: false,
            process: None,
            has_failed: false,
            values: KnownValues::default(),
            memory: None,
        }
    }

    /// Whether it is a watch of this domain's group.
    pub fn is_of(&self, entry: &IndexEntry) -> bool {
        self.id == entry.fingerprint.group && Some(&self.group) == entry.domain.group.as_ref()
    }

    /// Watches what is not watched yet.
    ///
    /// Errors: ENOSPC, EMFILE where no more can be watched; ENOSYS before Linux 5.3, EXDEV in
    /// another pid namespace; ESRCH, ENOENT where the domain has ended.
    ///
    /// What can be watched is, even so.
    pub fn refresh(&mut self, watches: &mut Watches<'_>, entry: &IndexEntry) -> SysResult<()> {
        self.domain = Arc::clone(&entry.domain);
        let memory = &watches.context.host.memory;
        let (is_kernel, is_v1) =
            (memory.mount.is_in_cgroupfs(), memory.version.separate_hierarchies);
        let mut result = Ok(());
        if is_kernel && !is_v1 && !self.has_end {
            result = result.and(self.watch_events(watches));
        }
        if is_kernel && is_v1 && self.process.is_none() {
            result = result.and(self.watch_process(watches, entry));
        }
        if is_v1 && !self.has_freezer {
            result = result.and(self.watch_freezer(watches));
        }
        if (watches.interest.has(Interest::TUNABLE) || !is_kernel) && !self.has_writes {
            result = result.and(self.watch_writes(watches));
        }
        if watches.interest.has(Interest::MEMORY) {
            result = result.and(self.refresh_memory(watches));
        }
        result
    }

    /// Watches counters, and thresholds.
    pub fn refresh_memory(&mut self, watches: &mut Watches<'_>) -> SysResult<()> {
        if self.memory.is_some() && watches.thresholds.is_empty() && !self.has_thresholds {
            return Ok(());
        }
        let host = &watches.context.host;
        let dir = host.memory.open(&self.group)?;
        // A group without the memory controller has nothing to tell.
        if self.memory.is_none() && !dir.has(host.memory.version.oom_kills) {
            return Ok(());
        }
        if self.memory.is_none() {
            self.memory = Some(MemoryWatch::new(watches, self.uuid, &dir, watches.had_memory)?);
        }
        self.has_thresholds = !watches.thresholds.is_empty();
        let memory = self.memory.as_mut();
        memory.map_or(Ok(()), |memory| memory.refresh(watches, &dir, watches.thresholds))
    }

    /// On v2 the kernel tells when the last process ends, and when all are frozen.
    fn watch_events(&mut self, watches: &mut Watches<'_>) -> SysResult<()> {
        let dir = watches.context.host.memory.open(&self.group)?;
        let role = Role::Kernel(self.uuid, KernelFile::Populated);
        self.watched.push(watches.add(watches.watcher.watch_file(&dir, "cgroup.events"), role)?);
        self.has_end = true;
        Ok(())
    }

    /// Watches the files of all controllers for writes.
    fn watch_writes(&mut self, watches: &mut Watches<'_>) -> SysResult<()> {
        let dir = &watches.context.host.memory.open(&self.group)?;
        let role = Role::Group(self.uuid);
        self.watched.push(watches.add(watches.watcher.watch_writes(dir), role.clone())?);
        self.has_writes = true;
        if !watches.context.host.memory.version.separate_hierarchies {
            return Ok(());
        }
        let group = OpenGroup::new(&watches.context.host, &self.group, dir);
        for controller in [Controller::Cpu, Controller::Io, Controller::Cpuset] {
            // One that it has no group for has nothing to tell.
            if let Ok(other) = group.dir_of(controller) {
                self.watched.push(watches.add(watches.watcher.watch_writes(other), role.clone())?);
            }
        }
        Ok(())
    }

    /// The freezer's group is made when the domain is paused for the first time.
    fn watch_freezer(&mut self, watches: &mut Watches<'_>) -> SysResult<()> {
        let top = freezer::separate(&watches.context.host);
        let dir = top.and_then(|top| top.sub(&RelPath::new(self.group.file_name())?).ok());
        let Some(dir) = dir else { return Ok(()) };
        self.watched.push(watches.add(watches.watcher.watch_writes(&dir), Role::Freezer)?);
        self.has_freezer = true;
        Ok(())
    }

    /// Watches the process by which it runs, or another one of its: v1 tells of no group that it
    /// is empty.
    fn watch_process(&mut self, watches: &mut Watches<'_>, entry: &IndexEntry) -> SysResult<()> {
        let host = &watches.context.host;
        if !process::are_own(&host.proc) {
            return Err(Errno::XDEV);
        }
        let others = || host.memory.open(&self.group).and_then(|dir| processes::all(&dir));
        let others = std::iter::once_with(|| others().unwrap_or_default()).flatten();
        for pid in entry.domain.leader.into_iter().chain(others) {
            let watch = |watcher: &Watcher, number| watcher.watch_process(pid, number);
            let (number, process) = match watches.add_fd(self.uuid, Fd::Process, watch) {
                Err(Errno::SRCH) => continue,
                added => added?,
            };
            let is_in = host.group_of(pid).ok().flatten();
            // If it has not ended by now, the pid was its own when it was opened.
            if is_in.is_some_and(|group| group.is_within(&self.group)) && !process.is_ready() {
                self.process = Some((number, process));
                return Ok(());
            }
            watches.remove_fd(number, &process);
        }
        Err(Errno::SRCH)
    }

    /// The process that was watched has ended: the next scan tells whether there is another one.
    pub fn process_ended(&mut self, watcher: &Watcher) {
        if let Some((_, process)) = self.process.take() {
            watcher.unwatch(&process);
        }
    }

    /// Watches nothing of it any more.
    pub fn end(self, watches: &mut Watches<'_>) {
        for (watched, role) in &self.watched {
            watches.roles.remove(watches.watcher, *watched, role);
        }
        if let Some((number, process)) = self.process {
            watches.remove_fd(number, &process);
        }
        if let Some(memory) = self.memory {
            memory.end(watches);
        }
    }
}
