//! Setting the limits of groups.

use super::apply::Target;
use super::journal::Journal;
use super::journal::files::Notes;
use super::plan::Write;
use super::protection::Guarantees;
use super::unit_properties::keep;
use super::{apply, plan, reclaim, values};
use crate::driver::host::context::Context;
use crate::driver::host::error::Failed;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::lock::Lock;
use crate::sys::{Dir, Errno, RelPath, process};
use std::time::Duration;

/// How long a set waits for another one on the same domain. A limit write can
/// take seconds in the kernel, and any user who may read the group's directory
/// can lock it.
const LOCK_WAIT: Duration = Duration::from_secs(30);

/// Sets and recovers the limits of groups.
pub struct Engine<'a> {
    /// The host.
    pub context: &'a Context,
}

/// A group whose limits are set.
#[derive(Clone, Copy)]
pub struct Group<'a> {
    /// Its path.
    pub path: &'a RelPath,
    /// Its directory.
    pub dir: &'a Dir,
    /// The name of its domain, for messages.
    pub name: &'a str,
}

/// The persistent definition that a set changes along with the limits.
pub trait DefinitionSide {
    /// Whether the definition has the journal's new values, if it is to have them.
    fn is_stored(&self, journal: &Journal) -> Result<bool>;
    /// Stores the journal's new values in the definition, if it is to have them.
    fn store(&self, journal: &Journal) -> Result<()>;
}

/// No definition is changed.
struct NoDefinition;

impl DefinitionSide for NoDefinition {
    fn is_stored(&self, _journal: &Journal) -> Result<bool> {
        Ok(true)
    }

    fn store(&self, _journal: &Journal) -> Result<()> {
        Ok(())
    }
}

impl<'a> Engine<'a> {
    /// The engine of a host.
    pub fn new(context: &'a Context) -> Self {
        Self { context }
    }

    pub(super) fn notes(&self) -> Notes<'a> {
        Notes::new(&self.context.host, &self.context.paths)
    }

    pub(super) fn guarantees(&self) -> Guarantees<'a> {
        let context = self.context;
        let keep = Box::new(|group: &RelPath| keep(context, group));
        Guarantees::new(&context.host, &context.paths, keep)
    }

    /// Gives back the guarantees that were raised for domains that have ended.
    pub fn sweep(&self) {
        self.guarantees().sweep();
    }

    /// The lock that keeps two sets on one domain apart.
    pub fn lock<'l>(&self, path: &RelPath, dir: &'l Dir) -> Result<Lock<&'l Dir>> {
        match Lock::wait(dir, LOCK_WAIT) {
            Err(Errno::TIMEDOUT) => Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_TIMEOUT,
                format!("group '{path}' was locked for {} s", LOCK_WAIT.as_secs()),
            )),
            lock => lock.during(format_args!("lock group '{path}'")),
        }
    }

    /// Sets the limits of a domain's definition in its new group, as a set does. A
    /// guarantee that this kernel has no file for was to be looked at before the
    /// start, and is nothing to set.
    pub fn set_first(&self, group: &RelPath, dir: Dir, memtune: &Memtune) -> Result<Dir> {
        let version = self.context.host.memory.version;
        self.check_definition(&Memtune::default(), memtune)?;
        let has_knob = |(field, _): &(MemoryField, Kib)| version.knob(*field).is_some();
        let wanted: Memtune = memtune.iter().filter(has_knob).collect();
        // Others may have found the group, though not the domain.
        let lock = self.lock(group, &dir)?;
        let live = Group { path: group, dir: &dir, name: group.file_name() };
        self.set_live(live, &wanted, false, None, &NoDefinition, || Ok(()))?;
        drop(lock);
        Ok(dir)
    }

    /// Sets what the kernel holds, and then the rest, which changes the definition
    /// where `config` has its values before and those wanted; neither is changed when
    /// one fails, or when the caller is killed. A guarantee rises before the limits
    /// change and sinks behind them.
    ///
    /// For one who has the group's lock.
    pub fn set_live(
        &self,
        live: Group<'_>,
        wanted: &Memtune,
        force: bool,
        config: Option<[&Memtune; 2]>,
        side: &dyn DefinitionSide,
        rest: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        self.take_back(live, side)?;
        let version = self.context.host.memory.version;
        let kept = keep(self.context, live.path);
        let target = Target { version, dir: live.dir, group: live.path, keep: kept.as_deref() };
        let (held, writes) = self.plan(live, wanted, kept.is_some())?;
        let passing = reclaim::passes(version, &held, &writes);
        let journal = Journal::new(version, self.terms().page, &writes, passing, config);
        let _noted = self.notes().write(live.path, live.dir, &journal);
        let (guarantee, limits): (Vec<Write>, Vec<Write>) = plan::apart(writes);
        let sinks = guarantee.iter().any(|write| write.new < write.old);
        let set_guarantee = || {
            let wanted = wanted.get(MemoryField::MinGuarantee);
            let set = |wanted| self.guarantees().set(live.path, live.dir, wanted);
            wanted.map(set).transpose()
        };
        let risen = if sinks { None } else { set_guarantee()? };
        let applied = apply::apply(&target, &limits, force)
            .map_err(|error| self.put_back(live, risen, error))?;
        let sunk = if sinks { set_guarantee() } else { Ok(None) };
        let done = sunk.and_then(|sunk| rest().map_err(|error| self.put_back(live, sunk, error)));
        done.map_err(|error| self.put_back(live, risen, applied.undo(error)))
    }

    /// Puts a guarantee back that was set, because of an error: that error, with
    /// what could not be put back, if there is any.
    fn put_back(&self, live: Group<'_>, before: Option<Kib>, because: Error) -> Error {
        let put_back = |before| self.guarantees().put_back(live.path, live.dir, before);
        match before.map_or(Ok(()), put_back) {
            Ok(()) => because,
            Err(error) => because.context(format_args!(
                "and the guarantee could not be put back: {}",
                error.detail()
            )),
        }
    }

    /// What the kernel holds, and the writes of a set. Where somebody else keeps the
    /// values, what is in force already is among them: he may not know of it.
    fn plan(&self, live: Group<'_>, wanted: &Memtune, kept: bool) -> Result<(Memtune, Vec<Write>)> {
        let held = values::read_all(self.context.host.memory.version, live.dir, live.path)?;
        let writes = plan::plan(&self.terms(), &held, wanted);
        let mut writes = writes.map_err(|error| error.from_part(self.context.error_domain))?;
        if kept {
            writes.extend(plan::in_force(self.context.host.memory.version, &held, wanted, &writes));
        }
        Ok((held, writes))
    }

    pub fn check_definition(&self, held: &Memtune, wanted: &Memtune) -> Result<()> {
        plan::check_definition(&self.terms(), held, wanted)
            .map_err(|error| error.from_part(self.context.error_domain))
    }

    fn terms(&self) -> plan::Terms {
        plan::Terms {
            version: self.context.host.memory.version,
            swap: self.context.swap,
            page: Kib::from_bytes(process::page_size()),
        }
    }
}
