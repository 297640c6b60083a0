//! Watches directories and processes: one system call tells that nothing has happened to any
//! of them (inotify(7), pidfd_open(2), epoll(7)).

use super::kept_fd::KeptFd;
use super::{Dir, Errno, SysResult};
use rustix::event::epoll::{self, EventData, EventFlags};
use rustix::fs::inotify::{self, ReadFlags, WatchFlags};
use rustix::io::read;
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use rustix::time::Timespec;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd};

/// What inotify's file descriptor is known by; processes have other numbers.
const DIRECTORIES: u64 = 0;

const NOW: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };

/// Watched directories and processes.
#[derive(Debug)]
pub struct Watcher {
    epoll: KeptFd,
    inotify: KeptFd,
}

/// A directory that is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WatchedDir(i32);

/// A process that is watched until this is dropped.
#[derive(Debug)]
pub struct WatchedProcess {
    pidfd: KeptFd,
}

/// What has happened.
#[derive(Debug, PartialEq, Eq)]
pub enum Notice<'n> {
    /// A file or directory of that name was made, renamed or removed.
    Changed(WatchedDir, &'n [u8]),
    /// The directory itself was removed or renamed, and is no longer watched.
    Removed(WatchedDir),
    /// More has happened than the kernel keeps.
    Overflow,
    /// The process of that number has ended.
    Ended(u64),
}

impl Watcher {
    /// Watches nothing yet.
    ///
    /// Errors: EMFILE where the process may have no more files, or the user no more inotify
    /// instances.
    pub fn new() -> SysResult<Self> {
        let flags = inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK;
        let inotify = KeptFd::new(inotify::init(flags)?)?;
        let epoll = KeptFd::last(epoll::create(epoll::CreateFlags::CLOEXEC)?)?;
        epoll::add(&epoll, &inotify, EventData::new_u64(DIRECTORIES), EventFlags::IN)?;
        Ok(Self { epoll, inotify })
    }

    /// Watches a directory.
    ///
    /// Errors: ENOSPC where the user may have no more watches, EACCES where it cannot be read.
    pub fn watch_dir(&self, dir: &Dir) -> SysResult<WatchedDir> {
        let path = format!("/proc/self/fd/{}", dir.as_fd().as_raw_fd());
        let entries = WatchFlags::CREATE | WatchFlags::MOVE | WatchFlags::DELETE;
        let itself = WatchFlags::DELETE_SELF | WatchFlags::MOVE_SELF | WatchFlags::ONLYDIR;
        inotify::add_watch(&self.inotify, path, entries | itself).map(WatchedDir)
    }

    /// Watches a process, which is `number` in notices, not 0.
    ///
    /// Errors: ESRCH where there is no such process.
    pub fn watch_process(&self, pid: i32, number: u64) -> SysResult<WatchedProcess> {
        let pid = (pid > 0).then(|| Pid::from_raw(pid)).flatten().ok_or(Errno::SRCH)?;
        let pidfd = KeptFd::new(pidfd_open(pid, PidfdFlags::empty())?)?;
        epoll::add(&self.epoll, &pidfd, EventData::new_u64(number), EventFlags::IN)?;
        Ok(WatchedProcess { pidfd })
    }

    /// Ends the watch of a process, which may have ended.
    pub fn unwatch(&self, process: &WatchedProcess) {
        // It is not watched if the program has closed one of them.
        let _ = epoll::delete(&self.epoll, &process.pidfd);
    }

    /// Whether nothing has happened since the last [`Self::take`]: one system call.
    ///
    /// Errors: EBADF, EINVAL where the program has closed the file descriptor.
    pub fn is_quiet(&self) -> SysResult<bool> {
        let mut event = [MaybeUninit::<epoll::Event>::uninit()];
        let (ready, _) = epoll::wait(&self.epoll, &mut event, Some(&NOW))?;
        Ok(ready.is_empty())
    }

