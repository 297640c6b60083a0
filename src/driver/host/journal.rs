//! What a set notes on its domain's group before its first write, and removes
//! behind its last: whoever finds the note with nobody at work knows that the
//! writer was killed, and how to take back what it had begun.
//!
//! The note is an extended attribute of the group's directory, so that it goes
//! with the group, and with the boot. Where the kernel takes none a set goes
//! without.

use super::plan::{Write, whole_pages};
use super::version::Version;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::Kib;
use crate::sys::{Dir, Errno, SysResult};
use std::fmt::Write as _;

/// Root trusts what root alone can have written: the owner of a delegated group
/// may not write its limits, but may give it attributes of his own.
const OF_ROOT: &str = "trusted.virmemctl.set";
/// For others, in groups that they own.
const OF_USER: &str = "user.virmemctl.set";

const LONGEST: usize = 4096;

const LIVE: &str = "live";
const PASSING: &str = "passing";
const CONFIG: &str = "config";

/// A set that is under way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    entries: Vec<Entry>,
    /// What the domain's definition is to hold when all else is done.
    config: Memtune,
}

/// A knob that is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    write: Write,
    /// Whether it holds other values on the way.
    passing: bool,
}

/// The note of a set, which goes when the set ends.
#[must_use]
pub struct Noted<'d> {
    dir: Option<&'d Dir>,
}

impl Drop for Noted<'_> {
    fn drop(&mut self) {
        // Who panics leaves things as one who is killed does.
        if let Some(dir) = self.dir.filter(|_| !std::thread::panicking()) {
            forget(dir);
        }
    }
}

impl Journal {
    /// That of a set which makes these writes, in this order; `passing` is the knob
    /// that holds other values on the way, and what it is to hold in the end. The
    /// kernel makes whole pages of what is written.
    pub fn new(writes: &[Write], passing: Option<Write>, config: &Memtune, page: Kib) -> Self {
        let is_passing = |write: &Write| passing.is_some_and(|passing| passing.knob == write.knob);
        let has_knob = writes.iter().any(is_passing);
        let also = passing.filter(|_| !has_knob);
        let changed = writes.iter().filter(|write| write.old != write.new || is_passing(write));
        let entries = changed.copied().chain(also);
        let entries: Vec<Entry> = entries
            .map(|write| Entry { write: rounded(write, page), passing: is_passing(&write) })
            .collect();
        // What changes nothing can be broken off nowhere.
        let config = if entries.is_empty() { Memtune::default() } else { config.clone() };
        Self { entries, config }
    }

    /// Notes it on the group.
    pub fn note<'d>(&self, dir: &'d Dir) -> Noted<'d> {
        let needed = !self.entries.is_empty();
        let noted = needed && dir.set_attribute(attribute(), self.to_text().as_bytes()).is_ok();
        Noted { dir: noted.then_some(dir) }
    }

    /// That which was noted on a group; an empty one if it cannot be understood.
    pub fn of(version: &Version, dir: &Dir) -> Option<Self> {
        match content(dir) {
            Ok(content) => Some(Self::parse(version, &content).unwrap_or_default()),
            Err(Errno::RANGE) => Some(Self::default()),
            Err(_) => None,
        }
    }

    /// What the definition is to hold.
    pub fn config(&self) -> &Memtune {
        &self.config
    }

    /// Whether every knob holds what it is to.
    pub fn is_done(&self, held: &Memtune) -> bool {
        let mut writes = self.entries.iter().map(|entry| entry.write);
        writes.all(|write| held.get(write.knob.field) == Some(write.new))
    }

    /// The writes that bring the knobs from what they hold to what they held before
    /// the set. One that somebody else has changed since stays as it is.
    pub fn back(&self, held: &Memtune) -> Vec<Write> {
        let back = self.entries.iter().rev().filter_map(|Entry { write, passing }| {
            let now = held.get(write.knob.field)?;
            let ours = now == write.new || *passing;
            (ours && now != write.old).then_some(Write { old: now, new: write.old, ..*write })
        });
        back.collect()
    }

    /// The writes that bring about what the set was to; those that change nothing
    /// are among them.
    pub fn onward(&self, held: &Memtune) -> Vec<Write> {
        let onward = self.entries.iter().filter_map(|Entry { write, .. }| {
            Some(Write { old: held.get(write.knob.field)?, ..*write })
        });
        onward.collect()
    }

    fn to_text(&self) -> String {
        let mut text = String::new();
        for Entry { write, passing } in &self.entries {
            let word = if *passing { PASSING } else { LIVE };
            let name = write.knob.field.name();
            // A string takes all that is written to it.
            let _ = writeln!(text, "{word} {name} {} {}", write.old.0, write.new.0);
        }
        for (field, value) in self.config.iter() {
            let _ = writeln!(text, "{CONFIG} {} {}", field.name(), value.0);
        }
        text
    }

    fn parse(version: &Version, content: &[u8]) -> Option<Self> {
        let mut journal = Self::default();
        for line in std::str::from_utf8(content).ok()?.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let kib = |text: &str| text.parse().ok().map(Kib);
            match words.as_slice() {
                [word, name, old, new] if [LIVE, PASSING].contains(word) => {
                    let knob = version.knob(MemoryField::by_name(name)?)?;
                    let write = Write { knob, old: kib(old)?, new: kib(new)? };
                    journal.entries.push(Entry { write, passing: *word == PASSING });
                }
                [CONFIG, name, value] => {
                    journal.config.set(MemoryField::by_name(name)?, kib(value)?);
                }
                _ => return None,
            }
        }
        Some(journal)
    }
}

