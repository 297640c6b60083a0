//! Crash recovery of sets: rolls back, or completes, those whose writers were killed.

use super::apply::apply;
use super::change::Change;
use super::commit::Commit;
use super::control_file::Held;
use super::control_value::ControlValue;
use super::engine_context::EngineContext;
use super::held;
use super::journal::Journal;
use super::journal::files::JournalEntry;
use super::plan;
use super::target::Target;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::error::Failed;
use crate::model::cpuset::CpuSet;
use crate::model::{Result, virErrorNumber};
use crate::sys::Errno;
use crate::sys::warn::warn;
use std::time::Duration;

/// Recovers a set on a group, unless its writer is still at work. What cannot be done now
/// is tried again by the next call.
pub fn try_recover(context: &EngineContext<'_>, group: &OpenGroup<'_>, commit: &dyn Commit) {
    if context.journal().may_have(group)
        && let Ok(_lock) = group.lock(Duration::ZERO)
        && let Err(error) = recover(context, group, commit)
    {
        warn(format_args!("{error}"));
    }
}

/// Recovers a set that was interrupted; the caller holds the group's lock.
///
/// Errors: why it could not be recovered; the group is then as before.
pub fn recover(
    context: &EngineContext<'_>,
    group: &OpenGroup<'_>,
    commit: &dyn Commit,
) -> Result<()> {
    if !context.journal().may_have(group) {
        return Ok(());
    }
    let doing = "read the journal of a set";
    let entry = context.journal().of(group).during(doing);
    let entry = entry.and_then(|entry| match entry {
        Some(entry) if !entry.is_callers() => {
            Err(Errno::ACCESS).during("change the journal of a set")
        }
        entry => Ok(entry),
    });
    let recovered = |entry: JournalEntry| {
        resolve(context, group, &entry.journal(group.host()), commit)?;
        entry.remove().during("remove the journal of a set")
    };
    entry.and_then(|entry| entry.map_or(Ok(()), recovered)).map_err(|error| {
        error.context(format_args!(
            "a set on '{}' was interrupted and is to be rolled back",
            commit.domain()
        ))
    })
}

/// Completes a set of which all changes have been made, else rolls it back; one that
/// cannot be rolled back is completed.
fn resolve(
    context: &EngineContext<'_>,
    group: &OpenGroup<'_>,
    journal: &Journal,
    commit: &dyn Commit,
) -> Result<()> {
    let Some(family) = journal.family() else { return Ok(()) };
    let held = match Held::read(family.files(context.version()), group) {
        // What the set had changed is gone with the controller's group.
        Err(error) if error.code() == virErrorNumber::VIR_ERR_OPERATION_INVALID => {
            warn(format_args!("a set on '{}' is not rolled back: {error}", commit.domain()));
            return Ok(());
        }
        held => {
            // Also those of a group that is not known as a guest's.
            let (mut held, files) = (held?, family.thread_files(context.version()));
            let mut threads = journal.threads().into_iter();
            threads.try_for_each(|threads| held.read_of_threads(threads, &files, group))?;
            held
        }
    };
    let onward = || replay(context, group, &held, journal.onward(&held));
    if journal.is_done(&held) && is_stored(journal, commit)? {
        return onward();
    }
    let back = journal.back(&held);
    if !rollback_exceeds_usage(group, &back)? && !back.iter().any(empties) {
        match replay(context, group, &held, back) {
            Err(error) if error.ints().0 == Errno::BUSY.raw_os_error() => {}
            replayed => return replayed,
        }
    }
    onward()?;
    store(journal, commit)
}

/// Makes the changes, all of them or none, and has those mirrored too that make no
/// difference: who mirrors the values may not know of them.
fn replay(
    context: &EngineContext<'_>,
    group: &OpenGroup<'_>,
    held: &Held,
    mut changes: Vec<Change>,
) -> Result<()> {
    let mirror = context.mirror(group.path());
    let target = Target { group, held, mirror: mirror.as_deref() };
    let (protected, limits) = plan::split_protection(&mut changes);
    let applied = apply(&target, limits, false)?;
    let put = |change: &Change| {
        context.protection().roll_back(group.path(), group.dir(), change.new.kib())
    };
    protected.iter().try_for_each(put).map_err(|error| applied.undo(error))
}

