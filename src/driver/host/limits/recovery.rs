//! Takes back the sets whose writers were killed on the way.

use super::apply::{Target, apply};
use super::engine::{DefinitionSide, Engine, Group};
use super::journal::Journal;
use super::journal::files::Note;
use super::plan::Write;
use super::unit_properties::keep;
use super::{plan, values};
use crate::driver::host::error::Failed;
use crate::model::Result;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use crate::sys::{Errno, RelPath};
use std::time::Duration;

impl Engine<'_> {
    /// Takes back what was broken off of sets on any of these domains, of each its name,
    /// its group and its definition.
    pub fn recover_all<'g, D: DefinitionSide>(
        &self,
        domains: impl Iterator<Item = (&'g str, &'g RelPath, D)>,
    ) {
        let notes = self.notes();
        if !notes.any() {
            return;
        }
        for (name, path, side) in domains.filter(|(_, path, _)| notes.has(path)) {
            if let Ok(dir) = self.context.host.memory.open(path) {
                self.take_back_broken_off(Group { path, dir: &dir, name }, &side);
            }
        }
        notes.sweep();
    }

    /// Takes back a set, unless its writer is still at work. What cannot be done now is
    /// tried again by the next who comes.
    pub fn take_back_broken_off(&self, live: Group<'_>, side: &dyn DefinitionSide) {
        if self.notes().has(live.path)
            && let Ok(_lock) = Lock::wait(live.dir, Duration::ZERO)
            && let Err(error) = self.take_back(live, side)
        {
            warn(format_args!("{error}"));
        }
    }

    /// Takes back a set that was broken off; for one who has the group's lock.
    ///
    /// Errors: why it could not be, which then is as before.
    pub fn take_back(&self, live: Group<'_>, side: &dyn DefinitionSide) -> Result<()> {
        if !self.notes().has(live.path) {
            return Ok(());
        }
        let settle = |note: Note| {
            self.settle(live, side, &note.journal)?;
            note.forget().during("remove the note of a set")
        };
        let note = self.notes().of(live.path, live.dir).during("read the note of a set");
        let note = note.and_then(|note| match note {
            Some(note) if !note.is_callers() => {
                Err(Errno::ACCESS).during("change the note of a set")
            }
            note => Ok(note),
        });
        note.and_then(|note| note.map_or(Ok(()), settle)).map_err(|error| {
            let name = live.name;
            error.context(format_args!("a set on '{name}' was broken off and is to be taken back"))
        })
    }

    fn settle(&self, live: Group<'_>, side: &dyn DefinitionSide, journal: &Journal) -> Result<()> {
        let version = self.context.host.memory.version;
        let held = values::read_all(version, live.dir, live.path)?;
        let onward = || self.bring(live, journal.onward(&held));
        if journal.is_done(&held) && side.is_stored(journal)? {
            return onward();
        }
        let back = journal.back(&held);
        if !self.is_closed(live, &back)? {
            match self.bring(live, back) {
                Err(error) if error.ints().0 == Errno::BUSY.raw_os_error() => {}
                brought => return brought,
            }
        }
        onward()?;
        side.store(journal)
    }

    /// Whether more is in use by now than a limit was before: nothing is to be squeezed,
    /// or killed, for the way back.
    fn is_closed(&self, live: Group<'_>, back: &[Write]) -> Result<bool> {
        for write in back.iter().filter(|write| write.new < write.old) {
            let version = self.context.host.memory.version;
            let used = values::used(version, write.knob, live.dir, live.path)?;
            if used.is_some_and(|used| used > write.new) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes the writes, all of them or none, and has those kept too that change
    /// nothing: whoever keeps the values may not know of them.
    fn bring(&self, live: Group<'_>, writes: Vec<Write>) -> Result<()> {
        let version = self.context.host.memory.version;
        let kept = keep(self.context, live.path);
        let target = Target { version, dir: live.dir, group: live.path, keep: kept.as_deref() };
        let (guarantee, limits) = plan::apart(writes);
        let applied = apply(&target, &limits, false)?;
        let put = |write: &Write| self.guarantees().put_back(live.path, live.dir, write.new);
        guarantee.iter().try_for_each(put).map_err(|error| applied.undo(error))
    }
}
