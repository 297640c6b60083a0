//! The journal of a set: what it writes down before its first change and removes after its
//! last. A journal whose set is not under way any more means that the writer was killed, and
//! says how to roll the set back. Pure but for `files`.

pub mod files;

use super::change::Change;
use super::control_file::{ControlFile, Held};
use super::control_value::{ControlValue, Key};
use super::controllers::PlanContext;
use super::family::{self, Family};
use crate::driver::host::cgroup::thread_group::ThreadGroup;
use crate::driver::host::cgroup::version::Version;
use compact_str::ToCompactString;
use smallvec::SmallVec;

const FAMILY: &str = "family";
const FILE: &str = "file";
const DEFINITION: &str = "definition";
/// The last line of a complete journal. Without it the set had not begun.
const END: &str = "end\n";
/// Placeholder for "no device and no group of threads".
const NO_KEY: &str = "-";

/// A set that is under way.
#[derive(Clone, Default)]
pub struct Journal {
    family: Option<&'static dyn Family>,
    entries: SmallVec<[Entry; 4]>,
    /// What the domain's definition holds, and is to hold when all else is done.
    definition: Vec<DefinitionChange>,
}

/// A control file that is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    change: Change,
    /// Whether it may hold transient values.
    transient: bool,
}

/// A parameter of the definition that is changed, as texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionChange {
    /// Its name.
    pub name: String,
    /// What the definition holds before.
    pub old: String,
    /// What it is to hold.
    pub new: String,
}

