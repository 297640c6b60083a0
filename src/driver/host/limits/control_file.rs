//! Control files as data, and the texts that they hold.

use super::codec::Codec;
use crate::driver::host::cgroup::controller::Controller;
use std::fmt;

/// A control file that holds a limit.
pub struct ControlFile {
    /// Its name, which tells it from every other.
    pub name: &'static str,
    /// Its controller.
    pub controller: Controller,
    /// How it writes its value.
    pub codec: Codec,
    /// What it means that it is not there.
    pub missing: Missing,
    /// Its place among the files of its parameters' family when they are lowered; they are
    /// raised in the reverse order.
    pub order: u8,
    /// The file with what counts against it, where it is a limit that use does not exceed.
    pub usage: Option<&'static str>,
    /// How use is brought down before it is lowered.
    pub before_lowering: Option<&'static Reclaim>,
    /// Whether the groups above have to hold as much for it to be effective.
    pub ancestors: bool,
    /// The properties of a systemd unit that hold the same value.
    pub unit_properties: &'static [UnitProperty],
}

/// What it means that a control file is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// An error: every kernel has it.
    Error,
    /// Its controller is not enabled for the group.
    Controller,
    /// This kernel lacks it, and what it would hold is this.
    Reads(&'static str),
}

/// A property of a systemd unit, made of what the group's control files hold.
pub struct UnitProperty {
    /// Its name.
    pub name: &'static str,
    /// Its value: a number, `u64::MAX` for "infinity". None where it cannot be told.
    pub value: fn(&Held) -> Option<u64>,
}

/// How use is brought down before a limit is lowered below it, where the kernel would take
/// the limit at once.
pub struct Reclaim {
    /// The files whose limits add up to the bound.
    pub limits: &'static [&'static ControlFile],
    /// The files whose numbers, in bytes, add up to what is in use.
    pub usage: &'static [&'static str],
    /// The lines of `stat` with what two of those files count.
    pub counted_twice: &'static [&'static str],
    /// The file that takes memory from the group; kernels before 5.19 lack it.
    pub file: &'static str,
    /// The limit that throttles the group meanwhile, and makes the kernel reclaim, too; its
    /// intermediate values are transient.
    pub hold: Option<&'static ControlFile>,
    /// The file with details of the usage.
    pub stat: &'static str,
    /// Its lines with what can be reclaimed at all, where that is not all.
    pub reclaimable: &'static [&'static str],
    /// Whether the kernel kills when the limit is written below use: then it is not
    /// written, not even on the way back from a failed set.
    pub kills: bool,
}

impl PartialEq for ControlFile {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for ControlFile {}

impl fmt::Debug for ControlFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Canonical texts, by control file. A file that this kernel lacks is not among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held(Vec<(&'static ControlFile, String)>);

impl Held {
    /// What a file holds.
    pub fn get(&self, file: &ControlFile) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == file).map(|(_, text)| text.as_str())
    }

    /// Changes what a file holds.
    pub fn set(&mut self, file: &'static ControlFile, text: String) {
        match self.0.iter_mut().find(|(known, _)| *known == file) {
            Some((_, held)) => *held = text,
            None => self.0.push((file, text)),
        }
    }
}

impl FromIterator<(&'static ControlFile, String)> for Held {
    fn from_iter<I: IntoIterator<Item = (&'static ControlFile, String)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}
