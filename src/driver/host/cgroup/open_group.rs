//! An open control group: its directory in each hierarchy, and the control files there.

use super::controller::Controller;
use super::fd_cache::{FdCache, Files};
use super::hierarchy::Host;
use super::thread_group::ThreadGroup;
use super::version::Version;
use crate::driver::host::error::{self, Failed};
use crate::driver::host::watch::HostWatch;
use crate::model::error::errno_text;
use crate::model::{Result, virErrorNumber};
use crate::sys::lock::Lock;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, TryLockError};
use std::time::{Duration, Instant};

/// What is open of a group besides its directory in the hierarchy with memory.
#[derive(Default)]
pub struct GroupFiles {
    /// Held with the lock on the directory: threads that share its file descriptor share that.
    busy: Mutex<()>,
    others: [OnceLock<Dir>; Controller::OTHERS.len()],
    /// The control files.
    pub files: FdCache,
    /// Tells what has happened on the host since the group was opened.
    pub watch: Option<Arc<HostWatch>>,
}

impl GroupFiles {
    /// That of a group which is open for one call.
    pub fn of_call(watch: Option<Arc<HostWatch>>) -> Self {
        Self { watch, ..Self::default() }
    }

    /// That of a group which stays open between calls.
    pub fn kept(watch: Arc<HostWatch>) -> Self {
        Self { files: FdCache::closed(), watch: Some(watch), ..Self::default() }
    }
}

/// A domain's group. On v2 all controllers have one directory; on v1 the group has one in
/// each controller's hierarchy.
pub struct OpenGroup<'a> {
    host: &'a Host,
    path: &'a RelPath,
    memory: &'a Dir,
    opened: Opened<'a>,
    has_threads: bool,
}

/// The lock on a group, until it is dropped.
pub struct GroupLock<'g> {
    // Dropped first: until then no other thread has the file descriptor's lock.
    _dir: Lock<&'g Dir>,
    _busy: MutexGuard<'g, ()>,
}

/// How long a thread waits for another one before it looks again.
const PAUSE: Duration = Duration::from_micros(50);

/// Whose the open files are.
enum Opened<'a> {
    Own(Box<GroupFiles>),
    Shared(&'a GroupFiles),
}

impl<'a> OpenGroup<'a> {
    /// The group of that path, whose directory in the hierarchy with memory is open.
    pub fn new(host: &'a Host, path: &'a RelPath, memory: &'a Dir) -> Self {
        let opened = Opened::Own(Box::default());
        Self { host, path, memory, opened, has_threads: false }
    }

    /// As [`Self::new`], with what is open of it.
    pub fn with(host: &'a Host, path: &'a RelPath, memory: &'a Dir, files: &'a GroupFiles) -> Self {
        Self { host, path, memory, opened: Opened::Shared(files), has_threads: false }
    }

    /// The same, where groups of threads below it are its manager's: in a container's they could be
    /// the container's own.
    pub fn of_guest(self, is_guest: bool) -> Self {
        Self { has_threads: is_guest, ..self }
    }

    fn opened(&self) -> &GroupFiles {
        match &self.opened {
            Opened::Own(opened) => opened,
            Opened::Shared(opened) => opened,
        }
    }

    /// What tells of changes on the host since the group was opened, if anything does.
    pub fn watch(&self) -> Option<&HostWatch> {
        self.opened().watch.as_deref()
    }