impl Journal {
    /// That of a set which makes these changes, in this order, in a group whose files hold
    /// `held`; `definition` is what is to be changed in the definition, too.
    pub fn new(
        family: &'static dyn Family,
        context: &PlanContext,
        held: &Held,
        changes: &[Change],
        definition: Vec<DefinitionChange>,
    ) -> Self {
        let transient = family::transient_files(changes);
        let is_changed = |file: &ControlFile, key| {
            changes.iter().any(|change| change.file == file && change.key == key)
        };
        let held_at = |file: &'static ControlFile, key| {
            let value = held.get_at(file, key).filter(|_| !is_changed(file, key))?;
            Some(Change { file, key, old: value, new: value })
        };
        let also =
            transient.iter().flat_map(|file| held.keys(file).filter_map(|key| held_at(file, key)));
        let entries = changes.iter().copied().chain(also).map(|change| {
            let new = change.file.codec.held(change.new, context.page);
            let transient = transient.contains(&change.file);
            Entry { change: Change { new, ..change }, transient }
        });
        let entries: SmallVec<[Entry; 4]> =
            entries.filter(|entry| entry.transient || !entry.change.is_none()).collect();
        // What changes nothing cannot be interrupted.
        let definition = if entries.is_empty() { Vec::new() } else { definition };
        Self { family: Some(family), entries, definition }
    }

    /// One that changes a definition alone.
    #[cfg(test)]
    pub fn of_definition(family: &'static dyn Family, change: DefinitionChange) -> Self {
        Self { family: Some(family), entries: SmallVec::new(), definition: vec![change] }
    }

    /// The family of its parameters; none where it names none.
    pub fn family(&self) -> Option<&'static dyn Family> {
        self.family
    }

    /// The groups of threads that are changed.
    pub fn threads(&self) -> Vec<ThreadGroup> {
        let keys = self.entries.iter().filter_map(|entry| entry.change.key);
        let threads = keys.filter_map(|key| match key {
            Key::Threads(threads) => Some(threads),
            Key::Device(_) => None,
        });
        let mut threads: Vec<_> = threads.collect();
        threads.dedup();
        threads
    }

    /// Whether the set changes nothing.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is to be changed in the definition.
    pub fn definition(&self) -> &[DefinitionChange] {
        &self.definition
    }

    /// Whether all changes have been made: no file holds what it did before. One that holds
    /// something else has been changed by somebody since.
    pub fn is_done(&self, held: &Held) -> bool {
        self.entries.iter().all(|Entry { change, transient }| {
            let now = held.get_at(change.file, change.key);
            if *transient { now == Some(change.new) } else { now != Some(change.old) }
        })
    }

    /// The changes that bring the files from what they hold to what they held before the
    /// set. One that somebody else has changed since stays as it is. Those that make no
    /// difference are among them.
    pub fn back(&self, held: &Held) -> Vec<Change> {
        self.changes(held, |Entry { change, transient }, now| {
            let ours = *transient || now == change.new;
            if ours { change.old } else { now }
        })
        .rev()
        .collect()
    }

    /// The changes that complete the set; otherwise as [`Self::back`].
    pub fn onward(&self, held: &Held) -> Vec<Change> {
        self.changes(held, |Entry { change, transient }, now| {
            let ours = *transient || now == change.old;
            if ours { change.new } else { now }
        })
        .collect()
    }

    fn changes(
        &self,
        held: &Held,
        new: impl Fn(&Entry, ControlValue) -> ControlValue,
    ) -> impl DoubleEndedIterator<Item = Change> {
        self.entries.iter().filter_map(move |entry| {
            let old = held.get_at(entry.change.file, entry.change.key)?;
            let new = new(entry, old);
            Some(Change { old, new, ..entry.change })
        })
    }

    /// Its text.
    #[cfg(any(test, feature = "fuzzing"))]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    /// Adds its text.
    pub fn write(&self, text: &mut String) {
        if let Some(family) = self.family {
            line(text, &[FAMILY, family.name()]);
        }
        for Entry { change, transient } in &self.entries {
            let Change { file, key, old, new } = change;
            let key = key.map_or_else(|| NO_KEY.into(), |key| key.to_compact_string());
            let transient = if *transient { "true" } else { "false" };
            let [old, new] = [old, new].map(|value| file.codec.text(*value));
            line(text, &[FILE, &file.label(), &key, &old, &new, transient]);
        }
        for DefinitionChange { name, old, new } in &self.definition {
            line(text, &[DEFINITION, name, old, new]);
        }
        text.push_str(END);
    }

    /// Reads a text; none where it is not one of a complete journal.
    pub fn parse(version: &Version, text: &str) -> Option<Self> {
        let mut journal = Self::default();
        for line in text.strip_suffix(END)?.split_terminator('\n') {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields.as_slice() {
                [FAMILY, name] if journal.family.is_none() => {
                    journal.family = Some(family::by_name(name)?);
                }
                [FILE, name, key, old, new, transient] => {
                    let file = journal.family?.file(version, name)?;
                    let change = Change {
                        file,
                        key: match *key {
                            NO_KEY => None,
                            key => Some(Key::parse(key)?),
                        },
                        old: value(file, old)?,
                        new: value(file, new)?,
                    };
                    journal.entries.push(Entry { change, transient: transient.parse().ok()? });
                }
                [DEFINITION, name, old, new] => journal.definition.push(DefinitionChange {
                    name: (*name).to_owned(),
                    old: (*old).to_owned(),
                    new: (*new).to_owned(),
                }),
                _ => return None,
            }
        }
        Some(journal)
    }
}

/// Adds a line of fields.
fn line(text: &mut String, fields: &[&str]) {
    for (index, field) in fields.iter().enumerate() {
        if index > 0 {
            text.push('\t');
        }
        text.push_str(field);
    }
    text.push('\n');
}

