//! The properties of systemd units that hold the same values as control files.

use super::control_file::{ControlFile, Held};
use crate::driver::host::systemd::Systemd;
use crate::driver::host::systemd::unit_name::unit_of;
use crate::model::Result;
use crate::sys::RelPath;

/// A manager that re-applies values, as systemd does on daemon-reload, and so has to hold the
/// same ones as the kernel.
pub trait ValueMirror {
    /// Takes over what these files hold, of all that the group's files hold.
    fn update(&self, files: &[&'static ControlFile], held: &Held) -> Result<()>;
}

/// The unit that a group is, where systemd runs it and the group is the unit's own.
pub fn mirror(systemd: Option<&Systemd>, group: &RelPath) -> Option<Box<dyn ValueMirror>> {
    let systemd = systemd?;
    let name = unit_of(group)?.to_owned();
    Some(Box::new(Unit { systemd: systemd.clone(), name }))
}

struct Unit {
    systemd: Systemd,
    name: String,
}

impl ValueMirror for Unit {
    /// What has no property systemd leaves alone.
    fn update(&self, files: &[&'static ControlFile], held: &Held) -> Result<()> {
        let mut properties: Vec<(&'static str, u64)> = Vec::new();
        for property in files.iter().flat_map(|file| file.unit_properties) {
            let is_new = properties.iter().all(|(name, _)| *name != property.name);
            if let (true, Some(value)) = (is_new, (property.value)(held)) {
                properties.push((property.name, value));
            }
        }
        if properties.is_empty() { Ok(()) } else { self.systemd.set(&self.name, &properties) }
    }
}
