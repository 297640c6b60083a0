//! File descriptors that are kept open between calls of a program that does not know of them.

use super::file_id::FileId;
use super::{Errno, SysResult};
use rustix::fs::fstat;
use rustix::io::fcntl_dupfd_cloexec;
use rustix::process::{Resource, getrlimit};
use std::mem::ManuallyDrop;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// Numbers that a program gets only when it has as many files open: it uses the lowest.
const FIRST_NUMBER: u64 = 500;

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
        let fd = moved(fd);
        let id = FileId::of(&fstat(&fd)?);
        Ok(Self { fd: ManuallyDrop::new(fd), id })
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

/// A file descriptor that is open during a call, or between calls too.
#[derive(Debug)]
pub(super) enum Fd {
    /// During a call.
    Own(OwnedFd),
    /// Between calls.
    Kept(KeptFd),
}

impl Fd {
    /// Keeps it open between calls.
    pub fn keep(self) -> SysResult<Self> {
        match self {
            Self::Own(fd) => KeptFd::new(fd).map(Self::Kept),
            kept @ Self::Kept(_) => Ok(kept),
        }
    }

    /// EBADF where the program has closed it meanwhile.
    pub fn check(&self) -> SysResult<()> {
        match self {
            Self::Own(_) => Ok(()),
            Self::Kept(fd) => fd.check(),
        }
    }
}

impl AsFd for Fd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Own(fd) => fd.as_fd(),
            Self::Kept(fd) => fd.as_fd(),
        }
    }
}

/// The file under a high number, where there is one; else as it is.
fn moved(fd: OwnedFd) -> OwnedFd {
    let first = limit().map_or(FIRST_NUMBER, |limit| FIRST_NUMBER.min(limit / 2));
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
    use std::os::fd::{AsRawFd, FromRawFd};

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
