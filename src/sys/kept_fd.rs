//! File descriptors that are kept open between calls of a program that does not know of them.

use super::file_id::FileId;
use super::{Errno, SysResult};
use rustix::fs::{fstat, stat};
use rustix::io::fcntl_dupfd_cloexec;
use rustix::process::{Resource, getrlimit};
use std::mem::ManuallyDrop;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicBool, Ordering};

/// How many files are kept open at most.
pub(crate) const MOST: u64 = 4096;

/// Where the numbers of kept files begin: a program gets them only when it has as many files open,
/// since it uses the lowest.
const FIRST: u64 = 500;

/// How many numbers are for marks, below all others and above them.
const MARKS: u64 = 64;

/// The parts that kept files' numbers have: a program that closes a range of file descriptors, from
/// below or to the end, closes a mark with them.
#[derive(Debug, Clone, Copy)]
struct Numbers {
    low_marks: u64,
    files: u64,
    high_marks: u64,
    end: u64,
}

impl Numbers {
    fn of(limit: Option<u64>) -> Self {
        let end = limit.unwrap_or(u64::MAX);
        let (low_marks, marks) = (FIRST.min(end / 2), MARKS.min(end / 16));
        let files = low_marks + marks;
        let high_marks = (files + 2 * MOST).min(end.saturating_sub(2 * marks));
        Self { low_marks, files, high_marks, end }
    }
}

/// An open file that stays open. Programs close file descriptors that they do not know
/// (closefrom), and get their numbers for files of their own: so it has a high number, and is
/// closed only if it is still the same file.
#[derive(Debug)]
pub struct KeptFd {
    fd: ManuallyDrop<OwnedFd>,
    id: FileId,
    left: AtomicBool,
}

impl KeptFd {
    /// Keeps a file open.
    ///
    /// Errors: EMFILE where there is no number for it.
    pub fn new(fd: OwnedFd) -> SysResult<Self> {
        let numbers = Numbers::of(limit());
        Self::at(&fd, numbers.files, numbers.high_marks)
    }

    /// As [`Self::new`]; where there is no number for it, as it is: for a file that is looked at
    /// before it is used.
    pub fn anywhere(fd: OwnedFd) -> SysResult<Self> {
        let numbers = Numbers::of(limit());
        Self::at(&fd, numbers.files, numbers.high_marks).or_else(|_| Self::as_it_is(fd))
    }

    /// Keeps a file open whose number is below those of all files.
    ///
    /// Errors: as of [`Self::new`].
    pub fn low_mark(fd: &OwnedFd) -> SysResult<Self> {
        let numbers = Numbers::of(limit());
        Self::at(fd, numbers.low_marks, numbers.files)
    }

    /// Keeps a file open whose number is above those of all files.
    ///
    /// Errors: as of [`Self::new`].
    pub fn high_mark(fd: &OwnedFd) -> SysResult<Self> {
        let numbers = Numbers::of(limit());
        Self::at(fd, numbers.high_marks, numbers.end)
    }

    /// The file under a number of this range.
    fn at(fd: &OwnedFd, first: u64, end: u64) -> SysResult<Self> {
        let from = i32::try_from(first).map_err(|_| Errno::MFILE)?;
        let moved = fcntl_dupfd_cloexec(fd, from)?;
        let number = u64::try_from(moved.as_raw_fd()).unwrap_or_default();
        if number < end { Self::as_it_is(moved) } else { Err(Errno::MFILE) }
    }

    fn as_it_is(fd: OwnedFd) -> SysResult<Self> {
        let id = FileId::of(&fstat(&fd)?);
        Ok(Self { fd: ManuallyDrop::new(fd), id, left: AtomicBool::new(false) })
    }

    /// Leaves the number alone from now on: the program has closed the file.
    pub fn leave(&self) {
        self.left.store(true, Ordering::Release);
    }

    /// Its number, which the caller is to close.
    pub fn into_raw_fd(mut self) -> RawFd {
        // SAFETY: it is not used after this, and not dropped.
        let fd = unsafe { ManuallyDrop::take(&mut self.fd) };
        std::mem::forget(self);
        fd.into_raw_fd()
    }

    /// Takes the file of this number over.
    ///
    /// # Safety
    /// The number is that file's, and nobody else's.
    pub unsafe fn from_raw_fd(number: RawFd, id: FileId) -> Self {
        // SAFETY: this function's contract is the same.
        let fd = ManuallyDrop::new(unsafe { OwnedFd::from_raw_fd(number) });
        Self { fd, id, left: AtomicBool::new(false) }
    }

    /// Which file it is.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// EBADF where the program has closed it, even if the number is another file's by now.
    pub fn check(&self) -> SysResult<()> {
        if FileId::of(&fstat(self)?) == self.id { Ok(()) } else { Err(Errno::BADF) }
    }
}

impl AsFd for KeptFd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl Drop for KeptFd {
    fn drop(&mut self) {
        if !self.left.load(Ordering::Acquire) && self.check().is_ok() {
            // SAFETY: it is not used after this.
            drop(unsafe { ManuallyDrop::take(&mut self.fd) });
        }
    }
}

/// How many files the process may have open (RLIMIT_NOFILE); none where that is unlimited.
pub fn limit() -> Option<u64> {
    getrlimit(Resource::Nofile).current
}

/// How many the process leaves free at least for files that are not kept: a part of the limit, and
/// what the library needs for a call.
const FREE_PART: u64 = 8;
const FREE: u64 = 16;

/// Whether the process has so many files open that none should be kept.
pub fn are_scarce() -> bool {
    let Some(limit) = limit() else { return false };
    let free = (limit / FREE_PART).max(FREE);
    used().is_none_or(|used| used + free > limit)
}

/// How many files the process has open; none where that is not known.
fn used() -> Option<u64> {
    const OPEN: &str = "/proc/self/fd";
    match stat(OPEN) {
        // Since Linux 6.2.
        Ok(files) if files.st_size > 0 => u64::try_from(files.st_size).ok(),
        _ => u64::try_from(std::fs::read_dir(OPEN).ok()?.count()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_another_files_is_not_closed() {
        let kept = KeptFd::new(std::fs::File::open("/proc").unwrap().into()).unwrap();
        let number = kept.as_fd().as_raw_fd();
        assert!(number >= 16 && kept.check().is_ok());
        // SAFETY: what `kept` holds is closed as a program might.
        drop(unsafe { OwnedFd::from_raw_fd(number) });
        assert_eq!(kept.check(), Err(Errno::BADF));
        let other: OwnedFd = std::fs::File::open("/").unwrap().into();
        let other = fcntl_dupfd_cloexec(&other, number).unwrap();
        assert_eq!((other.as_raw_fd(), kept.check()), (number, Err(Errno::BADF)));
        drop(kept);
        assert!(fstat(&other).is_ok());
    }
}
