//! File descriptors that are open during a call, or between calls too.

use super::SysResult;
use super::anchored_fd::AnchoredFd;
use super::file_id::FileId;
use super::kept_fd::KeptFd;
use rustix::fs::fstat;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// An open file.
#[derive(Debug)]
pub enum Fd {
    /// Open during a call.
    Own(OwnedFd),
    /// Open between calls.
    Kept(KeptFd),
    /// A directory that is open between calls, and opened again where the program closes it.
    Anchored(AnchoredFd),
}

impl Fd {
    /// Keeps it open between calls.
    ///
    /// Errors: EMFILE where there is no number for it.
    pub fn keep(self) -> SysResult<Self> {
        match self {
            Self::Own(fd) => KeptFd::new(fd).map(Self::Kept),
            other => Ok(other),
        }
    }

    /// Keeps it open between calls, for a file that is looked at before it is used.
    pub fn keep_anywhere(self) -> SysResult<Self> {
        match self {
            Self::Own(fd) => KeptFd::anywhere(fd).map(Self::Kept),
            other => Ok(other),
        }
    }

    /// Keeps a directory open between calls, as one that can be opened again.
    pub fn anchor(self) -> SysResult<Self> {
        match self {
            Self::Own(fd) => AnchoredFd::new(fd).map(Self::Anchored),
            other => Ok(other),
        }
    }

    /// Opens it again where the program has closed it.
    pub fn restore(&self) -> SysResult<()> {
        match self {
            Self::Anchored(fd) => fd.restore(),
            _ => Ok(()),
        }
    }

    /// Which file it is.
    pub fn id(&self) -> SysResult<FileId> {
        match self {
            Self::Own(fd) => Ok(FileId::of(&fstat(fd)?)),
            Self::Kept(fd) => Ok(fd.id()),
            Self::Anchored(fd) => Ok(fd.id()),
        }
    }
}

impl AsFd for Fd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Own(fd) => fd.as_fd(),
            Self::Kept(fd) => fd.as_fd(),
            Self::Anchored(fd) => fd.as_fd(),
        }
    }
}
