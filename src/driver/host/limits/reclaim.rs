//! Reclaims memory of a group before a limit is lowered below usage: the kernel applies some
//! limits at once, and kills when it cannot reclaim.
//!
//! A limit throttles the group meanwhile; another file reclaims its memory, by steps, so that
//! no single write takes long.

use super::change::Change;
use super::control_file::Reclaim;
use super::control_value::ControlValue;
use super::controllers::memory::parameter_of;
use super::held;
use super::target::Target;
use crate::driver::host::error::{Failed, system};
use crate::model::units::Kib;
use crate::model::{Error, Result};
use crate::sys::{Errno, signals};
use std::time::{Duration, Instant};

/// How long reclaim may take; a step in progress is not interrupted.
const LONGEST: Duration = Duration::from_secs(10);
/// How long it continues while usage does not fall.
const STALLED: Duration = Duration::from_secs(2);
/// The pause after a step that took nothing.
const PAUSE: Duration = Duration::from_millis(20);
/// The most bytes that one step takes.
const STEP: u64 = 32 << 20;

const STAT_MAX: usize = 64 << 10;

/// Brings usage down to what the limits will be with `change`, one of `all`, if they are
/// lowered by that. `transient` is the change of the throttling limit, to be undone as soon as
/// the limit is in force, or when this fails.
///
/// Errors: VIR_ERR_SYSTEM_ERROR, with EBUSY when usage stays above, and EINTR when a signal
/// asks the program to end.
pub fn reclaim_below(
    target: &Target<'_>,
    reclaim: &'static Reclaim,
    change: &Change,
    all: &[Change],
    transient: &mut Option<Change>,
) -> Result<()> {
    let before = bound(target, reclaim, all, |change| change.old);
    let bound = bound(target, reclaim, all, |change| change.new);
    if !change.lowers() || bound >= before {
        return Ok(());
    }
    Loop { target, reclaim, change, bound, transient }.run()
}

/// The sum of the limits; no limit where one is not limited.
fn bound(
    target: &Target<'_>,
    reclaim: &Reclaim,
    all: &[Change],
    value: fn(&Change) -> ControlValue,
) -> u64 {
    let limit = |file| {
        let changed = all.iter().find(|change| change.file == file).map(value);
        changed.or(target.held.get(file)).map_or(u64::MAX, ControlValue::number)
    };
    reclaim.limits.iter().map(|file| limit(*file)).fold(0, u64::saturating_add)
}

/// The reclaim of a group's memory under way.
struct Loop<'l> {
    target: &'l Target<'l>,
    reclaim: &'static Reclaim,
    change: &'l Change,
    bound: u64,
    transient: &'l mut Option<Change>,
}

impl Loop<'_> {
    fn run(&mut self) -> Result<()> {
        let start = Instant::now();
        let (mut lowest, mut sank, mut by_hold) = (u64::MAX, start, false);
        loop {
            let used = self.used()?;
            if used <= self.bound {
                return self.hold_until_lowered();
            }
            self.check_reclaimable(used)?;
            if used < lowest {
                (lowest, sank) = (used, Instant::now());
            } else {
                std::thread::sleep(PAUSE);
            }
            if sank.elapsed() > STALLED || start.elapsed() > LONGEST {
                return Err(self.busy(used));
            }
            if signals::termination_pending() {
                return Err(system(Errno::INTR, self.lowering()));
            }
            let next = used.saturating_sub(STEP).max(self.bound);
            self.hold(if by_hold { next } else { used })?;
            by_hold = by_hold || !self.step(used - next)?;
        }
    }

    fn used(&self) -> Result<u64> {
        let mut sum = 0_u64;
        for file in self.reclaim.usage {
            sum = sum.saturating_add(self.count(file)?);
        }
        let twice = self.stat(self.reclaim.counted_twice)?;
        Ok(sum.saturating_sub(twice.unwrap_or_default()))
    }

    fn count(&self, file: &'static str) -> Result<u64> {
        let group = self.target.group;
        let count = held::count(self.change.file.controller, file, group)?;
        count.ok_or(Errno::NOENT).during(format_args!("read {file} of group '{}'", group.path()))
    }

    /// Throttles the group until the limit is lowered.
    fn hold_until_lowered(&mut self) -> Result<()> {
        if self.transient.is_some() { self.hold(self.bound) } else { Ok(()) }
    }

    /// Sets the throttling limit, where there is one that is not tighter already.
    fn hold(&mut self, used: u64) -> Result<()> {
        let Some(file) = self.reclaim.hold else { return Ok(()) };
        let held = match self.transient.as_ref() {
            Some(transient) => Some(transient.new),
            None => held::read(file, self.target.group)?,
        };
        let Some(held) = held.filter(|held| used < held.number()) else {
            return Ok(());
        };
        let new = ControlValue::Number(used);
        self.target.write(file, None, new)?;
        let old = self.transient.as_ref().map_or(held, |transient| transient.old);
        *self.transient = Some(Change { file, key: None, old, new });
        Ok(())
    }

    /// Reclaims this many bytes; false where this kernel, before 5.19, has no file for that:
    /// lowering the throttling limit reclaims too, while the group is throttled. EAGAIN: less
    /// could be reclaimed.
    fn step(&self, amount: u64) -> Result<bool> {
        let (group, file) = (self.target.group, self.reclaim.file);
        match group
            .files(self.change.file.controller)?
            .write(file, format!("{amount}\n").as_bytes())
        {
            Err(Errno::NOENT) => Ok(false),
            Ok(()) | Err(Errno::AGAIN) => Ok(true),
            Err(errno) => Err(system(
                errno,
                format_args!("write {amount} to {file} of group '{}'", group.path()),
            )),
        }
    }

    /// Refuses an unreachable limit before anything is reclaimed.
    fn check_reclaimable(&self, used: u64) -> Result<()> {
        match self.stat(self.reclaim.reclaimable)? {
            Some(reclaimable) if used - self.bound > reclaimable => Err(self.busy(used)),
            _ => Ok(()),
        }
    }

    /// The sum of some lines of the file with details; none where there is nothing to add up.
    fn stat(&self, names: &[&str]) -> Result<Option<u64>> {
        if names.is_empty() {
            return Ok(None);
        }
        let group = self.target.group;
        let content = group
            .files(self.change.file.controller)?
            .read_all(self.reclaim.stat, STAT_MAX)
            .during(format_args!("read {} of group '{}'", self.reclaim.stat, group.path()))?;
        let text = String::from_utf8_lossy(&content);
        let number = |name: &&str| {
            let mut lines = text.lines();
            lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse::<u64>().ok())
        };
        Ok(Some(names.iter().filter_map(number).fold(0, u64::saturating_add)))
    }

    fn lowering(&self) -> String {
        let Change { file, new, .. } = *self.change;
        let (group, new) = (self.target.group.path(), file.codec.text(new));
        format!("lower {} of group '{group}' to {new}", file.name)
    }

    fn busy(&self, used: u64) -> Error {
        let [used, bound] = [used, self.bound].map(Kib::from_bytes);
        system(
            Errno::BUSY,
            format_args!(
                "set {} of group '{}' to {bound} ({}): that is below the {used} in use, which could \
                 not be reclaimed; free memory in the domain, let it have more swap, set a higher \
                 limit, or set this one with VIR_MEMCTL_FORCE, for which the kernel may kill \
                 processes in it",
                parameter_of(self.change.file),
                self.target.group.path(),
                self.change.file.name
            ),
        )
    }
}
