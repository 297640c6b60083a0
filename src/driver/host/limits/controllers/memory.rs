//! The memory controller: kernel documentation, admin-guide/cgroup-v1/memory.rst and
//! admin-guide/cgroup-v2.rst.

use super::{Row, Table};
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::limits::codec::Codec;
use crate::driver::host::limits::control_file::PropertyValue::Number;
use crate::driver::host::limits::control_file::{
    ControlFile, Held, Missing, Reclaim, UnitProperty,
};
use crate::driver::host::limits::control_value::{self, ControlValue};
use crate::driver::host::limits::held;
use crate::model::Result;
use crate::model::constants::{
    VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, VIR_DOMAIN_MEMORY_SOFT_LIMIT,
    VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT,
};
use crate::model::parameters::memory::{MemoryField, Memtune};
use crate::model::units::{Kib, UNLIMITED};

const V1: Codec = Codec::Bytes { unlimited: "-1" };
const V2: Codec = Codec::Bytes { unlimited: "max" };

/// Defaults for most of the files.
const fn file(name: &'static str, codec: Codec, order: u8) -> ControlFile {
    ControlFile {
        name,
        instead: None,
        controller: Controller::Memory,
        codec,
        missing: Missing::Error,
        order,
        usage: None,
        resets: None,
        range: None,
        before_lowering: None,
        ancestors: false,
        unit_properties: &[],
    }
}

// The kernel keeps limit <= memsw: so the limit is the first to be lowered, and the last to
// be raised.
static LIMIT: ControlFile = ControlFile {
    usage: Some("memory.usage_in_bytes"),
    unit_properties: &[UnitProperty::new("MemoryLimit", Number(|held| bytes(held, &LIMIT, 1)))],
    ..file("memory.limit_in_bytes", V1, 0)
};
static SOFT_LIMIT: ControlFile = file("memory.soft_limit_in_bytes", V1, 1);
static MEMSW_LIMIT: ControlFile = ControlFile {
    missing: Missing::Reads(ControlValue::UNLIMITED),
    usage: Some("memory.memsw.usage_in_bytes"),
    ..file("memory.memsw.limit_in_bytes", V1, 2)
};

// Swap is lowered before memory: where both are, memory must not go to swap that is taken
// away in the next moment.
static SWAP_MAX: ControlFile = ControlFile {
    missing: Missing::Reads(ControlValue::UNLIMITED),
    usage: Some("memory.swap.current"),
    before_lowering: Some(&TOTAL_IN_USE),
    unit_properties: &[UnitProperty::new(
        "MemorySwapMax",
        Number(|held| bytes(held, &SWAP_MAX, 0)),
    )],
    ..file("memory.swap.max", V2, 0)
};
static MAX: ControlFile = ControlFile {
    usage: Some("memory.current"),
    before_lowering: Some(&MEMORY_IN_USE),
    unit_properties: &[UnitProperty::new("MemoryMax", Number(|held| bytes(held, &MAX, 1)))],
    ..file("memory.max", V2, 1)
};
static HIGH: ControlFile = ControlFile {
    unit_properties: &[UnitProperty::new("MemoryHigh", Number(|held| bytes(held, &HIGH, 1)))],
    ..file("memory.high", V2, 2)
};
static MIN: ControlFile = ControlFile {
    missing: Missing::Reads(ControlValue::Number(0)),
    ancestors: true,
    unit_properties: &[UnitProperty::new("MemoryMin", Number(|held| bytes(held, &MIN, 0)))],
    ..file("memory.min", V2, 3)
};
static SWAP_HIGH: ControlFile = ControlFile {
    missing: Missing::Reads(ControlValue::UNLIMITED),
    ..file("memory.swap.high", V2, 4)
};

/// The kernel takes a lower memory.max at once, and kills when it cannot reclaim.
static MEMORY_IN_USE: Reclaim = Reclaim {
    limits: &[&MAX],
    usage: &["memory.current"],
    counted_twice: &[],
    file: "memory.reclaim",
    hold: Some(&HIGH),
    stat: "memory.stat",
    reclaimable: &[],
    kills: true,
};

/// It takes a lower memory.swap.max at once too, and kills later, when memory and swap
/// together are more than both may be: only what need not go to swap can be reclaimed.
static TOTAL_IN_USE: Reclaim = Reclaim {
    limits: &[&MAX, &SWAP_MAX],
    usage: &["memory.current", "memory.swap.current"],
    // The swap cache: pages in memory that still occupy swap.
    counted_twice: &["swapcached"],
    file: "memory.reclaim",
    // Held at what is in use, memory.swap.max would have the kernel kill a domain that needs
    // swap meanwhile.
    hold: None,
    stat: "memory.stat",
    reclaimable: &["active_file", "inactive_file"],
    kills: false,
};

/// The memory parameters.
pub static TABLE: Table = Table::new(&ROWS);

/// Their rows, in the order of [`MemoryField::ALL`].
static ROWS: [Row; 5] = [
    Row::new(VIR_DOMAIN_MEMORY_HARD_LIMIT, Some(&LIMIT), Some(&MAX)),
    Row::new(VIR_DOMAIN_MEMORY_SOFT_LIMIT, Some(&SOFT_LIMIT), Some(&HIGH)),
    Row::new(VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, Some(&MEMSW_LIMIT), Some(&SWAP_MAX)),
    Row::new(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, None, Some(&MIN)),
    Row::new(VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT, None, Some(&SWAP_HIGH)),
];

