//! Carries out a plan: all of its changes, or none.

use super::change::Change;
use super::control_file::{ControlFile, Held};
use super::control_value::{ControlValue, DeviceNumber, Key};
use super::family::all_files;
use super::reclaim;
use super::target::Target;
use super::unit_properties::ValueMirror;
use crate::model::units::Kib;
use crate::model::{Error, Result};
use crate::sys::process;
use crate::sys::signals::BlockedSignals;

/// The changes of a plan, all made.
#[must_use]
pub struct Applied<'a> {
    target: &'a Target<'a>,
    changes: &'a [Change],
    /// How many of them, from the first, have been made.
    done: usize,
    /// The transient limit that throttles the group meanwhile.
    transient: Option<Change>,
    mirrored: bool,
}

/// Whether memory is reclaimed before a limit is lowered below usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reclaiming {
    /// Wherever the table says so.
    Always,
    /// Only where the kernel kills otherwise.
    AgainstKills,
    Never,
}

/// Makes the changes in their order, and has them mirrored. When one fails, those before it
/// are rolled back, last first, and the kernel's refusal is the error. One that makes no
/// difference is only mirrored.
///
/// Before a limit is lowered below usage, memory is reclaimed, unless `force` says to write
/// at once. Signals are blocked meanwhile: one must fail neither a write nor the
/// rollback.
pub fn apply<'a>(
    target: &'a Target<'a>,
    changes: &'a [Change],
    force: bool,
) -> Result<Applied<'a>> {
    let _blocked = BlockedSignals::all();
    let mut applied = Applied::nothing(target, changes);
    let reclaiming = if force { Reclaiming::Never } else { Reclaiming::Always };
    let made = changes.iter().try_for_each(|change| applied.make(change, changes, reclaiming));
    match made.and_then(|()| applied.mirror()) {
        Ok(()) => Ok(applied),
        Err(refusal) => Err(applied.undo(refusal)),
    }
}

impl<'a> Applied<'a> {
    fn nothing(target: &'a Target<'a>, changes: &'a [Change]) -> Self {
        Self { target, changes, done: 0, transient: None, mirrored: false }
    }

    fn done(&self) -> &'a [Change] {
        self.changes.get(..self.done).unwrap_or(self.changes)
    }

    /// Rolls every change back, last first, because of an error: that error, with what could
    /// not be rolled back, if anything.
    pub fn undo(self, because: Error) -> Error {
        let _blocked = BlockedSignals::all();
        let done = self.transient.iter().chain(self.done().iter().rev());
        let back: Vec<Change> = done.map(Change::reversed).collect();
        let mut failures: Vec<String> =
            back.iter().filter_map(|change| self.roll_back(change, &back).err()).collect();
        if let (true, Some(mirror)) = (self.mirrored, self.target.mirror) {
            let held = self.target.held_after(self.done(), |change| change.old);
            let refused = self.update(mirror, &held).err();
            let detail = refused.map(|error| error.detail().to_owned());
            failures.extend(detail.filter(|detail| detail != because.detail()));
        }
        if failures.is_empty() { because } else { because.context(failures.join("; ")) }
    }

    fn roll_back(&self, change: &Change, all: &[Change]) -> std::result::Result<(), String> {
        let mut back = Applied::nothing(self.target, std::slice::from_ref(change));
        back.make(change, all, Reclaiming::AgainstKills).map_err(|error| {
            let error = back.undo(error);
            format!("and {} could not be rolled back: {}", change.file.name, error.detail())
        })
    }

    fn make(&mut self, change: &Change, all: &[Change], reclaiming: Reclaiming) -> Result<()> {
        let reclaim = change.file.before_lowering.filter(|reclaim| match reclaiming {
            Reclaiming::Always => true,
            Reclaiming::AgainstKills => reclaim.kills,
            Reclaiming::Never => false,
        });
        if let Some(reclaim) = reclaim {
            reclaim::reclaim_below(self.target, reclaim, change, all, &mut self.transient)?;
        }
        if !change.is_none() {
            let reset = self.reset_by(change)?;
            self.target.write(change.file, change.key, change.new)?;
            self.done += 1;
            reset.into_iter().try_for_each(|(file, device, value)| {
                self.target.write(file, Some(Key::Device(device)), value)
            })?;
        } else {
            self.done += 1;
        }
        if let Some(transient) = &self.transient {
            if transient.file != change.file {
                self.target.write(transient.file, transient.key, transient.old)?;
            }
            self.transient = None;
        }
        Ok(())
    }

    /// The lines that the kernel takes away with a change, to be written again after it.
    fn reset_by(
        &self,
        change: &Change,
    ) -> Result<Vec<(&'static ControlFile, DeviceNumber, ControlValue)>> {
        let Some(file) = change.file.resets else { return Ok(Vec::new()) };
        let held = Held::read(&[file], self.target.group)?;
        let lines = held.lines(file).unwrap_or_default().iter();
        Ok(lines.map(|(device, value)| (file, *device, *value)).collect())
    }

    fn mirror(&mut self) -> Result<()> {
        let Some(mirror) = self.target.mirror.filter(|_| self.done > 0) else {
            return Ok(());
        };
        // A failed update may have changed some of them.
        self.mirrored = true;
        let held = self.target.held_after(self.done(), |change| change.new);
        self.update(mirror, &held)
    }

    /// Has the values mirrored, and writes those again that differ then: the mirror writes the
    /// files of all controllers, and may hold their values with less precision.
    fn update(&self, mirror: &dyn ValueMirror, held: &Held) -> Result<()> {
        let group = self.target.group;
        let mirrored = || {
            let files = all_files(group.version()).into_iter();
            files.filter(|file| !file.ancestors && !file.unit_properties.is_empty())
        };
        // What cannot be read is not the set's.
        let read = |file| Held::read(&[file], group).unwrap_or_default();
        let before: Vec<_> = mirrored().map(|file| (file, read(file))).collect();
        mirror.update(&files(self.done()), held, group)?;
        for (file, before) in before {
            let is_set = held.get(file).is_some() || held.lines(file).is_some();
            self.restore(file, if is_set { held } else { &before }, &read(file))?;
        }
        Ok(())
    }

    /// Writes what a file is to hold where it holds something else.
    fn restore(&self, file: &'static ControlFile, wanted: &Held, now: &Held) -> Result<()> {
        let page = Kib::from_bytes(process::page_size());
        let only_now = now.keys(file).filter(|key| wanted.keys(file).all(|known| known != *key));
        for key in wanted.keys(file).chain(only_now) {
            let (Some(value), Some(is)) = (wanted.get_at(file, key), now.get_at(file, key)) else {
                continue;
            };
            if is != file.codec.held(value, page) {
                self.target.write(file, key, value)?;
            }
        }
        Ok(())
    }
}

/// The group's own files; its groups of threads are no units.
fn files(changes: &[Change]) -> Vec<&'static ControlFile> {
    changes.iter().filter(|change| !change.is_of_threads()).map(|change| change.file).collect()
}
