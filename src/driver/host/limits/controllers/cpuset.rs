//! The cpuset controller: kernel documentation, admin-guide/cgroup-v1/cpusets.rst and
//! admin-guide/cgroup-v2.rst.

use super::{Holder, Row, Table};
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
        resets: None,
        range: None,
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

/// The memory nodes. The mode is no file: all that it holds is strict. As libvirt does, those of a guest
/// whose threads are in groups are set in these, and its own group stays as it was made.
pub static MEMS_TABLE: Table = Table::new(&[Row {
    holder: Holder::AllThreads,
    ..Row::new(VIR_DOMAIN_NUMA_NODESET, Some(&MEMS_V1), Some(&MEMS_V2))
}]);

/// What the files of a table are to hold: those of the groups of threads where they were read.
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
            put(&mut target, held, file, ControlValue::Numbers(NumberSet::of(numbers)));
        }
    }
    Ok(target)
}

fn put(target: &mut Held, held: &Held, file: &'static ControlFile, value: ControlValue) {
    let mut is_of_threads = false;
    for (threads, held) in held.threads() {
        let mut held = held.clone();
        held.set(file, value);
        target.set_threads(threads, held);
        is_of_threads = true;
    }
    if !is_of_threads {
        target.set(file, value);
    }
}

/// The file of v2 with the memory nodes that are in force.
pub const EFFECTIVE_NODES: &str = "cpuset.mems.effective";

/// The memory nodes that are held: of groups of threads the first one's, since all are set together.
pub fn nodes(held: &Held) -> CpuSet {
    let threads = held.threads().next();
    either(threads.map_or(held, |(_, held)| held), &MEMS_V1, &MEMS_V2)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::thread_group::ThreadGroup;
    use crate::driver::host::cgroup::v2;

    fn numbers(text: &str) -> ControlValue {
        ControlValue::Numbers(NumberSet::of(CpuSet::parse(text).unwrap()))
    }

    fn wanted(text: &str) -> [TypedParam; 1] {
        [TypedParam::text(VIR_DOMAIN_NUMA_NODESET, text)]
    }

    #[test]
    fn groups_of_threads_have_the_nodes_of_their_guest() {
        let mut held: Held = [(&MEMS_V2, numbers("0-1"))].into_iter().collect();
        let alone = target(&MEMS_TABLE, &v2::VERSION, &held, &wanted("1")).unwrap();
        assert_eq!(nodes(&alone).to_string(), "1");
        let names = ["vcpu0", "emulator", "iothread1"];
        for name in names {
            let of_threads = [(&MEMS_V2, numbers("0"))].into_iter().collect();
            held.set_threads(ThreadGroup::parse(name).unwrap(), of_threads);
        }
        let target = target(&MEMS_TABLE, &v2::VERSION, &held, &wanted("1")).unwrap();
        assert_eq!(target.get(&MEMS_V2), Some(numbers("0-1")));
        for name in names {
            let threads = target.of_threads(ThreadGroup::parse(name).unwrap()).unwrap();
            assert_eq!(threads.get(&MEMS_V2), Some(numbers("1")), "{name}");
        }
        assert_eq!([nodes(&held).to_string(), nodes(&target).to_string()], ["0", "1"]);
    }
}