/// The control file of a parameter.
pub fn file_of(version: &Version, field: MemoryField) -> Option<&'static ControlFile> {
    ROWS.get(field as usize)?.file(version)
}

/// The parameter of a control file, or else the file's own name.
pub fn parameter_of(file: &ControlFile) -> &'static str {
    TABLE.parameter_of(file).unwrap_or(file.name)
}

/// The parameters that a get lists.
pub fn listed(version: &Version) -> &'static [MemoryField] {
    if version.number == 1 { MemoryField::LIBVIRT } else { MemoryField::ALL }
}

/// What a parameter reads as where the kernel lacks its file.
pub fn missing(version: &Version, field: MemoryField) -> Kib {
    match file_of(version, field).map(|file| file.missing) {
        Some(Missing::Reads(value)) => value.kib(),
        _ => UNLIMITED,
    }
}

/// What the files hold, as sizes; a parameter whose file this kernel lacks is left out.
pub fn values(version: &Version, held: &Held) -> Memtune {
    let value = |field: &MemoryField| {
        let value = held.get(file_of(version, *field)?)?;
        Some((*field, value.kib()))
    };
    MemoryField::ALL.iter().filter_map(value).collect()
}

/// What a group's files hold, as sizes; a parameter whose file this kernel lacks is left out.
pub fn read(version: &Version, group: &OpenGroup<'_>) -> Result<Memtune> {
    let mut values = Memtune::default();
    for field in MemoryField::ALL {
        let file = file_of(version, *field);
        if let Some(number) = file.map(|file| held::number(file, group)).transpose()?.flatten() {
            values.set(*field, control_value::size(number));
        }
    }
    Ok(values)
}

/// What a group is guaranteed; none where the kernel guarantees nothing.
pub fn guarantee(version: &Version, group: &OpenGroup<'_>) -> Result<Option<Kib>> {
    let Some(file) = file_of(version, MemoryField::MinGuarantee) else { return Ok(None) };
    Ok(held::read(file, group)?.map(ControlValue::kib))
}

/// The memory that a group uses.
pub fn usage(version: &Version, group: &OpenGroup<'_>) -> Result<Kib> {
    let count = held::count(Controller::Memory, version.usage, group)?;
    Ok(Kib::from_bytes(count.unwrap_or_default()))
}

/// The bytes of a unit's property, "infinity" for no limit. Some may not be 0:
/// `least` is 1 then, which the kernel rounds down to 0.
fn bytes(held: &Held, file: &ControlFile, least: u64) -> Option<u64> {
    held.get(file).map(|value| value.number().max(least))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::{v1, v2};

    #[test]
    fn unit_properties() {
        let property = |file: &'static ControlFile, text: &str| {
            let value = file.codec.parse(text.as_bytes()).unwrap();
            let held = [(file, value)].into_iter().collect();
            file.unit_properties
                .iter()
                .map(|property| match property.value {
                    Number(value) => (property.name, value(&held)),
                    _ => panic!("{}", property.name),
                })
                .next()
        };
        assert_eq!(property(&MAX, "4096"), Some(("MemoryMax", Some(4096))));
        assert_eq!(property(&MAX, "max"), Some(("MemoryMax", Some(u64::MAX))));
        assert_eq!(property(&LIMIT, "-1"), Some(("MemoryLimit", Some(u64::MAX))));
        assert_eq!(property(&HIGH, "0"), Some(("MemoryHigh", Some(1))));
        assert_eq!(property(&MIN, "0"), Some(("MemoryMin", Some(0))));
        assert_eq!(property(&SWAP_MAX, "0"), Some(("MemorySwapMax", Some(0))));
        assert_eq!(property(&SWAP_HIGH, "0"), None);
    }

    /// A parameter that is new is in this table too, with a file at least of one version.
    #[test]
    fn each_parameter_has_a_file() {
        let names: Vec<&str> = ROWS.iter().map(|row| row.parameter).collect();
        let fields: Vec<&str> = MemoryField::ALL.iter().map(|field| field.name()).collect();
        assert_eq!(names, fields);
        assert!(ROWS.iter().all(|row| row.v1.is_some() || row.v2.is_some()));
    }

    #[test]
    fn a_row_for_each_parameter() {
        let names = MemoryField::ALL.iter().map(|field| field.name());
        assert!(ROWS.iter().map(|row| row.parameter).eq(names));
    }

    #[test]
    fn files_in_the_order_in_which_they_are_lowered() {
        let names = |version| TABLE.files(version).iter().map(|file| file.name).collect::<Vec<_>>();
        assert_eq!(
            names(&v1::VERSION),
            ["memory.limit_in_bytes", "memory.soft_limit_in_bytes", "memory.memsw.limit_in_bytes"]
        );
        assert_eq!(
            names(&v2::VERSION),
            ["memory.swap.max", "memory.max", "memory.high", "memory.min", "memory.swap.high"]
        );
    }
}
