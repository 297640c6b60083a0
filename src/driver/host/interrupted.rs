//! Takes back the sets whose writers were killed on the way.

use super::apply::{Target, apply};
use super::guest::Guest;
use super::journal::{self, Journal};
use super::plan::Write;
use super::{HostDriver, Live, plan, values};
use crate::model::Result;
use crate::model::memtune::Memtune;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use std::sync::Arc;
use std::time::Duration;

impl HostDriver {
    /// As [`Self::take_back_broken_off`], for a domain that was just found.
    pub(super) fn take_back_from(&self, guest: &Arc<Guest>) {
        let Some(group) = guest.group.clone() else { return };
        if let Ok(dir) = self.host.memory.open(&group) {
            self.take_back_broken_off(&Live { guest: Arc::clone(guest), group, dir });
        }
    }

    /// Takes back a set, unless its writer is still at work.
    pub(super) fn take_back_broken_off(&self, live: &Live) {
        if journal::is_noted(&live.dir)
            && let Ok(_lock) = Lock::wait(&live.dir, Duration::ZERO)
        {
            self.take_back(live);
        }
    }

    /// Takes back a set that was broken off; for one who has the group's lock, or to
    /// whom alone it is known.
    pub(super) fn take_back(&self, live: &Live) {
        let Some(journal) = Journal::of(self.host.memory.version, &live.dir) else { return };
        if let Err(error) = self.settle(live, &journal) {
            let name = &live.guest.identity.name;
            warn(format_args!("a set on '{name}' was broken off, and parts of it stay: {error}"));
        }
        journal::forget(&live.dir);
    }

    fn settle(&self, live: &Live, journal: &Journal) -> Result<()> {
        let held = values::read_all(self.host.memory.version, &live.dir, &live.group)?;
        let onward = || self.bring(live, journal.onward(&held));
        if journal.is_done(&held) && self.is_defined(live, journal.config()) {
            // Whoever keeps the values may not have been told.
            return onward();
        }
        // Where use has risen meanwhile, the way back may be closed.
        self.bring(live, journal.back(&held)).or_else(|refusal| {
            onward().map_err(|error| error.context(format_args!("and {}", refusal.detail())))
        })
    }

    /// Makes the writes, all of them or none.
    fn bring(&self, live: &Live, writes: Vec<Write>) -> Result<()> {
        let version = self.host.memory.version;
        let keep = self.place.keep(&live.group);
        let target = Target { version, dir: &live.dir, group: &live.group, keep: keep.as_deref() };
        let (guarantee, limits) = plan::apart(writes);
        let applied = apply(&target, &limits, false)?;
        let mut guarantee = guarantee.iter();
        let set = guarantee
            .try_for_each(|write| self.guarantees().put_back(&live.group, &live.dir, write.new));
        set.map_err(|error| applied.undo(error))
    }

    /// Whether the domain's definition holds these values.
    fn is_defined(&self, live: &Live, wanted: &Memtune) -> bool {
        let holds = |held: &Memtune| wanted.iter().all(|(field, kib)| held.get(field) == Some(kib));
        let config = || self.guest(&live.guest.identity).ok()?.config.clone();
        holds(&Memtune::default()) || config().is_some_and(|config| holds(&config.memtune))
    }
}