/// Whether rolling back would put a limit below current usage: nothing is to be reclaimed, or
/// killed, for a rollback.
fn rollback_exceeds_usage(group: &OpenGroup<'_>, back: &[Change]) -> Result<bool> {
    for change in back.iter().filter(|change| change.lowers()) {
        let used = change
            .file
            .usage
            .map(|file| held::count(change.file.controller, file, group))
            .transpose()?;
        if used.flatten().is_some_and(|used| used > change.new.number()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a change takes all numbers out of a set: the kernel refuses that while the group has
/// processes.
fn empties(change: &Change) -> bool {
    let is_empty = |value: ControlValue| value.numbers().is_some_and(CpuSet::is_empty);
    is_empty(change.new) && !is_empty(change.old)
}

/// Whether the domain's definition holds what it was to.
fn is_stored(journal: &Journal, commit: &dyn Commit) -> Result<bool> {
    if journal.definition().is_empty() {
        return Ok(true);
    }
    let held = commit.held(&names(journal))?;
    Ok(held.is_some_and(|held| {
        journal.definition().iter().all(|change| {
            let now = value(&held, &change.name);
            now.is_some_and(|now| commit.holds(&change.name, now, &change.new))
        })
    }))
}

/// Has the definition hold what it was to; what somebody else has changed since stays.
fn store(journal: &Journal, commit: &dyn Commit) -> Result<()> {
    if journal.definition().is_empty() {
        return Ok(());
    }
    let Some(held) = commit.held(&names(journal))? else { return Ok(()) };
    let ours = journal
        .definition()
        .iter()
        .filter(|change| value(&held, &change.name) == Some(&change.old));
    let values: Vec<_> = ours.map(|change| (change.name.clone(), change.new.clone())).collect();
    commit.store(&values)
}

fn names(journal: &Journal) -> Vec<&str> {
    journal.definition().iter().map(|change| change.name.as_str()).collect()
}

fn value<'h>(held: &'h [(String, String)], name: &str) -> Option<&'h str> {
    held.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::limits::family;
    use crate::driver::host::limits::journal::DefinitionChange;
    use std::cell::RefCell;

    /// A definition that holds a hard limit.
    struct Defined(RefCell<Option<String>>);

    impl Commit for Defined {
        fn domain(&self) -> &str {
            "d"
        }

        fn held(&self, names: &[&str]) -> Result<Option<Vec<(String, String)>>> {
            assert_eq!(names, ["hard_limit"]);
            let value = self.0.borrow().clone();
            Ok(value.map(|value| vec![("hard_limit".to_owned(), value)]))
        }

        fn store(&self, values: &[(String, String)]) -> Result<()> {
            if let [(_, value)] = values {
                *self.0.borrow_mut() = Some(value.clone());
            }
            Ok(())
        }
    }

    #[test]
    fn what_a_definition_gets() {
        let journal = Journal::of_definition(
            family::by_name("memory").unwrap(),
            DefinitionChange { name: "hard_limit".into(), old: "9".into(), new: "23".into() },
        );
        let defined = |text: Option<&str>| Defined(RefCell::new(text.map(str::to_owned)));
        for (before, stored, after) in [
            (Some("9"), false, Some("23")),
            (Some("23"), true, Some("23")),
            // Somebody else has set it since.
            (Some("99"), false, Some("99")),
            // It is not defined any more.
            (None, false, None),
        ] {
            let commit = defined(before);
            assert_eq!(is_stored(&journal, &commit).unwrap(), stored, "{before:?}");
            store(&journal, &commit).unwrap();
            assert_eq!(commit.0.borrow().as_deref(), after, "{before:?}");
        }
    }
}
