//! A program to start, and the steps at which that may fail.

use std::ffi::CString;

/// A program to start, and its credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The file to execute.
    pub path: CString,
    /// Its arguments; by custom the first is its name.
    pub arguments: Vec<CString>,
    /// Its environment, `NAME=value` each, and nothing else.
    pub environment: Vec<CString>,
    /// Where it starts.
    pub dir: CString,
    /// Its credentials, if not the caller's.
    pub ids: Option<Ids>,
}

/// A user's credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ids {
    /// The user, if not the caller's.
    pub user: Option<u32>,
    /// The group.
    pub group: u32,
    /// The other groups.
    pub groups: Vec<u32>,
}

/// The step at which a start failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Step {
    /// Making the process.
    Clone = 1,
    /// Joining its group.
    Join,
    /// Setting up its files.
    Files,
    /// Setting its user and groups.
    Ids,
    /// Entering its directory.
    Directory,
    /// execve.
    Begin,
    /// It was killed before execve.
    Stay,
}

impl Step {
    /// Those that the process reports by itself.
    pub(super) const REPORTED: [Self; 6] =
        [Self::Clone, Self::Join, Self::Files, Self::Ids, Self::Directory, Self::Begin];
}
