//! Ancestor protection: raises memory.min up to the root.
//!
//! The kernel caps a group's memory.min by that of every group above it. So the memory.min of
//! every group above a domain is raised to what its children claim, from the top down, before
//! the domain's own rises; it is lowered again, from the domain up, when less is claimed. A
//! group is recorded before it is raised, so that a later call lowers what a domain that
//! ended, or a caller that was killed, has left raised.

mod claims;
pub mod raised_groups;
#[cfg(test)]
mod tests;

use super::apply::apply;
use super::change::Change;
use super::control_file::ControlFile;
use super::control_value::ControlValue;
use super::controllers::memory;
use super::held;
use super::rules::memory::whole_pages;
use super::target::Target;
use super::unit_properties::ValueMirror;
use crate::driver::host::cgroup::file::lists_memory;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::error::{Failed, GONE, refused, says_gone};
use crate::driver::host::node::meminfo;
use crate::driver::host::paths::Paths;
use crate::driver::host::systemd::ANSWER_WAIT;
use crate::model::parameters::memory::MemoryField;
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::warn::warn;
use crate::sys::{Dir, RelPath, process};
use claims::{Level, Raise, Raised, Refusal};
use raised_groups::{RaisedGroup, RaisedGroups};
use std::time::Duration;

/// How long a call waits for others who change guarantees: those are a few
/// writes that the kernel never delays, but systemd may take its time to keep one,
/// and again to take it back.
const LOCK_WAIT: Duration = Duration::from_secs(10 + 2 * ANSWER_WAIT.as_secs());

/// The manager that mirrors a group's memory.min, if any.
pub type MirrorOf<'a> = Box<dyn Fn(&RelPath) -> Option<Box<dyn ValueMirror + 'a>> + 'a>;

/// The guarantees of this host's domains.
pub struct Protection<'a> {
    host: &'a Host,
    paths: &'a Paths,
    mirror: MirrorOf<'a>,
}

/// Whether a guarantee is refused that cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Check {
    Refuse,
    /// It was in force a moment ago.
    RollBack,
}

/// A group above a domain.
struct Above {
    group: RelPath,
    dir: Dir,
    level: Level,
}

/// A group above a domain that was raised or lowered, and what was noted of it
/// before.
struct Raising {
    dir: Dir,
    now: RaisedGroup,
    before: Option<RaisedGroup>,
}

impl<'a> Protection<'a> {
    pub fn new(host: &'a Host, paths: &'a Paths, mirror: MirrorOf<'a>) -> Self {
        Self { host, paths, mirror }
    }

    /// Gives a domain's group this guarantee, and the groups above what it takes;
    /// what it had before. All of it or none.
    ///
    /// Errors: VIR_ERR_OPERATION_FAILED when the host, or a group above, has not
    /// that much, or would not hand it on to groups below that account memory by
    /// themselves, VIR_ERR_SYSTEM_ERROR when a group above may not be written.
    pub fn set(&self, group: &RelPath, dir: &Dir, wanted: Kib) -> Result<Kib> {
        self.change(group, dir, wanted, Check::Refuse)
    }

    /// Rolls a domain's guarantee back to what it was before a set.
    pub fn roll_back(&self, group: &RelPath, dir: &Dir, before: Kib) -> Result<()> {
        self.change(group, dir, before, Check::RollBack).map(|_| ())
    }

    /// Lowers what was raised for domains that ended or by callers that were
    /// killed. Where the caller may not, or another one is at work, the next one
    /// does.
    pub fn sweep(&self) {
        let Ok(Some(records)) = RaisedGroups::open(self.host, self.paths) else {
            return;
        };
        if !records.list().iter().any(|raised| self.is_due(raised)) {
            return;
        }
        if let Ok(_lock) = records.lock(Duration::ZERO) {
            records.remove_unfinished();
            for raised in records.list() {
                if let Err(error) = self.lower_raised(&records, raised) {
                    warn(format_args!("a group stays raised: {error}"));
                }
            }
        }
    }

