//! Takes back the sets whose writers were killed on the way.

use super::apply::{Target, apply};
use super::error::Failed;
use super::guest::Guest;
use super::journal::Journal;
use super::journal::notes::{Note, Notes};
use super::plan::Write;
use super::{HostDriver, Live, persistent, plan, values};
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber};
use crate::sys::Errno;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use std::sync::Arc;
use std::time::Duration;

impl HostDriver {
    pub(super) fn notes(&self) -> Notes<'_> {
        Notes::new(&self.host, &self.place)
    }

    /// Takes back what was broken off of sets on any of these domains.
    pub(super) fn take_back_all(&self, guests: &[Arc<Guest>]) {
        let notes = self.notes();
        if !notes.any() {
            return;
        }
        for guest in guests {
            let group = guest.group.clone().filter(|group| notes.has(group));
            let opened = group.and_then(|group| Some((self.host.memory.open(&group).ok()?, group)));
            if let Some((dir, group)) = opened {
                self.take_back_broken_off(&Live { guest: Arc::clone(guest), group, dir });
            }
        }
        notes.sweep();
    }

    /// Takes back a set, unless its writer is still at work. What cannot be done now is
    /// tried again by the next who comes.
    pub(super) fn take_back_broken_off(&self, live: &Live) {
        if self.notes().has(&live.group)
            && let Ok(_lock) = Lock::wait(&live.dir, Duration::ZERO)
            && let Err(error) = self.take_back(live)
        {
            warn(format_args!("{error}"));
        }
    }

    /// Takes back a set that was broken off; for one who has the group's lock.
    ///
    /// Errors: why it could not be, which then is as before.
    pub(super) fn take_back(&self, live: &Live) -> Result<()> {
        if !self.notes().has(&live.group) {
            return Ok(());
        }
        let settle = |note: Note| {
            self.settle(live, &note.journal)?;
            note.forget().during("remove the note of a set")
        };
        let note = self.notes().of(&live.group, &live.dir).during("read the note of a set");
        let note = note.and_then(|note| match note {
            Some(note) if !note.is_callers() => {
                Err(Errno::ACCESS).during("change the note of a set")
            }
            note => Ok(note),
        });
        note.and_then(|note| note.map_or(Ok(()), settle)).map_err(|error| {
            let name = &live.guest.identity.name;
            error.context(format_args!("a set on '{name}' was broken off and is to be taken back"))
        })
    }

    fn settle(&self, live: &Live, journal: &Journal) -> Result<()> {
        let version = self.host.memory.version;
        let held = values::read_all(version, &live.dir, &live.group)?;
        let back = journal.back(&held);
        if journal.is_done(&held) && self.is_defined(live, journal.config())? {
            return self.bring(live, journal.onward(&held));
        }
        if back.iter().all(|write| !is_lower_limit(write))
            || values::usage(version, &live.dir, &live.group)? <= lowest(&back)
        {
            return self.bring(live, back);
        }
        // More is in use by now than the limit was before: the way back is closed.
        self.bring(live, journal.onward(&held))?;
        self.define(live, journal.config())
    }

    /// Makes the writes, all of them or none, and has those kept too that change
    /// nothing: whoever keeps the values may not know of them.
    fn bring(&self, live: &Live, writes: Vec<Write>) -> Result<()> {
        let version = self.host.memory.version;
        let keep = self.place.keep(&live.group);
        let target = Target { version, dir: &live.dir, group: &live.group, keep: keep.as_deref() };
        let (guarantee, limits) = plan::apart(writes);
        let applied = apply(&target, &limits, false)?;
        let put = |write: &Write| self.guarantees().put_back(&live.group, &live.dir, write.new);
        guarantee.iter().try_for_each(put).map_err(|error| applied.undo(error))
    }

    /// Whether the domain's definition holds these values.
    fn is_defined(&self, live: &Live, wanted: &Memtune) -> Result<bool> {
        if wanted.iter().next().is_none() {
            return Ok(true);
        }
        let defined = persistent::read(&self.host, &self.place, &live.guest.identity.name)?;
        let value = |field: MemoryField| {
            let memtune = &defined.as_ref()?.definition.memtune;
            Some(memtune.get(field).unwrap_or(field.neutral()))
        };
        Ok(wanted.iter().all(|(field, kib)| value(field) == Some(kib)))
    }

    fn define(&self, live: &Live, values: &Memtune) -> Result<()> {
        if values.iter().next().is_none() {
            return Ok(());
        }
        let changed = persistent::change(&self.host, &self.place, &live.guest.identity, |draft| {
            draft.definition.memtune.merge(values);
            Ok(())
        });
        match changed {
            Err(error) if error.code() == virErrorNumber::VIR_ERR_NO_DOMAIN => Ok(()),
            changed => changed,
        }
    }
}

fn is_lower_limit(write: &Write) -> bool {
    write.knob.field == MemoryField::HardLimit && write.new < write.old
}

fn lowest(writes: &[Write]) -> Kib {
    let limits = writes.iter().filter(|write| is_lower_limit(write)).map(|write| write.new);
    limits.min().unwrap_or(Kib(u64::MAX))
}
