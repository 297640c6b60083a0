//! Scheduler parameters.

use super::cputune::Cputune;
use super::table::{Limits, Parameter, Unit, Zero};
use crate::model::constants::virTypedParameterType::{
    VIR_TYPED_PARAM_LLONG, VIR_TYPED_PARAM_UINT, VIR_TYPED_PARAM_ULLONG,
};
use crate::model::constants::*;
use crate::model::typed::Value;

type Row = Parameter<Cputune>;

const SHARES: Limits = Limits::range(2, 262_144).zero(Zero::UnsetInDocuments);
const PERIOD: Limits = Limits::range(1_000, 1_000_000).zero(Zero::UnsetInDocuments);
const QUOTA: Limits =
    Limits::range(1_000, 17_592_186_044_415).zero(Zero::UnsetInDocuments).or_unlimited();

/// The fixed weight that a domain of the fair scheduler reports.
const FAIR_WEIGHT: u64 = 50;

/// The names of the parameters of host cgroups and of QEMU's domains.
pub const GROUP: &[&str] = &[
    VIR_DOMAIN_SCHEDULER_CPU_SHARES,
    VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
    VIR_DOMAIN_SCHEDULER_VCPU_QUOTA,
    VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD,
    VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA,
];

/// The names of the fair scheduler's parameters.
pub const FAIR: &[&str] = &[VIR_DOMAIN_SCHEDULER_WEIGHT];

/// Defines a period parameter.
macro_rules! period {
    ($name:ident, $threads:ident, $element:expr, $place:expr) => {
        Row::new(
            $name,
            VIR_TYPED_PARAM_ULLONG,
            |cputune, _| Some(Value::ULLong(cputune.$threads.period)).filter(is_set),
            |cputune, given| {
                cputune.$threads.period = given.number();
                Ok(())
            },
        )
        .unit(Unit::Microseconds)
        .limits(PERIOD)
        .xml($element, $place)
    };
}

/// Defines a quota parameter.
macro_rules! quota {
    ($name:ident, $threads:ident, $element:expr, $place:expr) => {
        Row::new(
            $name,
            VIR_TYPED_PARAM_LLONG,
            |cputune, _| Some(Value::LLong(cputune.$threads.quota)).filter(is_set),
            |cputune, given| {
                let quota = given.value.whole().and_then(|quota| quota.try_into().ok());
                cputune.$threads.quota = quota.unwrap_or_default();
                Ok(())
            },
        )
        .unit(Unit::Microseconds)
        .limits(QUOTA)
        .xml($element, $place)
    };
}

const CPU_SHARES: Row = Row::new(
    VIR_DOMAIN_SCHEDULER_CPU_SHARES,
    VIR_TYPED_PARAM_ULLONG,
    |cputune, _| cputune.shares.map(Value::ULLong),
    |cputune, given| {
        cputune.shares = Some(given.number());
        Ok(())
    },
)
.limits(SHARES)
.xml("shares", 0);

const WEIGHT: Row =
    Row::new(VIR_DOMAIN_SCHEDULER_WEIGHT, VIR_TYPED_PARAM_UINT, |_, _| None, |_, _| Ok(()))
        .unset(FAIR_WEIGHT);

/// The parameters, in the order of a get: those of QEMU's domains, then the fair
/// scheduler's, which does not store a set value.
pub const PARAMETERS: &[Row] = &[
    CPU_SHARES,
    period!(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, vcpu, "period", 1),
    quota!(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, vcpu, "quota", 2),
    period!(VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD, emulator, "emulator_period", 5),
    quota!(VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA, emulator, "emulator_quota", 6),
    period!(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, global, "global_period", 3),
    quota!(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, global, "global_quota", 4),
    period!(VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD, iothread, "iothread_period", 7),
    quota!(VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA, iothread, "iothread_quota", 8),
    WEIGHT,
];

/// 0 means unset.
fn is_set(value: &Value) -> bool {
    value.whole() != Some(0)
}
