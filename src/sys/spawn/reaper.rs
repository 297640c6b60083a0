//! The program's parent process: waits for its end, and records how it ended.
//!
//! Nobody but a process's parent learns its exit status, and the caller need not live as
//! long as the program. So the parent is a process of its own, of its own session, with
//! no file of the caller's open and next to no memory. If it is killed the program goes
//! on, and how it ends is not recorded. Like all between clone and execve it makes
//! system calls alone: see child.rs.

use libc::{c_int, c_long, syscall};
use std::fmt::Write;
use std::os::fd::RawFd;
use std::ptr::{null, null_mut};

/// What the program's process reports to its parent.
pub(super) const BEGUN: i32 = 0;
/// execve has failed, with this errno.
pub(super) const FAILED: i32 = 1;
/// ... and there was no creator that waited to be told so.
pub(super) const UNTOLD: i32 = 2;

/// The parent's name in lists of processes.
const NAME: &std::ffi::CStr = c"virmemctl-reap";

/// Its files, and their numbers.
#[derive(Clone, Copy)]
pub struct Files {
    /// What the program's process reports.
    pub report: RawFd,
    /// The domain's log.
    pub log: RawFd,
    /// The record of the end.
    pub end: RawFd,
    /// The group's counters, or -1.
    pub counters: RawFd,
}

const OPEN: Files = Files { report: 0, log: 1, end: 2, counters: 3 };
const FIRST_OTHER: usize = 4;

/// The counter of processes that were killed for want of memory.
const KILLS: &[u8] = b"oom_kill";

/// How the program's process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    Exited(c_int),
    Killed(c_int),
    /// It could not be executed: errno.
    Failed(c_int),
}

/// Waits for the process, its child, and records how it ended, once it has begun.
///
/// # Safety
/// Only in a process that [`super::child::clone_plainly`] made, with open files.
pub unsafe fn reap(pid: c_long, files: Files) -> ! {
    // SAFETY: this process is such a one; all are its own.
    unsafe {
        syscall(libc::SYS_setsid);
        syscall(libc::SYS_chdir, c"/".as_ptr());
        syscall(libc::SYS_prctl, libc::PR_SET_NAME, NAME.as_ptr(), 0, 0, 0);
        let kept = [
            (files.report, OPEN.report),
            (files.log, OPEN.log),
            (files.end, OPEN.end),
            (files.counters, OPEN.counters),
        ];
        for (file, to) in kept {
            if syscall(libc::SYS_dup3, file, to, libc::O_CLOEXEC) < 0 {
                syscall(libc::SYS_close, to);
            }
        }
        if syscall(libc::SYS_close_range, FIRST_OTHER, u32::MAX, 0) != 0 {
            (FIRST_OTHER..1 << 16).for_each(|file| {
                syscall(libc::SYS_close, file);
            });
        }
        release_memory();
        if let Some(ended) = wait(pid) {
            record(pid, ended);
        }
        loop {
            syscall(libc::SYS_exit_group, 0);
        }
    }
}

/// How long a log may become while its program runs, and how often that is looked at.
pub(super) const LOG_MAX: c_long = 16 << 20;
const LOG_PAUSE: libc::timespec = if cfg!(test) { pause(0, 50_000_000) } else { pause(5, 0) };

const fn pause(seconds: i8, nanoseconds: i32) -> libc::timespec {
    libc::timespec { tv_sec: seconds as _, tv_nsec: nanoseconds as _ }
}

/// Waits for the process's end, and keeps its log within bounds meanwhile. Where the
/// kernel has no pidfds, before Linux 5.3, this returns at once.
unsafe fn watch(pid: c_long) {
    // SAFETY: all is this process's own.
    unsafe {
        let process = syscall(libc::SYS_pidfd_open, pid, 0);
        let Some(fd) = c_int::try_from(process).ok().filter(|fd| *fd >= 0) else { return };
        let mut poll = libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
        loop {
            let pause = LOG_PAUSE;
            match syscall(libc::SYS_ppoll, &raw mut poll, 1, &raw const pause, null::<u8>(), 0) {
                0 => bound_log(),
                ready if ready < 0 && *libc::__errno_location() == libc::EINTR => {}
                _ => break,
            }
        }
        syscall(libc::SYS_close, fd);
    }
}

