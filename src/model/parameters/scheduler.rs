//! Scheduler parameters.

use super::cputune::Cputune;
use super::shares::Shares;
use super::table::{Limits, Parameter, Unit, Zero};
use crate::model::constants::virTypedParameterType::{
    VIR_TYPED_PARAM_INT, VIR_TYPED_PARAM_LLONG, VIR_TYPED_PARAM_UINT, VIR_TYPED_PARAM_ULLONG,
};
use crate::model::constants::*;
use crate::model::typed::Value;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

type Row = Parameter<Cputune>;

const SHARES: Limits = Limits::range(2, 262_144).zero(Zero::UnsetInDefinitions);
const PERIOD: Limits = Limits::range(1_000, 1_000_000).zero(Zero::UnsetInDefinitions);
const QUOTA: Limits =
    Limits::range(1_000, 17_592_186_044_415).zero(Zero::UnsetInDefinitions).or_unlimited();

/// No limit is -1.
const LIMIT: Limits = Limits::range(-1, i64::MAX as i128);
const RESERVATION: Limits = Limits::range(0, i64::MAX as i128);

/// The fixed weight that a domain of the fair scheduler reports.
const FAIR_WEIGHT: u64 = 50;

/// The names of the parameters of host cgroups and of QEMU's domains.
pub const GROUP: &[&str] = &[
    VIR_DOMAIN_SCHEDULER_CPU_SHARES,
    VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
    VIR_DOMAIN_SCHEDULER_VCPU_QUOTA,
    VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD,
    VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA,
    VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT,
];

/// The names of those of a part of a virtual machine, which may have a group of its own.
pub const OF_THREADS: &[&str] = &[
    VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD,
    VIR_DOMAIN_SCHEDULER_EMULATOR_QUOTA,
    VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD,
    VIR_DOMAIN_SCHEDULER_IOTHREAD_QUOTA,
];

/// The period where none is set, in microseconds: the kernel's.
pub const DEFAULT_PERIOD: u64 = 100_000;

