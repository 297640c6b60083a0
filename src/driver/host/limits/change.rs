//! The change of a control file.

use super::control_file::ControlFile;
use super::control_value::{ControlValue, Key};

/// A change of one control file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub file: &'static ControlFile,
    /// The device whose line is changed, in files with a line for each, or the group of threads
    /// whose file it is.
    pub key: Option<Key>,
    /// What it holds before.
    pub old: ControlValue,
    /// What it is to hold.
    pub new: ControlValue,
}

impl Change {
    /// Whether the old and the new value are the same.
    pub fn is_none(&self) -> bool {
        self.old == self.new
    }

    /// Whether the limit becomes tighter.
    pub fn lowers(&self) -> bool {
        self.new.compare(self.old).is_lt()
    }

    /// Whether it is a change of a group of threads, and not of the group itself.
    pub fn is_of_threads(&self) -> bool {
        matches!(self.key, Some(Key::Threads(_)))
    }

    /// The change that reverts it.
    pub fn reversed(&self) -> Self {
        Self { old: self.new, new: self.old, ..*self }
    }
}
