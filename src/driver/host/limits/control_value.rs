//! What control files hold, as numbers: how each writes them is for [`super::codec`].

use super::number_set::NumberSet;
use crate::driver::host::cgroup::thread_group::ThreadGroup;
use crate::model::cpuset::CpuSet;
use crate::model::units::{Kib, UNLIMITED};
use std::cmp::Ordering;
use std::fmt;

/// What a control file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlValue {
    /// A number; `u64::MAX` is "no limit" in files that can hold that.
    Number(u64),
    /// What cpu.max holds.
    Bandwidth(Bandwidth),
    /// A set of numbers.
    Numbers(NumberSet),
}

/// CPU time by period, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bandwidth {
    /// The CPU time that may be used in each period; none for no limit.
    pub quota: Option<u64>,
    /// The period, which is never 0: shares of CPU time could not be compared.
    pub period: u64,
}

/// A block device; some control files have a line for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeviceNumber {
    /// Its major number.
    pub major: u32,
    /// Its minor number.
    pub minor: u32,
}

/// What of a group's a value is, where it is not simply the group's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The line of a device.
    Device(DeviceNumber),
    /// The same file of a group of threads.
    Threads(ThreadGroup),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device(device) => device.fmt(f),
            Self::Threads(threads) => threads.fmt(f),
        }
    }
}

impl Key {
    /// Reads what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let threads = || ThreadGroup::parse(text).map(Self::Threads);
        DeviceNumber::parse(text).map(Self::Device).or_else(threads)
    }
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

impl ControlValue {
    /// No limit.
    pub const UNLIMITED: Self = Self::Number(u64::MAX);

    /// A size, for files that hold bytes.
    pub fn of_kib(size: Kib) -> Self {
        let limited = Some(size).filter(|size| !size.is_unlimited()).and_then(Kib::to_bytes);
        limited.map_or(Self::UNLIMITED, Self::Number)
    }

    /// Its number, `u64::MAX` for "no limit"; others have none.
    pub fn number(self) -> u64 {
        match self {
            Self::Number(number) => number,
            Self::Bandwidth(_) | Self::Numbers(_) => u64::MAX,
        }
    }

    /// Its size, for files that hold bytes.
    pub fn kib(self) -> Kib {
        size(self.number())
    }

    /// Its bandwidth; a number has none.
    pub fn bandwidth(self) -> Option<Bandwidth> {
        match self {
            Self::Number(_) | Self::Numbers(_) => None,
            Self::Bandwidth(bandwidth) => Some(bandwidth),
        }
    }

    /// Its set; other values have none.
    pub fn numbers(self) -> Option<&'static CpuSet> {
        match self {
            Self::Numbers(set) => Some(set.numbers()),
            _ => None,
        }
    }

    /// The order of two values of the same file: the tighter one is the lesser.
    pub fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Bandwidth(one), Self::Bandwidth(other)) => one.compare(other),
            _ => self.number().cmp(&other.number()),
        }
    }
}

impl Bandwidth {
    /// The order of the CPU time that two of them allow.
    pub fn compare(self, other: Self) -> Ordering {
        let quota = |it: Self| it.quota.map_or(u128::from(u64::MAX), u128::from);
        let share = quota(self) * u128::from(other.period);
        share.cmp(&(quota(other) * u128::from(self.period)))
    }
}

/// The size of this many bytes, `u64::MAX` for "no limit".
pub fn size(bytes: u64) -> Kib {
    if bytes == u64::MAX { UNLIMITED } else { Kib::from_bytes(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        assert_eq!(ControlValue::of_kib(UNLIMITED), ControlValue::UNLIMITED);
        assert_eq!(ControlValue::of_kib(Kib(u64::MAX)), ControlValue::UNLIMITED);
        assert_eq!(ControlValue::of_kib(Kib(4)), ControlValue::Number(4096));
        assert_eq!(ControlValue::Number(4096).kib(), Kib(4));
        assert_eq!(ControlValue::UNLIMITED.kib(), UNLIMITED);
    }

    #[test]
    fn the_tighter_is_the_lesser() {
        let number = ControlValue::Number;
        let bandwidth = |quota, period| ControlValue::Bandwidth(Bandwidth { quota, period });
        for (lesser, greater) in [
            (number(4096), ControlValue::UNLIMITED),
            (number(9), number(10)),
            (bandwidth(Some(5000), 10_000), bandwidth(None, 10_000)),
            (bandwidth(Some(5000), 20_000), bandwidth(Some(5000), 10_000)),
            (bandwidth(Some(17_592_186_044_415), 1_000_000), bandwidth(None, 1000)),
        ] {
            assert_eq!(lesser.compare(greater), Ordering::Less, "{lesser:?} {greater:?}");
            assert_eq!(greater.compare(lesser), Ordering::Greater);
            assert_eq!(greater.compare(greater), Ordering::Equal);
        }
        let (one, other) = (bandwidth(Some(1000), 2000), bandwidth(Some(2000), 4000));
        assert_eq!(one.compare(other), Ordering::Equal);
    }
}
