//! The families of parameters that the engine sets.

use super::change::Change;
use super::control_file::{ControlFile, Held};
use super::control_value::ControlValue;
use super::controllers::{Holder, PlanContext, Row, Table, cpu, cpuset, io, memory};
use super::held::Threads;
use super::rules;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::cgroup::version::Version;
use crate::model::Result;
use crate::model::parameters::memory::Memtune;
use crate::model::typed::TypedParam;
use smallvec::SmallVec;

/// A family of parameters that are set together.
pub trait Family: Sync {
    /// Its name, for the journal.
    fn name(&self) -> &'static str;

    /// Its table.
    fn table(&self) -> &'static Table;

    /// What the files are to hold, now that they hold `held` and these parameters, whose
    /// names and types were checked, are wanted.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED for a parameter that this kernel has no file
    /// for, VIR_ERR_INVALID_ARG for an invalid value.
    fn target(&self, context: &PlanContext, held: &Held, wanted: &[TypedParam]) -> Result<Held>;

    /// Its files on a version, in the order in which they are lowered.
    fn files(&self, version: &Version) -> &'static [&'static ControlFile] {
        self.table().files(version)
    }

    /// Those of its files that libvirt's groups of a guest's threads have too.
    fn thread_files(&self, version: &Version) -> Vec<&'static ControlFile> {
        let of_threads = self.table().rows.iter().filter(|row| row.holder != Holder::Group);
        let known: Vec<_> = of_threads.filter_map(|row| row.file(version)).collect();
        if known.is_empty() {
            return known;
        }
        self.files(version).iter().copied().filter(|file| known.contains(file)).collect()
    }

    /// What a group's files hold, and those of its groups of threads.
    ///
    /// Errors: those of [`Held::read`].
    fn read(&self, group: &OpenGroup<'_>, threads: Threads) -> Result<Held> {
        let version = group.version();
        let mut held = Held::read(self.files(version), group)?;
        held.read_threads(&self.thread_files(version), group, threads)?;
        Ok(held)
    }

    /// Whether what files hold together becomes less, which one of them alone may not tell.
    fn lowers(&self, _version: &Version, _held: &Held, _target: &Held) -> bool {
        false
    }

    /// The file of a name.
    fn file(&self, version: &Version, name: &str) -> Option<&'static ControlFile> {
        self.files(version).iter().copied().find(|file| file.label() == name)
    }

    /// Whether a version has a file for a parameter.
    fn has_file(&self, version: &Version, parameter: &str) -> bool {
        let mut rows = self.table().rows.iter();
        rows.any(|row| row.parameter == parameter && row.file(version).is_some())
    }

    /// Whether one of these parameters is held by a file of the group itself.
    fn is_asked(
        &self,
        version: &Version,
        held: &Held,
        wanted: &[TypedParam],
        file: &ControlFile,
    ) -> bool {
        let is_wanted = |row: &Row| wanted.iter().any(|param| param.field == row.parameter);
        let is_own = |row: &Row| match row.holder {
            Holder::Group => true,
            Holder::Threads(kind) => !held.has_threads(kind),
            Holder::AllThreads => held.threads().next().is_none(),
        };
        let mut rows = self.table().rows.iter();
        rows.any(|row| row.file(version) == Some(file) && is_own(row) && is_wanted(row))
    }
}

/// The memory parameters.
pub struct Memory;

/// The scheduler parameters.
pub struct Scheduler;

/// The block I/O parameters. In the strings of devices their numbers stand in the place of paths.
pub struct BlockIo;

/// The NUMA parameters.
pub struct Numa;

/// The CPUs that may be used.
pub struct Pins;

const FAMILIES: &[&dyn Family] = &[&Memory, &Scheduler, &BlockIo, &Numa, &Pins];

/// The family of a name.
pub fn by_name(name: &str) -> Option<&'static dyn Family> {
    FAMILIES.iter().copied().find(|family| family.name() == name)
}

/// The files of all families on a version.
pub fn all_files(version: &Version) -> Vec<&'static ControlFile> {
    FAMILIES.iter().flat_map(|family| family.files(version)).copied().collect()
}

impl Family for Memory {
    fn name(&self) -> &'static str {
        "memory"
    }

    fn table(&self) -> &'static Table {
        &memory::TABLE
    }

    fn target(&self, context: &PlanContext, held: &Held, wanted: &[TypedParam]) -> Result<Held> {
        let kernel = memory::values(context.version, held);
        let target = rules::memory::target(context, &kernel, &Memtune::from_params(wanted))?;
        let mut values = held.clone();
        let changed = target.iter().filter(|(field, value)| kernel.get(*field) != Some(*value));
        for (field, value) in changed {
            if let Some(file) = memory::file_of(context.version, field) {
                values.set(file, ControlValue::of_kib(value));
            }
        }
        Ok(values)
    }
}

impl Family for Scheduler {
    fn name(&self) -> &'static str {
        "scheduler"
    }

    fn table(&self) -> &'static Table {
        &cpu::TABLE
    }

    fn target(&self, context: &PlanContext, held: &Held, wanted: &[TypedParam]) -> Result<Held> {
        let version = context.version;
        let has_group = |kind| held.has_threads(kind);
        let target = rules::cpu::target(version, &cpu::values(version, held), wanted, has_group)?;
        let mut values = held.clone();
        cpu::put(version, &target, &mut values);
        for (threads, held) in held.threads() {
            let target = rules::cpu::of_threads(&cpu::values(version, held), wanted, threads.kind)?;
            let mut held = held.clone();
            cpu::put(version, &target, &mut held);
            values.set_threads(threads, held);
        }
        Ok(values)
    }

    fn lowers(&self, version: &Version, held: &Held, target: &Held) -> bool {
        let [before, after] = [held, target].map(|held| cpu::values(version, held).bandwidth);
        let both = before.zip(after);
        both.is_some_and(|(before, after)| after.compare(before).is_lt())
    }
}

impl Family for BlockIo {
    fn name(&self) -> &'static str {
        "blkio"
    }

    fn table(&self) -> &'static Table {
        &io::TABLE
    }

    fn target(&self, context: &PlanContext, held: &Held, wanted: &[TypedParam]) -> Result<Held> {
        rules::io::target(context.version, held, wanted)
    }
}

impl Family for Numa {
    fn name(&self) -> &'static str {
        "numa"
    }

    fn table(&self) -> &'static Table {
        &cpuset::MEMS_TABLE
    }

    fn target(&self, context: &PlanContext, held: &Held, wanted: &[TypedParam]) -> Result<Held> {
        cpuset::target(self.table(), context.version, held, wanted)
    }
}

impl Family for Pins {
    fn name(&self) -> &'static str {
        "pins"
    }

    fn table(&self) -> &'static Table {
        &cpuset::CPUS_TABLE
    }

    fn target(&self, context: &PlanContext, held: &Held, wanted: &[TypedParam]) -> Result<Held> {
        cpuset::target(self.table(), context.version, held, wanted)
    }
}

/// The files with transient values while these changes are made: while memory is reclaimed, and where the
/// kernel takes away what has to be written again.
pub fn transient_files(changes: &[Change]) -> SmallVec<[&'static ControlFile; 2]> {
    let moved = changes.iter().filter(|change| !change.is_none());
    let transient = |change: &Change| {
        let reclaim = change.file.before_lowering;
        [reclaim.and_then(|reclaim| reclaim.hold), change.file.resets]
    };
    let mut files = SmallVec::new();
    for file in moved.flat_map(transient).flatten() {
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}
