//! The properties of systemd units that hold the same values as control files.

use super::control_file::{ControlFile, Held, PropertyValue, UnitProperty};
use super::control_value::{ControlValue, DeviceNumber};
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::node::block_path;
use crate::driver::host::systemd::Systemd;
use crate::driver::host::systemd::unit_name::unit_of;
use crate::model::Result;
use crate::model::cpuset::CpuSet;
use crate::sys::RelPath;
use crate::sys::systemd::{Property, Value};

/// A manager that re-applies values, as systemd does on daemon-reload, and so has to hold the
/// same ones as the kernel.
pub trait ValueMirror {
    /// Takes over what these files of a group hold, of all that its files hold.
    fn update(
        &self,
        files: &[&'static ControlFile],
        held: &Held,
        group: &OpenGroup<'_>,
    ) -> Result<()>;
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
    fn update(
        &self,
        files: &[&'static ControlFile],
        held: &Held,
        group: &OpenGroup<'_>,
    ) -> Result<()> {
        let mut names: Vec<&'static str> = Vec::new();
        let mut properties: Vec<Property> = Vec::new();
        for property in files.iter().flat_map(|file| file.unit_properties) {
            if !names.contains(&property.name) {
                names.push(property.name);
                let values = values(property, held, group).into_iter();
                properties.extend(values.map(|value| (property.name, value)));
            }
        }
        if properties.is_empty() { Ok(()) } else { self.systemd.set(&self.name, properties) }
    }
}

/// The values to set a property to, one after the other.
fn values(property: &UnitProperty, held: &Held, group: &OpenGroup<'_>) -> Vec<Value> {
    let convert = |number| (property.convert)(group, number);
    let one = match &property.value {
        PropertyValue::Number(value) => value(held).map(convert).map(Value::Number),
        PropertyValue::Numbers(value) => value(held).map(|numbers| Value::Bytes(bits(numbers))),
        PropertyValue::Devices(value) => {
            return value(held).map(|lines| devices(lines, group, convert)).unwrap_or_default();
        }
    };
    one.into_iter().collect()
}

/// The values of a list of devices: systemd adds a list to the one that it has, and forgets that
/// for an empty list.
fn devices(
    lines: &[(DeviceNumber, ControlValue)],
    group: &OpenGroup<'_>,
    convert: impl Fn(u64) -> u64,
) -> Vec<Value> {
    let limited = lines.iter().filter(|(_, value)| *value != ControlValue::UNLIMITED);
    let named = |(device, value): &(DeviceNumber, ControlValue)| {
        (block_path::of(group.host(), device), convert(value.number()))
    };
    let all: Vec<_> = limited.map(named).collect();
    let none = Value::Devices(Vec::new());
    if all.is_empty() { vec![none] } else { vec![none, Value::Devices(all)] }
}

/// A bit for each number, the least first; nothing for an empty set.
fn bits(numbers: &CpuSet) -> Vec<u8> {
    if numbers.is_empty() { Vec::new() } else { numbers.to_fewest_bytes() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_as_bits() {
        for (text, bytes) in
            [("0", vec![1]), ("0-3,8", vec![15, 1]), ("7", vec![128]), ("17", vec![0, 0, 2])]
        {
            assert_eq!(bits(&CpuSet::parse(text).unwrap()), bytes, "{text}");
        }
        assert!(bits(&CpuSet::default()).is_empty());
    }
}
