//! Block I/O parameters.

use crate::model::Result;
use crate::model::blkio::device_values;
use crate::model::constants::{
    VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
    VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS,
    VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_DOMAIN_BLKIO_WEIGHT,
};
use crate::model::typed::{TypedParam, Value};
use crate::xml::definition::{BlkioDevice, Blkiotune};

/// A parameter of devices, and where its value stands.
struct Row {
    parameter: &'static str,
    most: u64,
    get: fn(&BlkioDevice) -> u64,
    set: fn(&mut BlkioDevice, u64),
}

const ROWS: [Row; 5] = [
    Row {
        parameter: VIR_DOMAIN_BLKIO_DEVICE_WEIGHT,
        most: u32::MAX as u64,
        get: |device| device.weight.into(),
        set: |device, value| device.weight = short(value),
    },
    Row {
        parameter: VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
        most: u32::MAX as u64,
        get: |device| device.read_iops.into(),
        set: |device, value| device.read_iops = short(value),
    },
    Row {
        parameter: VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS,
        most: u32::MAX as u64,
        get: |device| device.write_iops.into(),
        set: |device, value| device.write_iops = short(value),
    },
    Row {
        parameter: VIR_DOMAIN_BLKIO_DEVICE_READ_BPS,
        most: u64::MAX,
        get: |device| device.read_bytes,
        set: |device, value| device.read_bytes = value,
    },
    Row {
        parameter: VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS,
        most: u64::MAX,
        get: |device| device.write_bytes,
        set: |device, value| device.write_bytes = value,
    },
];

fn short(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The parameters, in the order of the table in model.
pub fn get(blkio: &Blkiotune) -> Vec<TypedParam> {
    let weight = TypedParam::new(VIR_DOMAIN_BLKIO_WEIGHT, Value::UInt(blkio.weight));
    let texts = ROWS.iter().map(|row| {
        let limited = blkio.devices.iter().filter(|device| (row.get)(device) > 0);
        let pairs: Vec<String> =
            limited.map(|device| format!("{},{}", device.path, (row.get)(device))).collect();
        TypedParam::text(row.parameter, &pairs.join(","))
    });
    std::iter::once(weight).chain(texts).collect()
}

/// Takes over parameters, all or none. A device whose limits were taken away
/// keeps its place.
pub fn set(blkio: &mut Blkiotune, params: &[TypedParam]) -> Result<()> {
    let mut changed = blkio.clone();
    for param in params {
        if let Value::UInt(weight) = &param.value {
            changed.weight = *weight;
        }
        for row in ROWS.iter().filter(|row| row.parameter == param.field) {
            let text = param.value.text().unwrap_or_default();
            for (path, value) in device_values(row.parameter, &text, row.most)? {
                set_device(&mut changed, path, row, value);
            }
        }
    }
    *blkio = changed;
    Ok(())
}

fn set_device(blkio: &mut Blkiotune, path: &str, row: &Row, value: u64) {
    match blkio.devices.iter_mut().find(|device| device.path == path) {
        Some(device) => (row.set)(device, value),
        None if value == 0 => {}
        None => {
            let mut device = BlkioDevice::new(path);
            (row.set)(&mut device, value);
            blkio.devices.push(device);
        }
    }
}
