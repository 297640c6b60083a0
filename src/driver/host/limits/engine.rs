//! The limits engine: gets and sets a family's parameters in a group, all or nothing.

use super::apply;
use super::change::Change;
use super::commit::Commit;
use super::control_file::{ControlFile, Held};
use super::controllers::PlanContext;
use super::engine_context::EngineContext;
use super::family::Family;
use super::held::Threads;
use super::journal::files::{JournalDir, JournalGuard};
use super::journal::{DefinitionChange, Journal};
use super::plan;
use super::recovery;
use super::target::Target;
use crate::driver::host::cgroup::open_group::{GroupLock, OpenGroup};
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::context::Context;
use crate::driver::host::error::Failed;
use crate::model::typed::TypedParam;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::Errno;
use std::time::Duration;

/// How long a set waits for another one on the same domain. A limit write can take seconds in
/// the kernel, and any user who may read the group's directory can lock it.
const LOCK_WAIT: Duration = Duration::from_secs(30);

/// The limits engine of a connection.
pub struct Engine<'c> {
    context: EngineContext<'c>,
}

/// What is to be set.
#[derive(Clone, Copy)]
pub struct Request<'r> {
    /// The family of the parameters.
    pub family: &'static dyn Family,
    /// What the kernel is to hold.
    pub wanted: &'r [TypedParam],
    /// What the definition is to hold, if that is to be changed.
    pub defined: Option<&'r [TypedParam]>,
    /// Whether limits are lowered without reclaiming before.
    pub force: bool,
}

impl<'c> Engine<'c> {
    /// The engine of one connection to a host.
    pub fn new(context: &'c Context) -> Self {
        Self { context: EngineContext::new(context) }
    }

    /// What the files of a family hold in a group, after crash recovery.
    ///
    /// Errors: VIR_ERR_SYSTEM_ERROR, VIR_ERR_INTERNAL_ERROR for what no kernel holds,
    /// VIR_ERR_OPERATION_INVALID where the controller has no group for the domain.
    pub fn get(
        &self,
        family: &dyn Family,
        group: &OpenGroup<'_>,
        commit: &dyn Commit,
    ) -> Result<Held> {
        self.try_recover(group, commit);
        family.read(group, Threads::FirstOfEachKind)
    }

    /// Sets what the kernel holds, and what the request says of the definition; neither is changed
    /// when one fails, or when the caller is killed. A guarantee is raised before the limits
    /// change and lowered after them.
    ///
    /// Errors: VIR_ERR_OPERATION_TIMEOUT when another set takes too long, those of
    /// [`Family::target`], of [`apply::apply`] and of the definition.
    pub fn set(
        &self,
        request: &Request<'_>,
        group: &OpenGroup<'_>,
        commit: &dyn Commit,
    ) -> Result<()> {
        let Request { family, wanted, defined, force } = *request;
        let _lock = self.lock(group)?;
        // An entry from before the lock counts. Where writers count theirs, that number tells.
        if let Some(watch) = group.watch().filter(|watch| !watch.journal().is_counted()) {
            watch.settle();
        }
        recovery::recover(&self.context, group, commit)?;
        let held = family.read(group, Threads::All)?;
        let mirror = self.context.mirror(group.path());
        let changes = self.plan(family, &held, wanted, mirror.is_some())?;
        let values = defined.map(values).unwrap_or_default();
        let definition = definition_changes(commit, &values)?;
        let journal = Journal::new(family, &self.plan_context(), &held, &changes, definition);
        let _journal: JournalGuard<'_> = self.journal().write(group, &journal);
        let target = Target { group, held: &held, mirror: mirror.as_deref() };
        let rest = || if defined.is_some() { commit.store(&values) } else { Ok(()) };
        self.carry_out(&target, changes, force, rest)
    }

