//! File descriptors that are kept open between calls of a program that does not know of them.

use super::file_id::FileId;
use super::{Errno, SysResult};
use rustix::fs::fstat;
use rustix::io::fcntl_dupfd_cloexec;
use rustix::process::{Resource, getrlimit};
use std::mem::ManuallyDrop;
use std::os::fd::{AsFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};

/// Numbers that a program gets only when it has as many files open: it uses the lowest.
const FIRST_NUMBER: u64 = 500;

/// A number above those of all other files that are kept.
const LAST_NUMBER: u64 = FIRST_NUMBER + 2 * MOST;

/// How many files are kept open at most.
pub(crate) const MOST: u64 = 4096;

/// An open file that stays open. Programs close file descriptors that they do not know
/// (closefrom), and get their numbers for files of their own: so it has a high number, and is
/// closed only if it is still the same file.
#[derive(Debug)]
pub struct KeptFd {
    fd: ManuallyDrop<OwnedFd>,
    id: FileId,
}

impl KeptFd {
    /// Keeps a file open.
    pub fn new(fd: OwnedFd) -> SysResult<Self> {
        Self::from_number(fd, FIRST_NUMBER)
    }

    /// Keeps a file open whose number is above those of the others: while it is open, so are
    /// they, however many the program has closed from some number on.
    pub fn last(fd: OwnedFd) -> SysResult<Self> {
        Self::from_number(fd, LAST_NUMBER)
    }

    fn from_number(fd: OwnedFd, first: u64) -> SysResult<Self> {
        let fd = moved(fd, first);
        let id = FileId::of(&fstat(&fd)?);
        Ok(Self { fd: ManuallyDrop::new(fd), id })
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
        Self { fd: ManuallyDrop::new(unsafe { OwnedFd::from_raw_fd(number) }), id }
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
        if self.check().is_ok() {
            // SAFETY: it is not used after this.
            drop(unsafe { ManuallyDrop::take(&mut self.fd) });
        }
    }
}

/// The file under a high number, where there is one; else as it is.
fn moved(fd: OwnedFd, first: u64) -> OwnedFd {
    let most = |limit: u64| if first == FIRST_NUMBER { limit / 2 } else { limit.saturating_sub(4) };
    let first = limit().map_or(first, |limit| first.min(most(limit)));
    let first = i32::try_from(first).unwrap_or_default();
    fcntl_dupfd_cloexec(&fd, first).unwrap_or(fd)
}

/// How many files the process may have open (RLIMIT_NOFILE); none where that is unlimited.
pub fn limit() -> Option<u64> {
    getrlimit(Resource::Nofile).current
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsRawFd;

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
