//! What a set writes down before its first write, and removes behind its last: whoever
//! finds the note with nobody at work knows that the writer was killed, and how to
//! take back what he had begun. Pure but for `notes`.

pub mod files;

use super::plan::Write;
use super::values::as_held;
use crate::driver::host::cgroup::version::Version;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::Kib;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const LIVE: &str = "live";
const PASSING: &str = "passing";
const CONFIG: &str = "config";
/// A note that does not end so was broken off itself, before the first write of its set.
const END: &str = "end\n";

/// A set that is under way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    entries: Vec<Entry>,
    /// What the domain's definition holds, and is to hold when all else is done.
    config: BTreeMap<MemoryField, [Kib; 2]>,
}

/// A knob that is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    write: Write,
    /// Whether it holds other values on the way.
    passing: bool,
}

impl Journal {
    /// That of a set which makes these writes, in this order; `passing` is the knob
    /// that may hold other values on the way, and what it is to hold in the end; `config`
    /// is what the definition holds and is to hold, where it is to be changed too.
    pub fn new(
        version: &Version,
        page: Kib,
        writes: &[Write],
        passing: Option<Write>,
        config: Option<[&Memtune; 2]>,
    ) -> Self {
        let is_passing = |write: &Write| passing.is_some_and(|passing| passing.knob == write.knob);
        let also = passing.filter(|_| !writes.iter().any(is_passing));
        let entries = writes.iter().copied().chain(also).map(|write| {
            let new = as_held(version, page, write.new);
            Entry { write: Write { new, ..write }, passing: is_passing(&write) }
        });
        let entries: Vec<Entry> =
            entries.filter(|entry| entry.passing || entry.write.old != entry.write.new).collect();
        // What changes nothing can be broken off nowhere.
        let config = config.filter(|_| !entries.is_empty()).map_or_else(BTreeMap::new, |config| {
            let [held, wanted] = config;
            wanted.iter().map(|(field, new)| (field, [defined(held, field), new])).collect()
        });
        Self { entries, config }
    }

    /// Whether the set changes nothing.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether the definition was to be changed too.
    pub fn has_config(&self) -> bool {
        !self.config.is_empty()
    }

    /// Whether a definition that holds these values has been changed.
    pub fn is_defined(&self, held: &Memtune) -> bool {
        self.config.iter().all(|(field, [_, new])| defined(held, *field) == *new)
    }

    /// What a definition that holds these values is to get; what somebody else has
    /// changed since stays.
    pub fn to_define(&self, held: &Memtune) -> Memtune {
        let ours = self.config.iter().filter(|(field, [old, _])| defined(held, **field) == *old);
        ours.map(|(field, [_, new])| (*field, *new)).collect()
    }

    /// Whether all writes have been made: no knob holds what it did before. One that
    /// holds something else has been changed by somebody since.
    pub fn is_done(&self, held: &Memtune) -> bool {
        self.entries.iter().all(|Entry { write, passing }| match held.get(write.knob.field) {
            Some(now) if *passing => now == write.new,
            now => now != Some(write.old),
        })
    }

    /// The writes that bring the knobs from what they hold to what they held before
    /// the set. One that somebody else has changed since stays as it is. Those that
    /// change nothing are among them.
    pub fn back(&self, held: &Memtune) -> Vec<Write> {
        self.writes(held, |Entry { write, passing }, now| {
            let ours = now == write.new || *passing;
            if ours { write.old } else { now }
        })
        .rev()
        .collect()
    }

    /// The writes that bring about what the set was to; as [`Self::back`] does.
    pub fn onward(&self, held: &Memtune) -> Vec<Write> {
        self.writes(held, |Entry { write, passing }, now| {
            let ours = now == write.old || *passing;
            if ours { write.new } else { now }
        })
        .collect()
    }

    fn writes(
        &self,
        held: &Memtune,
        new: impl Fn(&Entry, Kib) -> Kib,
    ) -> impl DoubleEndedIterator<Item = Write> {
        self.entries.iter().filter_map(move |entry| {
            let old = held.get(entry.write.knob.field)?;
            Some(Write { old, new: new(entry, old), ..entry.write })
        })
    }

    fn to_text(&self) -> String {
        let mut text = String::new();
        for Entry { write, passing } in &self.entries {
            let word = if *passing { PASSING } else { LIVE };
            let name = write.knob.field.name();
            // A string takes all that is written to it.
            let _ = writeln!(text, "{word} {name} {} {}", write.old.0, write.new.0);
        }
        for (field, [old, new]) in &self.config {
            let _ = writeln!(text, "{CONFIG} {} {} {}", field.name(), old.0, new.0);
        }
        text + END
    }