    /// The host that it is on.
    pub fn host(&self) -> &'a Host {
        self.host
    }

    /// The version of its files.
    pub fn version(&self) -> &'static Version {
        self.host.memory.version
    }

    /// Its path in the hierarchy with memory, for messages.
    pub fn path(&self) -> &'a RelPath {
        self.path
    }

    /// Its directory in the hierarchy with memory, which sets are locked by.
    pub fn dir(&self) -> &'a Dir {
        self.memory
    }

    /// The directory of the group above it in the hierarchy with memory.
    pub fn above(&self) -> SysResult<Dir> {
        self.host.memory.open(&self.path.parent().ok_or(Errno::NOENT)?)
    }

    /// The group once more, which its groups of threads are in.
    pub fn opened_again(&self) -> SysResult<Dir> {
        self.host.memory.open(self.path)
    }

    /// The lock that serializes sets on the domain, of threads and of processes.
    ///
    /// Errors: ETIMEDOUT when it takes longer.
    pub fn lock(&self, at_most: Duration) -> SysResult<GroupLock<'_>> {
        let (busy, rest) = self.wait_for_threads(at_most)?;
        Ok(GroupLock { _dir: Lock::wait(self.memory, rest)?, _busy: busy })
    }

    /// What is locked for this thread, and the rest of the time.
    fn wait_for_threads(&self, at_most: Duration) -> SysResult<(MutexGuard<'_, ()>, Duration)> {
        let mut end = None;
        let rest = |end: Option<Instant>| {
            end.map_or(at_most, |end| end.saturating_duration_since(Instant::now()))
        };
        loop {
            match self.opened().busy.try_lock() {
                Ok(busy) => return Ok((busy, rest(end))),
                Err(TryLockError::Poisoned(busy)) => return Ok((busy.into_inner(), rest(end))),
                Err(TryLockError::WouldBlock) => {
                    let now = Instant::now();
                    if now >= *end.get_or_insert(now + at_most) {
                        return Err(Errno::TIMEDOUT);
                    }
                    std::thread::sleep(PAUSE);
                }
            }
        }
    }

    /// Its files in a controller's hierarchy, which stay open as long as this does.
    ///
    /// Errors: those of [`Self::dir_of`].
    pub fn files(&self, controller: Controller) -> Result<Files<'_>> {
        Ok(Files::new(self.dir_of(controller)?, &self.opened().files))
    }

    /// Its directory in a controller's hierarchy.
    ///
    /// Errors: VIR_ERR_OPERATION_INVALID where that hierarchy is not mounted or has no
    /// group for the domain, as libvirt answers.
    pub fn dir_of(&self, controller: Controller) -> Result<&Dir> {
        match controller {
            Controller::Memory => Ok(self.memory),
            _ if !self.version().separate_hierarchies => Ok(self.memory),
            other => self.v1_dir(other),
        }
    }

    /// The groups of threads below it in a controller's hierarchy, by kind and number.
    ///
    /// Errors: those of [`Self::dir_of`].
    pub fn thread_groups(&self, controller: Controller) -> Result<Vec<ThreadGroup>> {
        if !self.has_threads {
            return Ok(Vec::new());
        }
        let listed = ThreadGroup::list(self.dir_of(controller)?);
        listed.during(format_args!("list the groups below '{}'", self.path))
    }

    /// The directory of a group of threads in a controller's hierarchy.
    pub fn dir_of_threads(&self, controller: Controller, threads: ThreadGroup) -> Result<Dir> {
        let name = RelPath::new(&threads.to_string()).unwrap_or_default();
        let dir = self.dir_of(controller)?.sub(&name);
        dir.during(format_args!("open group '{}/{name}'", self.path))
    }

    fn v1_dir(&self, controller: Controller) -> Result<&Dir> {
        let opened = self.opened();
        let place = Controller::OTHERS.iter().position(|other| *other == controller);
        let Some(place) = place.and_then(|place| opened.others.get(place)) else {
            return Ok(self.memory);
        };
        if let Some(dir) = place.get() {
            return Ok(dir);
        }
        let dir = self.host.v1_group(controller, self.path).and_then(|dir| match self.opened {
            Opened::Own(_) => Ok(dir),
            Opened::Shared(_) => dir.map(Dir::keep).transpose(),
        });
        let name = controller.name(self.version());
        match dir {
            Ok(Some(dir)) => Ok(place.get_or_init(|| dir)),
            Ok(None) => Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!("no hierarchy with the {name} controller is mounted on this host"),
            )),
            Err(errno) => Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!(
                    "group '{}' has no group in the hierarchy of the {name} controller: {}",
                    self.path,
                    errno_text(errno.raw_os_error())
                ),
            )),
        }
    }
}
