//! A program to start, and the steps at which that may fail.

use std::ffi::CString;

/// What is started, and as whom.
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
    /// Whose rights it has, if not the caller's.
    pub ids: Option<Ids>,
}

/// A user's rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ids {
    /// The user, if not the caller's.
    pub user: Option<u32>,
    /// The group.
    pub group: u32,
    /// The other groups.
    pub groups: Vec<u32>,
}

/// What a program may fail at before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i32)]
pub enum Step {
    /// To be made a process.
    Clone = 1,
    /// To join its group.
    Join,
    /// To have its files.
    Files,
    /// To take on its user and groups.
    Ids,
    /// To enter its directory.
    Directory,
    /// To begin.
    Begin,
    /// To be there still when it is to begin: it was killed before.
    Stay,
}

impl Step {
    /// Those that a process tells of by itself.
    pub(super) const TOLD: [Self; 6] =
        [Self::Clone, Self::Join, Self::Files, Self::Ids, Self::Directory, Self::Begin];
}