/// The quota that is so many percent of one CPU; none for 0, which is no limit.
///
/// Errors: VIR_ERR_INVALID_ARG where the quota cannot be.
pub fn quota_of(percent: u64, period: u64, from: virErrorDomain) -> Result<Option<u64>> {
    if percent == 0 {
        return Ok(None);
    }
    let quota = u128::from(percent) * u128::from(period) / 100;
    let is_quota = i128::try_from(quota).is_ok_and(|quota| QUOTA.fit_set(quota));
    u64::try_from(quota).ok().filter(|_| is_quota).map(Some).ok_or_else(|| {
        let (least, most) = (QUOTA.least, QUOTA.most);
        let detail = format!(
            "{VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT} is {percent} %, which is a quota of {quota} us \
             by the period of {period} us, expected {least} to {most} us"
        );
        Error::new(from, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
    })
}

/// The percents of one CPU, rounded, that a quota is; 0 for none.
pub fn percent_of(quota: Option<u64>, period: u64) -> u64 {
    let period = u128::from(period.max(1));
    let percent = quota.map_or(0, |quota| (u128::from(quota) * 100 + period / 2) / period);
    u64::try_from(percent).unwrap_or(u64::MAX)
}

/// The quota and the period of the whole domain, 0 for no quota: the one of two that is set.
pub fn whole(cputune: &Cputune) -> (i64, u64) {
    let set = |one: i64, other: i64| if one == 0 { other } else { one };
    let period = [cputune.global.period, cputune.vcpu.period, DEFAULT_PERIOD];
    let period = period.into_iter().find(|period| *period != 0).unwrap_or(DEFAULT_PERIOD);
    (set(cputune.global.quota, cputune.vcpu.quota), period)
}

const CPU_LIMIT_PERCENT: Row = Row::new(
    VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT,
    VIR_TYPED_PARAM_ULLONG,
    |cputune, _| {
        let (quota, period) = whole(cputune);
        let quota = u64::try_from(quota).ok().filter(|quota| *quota != 0);
        Some(Value::ULLong(percent_of(quota, period)))
    },
    |cputune, given| {
        let (_, period) = whole(cputune);
        let quota = quota_of(given.number(), period, given.from)?;
        cputune.global.quota = quota.and_then(|quota| i64::try_from(quota).ok()).unwrap_or(-1);
        Ok(())
    },
)
.derived();

/// The names of the fair scheduler's parameters.
pub const FAIR: &[&str] = &[VIR_DOMAIN_SCHEDULER_WEIGHT];

/// The names of the allocation scheduler's parameters.
pub const ALLOCATION: &[&str] =
    &[VIR_DOMAIN_SCHEDULER_RESERVATION, VIR_DOMAIN_SCHEDULER_LIMIT, VIR_DOMAIN_SCHEDULER_SHARES];

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

/// Defines a parameter in MHz.
macro_rules! megahertz {
    ($name:ident, $field:ident, $limits:ident, $place:expr) => {
        Row::new(
            $name,
            VIR_TYPED_PARAM_LLONG,
            |cputune, _| cputune.allocation.$field.map(Value::LLong),
            |cputune, given| {
                cputune.allocation.$field = given.value.whole().and_then(|it| it.try_into().ok());
                Ok(())
            },
        )
        .unit(Unit::Megahertz)
        .limits($limits)
        .xml($name, $place)
    };
}

const ALLOCATION_SHARES: Row = Row::new(
    VIR_DOMAIN_SCHEDULER_SHARES,
    VIR_TYPED_PARAM_INT,
    |cputune, _| cputune.allocation.shares.map(Shares::value),
    |cputune, given| {
        cputune.allocation.shares = Shares::from_value(given.value);
        Ok(())
    },
)
.unit(Unit::Shares)
.limits(Limits::SHARES);

/// The parameters, in the order of a get: those of QEMU's domains, then the fair
/// scheduler's, which does not store a set value, and the allocation scheduler's.
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
    CPU_LIMIT_PERCENT,
    WEIGHT,
    megahertz!(VIR_DOMAIN_SCHEDULER_RESERVATION, reservation, RESERVATION, 9),
    megahertz!(VIR_DOMAIN_SCHEDULER_LIMIT, limit, LIMIT, 10),
    ALLOCATION_SHARES,
];

/// 0 means unset.
fn is_set(value: &Value) -> bool {
    value.whole() != Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parameters::{Family, get, set, some_specs};
    use crate::model::typed::TypedParam;

    #[test]
    fn allocation() {
        let from = virErrorDomain::VIR_FROM_ESX;
        let listed = some_specs(Family::Scheduler, ALLOCATION);
        let params = |reservation, limit, shares| {
            [
                TypedParam::new("reservation", Value::LLong(reservation)),
                TypedParam::new("limit", Value::LLong(limit)),
                TypedParam::new("shares", Value::Int(shares)),
            ]
        };
        let mut cputune = Cputune::default();
        for [reservation, limit] in [[0, -1], [500, 0], [i64::MAX, i64::MAX]] {
            let given = params(reservation, limit, -1);
            set(PARAMETERS, &mut cputune, &given, from).unwrap();
            assert_eq!(get(PARAMETERS, &cputune, &listed), given);
        }
        assert_eq!(cputune.allocation.shares, Some(Shares::Low));
        let before = cputune.clone();
        for wrong in [params(-1, 0, 0), params(0, -2, 0), params(0, 0, -4)] {
            let error = set(PARAMETERS, &mut cputune, &wrong, from).unwrap_err();
            assert_eq!(error.code(), virErrorNumber::VIR_ERR_INVALID_ARG, "{error}");
            assert_eq!(cputune, before);
        }
        let error = set(PARAMETERS, &mut cputune, &params(-1, 0, 0), from).unwrap_err();
        assert!(error.detail().contains("reservation is -1 MHz, expected 0 to"), "{error}");
    }
}
