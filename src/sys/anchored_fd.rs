//! Directories that are open as long as a connection, although the program may close their file
//! descriptors.

use super::file_id::FileId;
use super::kept_fd::KeptFd;
use super::{Errno, SysResult};
use rustix::fs::{Mode, OFlags, fstat, open, readlink};
use std::ffi::CString;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, PoisonError};

/// A directory that can be opened again, by the path that it had.
#[derive(Debug)]
pub struct AnchoredFd {
    number: AtomicI32,
    id: FileId,
    path: CString,
    restoring: Mutex<()>,
}

impl AnchoredFd {
    /// Keeps a directory open; needs /proc.
    pub fn new(fd: OwnedFd) -> SysResult<Self> {
        let path = readlink(format!("/proc/self/fd/{}", fd.as_raw_fd()), Vec::new())?;
        let kept = KeptFd::anywhere(fd)?;
        let id = kept.id();
        let number = AtomicI32::new(kept.into_raw_fd());
        Ok(Self { number, id, path, restoring: Mutex::new(()) })
    }

    /// Which directory it is.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// Opens it again where the program has closed it.
    ///
    /// Errors: EBADF where another directory has its path by now.
    pub fn restore(&self) -> SysResult<()> {
        if self.is_open() {
            return Ok(());
        }
        let _restoring = self.restoring.lock().unwrap_or_else(PoisonError::into_inner);
        if self.is_open() {
            return Ok(());
        }
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let again = KeptFd::anywhere(open(&self.path, flags, Mode::empty())?)?;
        if again.id() != self.id {
            return Err(Errno::BADF);
        }
        self.number.store(again.into_raw_fd(), Ordering::Release);
        Ok(())
    }

    fn is_open(&self) -> bool {
        fstat(self).is_ok_and(|stat| FileId::of(&stat) == self.id)
    }
}

impl AsFd for AnchoredFd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        let number: RawFd = self.number.load(Ordering::Acquire);
        // SAFETY: the number is not -1, and is this file's until this is dropped, unless the
        // program has closed what is not its own: then calls on it fail or, where it has become
        // another file's, are preceded by a call of `restore`.
        unsafe { BorrowedFd::borrow_raw(number) }
    }
}

impl Drop for AnchoredFd {
    fn drop(&mut self) {
        if self.is_open() {
            // SAFETY: the number is this file's, as was just checked, and not used after this.
            drop(unsafe { KeptFd::from_raw_fd(self.number.load(Ordering::Acquire), self.id) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::os::fd::FromRawFd;

    fn close(anchored: &AnchoredFd) {
        // SAFETY: what it holds is closed as a program might.
        drop(unsafe { OwnedFd::from_raw_fd(anchored.as_fd().as_raw_fd()) });
    }

    #[test]
    fn it_is_opened_again() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("a");
        std::fs::create_dir(&path).unwrap();
        let anchored = AnchoredFd::new(File::open(&path).unwrap().into()).unwrap();
        close(&anchored);
        assert!(fstat(&anchored).is_err());
        anchored.restore().unwrap();
        assert_eq!(FileId::of(&fstat(&anchored).unwrap()), anchored.id());
        let before = anchored.as_fd().as_raw_fd();
        anchored.restore().unwrap();
        assert_eq!(anchored.as_fd().as_raw_fd(), before);
        close(&anchored);
        std::fs::rename(&path, temp.path().join("b")).unwrap();
        std::fs::create_dir(&path).unwrap();
        assert_eq!(anchored.restore(), Err(Errno::BADF));
    }
}
