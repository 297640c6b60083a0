//! A group's values as properties of its systemd unit.

use super::apply::Keep;
use crate::driver::host::cgroup::version::Knob;
use crate::driver::host::context::Context;
use crate::driver::host::systemd::Systemd;
use crate::driver::host::systemd::unit_name::unit_of;
use crate::model::Result;
use crate::model::units::Kib;
use crate::sys::RelPath;

/// The manager of a group's values, where the group is a systemd unit's own.
pub fn keep(context: &Context, group: &RelPath) -> Option<Box<dyn Keep>> {
    let systemd = context.systemd.clone()?;
    let name = unit_of(group)?.to_owned();
    Some(Box::new(Unit { systemd, name }))
}

/// A unit of systemd's that a group is.
struct Unit {
    systemd: Systemd,
    name: String,
}

impl Keep for Unit {
    /// What has no property systemd leaves alone.
    fn keep(&self, values: &[(&'static Knob, Kib)]) -> Result<()> {
        let property = |(knob, value): &(&'static Knob, Kib)| Some((knob.property?, *value));
        let properties: Vec<_> = values.iter().filter_map(property).collect();
        if properties.is_empty() { Ok(()) } else { self.systemd.set(&self.name, &properties) }
    }
}
