//! Watches directories, files and processes: one system call tells that nothing has happened to any
//! of them (inotify(7), pidfd_open(2), epoll(7)), and so does one file descriptor.

use super::fork::process_number;
use super::kept_fd::KeptFd;
use super::{Dir, Errno, SysResult};
use rustix::event::epoll::{self, EventData, EventFlags};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::inotify::{self, ReadFlags, WatchFlags};
use rustix::io::read;
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use rustix::time::Timespec;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// What inotify's file descriptor is known by; processes have other numbers.
const DIRECTORIES: u64 = 0;
/// What the pipe of the low mark is known by.
const LOW_MARK: u64 = u64::MAX;

const NOW: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };

/// Watched directories and processes, and whether the program has closed what is kept open.
///
/// A program closes file descriptors that it does not know by ranges of numbers. One from below closes
/// the end of a pipe that has the lowest number of all that is kept: the other end tells. One to the
/// highest number closes the epoll.
#[derive(Debug)]
pub struct Watcher {
    epoll: KeptFd,
    inotify: KeptFd,
    /// Open as long as this.
    _low_mark: KeptFd,
    low_mark_closed: KeptFd,
    /// Another watcher's epoll has the number of this one.
    replaced: Arc<AtomicBool>,
    process: u64,
}

/// The numbers of the watchers' epolls. One that gets the number of another one tells that the
/// program has closed that.
static NUMBERS: Mutex<Vec<(RawFd, Weak<AtomicBool>)>> = Mutex::new(Vec::new());

/// Notes the number of an epoll, and what is set when another one gets it.
fn note_number(number: RawFd) -> Arc<AtomicBool> {
    let mut numbers = NUMBERS.lock().unwrap_or_else(PoisonError::into_inner);
    numbers.retain(|(other, replaced)| match replaced.upgrade() {
        Some(replaced) if *other == number => {
            replaced.store(true, Ordering::Release);
            false
        }
        known => known.is_some(),
    });
    let replaced = Arc::default();
    numbers.push((number, Arc::downgrade(&replaced)));
    replaced
}

/// A directory or file that is watched. Watched twice, it is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WatchedDir(i32);

/// A file descriptor that is watched until this is dropped: a process's, or one that can be read.
#[derive(Debug)]
pub struct WatchedFd {
    fd: KeptFd,
    /// It is no longer watched.
    is_over: AtomicBool,
}

