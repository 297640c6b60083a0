//! Brings down what a group uses, before its hard limit sinks below that: on
//! v2 the kernel takes such a limit at once, and kills when it cannot reclaim.
//!
//! memory.high holds the group from growing, memory.reclaim takes memory from
//! it, both by steps, so that no single write takes long.

use super::apply::Target;
use super::error::{Failed, system};
use super::values;
use super::version::Knob;
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

/// A group whose memory.high is tighter for the time being than it was.
#[derive(Default)]
#[must_use]
pub struct Squeezed<'a> {
    held: Option<(&'a Target<'a>, &'static Knob, Kib)>,
}

impl Squeezed<'_> {
    /// Gives memory.high back what it held; its failure is one of `result`.
    pub fn release(self, result: Result<()>) -> Result<()> {
        let released = self.held.map_or(Ok(()), |(target, knob, value)| target.put(knob, value));
        match (result, released) {
            (Err(error), Err(second)) => Err(error.context(format!("and {}", second.detail()))),
            (result, released) => result.and(released),
        }
    }
}

/// Brings use down to `limit`, where the kernel would kill for it. The group is
/// to be released as soon as the limit is in force.
///
/// Errors, with memory.high as it was: VIR_ERR_SYSTEM_ERROR, with EBUSY when
/// use stays above, and EINTR when a signal asks the program to end.
pub fn squeeze<'a>(target: &'a Target<'a>, limit: Kib) -> Result<Squeezed<'a>> {
    let mut squeezed = Squeezed::default();
    let Some(reclaim) = target.version.reclaim else {
        return Ok(squeezed);
    };
    match bring_down(target, limit, reclaim, &mut squeezed) {
        Ok(()) => Ok(squeezed),
        Err(error) => match squeezed.release(Err(error)) {
            Err(error) => Err(error),
            Ok(()) => Ok(Squeezed::default()),
        },
    }
}

fn bring_down<'a>(
    target: &'a Target<'a>,
    limit: Kib,
    reclaim: &str,
    squeezed: &mut Squeezed<'a>,
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
        tighten(target, limit.max(Kib(used.0.saturating_sub(STEP.0))), squeezed)?;
        take(target, limit, reclaim)?;
    }
}

/// Sets memory.high, if what it holds is not tighter.
fn tighten<'a>(target: &'a Target<'a>, high: Kib, squeezed: &mut Squeezed<'a>) -> Result<()> {
    let Some(knob) = target.version.knob(MemoryField::SoftLimit) else {
        return Ok(());
    };
    let held = match squeezed.held {
        Some((_, _, held)) => Some(held),
        None => values::read(target.version, knob, target.dir, target.group)?,
    };
    match held {
        Some(held) if high < held => {
            // Noted first: a write that fails may have been made.
            squeezed.held = Some((target, knob, held));
            target.put(knob, high)
        }
        _ => Ok(()),
    }
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
