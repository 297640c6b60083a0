//! Control files of groups, and other files of numbers.

use crate::driver::host::cgroup::version::Version;
use crate::driver::host::cgroup::{file, v1, v2};
use crate::driver::host::limits::control_file::ControlFile;
use crate::driver::host::limits::family;
use crate::model::units::Kib;
use std::cmp::Ordering;

pub(super) fn version(v1: bool) -> &'static Version {
    if v1 { &v1::VERSION } else { &v2::VERSION }
}

/// A control file, by its version and its number in the tables.
pub struct Known(&'static ControlFile);

impl Known {
    /// That file; any number names one.
    pub fn new(v1: bool, number: u8) -> Option<Self> {
        let mut files = family::all_files(version(v1));
        let number = usize::from(number).checked_rem(files.len())?;
        Some(Self(files.swap_remove(number)))
    }

    /// The text that a content is written as.
    pub fn canonical(&self, content: &[u8]) -> Option<String> {
        self.0.codec.parse(content).map(|value| self.0.codec.text(value).into())
    }

    /// What a text reads back as once it is written.
    pub fn held(&self, text: &str, page: u64) -> Option<String> {
        let value = self.0.codec.parse(text.as_bytes())?;
        Some(self.0.codec.text(self.0.codec.held(value, Kib(page))).into())
    }

    /// The order of two texts.
    pub fn compare(&self, one: &str, other: &str) -> Option<Ordering> {
        let [one, other] = [one, other].map(|text| self.0.codec.parse(text.as_bytes()));
        Some(one?.compare(other?))
    }
}

/// The number behind a name in a text such as memory.stat.
pub fn find(text: &str, name: &str) -> Option<u64> {
    file::find(text, name)
}

/// The numbers of a list such as `0-3,5`.
pub fn list(text: &str) -> Vec<u32> {
    file::list(text)
}