fn rounded(write: Write, page: Kib) -> Write {
    Write { new: whole_pages(write.new, page), ..write }
}

/// Whether a set is under way, or was broken off.
pub fn is_noted(dir: &Dir) -> bool {
    matches!(content(dir), Ok(_) | Err(Errno::RANGE))
}

/// Removes the note.
pub fn forget(dir: &Dir) {
    // One that stays is looked at again, and then finds nothing to take back.
    let _ = dir.remove_attribute(attribute());
}

fn content(dir: &Dir) -> SysResult<Vec<u8>> {
    dir.attribute(attribute(), LONGEST)
}

fn attribute() -> &'static str {
    if rustix::process::geteuid().is_root() { OF_ROOT } else { OF_USER }
}

#[cfg(test)]
mod tests {
    use super::super::{v1, v2};
    use super::*;
    use MemoryField::*;

    fn write(field: MemoryField, old: u64, new: u64) -> Write {
        Write { knob: v2::VERSION.knob(field).unwrap(), old: Kib(old), new: Kib(new) }
    }

    fn journal() -> Journal {
        let writes =
            [write(MinGuarantee, 0, 4), write(SwapHardLimit, 8, 8), write(HardLimit, 64, 23)];
        let config = [(HardLimit, Kib(23))].into_iter().collect();
        Journal::new(&writes, Some(write(SoftLimit, 48, 48)), &config, Kib(4))
    }

    fn held(values: [u64; 3]) -> Memtune {
        [HardLimit, SoftLimit, MinGuarantee].into_iter().zip(values.map(Kib)).collect()
    }

    #[test]
    fn round_trip() {
        let text = journal().to_text();
        assert_eq!(
            text,
            "live min_guarantee 0 4\nlive hard_limit 64 20\npassing soft_limit 48 48\n\
             config hard_limit 23\n"
        );
        assert_eq!(Journal::parse(&v2::VERSION, text.as_bytes()), Some(journal()));
        for (version, text) in [
            (&v1::VERSION, text.as_str()),
            (&v2::VERSION, "live hard_limit 1"),
            (&v2::VERSION, "live hard_limit -1 2"),
            (&v2::VERSION, "live memory.max 1 2"),
            (&v2::VERSION, "dead hard_limit 1 2"),
            (&v2::VERSION, "\n"),
        ] {
            assert_eq!(Journal::parse(version, text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn the_way_back_and_the_way_on() {
        let journal = journal();
        let passed = held([64, 31, 4]);
        assert!(!journal.is_done(&passed) && journal.is_done(&held([20, 48, 4])));
        assert_eq!(journal.back(&passed), [write(SoftLimit, 31, 48), write(MinGuarantee, 4, 0)]);
        let onward =
            [write(MinGuarantee, 4, 4), write(HardLimit, 64, 20), write(SoftLimit, 31, 48)];
        assert_eq!(journal.onward(&passed), onward);
        // Somebody else has set a limit since.
        assert_eq!(journal.back(&held([100, 48, 0])), []);
    }

    #[test]
    fn a_set_that_changes_nothing_is_not_noted() {
        let config = [(HardLimit, Kib(8))].into_iter().collect();
        let nothing = Journal::new(&[write(HardLimit, 8, 8)], None, &config, Kib(4));
        assert_eq!(nothing, Journal::default());
    }
}