/// Removes the older half of a log that is too large, or all of it where the file system
/// cannot remove a part. The program appends to it, whatever its length.
unsafe fn bound_log() {
    const COLLAPSE: c_int = libc::FALLOC_FL_COLLAPSE_RANGE;
    // SAFETY: the log is open.
    unsafe {
        let length = libc::lseek(OPEN.log, 0, libc::SEEK_END) as c_long;
        if length <= LOG_MAX {
            return;
        }
        let half = (length / 2) & !(LOG_MAX / 16 - 1);
        if syscall(libc::SYS_fallocate, OPEN.log, COLLAPSE, 0 as c_long, half) != 0 {
            syscall(libc::SYS_ftruncate, OPEN.log, 0 as c_long);
        }
    }
}

/// How the process ended; `None` when it never began, or its creator was told.
unsafe fn wait(pid: c_long) -> Option<Ended> {
    // SAFETY: as for the caller.
    unsafe { watch(pid) };
    // SAFETY: the structure is the kernel's to fill; all zero is a value of it.
    let (code, status) = unsafe {
        let mut info: libc::siginfo_t = std::mem::zeroed();
        let how = libc::WEXITED | libc::__WALL;
        let info_at = &raw mut info;
        while syscall(libc::SYS_waitid, libc::P_PID, pid, info_at, how, null::<u8>()) != 0 {
            if *libc::__errno_location() != libc::EINTR {
                return None;
            }
        }
        (info.si_code, info.si_status())
    };
    let (mut began, mut failed, mut told) = (false, None, true);
    // SAFETY: the message is of the size that is given.
    unsafe {
        let mut message = [0_i32; 2];
        let size = size_of_val(&message);
        while syscall(libc::SYS_read, OPEN.report, message.as_mut_ptr(), size) == size as c_long {
            match message {
                [FAILED, errno] => failed = Some(errno),
                [UNTOLD, _] => told = false,
                _ => began = true,
            }
        }
    }
    match failed {
        Some(errno) => (!told).then_some(Ended::Failed(errno)),
        None if !began => None,
        None if code == libc::CLD_EXITED => Some(Ended::Exited(status)),
        None => Some(Ended::Killed(status)),
    }
}

/// Writes the end to the record, and a line to the log.
unsafe fn record(pid: c_long, ended: Ended) {
    // SAFETY: as for the caller.
    let kills = unsafe { kills() };
    let mut line = Line::default();
    // A line has room for all of these.
    let _ = match ended {
        Ended::Exited(status) => writeln!(line, "exited {status}"),
        Ended::Killed(signal) => writeln!(line, "killed {signal}"),
        Ended::Failed(errno) => writeln!(line, "failed {errno}"),
    };
    if kills > 0 {
        let _ = writeln!(line, "oom_kill {kills}");
    }
    // SAFETY: the kernel reads and fills what is this process's own.
    unsafe {
        syscall(libc::SYS_write, OPEN.end, line.text.as_ptr(), line.len);
        let seconds = libc::time(null_mut());
        let line = log_line(seconds, pid, ended, kills);
        syscall(libc::SYS_write, OPEN.log, line.text.as_ptr(), line.len);
    }
}

/// How many processes of the group were killed for want of memory.
unsafe fn kills() -> usize {
    let mut buffer = [0_u8; 1024];
    // SAFETY: there is room for what is read.
    let read = unsafe {
        syscall(libc::SYS_pread64, OPEN.counters, buffer.as_mut_ptr(), buffer.len(), 0, 0, 0)
    };
    let text = buffer.get(..usize::try_from(read).unwrap_or(0)).unwrap_or_default();
    let count = text.split(|byte| *byte == b'\n').find_map(|line| {
        let number = line.strip_prefix(KILLS)?.strip_prefix(b" ")?;
        std::str::from_utf8(number).ok()?.parse().ok()
    });
    count.unwrap_or(0)
}

/// The line in the log.
pub(super) fn log_line(seconds: i64, pid: c_long, ended: Ended, kills: usize) -> Line {
    let mut line = Line::default();
    let Date { year, month, day } = date(seconds.div_euclid(86_400));
    let time = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    let _ = write!(
        line,
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z virmemctl: process {pid} "
    );
    let _ = match ended {
        Ended::Exited(status) => write!(line, "exited with status {status}"),
        Ended::Killed(signal) => write!(line, "was killed by signal {signal}"),
        Ended::Failed(errno) => write!(line, "could not execute its program: errno {errno}"),
    };
    let _ = match kills {
        0 => writeln!(line),
        _ => writeln!(line, "; killed for want of memory: {kills} of the domain's processes"),
    };
    line
}

struct Date {
    year: i64,
    month: i64,
    day: i64,
}

