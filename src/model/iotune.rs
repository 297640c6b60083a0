//! Limits of a disk's input and output.

use super::constants::virTypedParameterType::{VIR_TYPED_PARAM_STRING, VIR_TYPED_PARAM_ULLONG};
use super::constants::*;
use super::typed::Spec;

/// The parameters, in the order of a get; in a definition the elements have the
/// same names and order.
pub const SPECS: &[Spec] = &[
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_SIZE_IOPS_SEC),
    Spec::new(VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME, VIR_TYPED_PARAM_STRING),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX_LENGTH),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX_LENGTH),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX_LENGTH),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX_LENGTH),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX_LENGTH),
    limit(VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX_LENGTH),
];

const fn limit(name: &'static str) -> Spec {
    Spec::new(name, VIR_TYPED_PARAM_ULLONG)
}

/// The largest value that a set takes.
pub(crate) const MOST: u64 = 1_000_000_000_000_000;

/// A total, and the parts that cannot be limited beside it.
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

/// A limit, and the burst that it cannot be above.
const BURSTS: [(&str, &str); 6] = [
    (VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC, VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_BYTES_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC, VIR_DOMAIN_BLOCK_IOTUNE_READ_BYTES_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_BYTES_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC, VIR_DOMAIN_BLOCK_IOTUNE_TOTAL_IOPS_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC, VIR_DOMAIN_BLOCK_IOTUNE_READ_IOPS_SEC_MAX),
    (VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC, VIR_DOMAIN_BLOCK_IOTUNE_WRITE_IOPS_SEC_MAX),
];

/// Says what is wrong where a total is limited beside a part of it.
pub fn check_totals(limit: impl Fn(&str) -> u64) -> Result<(), String> {
    for (total, parts) in TOTALS {
        let beside = parts.iter().find(|part| limit(part) > 0);
        if let Some(part) = beside.filter(|_| limit(total) > 0) {
            return Err(format!("{total} and {part} are set, expected one of them to be 0"));
        }
    }
    Ok(())
}

/// Says what is wrong where a limit is above its burst.
pub fn check_bursts(limit: impl Fn(&str) -> u64) -> Result<(), String> {
    for (name, burst) in BURSTS {
        let (value, most) = (limit(name), limit(burst));
        if value > most {
            return Err(format!("{name} is {value}, expected at most {burst}, {most}"));
        }
    }
    Ok(())
}
