//! The cpuset controller: kernel documentation, admin-guide/cgroup-v1/cpusets.rst and
//! admin-guide/cgroup-v2.rst.

use super::{Row, Table};
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::limits::codec::Codec;
use crate::driver::host::limits::control_file::PropertyValue::Numbers;
use crate::driver::host::limits::control_file::{ControlFile, Held, Missing, UnitProperty};
use crate::driver::host::limits::control_value::ControlValue;
use crate::driver::host::limits::number_set::NumberSet;
use crate::model::Result;
use crate::model::constants::VIR_DOMAIN_NUMA_NODESET;
use crate::model::cpuset::CpuSet;
use crate::model::typed::TypedParam;

/// The CPUs of all that a domain runs, as a parameter of the limits engine: a list.
pub const EMULATOR_PIN: &str = "emulatorpin";

const fn file(name: &'static str) -> ControlFile {
    ControlFile {
        name,
        instead: None,
        controller: Controller::Cpuset,
        codec: Codec::Numbers,
        missing: Missing::Controller,
        order: 0,
        usage: None,
        before_lowering: None,
        ancestors: false,
        unit_properties: &[],
    }
}

static CPUS_V1: ControlFile = file("cpuset.cpus");
static MEMS_V1: ControlFile = file("cpuset.mems");

// Empty: as in the group above. systemd has properties for v2 alone.
static CPUS_V2: ControlFile = ControlFile {
    unit_properties: &[UnitProperty::new("AllowedCPUs", Numbers(|held| set(held, &CPUS_V2)))],
    ..file("cpuset.cpus")
};
static MEMS_V2: ControlFile = ControlFile {
    unit_properties: &[UnitProperty::new(
        "AllowedMemoryNodes",
        Numbers(|held| set(held, &MEMS_V2)),
    )],
    ..file("cpuset.mems")
};

/// The CPUs.
pub static CPUS_TABLE: Table =
    Table::new(&[Row::new(EMULATOR_PIN, Some(&CPUS_V1), Some(&CPUS_V2))]);

/// The memory nodes. The mode is no file: all that it holds is strict.
pub static MEMS_TABLE: Table =
    Table::new(&[Row::new(VIR_DOMAIN_NUMA_NODESET, Some(&MEMS_V1), Some(&MEMS_V2))]);

/// What the files of a table are to hold.
///
/// Errors: VIR_ERR_INVALID_ARG for what is no list of numbers.
pub fn target(
    table: &Table,
    version: &Version,
    held: &Held,
    wanted: &[TypedParam],
) -> Result<Held> {
    let mut target = held.clone();
    for row in table.rows {
        let given = wanted.iter().find(|param| param.field == row.parameter);
        if let Some((param, file)) = given.zip(row.file(version)) {
            let numbers = CpuSet::parse(&param.value.text().unwrap_or_default())?;
            target.set(file, ControlValue::Numbers(NumberSet::of(numbers)));
        }
    }
    Ok(target)
}

/// The memory nodes that are held.
pub fn nodes(held: &Held) -> CpuSet {
    either(held, &MEMS_V1, &MEMS_V2)
}

/// The CPUs that are held.
pub fn cpus(held: &Held) -> CpuSet {
    either(held, &CPUS_V1, &CPUS_V2)
}

fn set(held: &Held, file: &ControlFile) -> Option<&'static CpuSet> {
    held.get(file).and_then(ControlValue::numbers)
}

fn either(held: &Held, v1: &ControlFile, v2: &ControlFile) -> CpuSet {
    set(held, v1).or_else(|| set(held, v2)).cloned().unwrap_or_default()
}
