//! How the library's domains ended: a file for each, below the directory of the records.
//!
//! A program's parent process writes how the program ended (src/sys/spawn/reaper.rs),
//! calls that end a domain write that they did, and crash recovery writes what the
//! kernel has counted. So each process that uses the library can tell. A file stays until
//! the domain is started again; that of a domain that is no more, for a while.

use crate::driver::host::cgroup::file::find;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error::Failed;
use crate::driver::host::paths::Paths;
use crate::driver::host::state::record::Record;
use crate::model::Result;
use crate::model::domain::{Uuid, parse_uuid};
use crate::sorting::set_of;
use crate::sys::lock::Lock;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::collections::BTreeSet;
use std::os::fd::OwnedFd;
use std::time::Duration;

/// Below the directory of the records.
const DIRECTORY: &str = "ends";

const LONGEST: usize = 64 << 10;

/// How long a program's parent may take to record the end of a program that has ended.
const RECORDING: Duration = Duration::from_millis(500);

/// How long the file of a domain that is no more stays, so that other processes, which
/// poll, can still tell how it ended.
const KEPT: Duration = Duration::from_secs(60);

/// What a call asked of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// To end by itself: its process was sent SIGTERM.
    Shutdown,
    /// Nothing: its processes are killed.
    Destroyed,
}

/// How a domain ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, without an error, or because it was asked to.
    Shutdown,
    /// It was destroyed.
    Destroyed,
    /// By a signal that no call sent, or killed for want of memory.
    Crashed,
    /// With an exit status other than 0, or its program could not be executed.
    Failed,
}

/// What a file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    asked: Option<Asked>,
    outcome: Option<Outcome>,
    out_of_memory: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Exited(i32),
    Killed(i32),
    Failed,
}

const SIGTERM: i32 = crate::sys::process::Signal::TERM.as_raw();

impl Told {
    fn parse(text: &str) -> Self {
        let mut told = Self::default();
        for line in text.lines() {
            let (word, number) = line.split_once(' ').unwrap_or((line, ""));
            let number = number.parse::<i32>().ok();
            match (word, number) {
                ("exited", Some(status)) => told.outcome = Some(Outcome::Exited(status)),
                ("killed", Some(signal)) => told.outcome = Some(Outcome::Killed(signal)),
                ("failed", _) => told.outcome = Some(Outcome::Failed),
                ("oom_kill", Some(count)) => told.out_of_memory = count > 0,
                ("shutdown", _) => told.asked = Some(Asked::Shutdown),
                ("destroyed", _) => told.asked = Some(Asked::Destroyed),
                ("runs", _) => told.asked = None,
                _ => {}
            }
        }
        told
    }

    /// How the domain ended; `None` where that is not known.
    fn end(self) -> Option<End> {
        match (self.asked, self.outcome) {
            (Some(Asked::Destroyed), _) => Some(End::Destroyed),
            (Some(Asked::Shutdown), Some(Outcome::Exited(_) | Outcome::Killed(SIGTERM)))
            | (None, Some(Outcome::Exited(0))) => Some(End::Shutdown),
            (_, Some(Outcome::Killed(_))) => Some(End::Crashed),
            (_, Some(Outcome::Exited(_) | Outcome::Failed)) => Some(End::Failed),
            (_, None) if self.out_of_memory => Some(End::Crashed),
            (Some(Asked::Shutdown), None) => Some(End::Shutdown),
            (None, None) => None,
        }
    }
}

/// The directory of these files.
#[derive(Clone, Copy)]
pub struct EndFiles<'a> {
    host: &'a Host,
    paths: &'a Paths,
}

impl<'a> EndFiles<'a> {
    /// That of a host.
    pub fn new(host: &'a Host, paths: &'a Paths) -> Self {
        Self { host, paths }
    }

    fn path(&self) -> RelPath {
        self.paths.records.join(DIRECTORY).unwrap_or_default()
    }

    fn open(&self) -> SysResult<Dir> {
        trusted(self.host.root.sub(&self.path())?)
    }

    /// The file of a domain that is about to start, locked until its last writer has
    /// closed it.
    pub fn create(&self, domain: Uuid) -> Result<OwnedFd> {
        let name = domain.to_string();
        let create = || {
            let dir = trusted(self.host.root.make_path(&self.path())?)?;
            remove(&dir, &name)?;
            let file = dir.append_public_file(&name)?;
            // Without a lock scans do not wait for the end to be recorded.
            if let Ok(lock) = Lock::wait(&file, Duration::ZERO) {
                lock.keep();
            }
            Ok(file)
        };
        create().during(format_args!("write /{}/{name}", self.path()))
    }

    /// Forgets how a domain ended.
    pub fn remove(&self, domain: Uuid) {
        // What stays is removed by a later sweep.
        let _ = self.open().and_then(|dir| remove(&dir, &domain.to_string()));
    }

