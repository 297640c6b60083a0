//! The change of a control file.

use super::control_file::ControlFile;
use super::control_value::ControlValue;
use std::fmt;

/// A block device; some control files have a line for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeviceNumber {
    /// Its major number.
    pub major: u32,
    /// Its minor number.
    pub minor: u32,
}

impl fmt::Display for DeviceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.major, self.minor)
    }
}

impl DeviceNumber {
    /// Reads `MAJOR:MINOR`.
    pub fn parse(text: &str) -> Option<Self> {
        let (major, minor) = text.split_once(':')?;
        Some(Self { major: major.parse().ok()?, minor: minor.parse().ok()? })
    }
}

/// A change of one control file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub file: &'static ControlFile,
    /// The device whose line is changed, in files with a line for each.
    pub key: Option<DeviceNumber>,
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

    /// The change that reverts it.
    pub fn reversed(&self) -> Self {
        Self { old: self.new, new: self.old, ..*self }
    }
}