    fn parse(version: &Version, text: &str) -> Option<Self> {
        let mut journal = Self::default();
        for line in text.strip_suffix(END)?.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let kib = |text: &str| text.parse().ok().map(Kib);
            match words.as_slice() {
                [word, name, old, new] if [LIVE, PASSING].contains(word) => {
                    let knob = version.knob(MemoryField::by_name(name)?)?;
                    let write = Write { knob, old: kib(old)?, new: kib(new)? };
                    journal.entries.push(Entry { write, passing: *word == PASSING });
                }
                [CONFIG, name, old, new] => {
                    journal.config.insert(MemoryField::by_name(name)?, [kib(old)?, kib(new)?]);
                }
                _ => return None,
            }
        }
        Some(journal)
    }
}

/// What a definition holds: it does not say what says nothing.
fn defined(memtune: &Memtune, field: MemoryField) -> Kib {
    memtune.get(field).unwrap_or(field.neutral())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::{v1, v2};
    use MemoryField::*;

    fn write(field: MemoryField, old: u64, new: u64) -> Write {
        Write { knob: v2::VERSION.knob(field).unwrap(), old: Kib(old), new: Kib(new) }
    }

    fn journal() -> Journal {
        let writes =
            [write(MinGuarantee, 0, 4), write(SwapHardLimit, 8, 8), write(HardLimit, 64, 23)];
        let config = [(HardLimit, Kib(23))].into_iter().collect();
        let passing = Some(write(SoftLimit, 48, 48));
        Journal::new(&v2::VERSION, Kib(4), &writes, passing, Some([&Memtune::default(), &config]))
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
             config hard_limit 9007199254740991 23\nend\n"
        );
        assert_eq!(Journal::parse(&v2::VERSION, &text), Some(journal()));
        for (version, text) in [
            (&v1::VERSION, text.as_str()),
            (&v2::VERSION, "live hard_limit 1\nend\n"),
            (&v2::VERSION, "live hard_limit -1 2\nend\n"),
            (&v2::VERSION, "live memory.max 1 2\nend\n"),
            (&v2::VERSION, "dead hard_limit 1 2\nend\n"),
            (&v2::VERSION, "live hard_limit 1 2\nen"),
            (&v2::VERSION, "live hard_limit 1 2\n"),
            (&v2::VERSION, "\n"),
        ] {
            assert_eq!(Journal::parse(version, text), None, "{text}");
        }
    }

    #[test]
    fn the_way_back_and_the_way_on() {
        let journal = journal();
        let passed = held([64, 31, 4]);
        assert!(!journal.is_done(&passed) && journal.is_done(&held([20, 48, 4])));
        let back = [write(SoftLimit, 31, 48), write(HardLimit, 64, 64), write(MinGuarantee, 4, 0)];
        assert_eq!(journal.back(&passed), back);
        let onward =
            [write(MinGuarantee, 4, 4), write(HardLimit, 64, 20), write(SoftLimit, 31, 48)];
        assert_eq!(journal.onward(&passed), onward);
        // Somebody else has set a limit since: the last, or one on the way.
        let others = held([100, 48, 0]);
        assert!(!journal.is_done(&others) && journal.is_done(&held([20, 48, 5])));
        assert_eq!(journal.back(&others)[1], write(HardLimit, 100, 100));
        assert_eq!(journal.onward(&others)[1], write(HardLimit, 100, 100));
    }

    #[test]
    fn what_a_definition_gets() {
        let journal = journal();
        let unlimited = Memtune::default();
        let of = |kib| [(HardLimit, Kib(kib))].into_iter().collect::<Memtune>();
        assert!(!journal.is_defined(&unlimited) && journal.is_defined(&of(23)));
        assert_eq!(journal.to_define(&unlimited), of(23));
        // Somebody else has set it since.
        assert_eq!(journal.to_define(&of(99)), Memtune::default());
    }

    #[test]
    fn what_reads_back_as_unlimited() {
        let almost = write(HardLimit, 64, crate::model::units::UNLIMITED.0 - 3);
        let journal = Journal::new(&v1::VERSION, Kib(4), &[almost], None, None);
        assert!(
            journal.is_done(&[(HardLimit, crate::model::units::UNLIMITED)].into_iter().collect())
        );
    }

    #[test]
    fn a_set_that_changes_nothing_is_not_noted() {
        let config = [(HardLimit, Kib(8))].into_iter().collect();
        let writes = [write(HardLimit, 8, 8)];
        let nothing = Journal::new(&v2::VERSION, Kib(4), &writes, None, Some([&config, &config]));
        assert_eq!(nothing, Journal::default());
    }
}
