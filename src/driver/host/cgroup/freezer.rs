//! Stops the processes of a group, all at once, and has them go on.
//!
//! On v2 a group is frozen itself. On v1 another hierarchy does that: a group of
//! the same name is made there, directly below the top, and the processes are
//! moved into it; it stays until the domain ends.

use super::hierarchy::Host;
use super::version::Freezing;
use crate::driver::host::error::GONE;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// How often it is looked at whether all are frozen.
const PAUSE: Duration = Duration::from_millis(1);

/// How often it is asked for again: v1's freezer passes over a process that is waiting
/// for its child to exec, and does not come back to it by itself.
const ASK_AGAIN: Duration = Duration::from_millis(20);

/// How long freezing all processes of a domain may take: less than others wait for the
/// lock that is held meanwhile.
pub const FREEZE_WAIT: Duration = Duration::from_secs(8);

/// What freezes a group's processes.
pub struct Freezer<'a> {
    host: &'a Host,
    group: &'a RelPath,
    freezing: &'static Freezing,
    dir: Dir,
}

impl<'a> Freezer<'a> {
    /// That of a group, if there is one now.
    pub fn find(host: &'a Host, group: &'a RelPath) -> SysResult<Option<Self>> {
        let dir = match place(host, group) {
            None => return Ok(None),
            Some(Place::Own) => host.memory.open(group),
            Some(Place::Apart(top, name)) => top.sub(&name),
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

    /// That of a group, made if need be; none where this host freezes nothing.
    pub fn make(host: &'a Host, group: &'a RelPath) -> SysResult<Option<Self>> {
        if let Some(Place::Apart(top, name)) = place(host, group) {
            match top.make_dir(name.as_str(), 0o755) {
                Ok(()) | Err(Errno::EXIST) => {}
                Err(errno) => return Err(errno),
            }
        }
        Self::find(host, group)
    }

    /// Whether all of the processes are frozen.
    pub fn is_frozen(&self) -> SysResult<bool> {
        let (file, frozen) = self.freezing.state;
        let content = self.dir.read_all(file, 4096)?;
        Ok(content.split(|byte| *byte == b'\n').any(|line| line == frozen.as_bytes()))
    }

    /// Whether the caller would be frozen: it may be here though its group is
    /// another one by now.
    pub fn holds_caller(&self) -> SysResult<bool> {
        let own = i32::try_from(std::process::id()).ok();
        Ok(self.host.processes(&self.dir)?.into_iter().any(|pid| Some(pid) == own))
    }

    /// Freezes all of the processes; ETIMEDOUT when it takes longer.
    pub fn freeze(&self, at_most: Duration) -> SysResult<()> {
        let end = Instant::now() + at_most;
        self.dir.write(self.freezing.file, self.freezing.freeze.as_bytes())?;
        // What comes into a frozen group stops, so the others become fewer.
        while self.freezing.is_apart && !self.gather()? {
            check_time(end)?;
            // Where there is one processor those that are to stop need it too.
            std::thread::sleep(PAUSE);
        }
        let mut asked = Instant::now();
        while !self.is_frozen()? {
            check_time(end)?;
            std::thread::sleep(PAUSE);
            if asked.elapsed() > ASK_AGAIN {
                self.dir.write(self.freezing.file, self.freezing.freeze.as_bytes())?;
                asked = Instant::now();
            }
        }
        Ok(())
    }

    /// Has the processes go on.
    pub fn thaw(&self) -> SysResult<()> {
        self.dir.write(self.freezing.file, self.freezing.thaw.as_bytes())
    }

    /// Moves those of the group's processes here that are elsewhere; whether there
    /// were none.
    fn gather(&self) -> SysResult<bool> {
        let members = self.host.processes(&self.host.memory.open(self.group)?)?;
        let here: BTreeSet<i32> = self.host.processes(&self.dir)?.into_iter().collect();
        let mut outside = members.iter().filter(|pid| !here.contains(pid)).peekable();
        let none = outside.peek().is_none();
        for pid in outside {
            match *pid {
                0 => return Err(Errno::OPNOTSUPP),
                pid => match self.take_in(pid) {
                    Ok(()) | Err(Errno::SRCH) => {}
                    Err(errno) => return Err(errno),
                },
            }
        }
        Ok(none)
    }

    /// Moves a process here, unless it has ended and another one has its number: where
    /// many are started numbers come again soon.
    fn take_in(&self, pid: i32) -> SysResult<()> {
        if !self.is_member(pid) {
            return Ok(());
        }
        let number = pid.to_string();
        self.dir.write("cgroup.procs", number.as_bytes())?;
        if let (false, Some(top)) = (self.is_member(pid), &self.host.freezer) {
            // Whatever it is, it must not be stopped.
            let _ = top.write("cgroup.procs", number.as_bytes());
        }
        Ok(())
    }

    fn is_member(&self, pid: i32) -> bool {
        let own = self.host.group_of(pid).ok().flatten();
        own.is_some_and(|own| own.is_within(self.group))
    }
}

/// Whether all processes of a group are frozen; not where that cannot be told.
pub fn is_frozen(host: &Host, group: &RelPath) -> bool {
    let freezer = Freezer::find(host, group);
    freezer.and_then(|found| found.map_or(Ok(false), |freezer| freezer.is_frozen())) == Ok(true)
}

/// Removes what [`Freezer::make`] made for a group, whose processes have ended.
/// Where there is none nothing is to be done.
pub fn remove(host: &Host, group: &RelPath) -> SysResult<()> {
    match place(host, group) {
        Some(Place::Apart(top, name)) => match top.remove_dir(name.as_str()) {
            Err(errno) if !GONE.contains(&errno) => Err(errno),
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Where a group is frozen.
enum Place<'a> {
    Own,
    Apart(&'a Dir, RelPath),
}

fn place<'a>(host: &'a Host, group: &RelPath) -> Option<Place<'a>> {
    if !host.memory.version.freezing.is_apart {
        return Some(Place::Own);
    }
    Some(Place::Apart(host.freezer.as_ref()?, RelPath::new(group.file_name())?))
}

fn check_time(end: Instant) -> SysResult<()> {
    if Instant::now() < end { Ok(()) } else { Err(Errno::TIMEDOUT) }
}
