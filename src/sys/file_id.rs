//! The identity of files.

use rustix::fs::Stat;

/// The identity of a file: device and inode. A later one of the same name has
/// another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileId {
    device: u64,
    inode: u64,
}

impl FileId {
    /// Its inode.
    pub fn inode(self) -> u64 {
        self.inode
    }

    /// That of another file on the same file system.
    pub fn sibling(self, inode: u64) -> Self {
        Self { inode, ..self }
    }

    /// That of a file whose state is known.
    pub(super) fn of(stat: &Stat) -> Self {
        Self { device: stat.st_dev, inode: stat.st_ino }
    }
}