    fn change(&self, group: &RelPath, dir: &Dir, wanted: Kib, check: Check) -> Result<Kib> {
        let records = RaisedGroups::create(self.host, self.paths)?;
        let _lock = records.lock(LOCK_WAIT)?;
        let before = self.read(dir, group)?.unwrap_or(UNLIMITED);
        if wanted > before && check == Check::Refuse {
            self.check_reaches(group, dir)?;
        }
        if wanted >= before {
            self.raise(&records, group, dir, [before, wanted], check)?;
        } else {
            self.lower(&records, group, dir, [before, wanted])?;
        }
        Ok(before)
    }

    /// Refuses a guarantee that would not reach the processes: without memory_recursiveprot a
    /// group that enables memory in cgroup.subtree_control protects no group below it.
    fn check_reaches(&self, group: &RelPath, dir: &Dir) -> Result<()> {
        let hierarchy = &self.host.memory;
        let is_enabled = |file| lists_memory(dir, file).unwrap_or(false);
        if hierarchy.recursive_protection
            || !hierarchy.version.subtree_control.is_some_and(is_enabled)
        {
            return Ok(());
        }
        let detail = format!(
            "min_guarantee of group '{group}' does not reach the groups below it, where its \
             processes are: expected a cgroup2 mount with the option memory_recursiveprot"
        );
        Err(refused(virErrorNumber::VIR_ERR_OPERATION_FAILED, detail))
    }

    fn raise(
        &self,
        records: &RaisedGroups,
        group: &RelPath,
        dir: &Dir,
        [before, wanted]: [Kib; 2],
        check: Check,
    ) -> Result<()> {
        let above = self.above(group, check)?;
        let host = match check {
            Check::Refuse => meminfo::host_memory(self.host)?,
            Check::RollBack => UNLIMITED,
        };
        let levels: Vec<Level> = above.iter().map(|above| above.level).collect();
        let rising = claims::raises(
            &levels,
            whole_pages(wanted, Kib::from_bytes(process::page_size())),
            host,
        )
        .map_err(|refusal| explain(&refusal, wanted, host, &above))?;
        let mut done = Vec::new();
        let carry_out = || {
            for (above, to) in carried(above, &rising) {
                done.push(self.raise_one(records, above, to, wanted)?);
            }
            self.write(group, dir, before, wanted)
        };
        carry_out().map_err(|error| self.undo(records, &done, error))
    }

    /// Lowers a domain's guarantee, and the groups above by what they were raised.
    fn lower(
        &self,
        records: &RaisedGroups,
        group: &RelPath,
        dir: &Dir,
        [before, wanted]: [Kib; 2],
    ) -> Result<()> {
        self.write(group, dir, before, wanted)?;
        let mut done = Vec::new();
        let mut carry_out = || {
            for raised in above(group).filter_map(|group| records.of(&group)) {
                done.extend(self.lower_raised(records, raised)?);
            }
            Ok(())
        };
        carry_out().map_err(|error| {
            let error = self.undo(records, &done, error);
            match self.write(group, dir, wanted, before) {
                Ok(()) => error,
                Err(failure) => not_rolled_back(error, group, &failure),
            }
        })
    }

    fn raise_one(
        &self,
        records: &RaisedGroups,
        above: Above,
        to: Kib,
        wanted: Kib,
    ) -> Result<Raising> {
        let Above { group, dir, level } = above;
        let inode = dir.id().during(format_args!("look at group '{group}'"))?.inode();
        let before = records.of(&group).filter(|raised| raised.inode == inode);
        let base = Raised::base(before.as_ref().map(|raised| raised.values), level.held);
        let values = Raised { base, before: level.held, written: to };
        let change = Raising { dir, now: RaisedGroup { group, inode, values }, before };
        self.carry_out(records, change).map_err(|error| {
            error.context(format_args!(
                "a guarantee of {wanted} takes effect only when each group above the domain \
                 holds as much: one who may write this group's memory.min, or MemoryMin= of \
                 its systemd unit, has to give it {to} first"
            ))
        })
    }

