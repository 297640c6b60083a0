//! Block I/O parameters of a domain.

use super::table::{self, Limits, Parameter, Unit};
use crate::model::constants::virTypedParameterType::{
    VIR_TYPED_PARAM_STRING, VIR_TYPED_PARAM_UINT,
};
use crate::model::constants::*;
use crate::model::number::parse_number;
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// Weights and limits for the host's block devices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blkiotune {
    /// The domain's weight; 0 if unset.
    pub weight: u32,
    /// Weights and limits of single devices.
    pub devices: Vec<BlkioDevice>,
}

/// The weight and limits of a device; 0 means unset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlkioDevice {
    /// The path of the device on the host.
    pub path: String,
    /// The weight.
    pub weight: u32,
    /// Read operations per second.
    pub read_iops: u32,
    /// Write operations per second.
    pub write_iops: u32,
    /// Bytes read per second.
    pub read_bytes: u64,
    /// Bytes written per second.
    pub write_bytes: u64,
    /// The latency target, in microseconds.
    pub latency: u64,
}

impl BlkioDevice {
    /// A device with nothing set.
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    /// Whether anything is set.
    pub fn is_tuned(&self) -> bool {
        *self != Self::new(self.path.as_str())
    }
}

const SHORT: Limits = Limits::range(0, u32::MAX as i128);
const LONG: Limits = Limits::range(0, u64::MAX as i128);
/// The kernel holds it in nanoseconds.
const LATENCY: Limits = Limits::range(0, u64::MAX as i128 / 1000);

/// The domain's weight.
pub const WEIGHT: Parameter<Blkiotune> = Parameter::<Blkiotune>::new(
    VIR_DOMAIN_BLKIO_WEIGHT,
    VIR_TYPED_PARAM_UINT,
    |blkio, _| (blkio.weight != 0).then_some(Value::UInt(blkio.weight)),
    |blkio, given| {
        blkio.weight = given.saturating_u32();
        Ok(())
    },
)
.limits(SHORT)
.xml("weight", 0);

/// Defines a per-device parameter: one string for all devices in the API, one number
/// per device in a definition.
macro_rules! device {
    ($name:ident, $field:ident, $given:ident, $unit:ident, $limits:ident, $element:expr, $place:expr) => {
        Parameter::<BlkioDevice>::new(
            $name,
            VIR_TYPED_PARAM_STRING,
            |device, _| Some(Value::ULLong(device.$field.into())).filter(is_set),
            |device, given| {
                device.$field = given.$given();
                Ok(())
            },
        )
        .unit(Unit::$unit)
        .limits($limits)
        .xml($element, $place)
    };
}

/// The per-device parameters, listed by a get after the weight. Their strings have
/// the form that [`device_values`] parses.
pub const DEVICE_PARAMETERS: &[Parameter<BlkioDevice>] = &[
    device!(VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, weight, saturating_u32, None, SHORT, "weight", 0),
    device!(
        VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
        read_iops,
        saturating_u32,
        OperationsPerSecond,
        SHORT,
        "read_iops_sec",
        1
    ),
    device!(
        VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS,
        write_iops,
        saturating_u32,
        OperationsPerSecond,
        SHORT,
        "write_iops_sec",
        2
    ),
    device!(
        VIR_DOMAIN_BLKIO_DEVICE_READ_BPS,
        read_bytes,
        number,
        BytesPerSecond,
        LONG,
        "read_bytes_sec",
        3
    ),
    device!(
        VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS,
        write_bytes,
        number,
        BytesPerSecond,
        LONG,
        "write_bytes_sec",
        4
    ),
    device!(
        VIR_MEMCTL_BLKIO_DEVICE_LATENCY,
        latency,
        number,
        Microseconds,
        LATENCY,
        "latency_usec",
        5
    ),
];

/// The names of libvirt's parameters.
pub const LIBVIRT: &[&str] = &[
    VIR_DOMAIN_BLKIO_WEIGHT,
    VIR_DOMAIN_BLKIO_DEVICE_WEIGHT,
    VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
    VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS,
    VIR_DOMAIN_BLKIO_DEVICE_READ_BPS,
    VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS,
];

/// 0 means unset.
fn is_set(value: &Value) -> bool {
    value.number() != Some(0)
}