/// The value of a text as it is written to the file.
fn value(file: &ControlFile, text: &str) -> Option<ControlValue> {
    file.codec.parse(text.as_bytes()).filter(|value| file.codec.text(*value) == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::{v1, v2};
    use crate::driver::host::limits::controllers::memory;
    use crate::driver::host::limits::family::{Memory, Scheduler};
    use crate::model::parameters::memory::MemoryField::{self, *};
    use crate::model::units::{Kib, UNLIMITED};

    fn change_of(version: &Version, field: MemoryField, old: u64, new: u64) -> Change {
        let file = memory::file_of(version, field).unwrap();
        let [old, new] = [old, new].map(|kib| ControlValue::of_kib(Kib(kib)));
        Change { file, key: None, old, new }
    }

    fn change(field: MemoryField, old: u64, new: u64) -> Change {
        change_of(&v2::VERSION, field, old, new)
    }

    fn context(version: &'static Version) -> PlanContext {
        PlanContext { version, swap: version.swap, page: Kib(4) }
    }

    fn held(values: &[(MemoryField, u64)]) -> Held {
        let text = |(field, kib): &(MemoryField, u64)| {
            let file = memory::file_of(&v2::VERSION, *field).unwrap();
            (file, ControlValue::of_kib(Kib(*kib)))
        };
        values.iter().map(text).collect()
    }

    fn defined(old: &str, new: &str) -> DefinitionChange {
        DefinitionChange { name: "hard_limit".to_owned(), old: old.to_owned(), new: new.to_owned() }
    }

    fn journal() -> Journal {
        let changes =
            [change(MinGuarantee, 0, 4), change(SoftLimit, 8, 8), change(HardLimit, 64, 23)];
        let held = held(&[(MinGuarantee, 0), (SoftLimit, 48), (HardLimit, 64)]);
        let changes: Vec<_> =
            changes.into_iter().filter(|change| change.file.name != "memory.high").collect();
        Journal::new(
            &Memory,
            &context(&v2::VERSION),
            &held,
            &changes,
            vec![defined("unlimited", "23")],
        )
    }

    fn values([hard, soft, guarantee]: [u64; 3]) -> Held {
        held(&[(HardLimit, hard), (SoftLimit, soft), (MinGuarantee, guarantee)])
    }

    #[test]
    fn round_trip() {
        let text = journal().to_text();
        assert_eq!(
            text,
            "family\tmemory\nfile\tmemory.min\t-\t0\t4096\tfalse\n\
             file\tmemory.max\t-\t65536\t20480\tfalse\n\
             file\tmemory.high\t-\t49152\t49152\ttrue\n\
             definition\thard_limit\tunlimited\t23\nend\n"
        );
        assert_eq!(Journal::parse(&v2::VERSION, &text).unwrap().to_text(), text);
        for (version, text) in [
            (&v1::VERSION, text.as_str()),
            (&v2::VERSION, "family\tmemory\nfile\tmemory.max\t-\t1\nend\n"),
            (&v2::VERSION, "family\tmemory\nfile\tmemory.max\t-\t-1\t2\tfalse\nend\n"),
            (&v2::VERSION, "family\tmemory\nfile\tmemory.max\t-\t1\t2 3\tfalse\nend\n"),
            (&v2::VERSION, "family\tmemory\nfile\tmemory.max\t8\t1\t2\tfalse\nend\n"),
            (&v2::VERSION, "family\tmemory\nfile\tmemory.max\t-\t1\t2\tmaybe\nend\n"),
            (&v2::VERSION, "family\tmemory\nfile\t../memory.max\t-\t1\t2\tfalse\nend\n"),
            (&v2::VERSION, "family\tmemory\nfile\tcpu.max\t-\tmax 1000\tmax 1000\tfalse\nend\n"),
            (&v2::VERSION, "family\tnobody\nend\n"),
            (&v2::VERSION, "family\tmemory\nfamily\tscheduler\nend\n"),
            (&v2::VERSION, "file\tmemory.max\t-\t1\t2\tfalse\nend\n"),
            (&v2::VERSION, "family\tmemory\nfile\tmemory.max\t-\t1\t2\tfalse\nen"),
            (&v2::VERSION, "family\tmemory\nfile\tmemory.max\t-\t1\t2\tfalse\n"),
            (&v2::VERSION, "\n"),
        ] {
            assert!(Journal::parse(version, text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_not_the_groups_own_comes_back() {
        let file = memory::file_of(&v2::VERSION, HardLimit).unwrap();
        for name in ["8:16", "vcpu12", "emulator", "iothread1"] {
            let [old, new] = [4096, 8192].map(ControlValue::Number);
            let changes = [Change { file, key: Key::parse(name), old, new }];
            let (context, held) = (context(&v2::VERSION), Held::default());
            let journal = Journal::new(&Memory, &context, &held, &changes, Vec::new());
            let text = journal.to_text();
            assert!(text.contains(&format!("\t{name}\t")), "{text}");
            assert_eq!(Journal::parse(&v2::VERSION, &text).unwrap().to_text(), text);
        }
    }

    #[test]
    fn a_group_of_threads_that_has_gone_is_left_out() {
        let text = "family\tscheduler\nfile\tcpu.max\tvcpu0\tmax 100000\t5000 10000\tfalse\n\
                    file\tcpu.max\tvcpu1\tmax 100000\t5000 10000\tfalse\nend\n";
        let journal = Journal::parse(&v2::VERSION, text).unwrap();
        assert_eq!(
            journal.threads().iter().map(ThreadGroup::to_string).collect::<Vec<_>>(),
            ["vcpu0", "vcpu1"]
        );
        let file = Scheduler.file(&v2::VERSION, "cpu.max").unwrap();
        let held = |text: &str| {
            let mut held = Held::default();
            held.set_at(file, Key::parse("vcpu0"), value(file, text).unwrap());
            held
        };
        assert!(journal.is_done(&held("5000 10000")) && !journal.is_done(&held("max 100000")));
        assert_eq!(journal.back(&held("5000 10000")).len(), 1);
        assert_eq!(journal.onward(&held("max 100000"))[0].key, Key::parse("vcpu0"));
    }

    #[test]
    fn a_line_ends_with_a_newline_alone() {
        let text = "definition\ta\t1\t2\r\r\nend\n";
        assert_eq!(Journal::parse(&v2::VERSION, text).unwrap().to_text(), text);
    }

    #[test]
    fn another_controller() {
        let text = "family\tscheduler\nfile\tcpu.max\t-\tmax 100000\t5000 10000\tfalse\nend\n";
        let journal = Journal::parse(&v2::VERSION, text).unwrap();
        assert_eq!(journal.to_text(), text);
        let file = Scheduler.file(&v2::VERSION, "cpu.max").unwrap();
        let value = |text: &str| value(file, text).unwrap();
        let held = |text: &str| [(file, value(text))].into_iter().collect::<Held>();
        assert!(journal.is_done(&held("5000 10000")) && !journal.is_done(&held("max 100000")));
        assert_eq!(journal.back(&held("5000 10000"))[0].new, value("max 100000"));
        assert_eq!(journal.onward(&held("max 100000"))[0].new, value("5000 10000"));
        assert_eq!(journal.back(&held("7000 10000"))[0].new, value("7000 10000"));
    }

    #[test]
    fn the_way_back_and_the_way_on() {
        let journal = journal();
        let passed = values([64, 31, 4]);
        assert!(!journal.is_done(&passed) && journal.is_done(&values([20, 48, 4])));
        let back =
            [change(SoftLimit, 31, 48), change(HardLimit, 64, 64), change(MinGuarantee, 4, 0)];
        assert_eq!(journal.back(&passed), back);
        let onward =
            [change(MinGuarantee, 4, 4), change(HardLimit, 64, 20), change(SoftLimit, 31, 48)];
        assert_eq!(journal.onward(&passed), onward);
        // Somebody else has set a limit since: the last, or one on the way.
        let others = values([100, 48, 0]);
        assert!(!journal.is_done(&others) && journal.is_done(&values([20, 48, 5])));
        assert_eq!(journal.back(&others)[1], change(HardLimit, 100, 100));
        assert_eq!(journal.onward(&others)[1], change(HardLimit, 100, 100));
    }

    #[test]
    fn what_reads_back_as_unlimited() {
        let almost = change_of(&v1::VERSION, HardLimit, 64, UNLIMITED.0 - 3);
        let context = context(&v1::VERSION);
        let journal = Journal::new(&Memory, &context, &Held::default(), &[almost], Vec::new());
        let file = memory::file_of(&v1::VERSION, HardLimit).unwrap();
        assert!(journal.is_done(&[(file, ControlValue::UNLIMITED)].into_iter().collect()));
    }

    #[test]
    fn a_set_that_changes_nothing_has_no_journal() {
        let changes = [change(HardLimit, 8, 8)];
        let context = context(&v2::VERSION);
        let nothing =
            Journal::new(&Memory, &context, &Held::default(), &changes, vec![defined("8", "8")]);
        assert!(nothing.is_empty() && nothing.definition().is_empty());
    }
}
