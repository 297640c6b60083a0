//! Watches directories and processes: one system call tells that nothing has happened to any
//! of them (inotify(7), pidfd_open(2), epoll(7)).

use super::kept_fd::KeptFd;
use super::{Dir, Errno, SysResult};
use rustix::event::epoll::{self, EventData, EventFlags};
use rustix::fs::inotify::{self, ReadFlags, WatchFlags};
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
    /// A file or directory of that name was made, written, renamed or removed.
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
        let epoll = KeptFd::new(epoll::create(epoll::CreateFlags::CLOEXEC)?)?;
        epoll::add(&epoll, &inotify, EventData::new_u64(DIRECTORIES), EventFlags::IN)?;
        Ok(Self { epoll, inotify })
    }

    /// Watches a directory.
    ///
    /// Errors: ENOSPC where the user may have no more watches, EACCES where it cannot be read.
    pub fn watch_dir(&self, dir: &Dir) -> SysResult<WatchedDir> {
        let path = format!("/proc/self/fd/{}", dir.as_fd().as_raw_fd());
        let entries =
            WatchFlags::CREATE | WatchFlags::MODIFY | WatchFlags::MOVE | WatchFlags::DELETE;
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
        let mut buffer = [MaybeUninit::uninit(); 8192];
        let mut reader = inotify::Reader::new(&self.inotify, &mut buffer);
        loop {
            match reader.next() {
                Err(Errno::AGAIN) => return Ok(()),
                Err(Errno::INTR) => {}
                Err(errno) => return Err(errno),
                Ok(event) => {
                    let (dir, what) = (WatchedDir(event.wd()), event.events());
                    let name = event.file_name().map(|name| name.to_bytes());
                    each(match name {
                        _ if what.contains(ReadFlags::QUEUE_OVERFLOW) => Notice::Overflow,
                        Some(name) => Notice::Changed(dir, name),
                        None => Notice::Removed(dir),
                    });
                }
            }
        }
    }
}
