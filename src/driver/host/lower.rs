//! Brings down what a group uses, before its hard limit sinks below that: on
//! v2 the kernel takes such a limit at once, and kills when it cannot reclaim.
//!
//! memory.high holds the group from growing, memory.reclaim takes memory from
//! it, both by steps, so that no single write takes long.

use super::apply::Target;
use super::error::{Failed, system};
use super::plan::Write;
use super::values;
use crate::model::memtune::MemoryField;
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

fn squeeze(
    target: &Target,
    limit: Kib,
    reclaim: &str,
    tightened: &mut Option<Write>,
) -> Result<()> {
    let start = Instant::now();
    let (mut lowest, mut sank) = (Kib(u64::MAX), start);
    loop {
        let used = values::usage(target.version, target.dir, target.group)?;
        if used <= limit {
            return Ok(());
        }
        if used < lowest {
            (lowest, sank) = (used, Instant::now());
        } else {
            std::thread::sleep(PAUSE);
        }
        if sank.elapsed() > STALLED || start.elapsed() > LONGEST {
            return Err(busy(target, limit, used));
        }
        if signals::end_is_asked() {
            return Err(system(Errno::INTR, lowering(target, limit)));
        }
        tighten(target, limit.max(Kib(used.0.saturating_sub(STEP.0))), tightened)?;
        take(target, limit, reclaim)?;
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

/// Takes a step's worth of what is in use above `limit`. EAGAIN says that not
/// so much could be taken; kernels before 5.19 have no such file.
fn take(target: &Target, limit: Kib, reclaim: &str) -> Result<()> {
    let used = values::usage(target.version, target.dir, target.group)?;
    let over = Kib(used.0.saturating_sub(limit.0)).min(STEP);
    let Some(text) = values::format(target.version, over).filter(|_| over > Kib(0)) else {
        return Ok(());
    };
    match target.dir.write(reclaim, text.as_bytes()) {
        Err(Errno::AGAIN | Errno::NOENT) => Ok(()),
        result => result.during(format_args!(
            "write {} to {reclaim} of group '{}'",
            text.trim_end(),
            target.group
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