/// The parameters contained in `listed`.
pub fn get(blkio: &Blkiotune, listed: &[Spec]) -> Vec<TypedParam> {
    let text = |row: &Parameter<BlkioDevice>| {
        let limited = blkio.devices.iter().filter_map(|device| {
            let number = row.value(device)?.number()?;
            Some(format!("{},{number}", device.path))
        });
        TypedParam::text(row.name, &limited.collect::<Vec<_>>().join(","))
    };
    let mut params = table::get(&[WEIGHT], blkio, listed);
    params.extend(DEVICE_PARAMETERS.iter().filter(|row| row.is_among(listed)).map(text));
    params
}

/// Sets parameters, all or none. A device whose limits are all removed stays in
/// the list.
pub fn set(blkio: &mut Blkiotune, params: &[TypedParam], from: virErrorDomain) -> Result<()> {
    let mut changed = blkio.clone();
    for param in params {
        match DEVICE_PARAMETERS.iter().find(|row| row.name == param.field) {
            Some(row) => set_devices(&mut changed, row, param, from)?,
            None => table::set(&[WEIGHT], &mut changed, std::slice::from_ref(param), from)?,
        }
    }
    *blkio = changed;
    Ok(())
}

fn set_devices(
    blkio: &mut Blkiotune,
    row: &Parameter<BlkioDevice>,
    param: &TypedParam,
    from: virErrorDomain,
) -> Result<()> {
    let text = param.value.text().unwrap_or_default();
    let most = u64::try_from(row.limits.most).unwrap_or(u64::MAX);
    for (path, number) in device_values(row.name, &text, most)? {
        let value = Value::ULLong(number);
        match blkio.devices.iter_mut().find(|device| device.path == path) {
            Some(device) => row.set_unchecked(device, &value, from)?,
            None if number == 0 => {}
            None => {
                let mut device = BlkioDevice::new(path);
                row.set_unchecked(&mut device, &value, from)?;
                blkio.devices.push(device);
            }
        }
    }
    Ok(())
}

/// Parses the devices and numbers of a string such as `/dev/sda,100,/dev/sdb,200`.
///
/// Errors: VIR_ERR_INVALID_ARG for a malformed string and for numbers above `most`.
pub fn device_values<'t>(parameter: &str, text: &'t str, most: u64) -> Result<Vec<(&'t str, u64)>> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let parts: Vec<&str> = text.split(',').collect();
    let pair = |parts: &[&'t str]| match parts {
        [path, number] => Some((*path, parse_number(number).filter(|number| *number <= most)?)),
        _ => None,
    };
    parts.chunks(2).map(pair).collect::<Option<_>>().ok_or_else(|| {
        Error::new(
            virErrorDomain::VIR_FROM_DOMAIN,
            virErrorNumber::VIR_ERR_INVALID_ARG,
            format!(
                "parameter '{parameter}' is '{text}', expected path,number,path,number… with \
                 numbers up to {most}"
            ),
        )
    })
}

/// Whether a string of devices says of each device of another one what that says; none for a
/// parameter that is no such string.
pub fn holds(parameter: &str, held: &str, wanted: &str) -> Option<bool> {
    DEVICE_PARAMETERS.iter().find(|row| row.name == parameter)?;
    let values = |text| device_values(parameter, text, u64::MAX).ok();
    let held = values(held)?;
    let of = |path: &str| held.iter().find(|(known, _)| *known == path).map_or(0, |(_, it)| *it);
    Some(values(wanted)?.iter().all(|(path, number)| of(path) == *number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_string_says_of_another() {
        let holds = |held, wanted| holds(VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, held, wanted);
        assert_eq!(holds("/a,1,/b,2", "/b,2"), Some(true));
        assert_eq!(holds("/a,1", "/b,0"), Some(true));
        assert_eq!(holds("/a,1", "/a,0"), Some(false));
        assert_eq!(holds("/a,1", "/a,1,/b,2"), Some(false));
        assert_eq!(super::holds(VIR_DOMAIN_BLKIO_WEIGHT, "1", "1"), None);
    }

    #[test]
    fn texts() {
        let read = |text| device_values("p", text, 100).ok();
        assert_eq!(read(""), Some(vec![]));
        assert_eq!(read("/a,1,/b, +100"), Some(vec![("/a", 1), ("/b", 100)]));
        assert_eq!(read(",010"), Some(vec![("", 10)]));
        for text in
            ["/a", "/a,", "/a,x", "/a,-1", "/a,1,", "/a,1,/b", "/a,101", ",", ",,", "/a,7 ", "5"]
        {
            assert_eq!(read(text), None, "{text:?}");
        }
    }
}