    /// Lowers a group that was raised, if less is claimed now.
    fn lower_raised(&self, records: &RaisedGroups, raised: RaisedGroup) -> Result<Option<Raising>> {
        let Some(Due { dir, held, to, last }) = self.due(&raised)? else {
            return records.remove(&raised.group).map(|()| None);
        };
        let mut change = None;
        if to < held {
            let values = Raised { before: held, written: to, ..raised.values };
            let now = RaisedGroup { values, ..raised.clone() };
            let before = Some(raised.clone());
            change = Some(self.carry_out(records, Raising { dir, now, before })?);
        }
        if last && let Err(error) = records.remove(&raised.group) {
            // What was written stands. Who sweeps next removes it.
            warn(format_args!("the record of a raised group stays: {error}"));
        }
        Ok(change)
    }

    /// Records a change, and makes it.
    fn carry_out(&self, records: &RaisedGroups, change: Raising) -> Result<Raising> {
        let RaisedGroup { group, values, .. } = &change.now;
        records.write(&change.now)?;
        match self.write(group, &change.dir, values.before, values.written) {
            Ok(()) => Ok(change),
            Err(error) => Err(match forget(records, &change) {
                Ok(()) => error,
                Err(failure) => error.context(failure.detail()),
            }),
        }
    }

    /// Undoes changes, the last first, because of an error: that error, with what
    /// could not be rolled back, if anything.
    fn undo(&self, records: &RaisedGroups, done: &[Raising], because: Error) -> Error {
        done.iter().rev().fold(because, |error, change| {
            let RaisedGroup { group, values, .. } = &change.now;
            let undone = self.write(group, &change.dir, values.written, values.before);
            match undone.and_then(|()| forget(records, change)) {
                Ok(()) => error,
                Err(failure) => not_rolled_back(error, group, &failure),
            }
        })
    }

    /// What a group that was raised is to hold now; none when it has gone.
    fn due(&self, raised: &RaisedGroup) -> Result<Option<Due>> {
        let group = &raised.group;
        let opened = self.host.memory.open(group).and_then(|dir| Ok((dir.id()?.inode(), dir)));
        let dir = match opened {
            Ok((inode, dir)) if inode == raised.inode => dir,
            Err(errno) if !GONE.contains(&errno) => {
                return Err(errno).during(format_args!("open group '{group}'"));
            }
            _ => return Ok(None),
        };
        let held = self.read(&dir, group)?.unwrap_or_default();
        let base = Raised::base(Some(raised.values), held);
        let to = claims::lowered_protection(base, held, self.claims(&dir, group, None)?);
        Ok(Some(Due { dir, held, to, last: to == base }))
    }

    fn is_due(&self, raised: &RaisedGroup) -> bool {
        match self.due(raised) {
            Ok(Some(due)) => due.to < due.held || due.last,
            Ok(None) => true,
            Err(_) => false,
        }
    }

    /// The groups above a domain's, its parent first.
    fn above(&self, group: &RelPath, check: Check) -> Result<Vec<Above>> {
        let mut child = group.file_name().to_owned();
        let mut levels = Vec::new();
        for path in above(group) {
            let dir = self.host.memory.open(&path).during(format_args!("open group '{path}'"))?;
            let held = self.read(&dir, &path)?;
            let most = match (held, check) {
                (Some(_), Check::Refuse) => self.most(&dir, &path)?,
                _ => UNLIMITED,
            };
            let others = self.claims(&dir, &path, Some(&child))?;
            child = path.file_name().to_owned();
            let level = Level { held: held.unwrap_or(UNLIMITED), others, most };
            levels.push(Above { group: path, dir, level });
        }
        Ok(levels)
    }

