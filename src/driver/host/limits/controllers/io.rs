//! The I/O controller: kernel documentation, admin-guide/cgroup-v1/blkio-controller.rst,
//! admin-guide/cgroup-v2.rst and block/bfq-iosched.rst.

use super::{Row, Table};
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::limits::codec::Codec;
use crate::driver::host::limits::control_file::PropertyValue::{Devices, Number};
use crate::driver::host::limits::control_file::{ControlFile, Held, Missing, UnitProperty};
use crate::driver::host::limits::control_value::{ControlValue, DeviceNumber};
use crate::model::constants::{
    VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
    VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS,
    VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_DOMAIN_BLKIO_WEIGHT, VIR_MEMCTL_BLKIO_DEVICE_LATENCY,
};

const fn file(name: &'static str, codec: Codec, order: u8) -> ControlFile {
    ControlFile {
        name,
        instead: None,
        controller: Controller::Io,
        codec,
        missing: Missing::Unsupported,
        order,
        usage: None,
        resets: None,
        range: None,
        before_lowering: None,
        ancestors: false,
        unit_properties: &[],
    }
}

const WEIGHT: Codec = Codec::Number { unlimited: None };
const THROTTLE_V1: Codec = Codec::Device { item: None, none: "0" };
// BFQ takes no 0; CFQ takes this since Linux 4.2.
const DEVICE_WEIGHT: Codec = Codec::Device { item: None, none: "default" };

/// An item of io.max. systemd writes all items of a device at once: so it is told all of them.
const fn max(item: &'static str, order: u8) -> ControlFile {
    ControlFile {
        unit_properties: MAX_PROPERTIES,
        ..file("io.max", Codec::Device { item: Some(item), none: "max" }, order)
    }
}

const MAX_PROPERTIES: &[UnitProperty] = &[
    UnitProperty::new("IOReadBandwidthMax", Devices(|held| held.lines(&READ_BPS_V2))),
    UnitProperty::new("IOWriteBandwidthMax", Devices(|held| held.lines(&WRITE_BPS_V2))),
    UnitProperty::new("IOReadIOPSMax", Devices(|held| held.lines(&READ_IOPS_V2))),
    UnitProperty::new("IOWriteIOPSMax", Devices(|held| held.lines(&WRITE_IOPS_V2))),
];

// Linux 5.0 has taken blkio.weight away with CFQ; BFQ has files of its own, and with a weight it takes away
// those of single devices.
static WEIGHT_V1: ControlFile = ControlFile {
    instead: Some("blkio.bfq.weight"),
    resets: Some(&DEVICE_WEIGHTS_V1),
    ..file("blkio.weight", WEIGHT, 0)
};
static DEVICE_WEIGHTS_V1: ControlFile = ControlFile {
    instead: Some("blkio.bfq.weight_device"),
    ..file("blkio.weight_device", DEVICE_WEIGHT, 1)
};
static READ_IOPS_V1: ControlFile = file("blkio.throttle.read_iops_device", THROTTLE_V1, 2);
static WRITE_IOPS_V1: ControlFile = file("blkio.throttle.write_iops_device", THROTTLE_V1, 3);
static READ_BPS_V1: ControlFile = file("blkio.throttle.read_bps_device", THROTTLE_V1, 4);
static WRITE_BPS_V1: ControlFile = file("blkio.throttle.write_bps_device", THROTTLE_V1, 5);

