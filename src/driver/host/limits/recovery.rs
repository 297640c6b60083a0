//! Takes back the sets whose writers were killed on the way.

use super::apply::{Target, apply};
use super::journal::Journal;
use super::journal::files::{Note, Notes};
use super::plan::Write;
use super::{plan, values};
use crate::driver::host::driver::{HostDriver, Live};
use crate::driver::host::error::Failed;
use crate::driver::host::inventory::domain::Guest;
use crate::driver::host::state::definitions;
use crate::model::{Result, virErrorNumber};
use crate::sys::Errno;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use std::sync::Arc;
use std::time::Duration;

impl HostDriver {
    pub fn notes(&self) -> Notes<'_> {
        Notes::new(&self.context.host, &self.context.place)
    }

    /// Takes back what was broken off of sets on any of these domains.
    pub fn take_back_all(&self, guests: &[Arc<Guest>]) {
        let notes = self.notes();
        if !notes.any() {
            return;
        }
        for guest in guests {
            let group = guest.group.clone().filter(|group| notes.has(group));
            let opened =
                group.and_then(|group| Some((self.context.host.memory.open(&group).ok()?, group)));
            if let Some((dir, group)) = opened {
                self.take_back_broken_off(&Live { guest: Arc::clone(guest), group, dir });
            }
        }
        notes.sweep();
    }

    /// Takes back a set, unless its writer is still at work. What cannot be done now is
    /// tried again by the next who comes.
    pub fn take_back_broken_off(&self, live: &Live) {
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
    pub fn take_back(&self, live: &Live) -> Result<()> {
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
        let version = self.context.host.memory.version;
        let held = values::read_all(version, &live.dir, &live.group)?;
        let onward = || self.bring(live, journal.onward(&held));
        if journal.is_done(&held) && self.is_defined(live, journal)? {
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
        self.define(live, journal)
    }

    /// Whether more is in use by now than a limit was before: nothing is to be squeezed,
    /// or killed, for the way back.
    fn is_closed(&self, live: &Live, back: &[Write]) -> Result<bool> {
        for write in back.iter().filter(|write| write.new < write.old) {
            let version = self.context.host.memory.version;
            let used = values::used(version, write.knob, &live.dir, &live.group)?;
            if used.is_some_and(|used| used > write.new) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes the writes, all of them or none, and has those kept too that change
    /// nothing: whoever keeps the values may not know of them.
    fn bring(&self, live: &Live, writes: Vec<Write>) -> Result<()> {
        let version = self.context.host.memory.version;
        let keep = self.context.place.keep(&live.group);
        let target = Target { version, dir: &live.dir, group: &live.group, keep: keep.as_deref() };
        let (guarantee, limits) = plan::apart(writes);
        let applied = apply(&target, &limits, false)?;
        let put = |write: &Write| self.guarantees().put_back(&live.group, &live.dir, write.new);
        guarantee.iter().try_for_each(put).map_err(|error| applied.undo(error))
    }

    /// Whether the domain's definition holds what it was to.
    fn is_defined(&self, live: &Live, journal: &Journal) -> Result<bool> {
        if !journal.has_config() {
            return Ok(true);
        }
        let defined =
            definitions::read(&self.context.host, &self.context.place, &live.guest.identity.name)?;
        Ok(defined.is_some_and(|defined| journal.is_defined(&defined.definition.memtune)))
    }

    fn define(&self, live: &Live, journal: &Journal) -> Result<()> {
        if !journal.has_config() {
            return Ok(());
        }
        let changed = definitions::change(
            &self.context.host,
            &self.context.place,
            &live.guest.identity,
            |draft| {
                let memtune = &mut draft.definition.memtune;
                memtune.merge(&journal.to_define(memtune));
                Ok(())
            },
        );
        match changed {
            Err(error) if error.code() == virErrorNumber::VIR_ERR_NO_DOMAIN => Ok(()),
            changed => changed,
        }
    }
}