    fn carry_out(
        &self,
        target: &Target<'_>,
        mut changes: Vec<Change>,
        force: bool,
        rest: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        let group = target.group;
        let (protected, limits) = plan::split_protection(&mut changes);
        let lowers = protected.iter().any(Change::lowers);
        let protect = || {
            let set = |change: &Change| {
                self.context.protection().set(group.path(), group.dir(), change.new.kib())
            };
            protected.first().map(set).transpose()
        };
        let raised = if lowers { None } else { protect()? };
        let applied = apply::apply(target, limits, force)
            .map_err(|error| self.roll_back(group, raised, error))?;
        let lowered = if lowers { protect() } else { Ok(None) };
        let done = lowered
            .and_then(|lowered| rest().map_err(|error| self.roll_back(group, lowered, error)));
        done.map_err(|error| self.roll_back(group, raised, applied.undo(error)))
    }

    /// The changes of a set. Where somebody else holds the values too, what is in force
    /// already is among them: he may not know of it. So is a guarantee, for the groups above.
    fn plan(
        &self,
        family: &dyn Family,
        held: &Held,
        wanted: &[TypedParam],
        mirrored: bool,
    ) -> Result<Vec<Change>> {
        let context = self.plan_context();
        let mut changes = plan::plan(family, &context, held, wanted)
            .map_err(|error| error.with_domain(self.context.error_domain()))?;
        let concerns = |file: &ControlFile| mirrored || file.ancestors;
        let in_force = plan::in_force(family, &context, held, wanted, &changes, concerns);
        changes.extend(in_force);
        Ok(changes)
    }

    /// The lock that serializes sets on a domain.
    ///
    /// Errors: VIR_ERR_OPERATION_TIMEOUT when another one takes too long.
    pub fn lock<'g>(&self, group: &'g OpenGroup<'_>) -> Result<GroupLock<'g>> {
        match group.lock(LOCK_WAIT) {
            Err(Errno::TIMEDOUT) => Err(Error::new(
                self.context.error_domain(),
                virErrorNumber::VIR_ERR_OPERATION_TIMEOUT,
                format!("group '{}' was locked for {} s", group.path(), LOCK_WAIT.as_secs()),
            )),
            lock => lock.during(format_args!("lock group '{}'", group.path())),
        }
    }

    /// Rolls a guarantee back because of an error: that error, with what could not be rolled
    /// back, if anything.
    fn roll_back(&self, group: &OpenGroup<'_>, before: Option<Kib>, because: Error) -> Error {
        let roll_back =
            |before| self.context.protection().roll_back(group.path(), group.dir(), before);
        match before.map_or(Ok(()), roll_back) {
            Ok(()) => because,
            Err(error) => because.context(format_args!(
                "and the guarantee could not be rolled back: {}",
                error.detail()
            )),
        }
    }

    /// Lowers the groups above domains that have ended.
    pub fn sweep(&self) {
        self.context.protection().sweep();
    }

    /// What a plan depends on.
    pub fn plan_context(&self) -> PlanContext {
        self.context.plan_context()
    }

    /// The journal of this host's sets.
    pub fn journal(&self) -> JournalDir<'_> {
        self.context.journal()
    }

    /// The version of the host's interface.
    pub fn version(&self) -> &'static Version {
        self.context.version()
    }

    /// Recovers a set on a group, unless its writer is still at work. What cannot be done now
    /// is tried again by the next call.
    pub fn try_recover(&self, group: &OpenGroup<'_>, commit: &dyn Commit) {
        recovery::try_recover(&self.context, group, commit);
    }
}

/// Parameters as texts.
fn values(wanted: &[TypedParam]) -> Vec<(String, String)> {
    let text = |param: &TypedParam| param.value.to_string();
    wanted.iter().map(|param| (param.field.to_string(), text(param))).collect()
}

/// What these values change in the definition.
fn definition_changes(
    commit: &dyn Commit,
    values: &[(String, String)],
) -> Result<Vec<DefinitionChange>> {
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).collect();
    let held = commit.held(&names)?.unwrap_or_default();
    let change = |(name, old): (String, String)| {
        let (_, new) = values.iter().find(|(wanted, _)| *wanted == name)?;
        Some(DefinitionChange { name, old, new: new.clone() })
    };
    Ok(held.into_iter().filter_map(change).collect())
}
