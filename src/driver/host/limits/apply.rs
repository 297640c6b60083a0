//! Carries out a plan: all of its writes, or none.

use super::plan::Write;
use super::reclaim;
use super::values::format;
use crate::driver::host::cgroup::version::{Knob, Version};
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::model::memtune::MemoryField;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::signals::BlockedSignals;
use crate::sys::{Dir, RelPath};

/// The group that writes go to.
pub struct Target<'a> {
    /// The version of its interface.
    pub version: &'static Version,
    /// Its directory.
    pub dir: &'a Dir,
    /// Its path, for messages.
    pub group: &'a RelPath,
    /// Who else is to hold the values, if anybody.
    pub keep: Option<&'a dyn Keep>,
}

/// Somebody who writes the group's values again at times of his own, as systemd
/// does with its units, and so has to hold the same ones.
pub trait Keep {
    /// Takes over values that are in force.
    fn keep(&self, values: &[(&'static Knob, Kib)]) -> Result<()>;
}

impl Target<'_> {
    /// Gives a knob a value, with one write.
    pub fn put(&self, knob: &Knob, value: Kib) -> Result<()> {
        let text = text(self.version, value)?;
        self.dir.write(knob.file, text.as_bytes()).during(format_args!(
            "write {} to {} of group '{}'",
            text.trim_end(),
            knob.file,
            self.group
        ))
    }
}

/// The writes of a plan, all made.
#[must_use]
pub struct Applied<'a> {
    target: &'a Target<'a>,
    done: Vec<Write>,
    /// What holds the group back for the time being.
    tightened: Option<Write>,
    kept: bool,
}

/// Makes the writes in their order, and has them kept. When one fails, those
/// before it are taken back, last first, and the kernel's refusal is the error. One
/// that changes nothing is only kept.
/// Before a hard limit sinks below what is in use, use is brought down, unless
/// `force` says to write at once. Signals wait meanwhile: one must neither fail
/// a write nor the taking back.
pub fn apply<'a>(target: &'a Target<'a>, writes: &[Write], force: bool) -> Result<Applied<'a>> {
    // What has no text is refused before the first write.
    for write in writes {
        text(target.version, write.old)?;
        text(target.version, write.new)?;
    }
    let _held = BlockedSignals::all();
    let mut applied = Applied::nothing(target);
    let made = writes.iter().try_for_each(|write| applied.make(*write, force));
    match made.and_then(|()| applied.keep()) {
        Ok(()) => Ok(applied),
        Err(refusal) => Err(applied.undo(refusal)),
    }
}

impl<'a> Applied<'a> {
    fn nothing(target: &'a Target<'a>) -> Self {
        Self { target, done: Vec::new(), tightened: None, kept: false }
    }

    /// Takes every write back, last first, because of an error: that error, with
    /// what could not be put back, if there is any.
    pub fn undo(self, because: Error) -> Error {
        let _held = BlockedSignals::all();
        let writes = self.tightened.iter().chain(self.done.iter().rev());
        let mut failures: Vec<String> =
            writes.filter_map(|write| self.take_back(*write).err()).collect();
        if let (true, Some(keep)) = (self.kept, self.target.keep) {
            let old: Vec<_> = self.done.iter().map(|write| (write.knob, write.old)).collect();
            let refused = keep.keep(&old).err().map(|error| error.detail().to_owned());
            failures.extend(refused.filter(|detail| detail != because.detail()));
        }
        if failures.is_empty() { because } else { because.context(failures.join("; ")) }
    }

    fn take_back(&self, write: Write) -> std::result::Result<(), String> {
        let mut back = Applied::nothing(self.target);
        let made = back.make(Write { old: write.new, new: write.old, ..write }, false);
        made.map_err(|error| {
            let error = back.undo(error);
            format!("and {} could not be put back: {}", write.knob.file, error.detail())
        })
    }

    fn make(&mut self, write: Write, force: bool) -> Result<()> {
        if write.knob.field == MemoryField::HardLimit && write.new < write.old && !force {
            reclaim::bring_down(self.target, write.new, &mut self.tightened)?;
        }
        if write.new != write.old {
            self.target.put(write.knob, write.new)?;
        }
        self.done.push(write);
        if let Some(tightened) = self.tightened {
            self.target.put(tightened.knob, tightened.old)?;
            self.tightened = None;
        }
        Ok(())
    }

    fn keep(&mut self) -> Result<()> {
        let Some(keep) = self.target.keep.filter(|_| !self.done.is_empty()) else {
            return Ok(());
        };
        // One that failed may have taken some of them over.
        self.kept = true;
        let new: Vec<_> = self.done.iter().map(|write| (write.knob, write.new)).collect();
        keep.keep(&new)
    }
}

/// The text of a value; VIR_ERR_OVERFLOW where it has none.
pub fn text(version: &Version, value: Kib) -> Result<String> {
    format(version, value).ok_or_else(|| {
        error::refused(virErrorNumber::VIR_ERR_OVERFLOW, format!("{value} in bytes"))
    })
}
