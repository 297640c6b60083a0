//! The change of a control file.

use super::codec::Text;
use super::control_file::ControlFile;
use compact_str::format_compact;
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

/// A change of one control file, in canonical texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub file: &'static ControlFile,
    /// The device whose line is changed, in files with a line for each.
    pub key: Option<DeviceNumber>,
    /// What it holds before.
    pub old: Text,
    /// What it is to hold.
    pub new: Text,
}

impl Change {
    /// Whether the old and the new text are the same.
    pub fn is_none(&self) -> bool {
        self.old == self.new
    }

    /// Whether the limit becomes tighter.
    pub fn lowers(&self) -> bool {
        self.file.codec.compare(&self.new, &self.old).is_lt()
    }

    /// The change that reverts it.
    pub fn reversed(&self) -> Self {
        Self { old: self.new.clone(), new: self.old.clone(), ..*self }
    }

    /// What is written for a value.
    pub fn text(&self, value: &str) -> Text {
        match self.key {
            Some(key) => format_compact!("{key} {value}"),
            None => value.into(),
        }
    }
}