    /// Adds what a domain was asked to do; `None` when it goes on all the same.
    pub fn ask(&self, domain: Uuid, asked: Option<Asked>) {
        self.add(
            domain,
            match asked {
                Some(Asked::Shutdown) => "shutdown\n",
                Some(Asked::Destroyed) => "destroyed\n",
                None => "runs\n",
            },
        );
    }

    /// Adds what the kernel has counted in the group of a domain that has ended. Of a
    /// program that the library started, its parent has done so.
    pub fn count(&self, record: &Record) {
        if record.from.is_none() {
            self.wait(record.uuid);
            return;
        }
        let counters = self.host.memory.version.oom_kills;
        let text = self.host.memory.open(&record.group).and_then(|dir| {
            let content = dir.read_all(counters, LONGEST)?;
            Ok(String::from_utf8_lossy(&content).into_owned())
        });
        let kills = text.ok().and_then(|text| find(&text, "oom_kill")).unwrap_or(0);
        if kills > 0 {
            self.add(record.uuid, &format!("oom_kill {kills}\n"));
        }
    }

    /// Where it cannot be written, others cannot tell how the domain ended.
    fn add(&self, domain: Uuid, line: &str) {
        let dir = self.host.root.make_path(&self.path()).and_then(trusted);
        let file = dir.and_then(|dir| dir.append_public_file(&domain.to_string()));
        let _ = file.and_then(|file| rustix::io::write(&file, line.as_bytes()));
    }

    /// Waits until the parent of a program that has ended has recorded that.
    fn wait(&self, domain: Uuid) {
        let file = self.open().and_then(|dir| dir.open_to_read(&domain.to_string()));
        let _ = file.and_then(|file| Lock::wait(file, RECORDING).map(drop));
    }

    /// The domains that there is a file of.
    pub fn known(&self) -> BTreeSet<Uuid> {
        let entries = self.open().and_then(|dir| dir.entries()).unwrap_or_default();
        set_of(entries.iter().filter_map(|entry| parse_uuid(&entry.name)))
    }

    /// How a domain ended; `None` where that is not known. `just_now` where it may not be
    /// recorded yet.
    pub fn end(&self, domain: Uuid, just_now: bool) -> Option<End> {
        if just_now {
            self.wait(domain);
        }
        let content = self.open().ok()?.read_own(&domain.to_string(), LONGEST).ok()?.1;
        Told::parse(&String::from_utf8_lossy(&content)).end()
    }

    /// How many processes of a domain that has ended were killed for want of memory, if that is
    /// recorded.
    pub fn oom_kills(&self, domain: Uuid) -> Option<u64> {
        let content = self.open().ok()?.read_own(&domain.to_string(), LONGEST).ok()?.1;
        let text = String::from_utf8_lossy(&content);
        text.lines().rev().find_map(|line| line.strip_prefix("oom_kill ")?.parse().ok())
    }

    /// Removes the files of domains that are no more, except for recent ones.
    pub fn sweep(&self, exists: impl FnOnce() -> BTreeSet<Uuid>) {
        let known = self.known();
        let Some(dir) = self.open().ok().filter(|_| !known.is_empty()) else { return };
        for domain in known.difference(&exists()) {
            let name = domain.to_string();
            if dir.age(&name).is_ok_and(|age| age > KEPT) {
                // A failure is retried by the next sweep.
                let _ = remove(&dir, &name);
            }
        }
    }
}

fn trusted(dir: Dir) -> SysResult<Dir> {
    if dir.is_own()? { Ok(dir) } else { Err(Errno::PERM) }
}

fn remove(dir: &Dir, name: &str) -> SysResult<()> {
    match dir.remove_file(name) {
        Err(Errno::NOENT) => Ok(()),
        removed => removed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told() {
        for (text, end) in [
            ("", None),
            ("exited 0\n", Some(End::Shutdown)),
            ("exited 3\n", Some(End::Failed)),
            ("failed 2\n", Some(End::Failed)),
            ("killed 9\n", Some(End::Crashed)),
            ("killed 15\n", Some(End::Crashed)),
            ("shutdown\nkilled 15\n", Some(End::Shutdown)),
            ("shutdown\nexited 143\n", Some(End::Shutdown)),
            ("shutdown\nkilled 11\n", Some(End::Crashed)),
            ("shutdown\n", Some(End::Shutdown)),
            ("destroyed\nkilled 9\n", Some(End::Destroyed)),
            ("destroyed\nruns\nexited 0\n", Some(End::Shutdown)),
            ("destroyed\n", Some(End::Destroyed)),
            ("oom_kill 1\n", Some(End::Crashed)),
            ("oom_kill 0\n", None),
            // A process of the domain was killed, its program was not.
            ("exited 0\noom_kill 1\n", Some(End::Shutdown)),
            ("killed 9\noom_kill 1\n", Some(End::Crashed)),
            ("torn", None),
        ] {
            assert_eq!(Told::parse(text).end(), end, "{text:?}");
        }
    }
}
