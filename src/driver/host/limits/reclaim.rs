//! Brings down what a group uses, before its hard limit sinks below that: on
//! v2 the kernel takes such a limit at once, and kills when it cannot reclaim.
//!
//! memory.high follows use, so that the group does not grow again; memory.reclaim
//! takes memory from it, by steps, so that no single write takes long.

use super::apply::{Target, text};
use super::plan::Write;
use super::values;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::error::system;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::Kib;
use crate::model::{Error, Result};
use crate::sys::{Errno, signals};
use std::time::{Duration, Instant};

/// How long it may take; the step under way is not broken off.
const LONGEST: Duration = Duration::from_secs(10);
/// How long it goes on although use does not sink.
const STALLED: Duration = Duration::from_secs(2);
/// The pause after a step that took nothing.
const PAUSE: Duration = Duration::from_millis(20);
/// The most that one step takes.
const STEP: Kib = Kib(32 << 10);

/// Brings use down to `limit`, where the kernel would kill for it. `tightened`
/// is what became of memory.high on the way, to be taken back as soon as the
/// limit is in force, or when this fails.
///
/// Errors: VIR_ERR_SYSTEM_ERROR, with EBUSY when use stays above, and EINTR
/// when a signal asks the program to end.
pub fn bring_down(target: &Target, limit: Kib, tightened: &mut Option<Write>) -> Result<()> {
    match target.version.reclaim {
        Some(reclaim) => squeeze(target, limit, reclaim, tightened),
        None => Ok(()),
    }
}

/// The knob that may hold other values while these writes are made, or taken back, and
/// what it is to hold before and after; none where nothing has to be brought down.
pub fn passes(version: &Version, held: &Memtune, writes: &[Write]) -> Option<Write> {
    let moves =
        |write: &Write| write.knob.field == MemoryField::HardLimit && write.new != write.old;
    version.reclaim.filter(|_| writes.iter().any(moves))?;
    let knob = version.knob(MemoryField::SoftLimit)?;
    let old = held.get(knob.field)?;
    let own = writes.iter().find(|write| write.knob == knob).copied();
    Some(own.unwrap_or(Write { knob, old, new: old }))
}

fn squeeze(
    target: &Target,
    limit: Kib,
    reclaim: &str,
    tightened: &mut Option<Write>,
) -> Result<()> {
    let start = Instant::now();
    let (mut lowest, mut sank, mut by_high) = (Kib(u64::MAX), start, false);
    loop {
        let used = values::usage(target.version, target.dir, target.group)?;
        if used <= limit {
            return if tightened.is_some() { tighten(target, limit, tightened) } else { Ok(()) };
        }
        if used < lowest {
            (lowest, sank) = (used, Instant::now());
        } else {
            std::thread::sleep(PAUSE);
        }
        if sank.elapsed() > STALLED || start.elapsed() > LONGEST {
            return Err(busy(target, limit, used));
        }
        if signals::termination_pending() {
            return Err(system(Errno::INTR, lowering(target, limit)));
        }
        let next = Kib(used.0.saturating_sub(STEP.0)).max(limit);
        tighten(target, if by_high { next } else { used }, tightened)?;
        by_high = by_high || !take(target, Kib(used.0 - next.0), reclaim)?;
    }
}

/// Sets memory.high, if what it holds is not tighter.
fn tighten(target: &Target, high: Kib, tightened: &mut Option<Write>) -> Result<()> {
    let Some(knob) = target.version.knob(MemoryField::SoftLimit) else {
        return Ok(());
    };
    let held = match *tightened {
        Some(write) => Some(write.new),
        None => values::read(target.version, knob, target.dir, target.group)?,
    };
    let Some(held) = held.filter(|held| high < *held) else {
        return Ok(());
    };
    target.put(knob, high)?;
    let old = tightened.map_or(held, |write| write.old);
    *tightened = Some(Write { knob, old, new: high });
    Ok(())
}

/// Takes so much from the group; false where this kernel, before 5.19, has no
/// file for that: a lower memory.high does it too, while the group is slowed
/// down. EAGAIN says that not so much could be taken.
fn take(target: &Target, amount: Kib, reclaim: &str) -> Result<bool> {
    let text = text(target.version, amount)?;
    match target.dir.write(reclaim, text.as_bytes()) {
        Err(Errno::NOENT) => Ok(false),
        Ok(()) | Err(Errno::AGAIN) => Ok(true),
        Err(errno) => Err(system(
            errno,
            format_args!("write {} to {reclaim} of group '{}'", text.trim_end(), target.group),
        )),
    }
}

fn lowering(target: &Target, limit: Kib) -> String {
    format!("lower hard_limit of group '{}' to {limit}", target.group)
}

fn busy(target: &Target, limit: Kib, used: Kib) -> Error {
    let what = lowering(target, limit);
    system(
        Errno::BUSY,
        format_args!(
            "{what}: {used} are in use and could not be brought down to that; free memory in the \
             domain, let it have more swap, or set the limit with VIR_MEMCTL_FORCE, for which \
             the kernel may kill processes in it"
        ),
    )
}
