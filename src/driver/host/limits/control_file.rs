//! Control files as data, and the values that they hold.

use super::codec::Codec;
use super::control_value::{ControlValue, DeviceNumber, Key};
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::cgroup::thread_group::{ThreadGroup, ThreadKind};
use crate::model::cpuset::CpuSet;
use crate::sys::{Errno, SysResult};
use compact_str::{CompactString, format_compact};
use smallvec::SmallVec;
use std::fmt;

/// A control file that holds a limit.
pub struct ControlFile {
    /// Its name. Files with several items in a line are as many of these, of the same name.
    pub name: &'static str,
    /// The file that has its values in kernels that lack it, if any.
    pub instead: Option<&'static str>,
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
    /// The file whose lines of devices the kernel takes away when this one is written: they are written
    /// again then.
    pub resets: Option<&'static Self>,
    /// What the kernel takes in the file of a name, where that is less than the parameter's range: the least
    /// and the most.
    pub range: Option<(&'static str, u64, u64)>,
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
    /// This kernel lacks what it sets.
    Unsupported,
    /// This kernel lacks it; it reads as this.
    Reads(ControlValue),
}

/// A property of a systemd unit, made of what the group's control files hold.
pub struct UnitProperty {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: PropertyValue,
    /// From the kernel's number for a group to the one that systemd wants.
    pub convert: Convert,
}

/// A conversion of numbers, which may depend on the files that a group has.
pub type Convert = fn(&OpenGroup<'_>, u64) -> u64;

impl UnitProperty {
    /// One whose numbers are the kernel's.
    pub const fn new(name: &'static str, value: PropertyValue) -> Self {
        Self { name, value, convert: |_, number| number }
    }

    /// One whose numbers are others.
    pub const fn converted(name: &'static str, value: PropertyValue, convert: Convert) -> Self {
        Self { name, value, convert }
    }
}

/// The values of devices, in their order.
pub type LinesOf<'h> = &'h [(DeviceNumber, ControlValue)];

/// How a property is made of what files hold; none where that is unknown.
pub enum PropertyValue {
    /// A number, `u64::MAX` for "infinity".
    Number(fn(&Held) -> Option<u64>),
    /// A set of numbers.
    Numbers(fn(&Held) -> Option<&'static CpuSet>),
    /// Devices with a number each; one that is not named has no limit.
    Devices(fn(&Held) -> Option<LinesOf<'_>>),
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
impl ControlFile {
    /// Calls with its name and, where there is no such file, with that of the other one.
    pub fn either<T>(&self, mut call: impl FnMut(&'static str) -> SysResult<T>) -> SysResult<T> {
        match (call(self.name), self.instead) {
            (Err(Errno::NOENT), Some(instead)) => call(instead),
            (called, _) => called,
        }
    }

    /// What tells it from all others: its name and, where it is one item of a line, that.
    pub fn label(&self) -> CompactString {
        match self.codec {
            Codec::Device { item: Some(item), .. } => format_compact!("{}:{item}", self.name),
            // Beside a file of that name for all devices.
            Codec::Device { item: None, .. } => format_compact!("{}:device", self.name),
            _ => CompactString::const_new(self.name),
        }
    }
}

impl PartialEq for ControlFile {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for ControlFile {}

impl fmt::Debug for ControlFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

/// Values by control file, in files with a line for each device by device, and those of the groups of
/// threads below. A file that this kernel lacks is not among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    values: SmallVec<[(&'static ControlFile, ControlValue); MOST]>,
    of_devices: Vec<(&'static ControlFile, Lines)>,
    of_threads: Vec<(ThreadGroup, Self)>,
}

/// The values of devices, in their order.
type Lines = Vec<(DeviceNumber, ControlValue)>;

/// More files than any family has on a version.
const MOST: usize = 8;

impl Held {
    /// What a file holds.
    pub fn get(&self, file: &ControlFile) -> Option<ControlValue> {
        self.values.iter().find(|(known, _)| *known == file).map(|(_, value)| *value)
    }

    /// What a file, its line of a device, or the file of a group of threads holds: no limit where
    /// there is no such line, none where there is no such group.
    pub fn get_at(&self, file: &ControlFile, key: Option<Key>) -> Option<ControlValue> {
        let device = match key {
            None => return self.get(file),
            Some(Key::Threads(threads)) => return self.of_threads(threads)?.get(file),
            Some(Key::Device(device)) => device,
        };
        let mut lines = self.lines(file)?.iter();
        let found = lines.find(|(known, _)| *known == device);
        Some(found.map_or(ControlValue::UNLIMITED, |(_, value)| *value))
    }

    /// The values of devices in a file; none where this kernel lacks it.
    pub fn lines(&self, file: &ControlFile) -> Option<&[(DeviceNumber, ControlValue)]> {
        let found = self.of_devices.iter().find(|(known, _)| *known == file);
        found.map(|(_, lines)| lines.as_slice())
    }

    /// What a group of threads holds.
    pub fn of_threads(&self, threads: ThreadGroup) -> Option<&Self> {
        self.threads().find(|(known, _)| *known == threads).map(|(_, held)| held)
    }

    /// The groups of threads, by kind and number, and what they hold.
    pub fn threads(&self) -> impl Iterator<Item = (ThreadGroup, &Self)> {
        self.of_threads.iter().map(|(threads, held)| (*threads, held))
    }

    /// Whether there are groups of such threads.
    pub fn has_threads(&self, kind: ThreadKind) -> bool {
        self.of_threads.iter().any(|(threads, _)| threads.kind == kind)
    }

    /// The keys of a file: its own value, or its devices.
    pub fn keys(&self, file: &ControlFile) -> impl Iterator<Item = Option<Key>> {
        let devices = self.lines(file).unwrap_or_default().iter();
        let devices = devices.map(|(device, _)| Some(Key::Device(*device)));
        self.get(file).map(|_| None).into_iter().chain(devices)
    }

    /// Puts in place what a group of threads holds.
    pub fn set_threads(&mut self, threads: ThreadGroup, values: Self) {
        match self.of_threads.iter_mut().find(|(known, _)| *known == threads) {
            Some((_, held)) => *held = values,
            None => self.of_threads.push((threads, values)),
        }
    }

    /// Adds what a file holds that is not among them.
    pub fn push(&mut self, file: &'static ControlFile, value: ControlValue) {
        self.values.push((file, value));
    }

    /// Adds the lines of a file that is not among them.
    pub fn push_lines(
        &mut self,
        file: &'static ControlFile,
        lines: Vec<(DeviceNumber, ControlValue)>,
    ) {
        self.of_devices.push((file, lines));
    }

    /// Changes what a file holds.
    pub fn set(&mut self, file: &'static ControlFile, value: ControlValue) {
        match self.values.iter_mut().find(|(known, _)| *known == file) {
            Some((_, held)) => *held = value,
            None => self.values.push((file, value)),
        }
    }

    /// Changes what a file, its line of a device, or the file of a group of threads holds.
    pub fn set_at(&mut self, file: &'static ControlFile, key: Option<Key>, value: ControlValue) {
        let device = match key {
            None => return self.set(file, value),
            Some(Key::Threads(threads)) => {
                let mut held = self.of_threads(threads).cloned().unwrap_or_default();
                held.set(file, value);
                return self.set_threads(threads, held);
            }
            Some(Key::Device(device)) => device,
        };
        if self.lines(file).is_none() {
            self.push_lines(file, Vec::new());
        }
        let found = self.of_devices.iter_mut().find(|(known, _)| *known == file);
        let Some((_, lines)) = found else { return };
        match lines.iter_mut().find(|(known, _)| *known == device) {
            Some((_, held)) => *held = value,
            None => lines.push((device, value)),
        }
    }
}

impl FromIterator<(&'static ControlFile, ControlValue)> for Held {
    fn from_iter<I: IntoIterator<Item = (&'static ControlFile, ControlValue)>>(values: I) -> Self {
        Self { values: values.into_iter().collect(), ..Self::default() }
    }
}
