//! A guarantee that reaches the top.
//!
//! The memory.min of every group above a domain is raised to what its children
//! claim, from the top down, before the domain's own rises; it goes down again,
//! from the domain up, when less is claimed. What was raised is written down
//! before it is, so that whoever looks next gives back what a domain that ended,
//! or a caller that was killed, has left.

mod claims;
mod notes;
#[cfg(test)]
mod tests;

use super::apply::{Keep, Target, apply};
use super::plan::{Write, whole_pages};
use super::values;
use crate::driver::host::cgroup::file::lists_memory;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::version::Knob;
use crate::driver::host::error::{Failed, GONE, refused, says_gone};
use crate::driver::host::node::meminfo;
use crate::driver::host::paths::Paths;
use crate::driver::host::systemd::ANSWER_WAIT;
use crate::model::memtune::MemoryField;
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::warn::warn;
use crate::sys::{Dir, RelPath, process};
use claims::{Level, Note, Raise, Refusal};
use notes::{Notes, Raised};
use std::time::Duration;

/// How long a call waits for others who change guarantees: those are a few
/// writes that the kernel never delays, but systemd may take its time to keep one,
/// and again to take it back.
const LOCK_WAIT: Duration = Duration::from_secs(10 + 2 * ANSWER_WAIT.as_secs());

/// Who else is to hold a group's memory.min, if anybody.
pub type KeepOf<'a> = Box<dyn Fn(&RelPath) -> Option<Box<dyn Keep + 'a>> + 'a>;

/// The guarantees of this host's domains.
pub struct Guarantees<'a> {
    host: &'a Host,
    place: &'a Paths,
    keep: KeepOf<'a>,
}

/// Whether a guarantee is refused that cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Check {
    Refuse,
    /// It was in force a moment ago.
    PutBack,
}

/// A group above a domain.
struct Above {
    group: RelPath,
    dir: Dir,
    level: Level,
}

/// A group above a domain that was raised or lowered, and what was noted of it
/// before.
struct Change {
    dir: Dir,
    now: Raised,
    before: Option<Raised>,
}

impl<'a> Guarantees<'a> {
    pub fn new(host: &'a Host, place: &'a Paths, keep: KeepOf<'a>) -> Self {
        Self { host, place, keep }
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

    /// Gives a domain's group back the guarantee that it had before a set.
    pub fn put_back(&self, group: &RelPath, dir: &Dir, before: Kib) -> Result<()> {
        self.change(group, dir, before, Check::PutBack).map(|_| ())
    }

    /// Gives back what was raised for domains that ended or by callers that were
    /// killed. Where the caller may not, or another one is at work, the next one
    /// does.
    pub fn sweep(&self) {
        let Ok(Some(notes)) = Notes::open(self.host, self.place) else {
            return;
        };
        if !notes.list().iter().any(|raised| self.is_due(raised)) {
            return;
        }
        if let Ok(_lock) = notes.lock(Duration::ZERO) {
            notes.remove_unfinished();
            for raised in notes.list() {
                if let Err(error) = self.give_back(&notes, raised) {
                    warn(format_args!("a group stays raised: {error}"));
                }
            }
        }
    }

    fn change(&self, group: &RelPath, dir: &Dir, wanted: Kib, check: Check) -> Result<Kib> {
        let notes = Notes::create(self.host, self.place)?;
        let _lock = notes.lock(LOCK_WAIT)?;
        let before = self.read(dir, group)?.unwrap_or(UNLIMITED);
        if wanted > before && check == Check::Refuse {
            self.check_reaches(group, dir)?;
        }
        if wanted >= before {
            self.raise(&notes, group, dir, [before, wanted], check)?;
        } else {
            self.lower(&notes, group, dir, [before, wanted])?;
        }
        Ok(before)
    }

    /// Refuses what would not reach the processes: a group that hands the memory
    /// controller on has them in groups below it.
    fn check_reaches(&self, group: &RelPath, dir: &Dir) -> Result<()> {
        let hierarchy = &self.host.memory;
        let hands_out = |file| lists_memory(dir, file).unwrap_or(false);
        if hierarchy.recursive_protection
            || !hierarchy.version.subtree_control.is_some_and(hands_out)
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
        notes: &Notes,
        group: &RelPath,
        dir: &Dir,
        [before, wanted]: [Kib; 2],
        check: Check,
    ) -> Result<()> {
        let above = self.above(group, check)?;
        let host = match check {
            Check::Refuse => meminfo::host_memory(self.host)?,
            Check::PutBack => UNLIMITED,
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
                done.push(self.raise_one(notes, above, to, wanted)?);
            }
            self.write(group, dir, before, wanted)
        };
        carry_out().map_err(|error| self.undo(notes, &done, error))
    }