    /// What the children of a group claim, but for one of them.
    fn claims(&self, dir: &Dir, group: &RelPath, except: Option<&str>) -> Result<Kib> {
        let entries = dir.entries().during(format_args!("list group '{group}'"))?;
        let children = entries.iter().filter(|entry| entry.is_dir);
        let names = children.map(|entry| entry.name.as_str());
        let mut sum = Kib(0);
        for path in names.filter(|name| Some(*name) != except).filter_map(|name| group.join(name)) {
            let child = dir.sub(&RelPath::new(path.file_name()).unwrap_or_default());
            let child = child.during(format_args!("open group '{path}'"));
            match child.and_then(|child| self.read(&child, &path)) {
                Ok(claim) => sum = sum.plus(claim.unwrap_or_default()),
                Err(error) if says_gone(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(sum)
    }

    /// A group's memory.min; none for the root.
    fn read(&self, dir: &Dir, group: &RelPath) -> Result<Option<Kib>> {
        self.value(MemoryField::MinGuarantee, dir, group)
    }

    fn most(&self, dir: &Dir, group: &RelPath) -> Result<Kib> {
        Ok(self.value(MemoryField::HardLimit, dir, group)?.unwrap_or(UNLIMITED))
    }

    fn value(&self, field: MemoryField, dir: &Dir, group: &RelPath) -> Result<Option<Kib>> {
        let group = OpenGroup::new(self.host, group, dir);
        Ok(held::read(self.file(field)?, &group)?.map(ControlValue::kib))
    }

    /// Changes a group's memory.min, in the kernel and with who mirrors it.
    fn write(&self, group: &RelPath, dir: &Dir, old: Kib, new: Kib) -> Result<()> {
        let file = self.file(MemoryField::MinGuarantee)?;
        let [old, new] = [old, new].map(ControlValue::of_kib);
        let mirror = (self.mirror)(group);
        let held = [(file, old)].into_iter().collect();
        let group = OpenGroup::new(self.host, group, dir);
        let target = Target { group: &group, held: &held, mirror: mirror.as_deref() };
        apply(&target, &[Change { file, key: None, old, new }], false).map(|_| ())
    }

    fn file(&self, field: MemoryField) -> Result<&'static ControlFile> {
        let missing = || {
            let detail =
                format!("{} cannot be set: this kernel has no control file for it", field.name());
            refused(virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED, detail)
        };
        memory::file_of(self.host.memory.version, field).ok_or_else(missing)
    }
}

/// What a group that was raised is to hold now.
struct Due {
    dir: Dir,
    held: Kib,
    to: Kib,
    /// Whether the record can be removed: nothing is left to be lowered.
    last: bool,
}

/// The groups above one, its parent first, the root last.
fn above(group: &RelPath) -> impl Iterator<Item = RelPath> {
    std::iter::successors(group.parent(), RelPath::parent)
}

/// The groups that rise and what they are to hold, in that order.
fn carried(above: Vec<Above>, rising: &[Raise]) -> impl Iterator<Item = (Above, Kib)> {
    let mut above: Vec<Option<Above>> = above.into_iter().map(Some).collect();
    rising.iter().filter_map(move |raise| Some((above.get_mut(raise.level)?.take()?, raise.to)))
}

fn not_rolled_back(error: Error, group: &RelPath, failure: &Error) -> Error {
    error.context(format_args!(
        "and memory.min of group '{group}' could not be rolled back: {}",
        failure.detail()
    ))
}

/// Restores the records from before a change.
fn forget(records: &RaisedGroups, change: &Raising) -> Result<()> {
    match &change.before {
        Some(raised) => records.write(raised),
        None => records.remove(&change.now.group),
    }
}

fn explain(refusal: &Refusal, wanted: Kib, host: Kib, above: &[Above]) -> Error {
    let detail = match refusal {
        Refusal::Host { sum } => format!(
            "min_guarantee {wanted} would bring the guarantees on this host to {sum}, \
             expected at most its memory, {host}"
        ),
        Refusal::Group { level, sum } => {
            let above = above.get(*level);
            format!(
                "min_guarantee {wanted} would bring the guarantees below group '{}' to {sum}, \
                 expected at most its memory.max, {}",
                above.map_or("", |above| above.group.as_str()),
                above.map_or(UNLIMITED, |above| above.level.most)
            )
        }
    };
    refused(virErrorNumber::VIR_ERR_OPERATION_FAILED, detail)
}
