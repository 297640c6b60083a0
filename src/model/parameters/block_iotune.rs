//! I/O limits of a disk.

use super::by_name::ByName;
use super::table::{self, Limits, Parameter, Unit};
use crate::model::constants::virTypedParameterType::{
    VIR_TYPED_PARAM_STRING, VIR_TYPED_PARAM_ULLONG,
};
use crate::model::constants::*;
use crate::model::typed::{TypedParam, Value};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

type Row = Parameter<BlockIoTune>;

/// A disk's I/O limits; 0 means no limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BlockIoTune {
    /// Limits by parameter name; values are never 0.
    limits: ByName<u64>,
    /// The group of disks that share the limits.
    pub group: Option<String>,
}

impl BlockIoTune {
    /// The limit with that name.
    pub fn limit(&self, name: &str) -> u64 {
        self.limits.get(name).unwrap_or_default()
    }
}

/// The values that a set accepts.
const LIMITS: Limits =
    Limits::range(0, 1_000_000_000_000_000).code(virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED);

/// The parameters, in the order of a get and of documents, which use the same
/// names.
pub const PARAMETERS: &[Row] = &[
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, Unit::BytesPerSecond, 0),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC, Unit::BytesPerSecond, 1),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC, Unit::BytesPerSecond, 2),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC, Unit::OperationsPerSecond, 3),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC, Unit::OperationsPerSecond, 4),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC, Unit::OperationsPerSecond, 5),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX, Unit::BytesPerSecond, 6),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX, Unit::BytesPerSecond, 7),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX, Unit::BytesPerSecond, 8),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX, Unit::OperationsPerSecond, 9),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX, Unit::OperationsPerSecond, 10),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX, Unit::OperationsPerSecond, 11),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC, Unit::Bytes, 12),
    GROUP,
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH, Unit::Seconds, 14),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH, Unit::Seconds, 15),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH, Unit::Seconds, 16),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH, Unit::Seconds, 17),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH, Unit::Seconds, 18),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH, Unit::Seconds, 19),
];

const fn limit(name: &'static str, unit: Unit, place: u8) -> Row {
    Row::new(
        name,
        VIR_TYPED_PARAM_ULLONG,
        |tune, name| tune.limits.get(name).map(Value::ULLong),
        |tune, given| {
            let limit = given.number();
            tune.limits.set(given.name, (limit != 0).then_some(limit));
            Ok(())
        },
    )
    .unit(unit)
    .limits(LIMITS)
    .xml(name, place)
}

const GROUP: Row = Row::new(
    VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME,
    VIR_TYPED_PARAM_STRING,
    |tune, _| tune.group.as_deref().map(Value::of_text),
    |tune, given| {
        tune.group = given.value.text();
        Ok(())
    },
)
.xml(VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, 13);

/// Sets parameters, all or none.
///
/// Errors: VIR_ERR_ARGUMENT_UNSUPPORTED for a limit that is too large,
/// VIR_ERR_INVALID_ARG for limits that exclude each other.
pub fn set(tune: &mut BlockIoTune, params: &[TypedParam], from: virErrorDomain) -> Result<()> {
    let mut changed = tune.clone();
    table::set(PARAMETERS, &mut changed, params, from)?;
    check_totals(&changed).map_err(|detail| Error::unfit_arg(from, detail))?;
    check_bursts(&changed).map_err(|detail| Error::unfit_arg(from, detail))?;
    *tune = changed;
    Ok(())
}

/// Each total limit, and the partial limits that exclude it.
const TOTALS: [(&str, [&str; 2]); 4] = [
    (
        VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC,
        [VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC],
    ),
    (
        VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC,
        [VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC],
    ),
    (
        VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX,
        [VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX],
    ),
    (
        VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX,
        [VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX],
    ),
];

/// Each limit, and its burst limit, which must not be lower.
const BURSTS: [(&str, &str); 6] = [
    (VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC, VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC, VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC, VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX),
];

/// Refuses a total limit together with a partial one.
pub fn check_totals(tune: &BlockIoTune) -> std::result::Result<(), String> {
    for (total, parts) in TOTALS {
        let beside = parts.iter().find(|part| tune.limit(part) > 0);
        if let Some(part) = beside.filter(|_| tune.limit(total) > 0) {
            return Err(format!("{total} and {part} are set, expected one of them to be 0"));
        }
    }
    Ok(())
}

/// Refuses a limit above its burst limit.
fn check_bursts(tune: &BlockIoTune) -> std::result::Result<(), String> {
    for (name, burst) in BURSTS {
        let (value, most) = (tune.limit(name), tune.limit(burst));
        if value > most {
            return Err(format!("{name} is {value}, expected at most {burst}, {most}"));
        }
    }
    Ok(())
}