    /// Lowers a domain's guarantee, and the groups above by what they were raised.
    fn lower(
        &self,
        notes: &Notes,
        group: &RelPath,
        dir: &Dir,
        [before, wanted]: [Kib; 2],
    ) -> Result<()> {
        self.write(group, dir, before, wanted)?;
        let mut done = Vec::new();
        let mut carry_out = || {
            for raised in above(group).filter_map(|group| notes.of(&group)) {
                done.extend(self.give_back(notes, raised)?);
            }
            Ok(())
        };
        carry_out().map_err(|error| {
            let error = self.undo(notes, &done, error);
            match self.write(group, dir, wanted, before) {
                Ok(()) => error,
                Err(failure) => not_put_back(error, group, &failure),
            }
        })
    }

    fn raise_one(&self, notes: &Notes, above: Above, to: Kib, wanted: Kib) -> Result<Change> {
        let Above { group, dir, level } = above;
        let inode = dir.id().during(format_args!("look at group '{group}'"))?.inode();
        let before = notes.of(&group).filter(|raised| raised.inode == inode);
        let base = Note::base(before.as_ref().map(|raised| raised.note), level.held);
        let note = Note { base, left: [level.held, to] };
        let change = Change { dir, now: Raised { group, inode, note }, before };
        self.carry_out(notes, change).map_err(|error| {
            error.context(format_args!(
                "a guarantee of {wanted} takes effect only when each group above the domain \
                 holds as much: one who may write this group's memory.min, or MemoryMin= of \
                 its systemd unit, has to give it {to} first"
            ))
        })
    }

    /// Lowers a group that was raised, if there is something to give back.
    fn give_back(&self, notes: &Notes, raised: Raised) -> Result<Option<Change>> {
        let Some(Due { dir, held, to, last }) = self.due(&raised)? else {
            return notes.remove(&raised.group).map(|()| None);
        };
        let mut change = None;
        if to < held {
            let note = Note { left: [held, to], ..raised.note };
            let now = Raised { note, ..raised.clone() };
            let before = Some(raised.clone());
            change = Some(self.carry_out(notes, Change { dir, now, before })?);
        }
        if last && let Err(error) = notes.remove(&raised.group) {
            // What was written stands. Who sweeps next removes it.
            warn(format_args!("a note stays: {error}"));
        }
        Ok(change)
    }

    /// Notes a change, and makes it.
    fn carry_out(&self, notes: &Notes, change: Change) -> Result<Change> {
        let Raised { group, note, .. } = &change.now;
        notes.write(&change.now)?;
        match self.write(group, &change.dir, note.left[0], note.left[1]) {
            Ok(()) => Ok(change),
            Err(error) => Err(match forget(notes, &change) {
                Ok(()) => error,
                Err(failure) => error.context(failure.detail()),
            }),
        }
    }

    /// Undoes changes, the last first, because of an error: that error, with what
    /// could not be put back, if there is any.
    fn undo(&self, notes: &Notes, done: &[Change], because: Error) -> Error {
        done.iter().rev().fold(because, |error, change| {
            let Raised { group, note, .. } = &change.now;
            let undone = self.write(group, &change.dir, note.left[1], note.left[0]);
            match undone.and_then(|()| forget(notes, change)) {
                Ok(()) => error,
                Err(failure) => not_put_back(error, group, &failure),
            }
        })
    }

    /// What a group that was raised is to hold now; none when it has gone.
    fn due(&self, raised: &Raised) -> Result<Option<Due>> {
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
        let base = Note::base(Some(raised.note), held);
        let to = claims::given_back(base, held, self.claims(&dir, group, None)?);
        Ok(Some(Due { dir, held, to, last: to == base }))
    }

    fn is_due(&self, raised: &Raised) -> bool {
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
        values::read(self.host.memory.version, self.knob(field)?, dir, group)
    }

    /// Changes a group's memory.min, in the kernel and with whoever keeps it.
    fn write(&self, group: &RelPath, dir: &Dir, old: Kib, new: Kib) -> Result<()> {
        let knob = self.knob(MemoryField::MinGuarantee)?;
        let keep = (self.keep)(group);
        let version = self.host.memory.version;
        let target = Target { version, dir, group, keep: keep.as_deref() };
        apply(&target, &[Write { knob, old, new }], false).map(|_| ())
    }

    fn knob(&self, field: MemoryField) -> Result<&'static Knob> {
        let missing = || {
            let detail = format!("{} cannot be set: the kernel has no knob for it", field.name());
            refused(virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED, detail)
        };
        self.host.memory.version.knob(field).ok_or_else(missing)
    }
}

/// What a group that was raised is to hold now.
struct Due {
    dir: Dir,
    held: Kib,
    to: Kib,
    /// Whether nothing is left to be given back later.
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

fn not_put_back(error: Error, group: &RelPath, failure: &Error) -> Error {
    error.context(format_args!(
        "and memory.min of group '{group}' could not be put back: {}",
        failure.detail()
    ))
}

/// Has the notes say again what they did before a change.
fn forget(notes: &Notes, change: &Change) -> Result<()> {
    match &change.before {
        Some(raised) => notes.write(raised),
        None => notes.remove(&change.now.group),
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