    /// Takes what has happened. A process that has ended is reported until it is no longer
    /// watched.
    pub fn take(&self, each: &mut dyn FnMut(Notice<'_>)) -> SysResult<()> {
        let mut events = [MaybeUninit::<epoll::Event>::uninit(); 64];
        let (ready, _) = epoll::wait(&self.epoll, &mut events, Some(&NOW))?;
        for event in ready.iter() {
            match event.data.u64() {
                DIRECTORIES => self.take_changes(each)?,
                number => each(Notice::Ended(number)),
            }
        }
        Ok(())
    }

    fn take_changes(&self, each: &mut dyn FnMut(Notice<'_>)) -> SysResult<()> {
        let mut buffer = [0; 1024];
        loop {
            let len = match read(&self.inotify, &mut buffer) {
                Err(Errno::AGAIN) => return Ok(()),
                Err(Errno::INTR) => continue,
                len => len?,
            };
            let mut rest = buffer.get(..len).unwrap_or_default();
            while let Some((notice, behind)) = split_event(rest) {
                each(notice);
                rest = behind;
            }
            // The kernel gives as many as fit.
            if len + EVENT_MAX < buffer.len() {
                return Ok(());
            }
        }
    }
}

/// The size of inotify's events without names.
const EVENT: usize = 16;
/// The largest size of an event: with a name of NAME_MAX bytes and a NUL.
const EVENT_MAX: usize = EVENT + 256;

/// The first of some inotify events (inotify(7), struct inotify_event), and those behind it.
fn split_event(events: &[u8]) -> Option<(Notice<'_>, &[u8])> {
    let (head, rest) = events.split_first_chunk::<EVENT>()?;
    let word = |at| head.get(at..at + 4)?.try_into().ok().map(u32::from_ne_bytes);
    let (dir, events, len) = (word(0)?, ReadFlags::from_bits_retain(word(4)?), word(12)?);
    let (name, rest) = rest.split_at_checked(usize::try_from(len).ok()?)?;
    let dir = WatchedDir(dir.cast_signed());
    let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
    let notice = match name {
        _ if events.contains(ReadFlags::QUEUE_OVERFLOW) => Notice::Overflow,
        [] => Notice::Removed(dir),
        name => Notice::Changed(dir, name),
    };
    Some((notice, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::process::{Child, Command};

    fn taken(watcher: &Watcher) -> Vec<String> {
        let mut texts = Vec::new();
        watcher.take(&mut |notice| texts.push(format!("{notice:?}"))).unwrap();
        texts
    }

    #[test]
    fn changes_of_directories() {
        let temp = tempfile::tempdir().unwrap();
        let watcher = Watcher::new().unwrap();
        let below = temp.path().join("below");
        fs::create_dir(&below).unwrap();
        let dir = watcher.watch_dir(&Dir::open(&below).unwrap()).unwrap();
        assert!(watcher.is_quiet().unwrap());
        fs::write(below.join("a"), "1").unwrap();
        assert!(!watcher.is_quiet().unwrap());
        let changed = format!("{:?}", Notice::Changed(dir, b"a"));
        assert!(taken(&watcher).contains(&changed));
        assert!(watcher.is_quiet().unwrap() && taken(&watcher).is_empty());
        for number in 0..1000 {
            fs::write(below.join(format!("{number:0>200}")), "1").unwrap();
        }
        assert!(taken(&watcher).len() == 1000 && watcher.is_quiet().unwrap());
        fs::remove_dir_all(&below).unwrap();
        assert!(taken(&watcher).contains(&format!("{:?}", Notice::Removed(dir))));
    }

    #[test]
    fn ends_of_processes() {
        let watcher = Watcher::new().unwrap();
        let mut child = Command::new("sleep").arg("1000").spawn().unwrap();
        let watched = watcher.watch_process(pid(&child), 7).unwrap();
        assert!(watcher.is_quiet().unwrap());
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(taken(&watcher), [format!("{:?}", Notice::Ended(7))]);
        assert!(!watcher.is_quiet().unwrap());
        watcher.unwatch(&watched);
        assert!(watcher.is_quiet().unwrap());
        assert_eq!(watcher.watch_process(pid(&child), 8).unwrap_err(), Errno::SRCH);
    }

    fn pid(child: &Child) -> i32 {
        i32::try_from(child.id()).unwrap()
    }
}
