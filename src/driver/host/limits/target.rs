//! The group that changes are made in.

use super::change::Change;
use super::control_file::{ControlFile, Held};
use super::unit_properties::ValueMirror;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::error::Failed;
use crate::model::Result;
use smallvec::SmallVec;

/// The group that changes are made in.
pub struct Target<'a> {
    /// The group.
    pub group: &'a OpenGroup<'a>,
    /// What its files hold before the changes.
    pub held: &'a Held,
    /// The manager that mirrors the values, if any.
    pub mirror: Option<&'a dyn ValueMirror>,
}

impl Target<'_> {
    /// Writes a text to a control file, with one write.
    pub fn write(&self, file: &ControlFile, text: &str) -> Result<()> {
        // The newline ends the value in a made-up host's plain file, which is not truncated.
        let content: SmallVec<[u8; 64]> = text.bytes().chain(*b"\n").collect();
        let files = self.group.files(file.controller)?;
        files.write(file.name, &content).during(format_args!(
            "write {text} to {} of group '{}'",
            file.name,
            self.group.path()
        ))
    }

    /// What the files hold after some changes.
    pub fn held_after(&self, changes: &[Change], text: fn(&Change) -> &str) -> Held {
        let mut held = self.held.clone();
        changes.iter().for_each(|change| held.set(change.file, text(change).into()));
        held
    }
}
