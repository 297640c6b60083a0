//! Freezes and thaws a group's processes.
//!
//! On v2 the group itself is frozen. On v1 the freezer is a hierarchy of its own: a
//! group of the same name is made there, directly below the root, and the processes
//! are moved into it; it stays until the domain ends.

use super::hierarchy::Host;
use super::processes;
use super::version::Freezing;
use crate::driver::host::error::GONE;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::time::{Duration, Instant};

/// How often the freezer's state is polled.
const PAUSE: Duration = Duration::from_millis(1);

/// How often the freeze is requested again: v1's freezer skips a process that waits in
/// vfork for its child to exec, and does not retry by itself.
const RETRY: Duration = Duration::from_millis(20);

/// How long freezing a domain may take: less than others wait for the lock that is held
/// meanwhile.
pub const FREEZE_WAIT: Duration = Duration::from_secs(8);

/// The freezer of a group.
pub struct Freezer<'a> {
    host: &'a Host,
    group: &'a RelPath,
    freezing: &'static Freezing,
    dir: Dir,
}

impl<'a> Freezer<'a> {
    /// The freezer of a group, if there is one now.
    pub fn find(host: &'a Host, group: &'a RelPath) -> SysResult<Option<Self>> {
        let dir = match freezer_group(host, group) {
            None => return Ok(None),
            Some(FreezerGroup::Own) => host.memory.open(group),
            Some(FreezerGroup::Separate(top, name)) => top.sub(&name),
        };
        match dir {
            Ok(dir) => {
                let freezing = &host.memory.version.freezing;
                Ok(Some(Self { host, group, freezing, dir }))
            }
            Err(errno) if GONE.contains(&errno) => Ok(None),
            Err(errno) => Err(errno),
        }
    }

    /// The freezer of a group, made if need be; `None` on a host without a freezer.
    pub fn make(host: &'a Host, group: &'a RelPath) -> SysResult<Option<Self>> {
        if let Some(FreezerGroup::Separate(top, name)) = freezer_group(host, group) {
            match top.make_dir(name.as_str(), 0o755) {
                Ok(()) | Err(Errno::EXIST) => {}
                Err(errno) => return Err(errno),
            }
        }
        Self::find(host, group)
    }

    /// Whether all processes are frozen.
    pub fn is_frozen(&self) -> SysResult<bool> {
        let (file, frozen) = self.freezing.state;
        let content = self.dir.read_all(file, 4096)?;
        Ok(content.split(|byte| *byte == b'\n').any(|line| line == frozen.as_bytes()))
    }

    /// Whether the caller would be frozen: it may be in the freezer's group although it
    /// was moved out of the domain's.
    pub fn holds_caller(&self) -> SysResult<bool> {
        let own = i32::try_from(std::process::id()).ok();
        Ok(processes::all(&self.dir)?.into_iter().any(|pid| Some(pid) == own))
    }

    /// Freezes all processes; ETIMEDOUT when it takes longer.
    pub fn freeze(&self, at_most: Duration) -> SysResult<()> {
        let end = Instant::now() + at_most;
        self.dir.write(self.freezing.file, self.freezing.freeze.as_bytes())?;
        // A process that enters a frozen group is frozen, so the rest shrinks.
        while self.freezing.separate_hierarchy && !self.gather()? {
            check_time(end)?;
            // On a single CPU the processes need it to reach the freezer.
            std::thread::sleep(PAUSE);
        }
        let mut requested = Instant::now();
        while !self.is_frozen()? {
            check_time(end)?;
            std::thread::sleep(PAUSE);
            if requested.elapsed() > RETRY {
                self.dir.write(self.freezing.file, self.freezing.freeze.as_bytes())?;
                requested = Instant::now();
            }
        }
        Ok(())
    }

    /// Thaws all processes.
    pub fn thaw(&self) -> SysResult<()> {
        self.dir.write(self.freezing.file, self.freezing.thaw.as_bytes())
    }

    /// Moves the group's processes that are elsewhere into the freezer's group; whether
    /// there were none.
    fn gather(&self) -> SysResult<bool> {
        let top = self.host.freezer.as_ref().ok_or(Errno::NOENT)?;
        processes::gather(self.host, self.group, &self.dir, top)
    }
}

/// The root of the hierarchy that groups are frozen in, where it is one of its own.
pub fn separate(host: &Host) -> Option<&Dir> {
    host.freezer.as_ref().filter(|_| host.memory.version.freezing.separate_hierarchy)
}

/// Whether all processes of a group are frozen; false where that cannot be determined.
pub fn is_frozen(host: &Host, group: &RelPath) -> bool {
    let freezer = Freezer::find(host, group);
    freezer.and_then(|found| found.map_or(Ok(false), |freezer| freezer.is_frozen())) == Ok(true)
}

/// Removes what [`Freezer::make`] made for a group, whose processes have exited.
pub fn remove(host: &Host, group: &RelPath) -> SysResult<()> {
    match freezer_group(host, group) {
        Some(FreezerGroup::Separate(top, name)) => match top.remove_dir(name.as_str()) {
            Err(errno) if !GONE.contains(&errno) => Err(errno),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// The group by which a domain's processes are frozen.
enum FreezerGroup<'a> {
    /// The domain's own.
    Own,
    /// One of the freezer hierarchy, by the hierarchy's root and its name.
    Separate(&'a Dir, RelPath),
}

fn freezer_group<'a>(host: &'a Host, group: &RelPath) -> Option<FreezerGroup<'a>> {
    if !host.memory.version.freezing.separate_hierarchy {
        return Some(FreezerGroup::Own);
    }
    Some(FreezerGroup::Separate(host.freezer.as_ref()?, RelPath::new(group.file_name())?))
}

fn check_time(end: Instant) -> SysResult<()> {
    if Instant::now() < end { Ok(()) } else { Err(Errno::TIMEDOUT) }
}