/// What has happened.
#[derive(Debug, PartialEq, Eq)]
pub enum Notice<'n> {
    /// A file or directory of that name was made, renamed or removed.
    Changed(WatchedDir, &'n [u8]),
    /// The file of that name in the directory was written, or the kernel told of a change in it;
    /// without a name, what is watched is that file.
    Written(WatchedDir, &'n [u8]),
    /// The directory itself was removed or renamed, and is no longer watched.
    Removed(WatchedDir),
    /// More has happened than the kernel keeps.
    Overflow,
    /// The process of that number has ended, or what has it can be read.
    Ready(u64),
    /// The program has closed file descriptors that are not its own.
    Closed,
}

impl Watcher {
    /// Watches nothing yet.
    ///
    /// Errors: EMFILE where the process may have no more files, or the user no more inotify
    /// instances.
    pub fn new() -> SysResult<Self> {
        let flags = inotify::CreateFlags::CLOEXEC | inotify::CreateFlags::NONBLOCK;
        let inotify = KeptFd::new(inotify::init(flags)?)?;
        let (read, write) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        let (low_mark, low_mark_closed) = (KeptFd::low_mark(&write)?, KeptFd::high_mark(&read)?);
        let epoll = KeptFd::high_mark(&epoll::create(epoll::CreateFlags::CLOEXEC)?)?;
        epoll::add(&epoll, &inotify, EventData::new_u64(DIRECTORIES), EventFlags::IN)?;
        epoll::add(&epoll, &low_mark_closed, EventData::new_u64(LOW_MARK), EventFlags::IN)?;
        let replaced = note_number(epoll.as_fd().as_raw_fd());
        let process = process_number();
        Ok(Self { epoll, inotify, _low_mark: low_mark, low_mark_closed, replaced, process })
    }

    /// Whether the program has closed it.
    fn is_replaced(&self) -> bool {
        self.replaced.load(Ordering::Acquire)
    }

    /// Watches a directory.
    ///
    /// Errors: ENOSPC where the user may have no more watches, EACCES where it cannot be read.
    pub fn watch_dir(&self, dir: &Dir) -> SysResult<WatchedDir> {
        let entries = WatchFlags::CREATE | WatchFlags::MOVE | WatchFlags::DELETE;
        let itself = WatchFlags::DELETE_SELF | WatchFlags::MOVE_SELF | WatchFlags::ONLYDIR;
        self.watch(dir, ".", entries | itself)
    }

    /// Watches a directory for writes to its files.
    ///
    /// Errors: as of [`Self::watch_dir`].
    pub fn watch_writes(&self, dir: &Dir) -> SysResult<WatchedDir> {
        self.watch(dir, ".", WatchFlags::MODIFY | WatchFlags::ONLYDIR)
    }

    /// Watches a file of a directory: one that the kernel tells changes of.
    ///
    /// Errors: as of [`Self::watch_dir`]; ENOENT where there is none.
    pub fn watch_file(&self, dir: &Dir, name: &str) -> SysResult<WatchedDir> {
        self.watch(dir, name, WatchFlags::MODIFY | WatchFlags::DONT_FOLLOW)
    }

    /// What was watched of it before is watched as well.
    fn watch(&self, dir: &Dir, name: &str, events: WatchFlags) -> SysResult<WatchedDir> {
        let path = format!("/proc/self/fd/{}/{name}", dir.as_fd().as_raw_fd());
        inotify::add_watch(&self.inotify, path, events | WatchFlags::MASK_ADD).map(WatchedDir)
    }

    /// Ends the watch of a directory or file, which may be gone.
    pub fn forget(&self, watched: WatchedDir) {
        let _ = inotify::remove_watch(&self.inotify, watched.0);
    }

    /// Watches a process, which is `number` in notices, not 0.
    ///
    /// Errors: ESRCH where there is no such process.
    pub fn watch_process(&self, pid: i32, number: u64) -> SysResult<WatchedFd> {
        let pid = (pid > 0).then(|| Pid::from_raw(pid)).flatten().ok_or(Errno::SRCH)?;
        self.watch_fd(pidfd_open(pid, PidfdFlags::empty())?, number)
    }

    /// Watches a file descriptor, which is `number` in notices, not 0, while it can be read.
    ///
    /// Errors: EMFILE where the process may have no more files.
    pub fn watch_fd(&self, fd: OwnedFd, number: u64) -> SysResult<WatchedFd> {
        let fd = KeptFd::new(fd)?;
        epoll::add(&self.epoll, &fd, EventData::new_u64(number), EventFlags::IN)?;
        Ok(WatchedFd { fd, is_over: AtomicBool::new(false) })
    }

    /// Ends the watch of a process, which may have ended, or of another file descriptor.
    pub fn unwatch(&self, watched: &WatchedFd) {
        if watched.is_over.swap(true, Ordering::AcqRel) {
            return;
        }
        if self.is_replaced() || epoll::delete(&self.epoll, &watched.fd).is_err() {
            watched.leave(&self.epoll);
        }
    }

    /// Tells of closed file descriptors no more: the program knows.
    pub fn disarm(&self) {
        let _ = epoll::delete(&self.epoll, &self.low_mark_closed);
    }

    /// Whether nothing has happened since the last [`Self::take`]: one system call.
    ///
    /// Errors: EBADF, EINVAL where the program has closed the file descriptor.
    pub fn is_quiet(&self) -> SysResult<bool> {
        if self.is_replaced() {
            return Err(Errno::BADF);
        }
        let mut event = [MaybeUninit::<epoll::Event>::uninit()];
        let (ready, _) = epoll::wait(&self.epoll, &mut event, Some(&NOW))?;
        Ok(ready.is_empty())
    }

    /// Takes what has happened. A process that has ended, or what can be read, is reported until
    /// it is no longer watched, or no longer so.
    pub fn take(&self, each: &mut dyn FnMut(Notice<'_>)) -> SysResult<()> {
        let mut events = [MaybeUninit::<epoll::Event>::uninit(); 64];
        let (ready, _) = epoll::wait(&self.epoll, &mut events, Some(&NOW))?;
        for event in ready.iter() {
            match event.data.u64() {
                DIRECTORIES => self.take_changes(each)?,
                LOW_MARK => each(Notice::Closed),
                number => each(Notice::Ready(number)),
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

impl AsFd for Watcher {
    /// Can be read when something has happened.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.epoll.as_fd()
    }
}

impl AsFd for WatchedFd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl WatchedFd {
    /// Whether the process has ended, or it can be read.
    pub fn is_ready(&self) -> bool {
        let mut polled = [PollFd::new(&self.fd, PollFlags::IN)];
        poll(&mut polled, Some(&NOW)).is_ok_and(|ready| ready > 0)
    }

    /// Leaves its number alone, unless it tells which file it has: before Linux 6.9 all pidfds are one
    /// file, as all epolls are.
    fn leave(&self, epoll: &KeptFd) {
        if self.fd.id() == epoll.id() {
            self.fd.leave();
        }
    }
}

impl Drop for Watcher {
    /// What the epoll does not know under its number is the program's by now, or another watcher's.
    fn drop(&mut self) {
        if self.process != process_number() {
            return;
        }
        let known = || epoll::delete(&self.epoll, &self.inotify).is_ok();
        if self.is_replaced() || !known() {
            self.inotify.leave();
        }
        if self.is_replaced() || epoll::delete(&self.epoll, &self.low_mark_closed).is_err() {
            self.epoll.leave();
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
        name if events.contains(ReadFlags::MODIFY) => Notice::Written(dir, name),
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
        assert_eq!(taken(&watcher), [format!("{:?}", Notice::Ready(7))]);
        assert!(!watcher.is_quiet().unwrap());
        watcher.unwatch(&watched);
        assert!(watcher.is_quiet().unwrap());
        assert_eq!(watcher.watch_process(pid(&child), 8).unwrap_err(), Errno::SRCH);
    }

    /// Closes file descriptors as a program does.
    fn close_range(first: RawFd, end: RawFd) {
        for number in first..end {
            // SAFETY: what has these numbers is a watcher's, which finds that they are closed.
            unsafe { libc::close(number) };
        }
    }

    #[test]
    fn files_that_a_program_closes() {
        let quiet = |watcher: &Watcher| watcher.is_quiet();
        let number = |fd: &KeptFd| fd.as_fd().as_raw_fd();
        // In a process of its own, so that no other test's files are closed.
        // SAFETY: the child calls only what works after a fork of a process with threads: no lock is
        // held by another thread that these calls take.
        let child = unsafe { libc::fork() };
        if child == 0 {
            let one = Watcher::new().unwrap();
            let from_below = number(&one._low_mark);
            close_range(from_below, from_below + 1);
            let tells =
                taken(&one) == [format!("{:?}", Notice::Closed)] && quiet(&one) == Ok(false);
            let two = Watcher::new().unwrap();
            close_range(number(&two.low_mark_closed), number(&two.epoll) + 1);
            let tells = tells && quiet(&two) == Err(Errno::BADF);
            let three = Watcher::new().unwrap();
            let tells = tells && number(&three.epoll) == number(&two.epoll);
            let tells = tells && quiet(&two) == Err(Errno::BADF) && quiet(&three) == Ok(true);
            drop(two);
            let tells = tells && quiet(&three) == Ok(true);
            // SAFETY: ends the child alone.
            unsafe { libc::_exit(if tells { 0 } else { 1 }) };
        }
        let mut status = 0;
        // SAFETY: waits for that child.
        assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
        assert_eq!(status, 0);
    }

    fn pid(child: &Child) -> i32 {
        i32::try_from(child.id()).unwrap()
    }
}