// As libvirt does: where BFQ is built in, its file is the one that counts.
static WEIGHT_V2: ControlFile = ControlFile {
    instead: Some("io.weight"),
    resets: Some(&DEVICE_WEIGHTS_V2),
    range: Some(BFQ_RANGE),
    unit_properties: &[UnitProperty::converted(
        "IOWeight",
        Number(|held| held.get(&WEIGHT_V2).map(ControlValue::number)),
        of_kernel,
    )],
    ..file(BFQ, WEIGHT, 0)
};
static DEVICE_WEIGHTS_V2: ControlFile = ControlFile {
    instead: Some("io.weight"),
    range: Some(BFQ_RANGE),
    unit_properties: &[UnitProperty::converted(
        "IODeviceWeight",
        Devices(|held| held.lines(&DEVICE_WEIGHTS_V2)),
        of_kernel,
    )],
    ..file(BFQ, DEVICE_WEIGHT, 1)
};
static READ_IOPS_V2: ControlFile = max("riops", 2);
static WRITE_IOPS_V2: ControlFile = max("wiops", 3);
static READ_BPS_V2: ControlFile = max("rbps", 4);
static WRITE_BPS_V2: ControlFile = max("wbps", 5);

static LATENCY_V2: ControlFile =
    file("io.latency", Codec::Device { item: Some("target"), none: "max" }, 6);

/// The block I/O parameters.
pub static TABLE: Table = Table::new(&ROWS);

static ROWS: [Row; 7] = [
    Row::new(VIR_DOMAIN_BLKIO_WEIGHT, Some(&WEIGHT_V1), Some(&WEIGHT_V2)),
    Row::new(VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, Some(&DEVICE_WEIGHTS_V1), Some(&DEVICE_WEIGHTS_V2)),
    Row::new(VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, Some(&READ_IOPS_V1), Some(&READ_IOPS_V2)),
    Row::new(VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, Some(&WRITE_IOPS_V1), Some(&WRITE_IOPS_V2)),
    Row::new(VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, Some(&READ_BPS_V1), Some(&READ_BPS_V2)),
    Row::new(VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, Some(&WRITE_BPS_V1), Some(&WRITE_BPS_V2)),
    Row::new(VIR_MEMCTL_BLKIO_DEVICE_LATENCY, None, Some(&LATENCY_V2)),
];

/// The control file of a parameter.
pub fn file_of(version: &Version, parameter: &str) -> Option<&'static ControlFile> {
    ROWS.iter().find(|row| row.parameter == parameter)?.file(version)
}

/// The file with BFQ's weights on v2.
const BFQ: &str = "io.bfq.weight";

/// The weights that it takes.
const BFQ_RANGE: (&str, u64, u64) = (BFQ, 1, 1_000);

/// The weight that systemd has to be told for the kernel's weight: systemd converts it for BFQ.
fn of_kernel(group: &OpenGroup<'_>, weight: u64) -> u64 {
    let has_bfq = group.dir_of(Controller::Io).is_ok_and(|dir| dir.has(BFQ));
    if has_bfq { of_bfq(weight) } else { weight }
}

/// The IOWeight= of which systemd makes this weight of BFQ's, 1 to 1000 with 100 in the middle of both.
fn of_bfq(weight: u64) -> u64 {
    if weight <= 100 { weight } else { 100 + (weight - 100) * 11 }
}

/// The domain's weight, where this kernel has weights.
pub fn weight(version: &Version, held: &Held) -> Option<u64> {
    held.get(file_of(version, VIR_DOMAIN_BLKIO_WEIGHT)?).map(ControlValue::number)
}

/// The devices of a parameter with their values, where this kernel has them.
pub fn devices<'h>(
    version: &Version,
    held: &'h Held,
    parameter: &str,
) -> Option<impl Iterator<Item = (DeviceNumber, u64)> + 'h> {
    let lines = held.lines(file_of(version, parameter)?)?;
    Some(lines.iter().map(|(device, value)| (*device, value.number())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// systemd 252, src/shared/cgroup-setup.h: BFQ_WEIGHT.
    #[test]
    fn weights_of_bfq() {
        let of_systemd = |weight: u64| match weight {
            ..=100 => 1 + (weight - 1) * 99 / 99,
            _ => 100 + (weight - 100) * 900 / 9900,
        };
        for weight in 1..=1000 {
            assert_eq!(of_systemd(of_bfq(weight)), weight);
        }
    }
}