/// The date of a day since 1970, by the Gregorian calendar: years are counted from March,
/// so that the leap day is the last of its year.
fn date(days: i64) -> Date {
    const DAYS_OF_400_YEARS: i64 = 146_097;
    const FROM_MARCH_OF_YEAR_0: i64 = 719_468;
    let days = days + FROM_MARCH_OF_YEAR_0;
    let (era, day) = (days.div_euclid(DAYS_OF_400_YEARS), days.rem_euclid(DAYS_OF_400_YEARS));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    Date { year: era * 400 + year + i64::from(month < 3), month, day }
}

/// A text of limited length, without memory from elsewhere.
pub(super) struct Line {
    text: [u8; 240],
    len: usize,
}

impl Default for Line {
    fn default() -> Self {
        Self { text: [0; 240], len: 0 }
    }
}

impl Line {
    #[cfg(test)]
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..self.len]).unwrap()
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let end = self.len.saturating_add(text.len());
        let place = self.text.get_mut(self.len..end).ok_or(std::fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// Gives back the caller's memory, of which this process has a copy: the program may run
/// for long, and the caller's memory may be large.
unsafe fn release_memory() {
    let mut buffer = [0_u8; 4096];
    let here = buffer.as_ptr().addr();
    let mut line = MappingLine::default();
    // SAFETY: what is released is memory that no code of this process uses: neither its
    // stack nor code, constants or tables of any library, which are mapped from files.
    unsafe {
        let maps = c"/proc/self/maps".as_ptr();
        let file = syscall(libc::SYS_openat, libc::AT_FDCWD, maps, libc::O_RDONLY, 0);
        loop {
            let read = syscall(libc::SYS_read, file, buffer.as_mut_ptr(), buffer.len());
            let read = buffer.get(..usize::try_from(read).unwrap_or(0)).unwrap_or_default();
            if read.is_empty() {
                break;
            }
            for byte in read {
                let Some(mapping) = line.take(*byte) else { continue };
                if !(mapping.start..mapping.end).contains(&here) {
                    release(mapping);
                }
            }
        }
        syscall(libc::SYS_close, file);
    }
}

unsafe fn release(mapping: Mapping) {
    let length = mapping.end.saturating_sub(mapping.start);
    // SAFETY: the caller's promise.
    unsafe {
        match mapping.kind {
            Kind::Anonymous => {
                syscall(libc::SYS_madvise, mapping.start, length, libc::MADV_DONTNEED);
            }
            Kind::Shared => {
                syscall(libc::SYS_munmap, mapping.start, length);
            }
            Kind::Other => {}
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Writable memory of no file.
    Anonymous,
    /// Memory shared with other processes.
    Shared,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mapping {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
}

/// A line of /proc/PID/maps, as it is read.
pub(super) struct MappingLine {
    text: [u8; 96],
    len: usize,
}

impl Default for MappingLine {
    fn default() -> Self {
        Self { text: [0; 96], len: 0 }
    }
}

impl MappingLine {
    /// Adds a byte; the mapping when that ends the line.
    pub(super) fn take(&mut self, byte: u8) -> Option<Mapping> {
        if byte != b'\n' {
            if let Some(place) = self.text.get_mut(self.len) {
                *place = byte;
                self.len += 1;
            }
            return None;
        }
        let line = self.text.get(..self.len).unwrap_or_default();
        let mapping = Self::parse(line);
        self.len = 0;
        mapping
    }

    fn parse(line: &[u8]) -> Option<Mapping> {
        // `start-end perms offset device inode path`
        let mut fields = line.split(|byte| *byte == b' ').filter(|field| !field.is_empty());
        let mut range = fields.next()?.split(|byte| *byte == b'-');
        let (start, end) = (hexadecimal(range.next()?)?, hexadecimal(range.next()?)?);
        let permissions = fields.next()?;
        let (_offset, _device, inode, path) =
            (fields.next()?, fields.next()?, fields.next()?, fields.next());
        let kind = match permissions {
            [b'r', b'w', b'-', b'p'] if inode == b"0" && path != Some(b"[stack]") => {
                Kind::Anonymous
            }
            [_, _, b'-', b's'] => Kind::Shared,
            _ => Kind::Other,
        };
        Some(Mapping { start, end, kind })
    }
}

fn hexadecimal(text: &[u8]) -> Option<usize> {
    text.iter().try_fold(0_usize, |value, byte| {
        let digit = char::from(*byte).to_digit(16)?;
        value.checked_mul(16)?.checked_add(digit as usize)
    })
}

/// Reports to the parent.
///
/// # Safety
/// As for [`reap`].
pub unsafe fn report(file: RawFd, kind: i32, value: c_int) {
    let message = [kind, value];
    // SAFETY: the message is of the size that is given.
    unsafe {
        syscall(libc::SYS_write, file, message.as_ptr(), size_of_val(&message), null_mut::<u8>());
    }
}
