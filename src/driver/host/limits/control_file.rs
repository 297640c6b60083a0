//! Control files as data, and the values that they hold.

use super::codec::Codec;
use super::control_value::ControlValue;
use crate::driver::host::cgroup::controller::Controller;
use smallvec::SmallVec;
use std::fmt;

/// A control file that holds a limit.
pub struct ControlFile {
    /// Its name; unique among all control files.
    pub name: &'static str,
    /// Its controller.
    pub controller: Controller,
    /// How it writes its value.
    pub codec: Codec,
    /// What its absence means.
    pub missing: Missing,
    /// Its place among the files of its parameters' family when they are lowered; they are
    /// raised in the reverse order.
    pub order: u8,
    /// The file with the usage that it limits; none where usage may exceed it.
    pub usage: Option<&'static str>,
    /// How memory is reclaimed before it is lowered.
    pub before_lowering: Option<&'static Reclaim>,
    /// Whether the groups above have to hold as much for it to be effective.
    pub ancestors: bool,
    /// The properties of a systemd unit that hold the same value.
    pub unit_properties: &'static [UnitProperty],
}

/// What the absence of a control file means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// An error: every kernel has it.
    Error,
    /// Its controller is not enabled for the group.
    Controller,
    /// This kernel lacks it; it reads as this.
    Reads(ControlValue),
}

/// A property of a systemd unit, made of what the group's control files hold.
pub struct UnitProperty {
    /// Its name.
    pub name: &'static str,
    /// Its value: a number, `u64::MAX` for "infinity". None where it is unknown.
    pub value: fn(&Held) -> Option<u64>,
}

/// How memory is reclaimed before a limit is lowered below usage, where the kernel would apply
/// the limit at once.
pub struct Reclaim {
    /// The files whose limits add up to the bound.
    pub limits: &'static [&'static ControlFile],
    /// The files whose numbers, in bytes, add up to the usage.
    pub usage: &'static [&'static str],
    /// The lines of `stat` with memory that two of those files both count.
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
    /// Whether the kernel kills when the limit is written below usage: then it is not
    /// written, not even in a rollback.
    pub kills: bool,
}

/// Each is one static.
impl PartialEq for ControlFile {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for ControlFile {}

impl fmt::Debug for ControlFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Values by control file. A file that this kernel lacks is not among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held(SmallVec<[(&'static ControlFile, ControlValue); MOST]>);

/// More files than any family has on a version.
const MOST: usize = 8;

impl Held {
    /// What a file holds.
    pub fn get(&self, file: &ControlFile) -> Option<ControlValue> {
        self.0.iter().find(|(known, _)| *known == file).map(|(_, value)| *value)
    }

    /// Adds what a file holds that is not among them.
    pub fn push(&mut self, file: &'static ControlFile, value: ControlValue) {
        self.0.push((file, value));
    }

    /// Changes what a file holds.
    pub fn set(&mut self, file: &'static ControlFile, value: ControlValue) {
        match self.0.iter_mut().find(|(known, _)| *known == file) {
            Some((_, held)) => *held = value,
            None => self.0.push((file, value)),
        }
    }
}

impl FromIterator<(&'static ControlFile, ControlValue)> for Held {
    fn from_iter<I: IntoIterator<Item = (&'static ControlFile, ControlValue)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}
