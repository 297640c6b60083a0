//! Rules of the scheduler parameters.

use crate::driver::host::cgroup::thread_group::ThreadKind;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::error;
use crate::driver::host::limits::control_value::Bandwidth;
use crate::driver::host::limits::controllers::cpu::{self, CpuValues};
use crate::model::constants::{
    VIR_DOMAIN_SCHEDULER_CPU_SHARES, VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD,
    VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA,
    VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD, VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
    VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT,
};
use crate::model::parameters::scheduler;
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, virErrorNumber};

/// The least shares that libvirt takes.
const SHARES_MIN: u64 = 2;
/// The greatest weight that v2 takes; libvirt calls weights shares, and converts neither.
const WEIGHT_MAX: u64 = 10_000;
/// The quota by which libvirt says that there is no limit.
const QUOTA_UNLIMITED: u64 = 17_592_186_044_415;

/// What the files of a domain's group are to hold, now that they hold `held`; what is wanted of
/// threads that have a group of their own is left out.
///
/// Errors: VIR_ERR_INVALID_ARG for a value out of its range, and for two values of what is
/// one file here; VIR_ERR_OPERATION_UNSUPPORTED where this kernel has no file, and for threads that
/// need groups of their own and have none.
pub fn target(
    version: &Version,
    held: &CpuValues,
    wanted: &[TypedParam],
    has_group: impl Fn(ThreadKind) -> bool,
) -> Result<CpuValues> {
    check_threads(wanted, &has_group)?;
    let is_elsewhere = |name: &str| cpu::threads_of(name).is_some_and(&has_group);
    let given = |name: &str| {
        wanted.iter().find(|param| param.field == name).filter(|_| !is_elsewhere(name))
    };
    let shares = given(VIR_DOMAIN_SCHEDULER_CPU_SHARES).map(|param| shares(version, param));
    let period = one_of(
        given(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD),
        given(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD),
        period,
    )?;
    let quota = one_of(
        given(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA),
        given(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA),
        quota,
    )?;
    let percent = given(VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT)
        .filter(|param| quota.is_none() || !is_told(held.bandwidth, param));
    let from_percent = percent_quota(held, period, percent)?;
    if let (Some(one), Some(other)) = (quota, from_percent)
        && one != other
    {
        return Err(error::invalid(format!(
            "{VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT} and a quota differ, expected one of them"
        )));
    }
    let quota = quota.or(from_percent);
    let mut target = *held;
    target.shares = shares.transpose()?.or(held.shares);
    if period.is_some() || quota.is_some() {
        let Some(bandwidth) = &mut target.bandwidth else { return Err(no_bandwidth()) };
        *bandwidth = Bandwidth {
            period: period.unwrap_or(bandwidth.period),
            quota: quota.unwrap_or(bandwidth.quota),
        };
    }
    Ok(target)
}

/// What the files of a group of threads are to hold, now that they hold `held`.
///
/// Errors: those of [`target`].
pub fn of_threads(held: &CpuValues, wanted: &[TypedParam], kind: ThreadKind) -> Result<CpuValues> {
    let mut target = *held;
    for param in wanted.iter().filter(|param| cpu::threads_of(&param.field) == Some(kind)) {
        let Some(bandwidth) = &mut target.bandwidth else {
            return Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                format!(
                    "{} cannot be set: the groups of {} threads have no CPU bandwidth control",
                    param.field,
                    kind.name()
                ),
            ));
        };
        if PERIODS.contains(&param.field.as_str()) {
            bandwidth.period = period(param)?;
        } else {
            bandwidth.quota = quota(param)?;
        }
    }
    Ok(target)
}

/// The periods of threads; the others of theirs are quotas.
const PERIODS: [&str; 3] = [
    VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
    VIR_DOMAIN_SCHEDULER_EMULATOR_PERIOD,
    VIR_DOMAIN_SCHEDULER_IOTHREAD_PERIOD,
];

/// Refuses limits of threads that have no group. The domain's own stands for virtual CPUs.
fn check_threads(wanted: &[TypedParam], has_group: impl Fn(ThreadKind) -> bool) -> Result<()> {
    for param in wanted {
        let kind = cpu::threads_of(&param.field).filter(|kind| *kind != ThreadKind::Vcpu);
        let Some(kind) = kind.filter(|kind| !has_group(*kind)) else { continue };
        check_range(param)?;
        let name = kind.name();
        return Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            format!(
                "{} cannot be set: the domain has no group for {name} threads, as libvirt makes them \
                 for its guests; {VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA} limits all of it",
                param.field
            ),
        ));
    }
    Ok(())
}

/// Refuses for a definition with this quota and period what [`target`] would refuse. 0 takes a value out of it.
pub fn check(version: &Version, held: Bandwidth, wanted: &[TypedParam]) -> Result<()> {
    let removes = |param: &&TypedParam| param.value.whole() == Some(0);
    let wanted: Vec<_> = wanted.iter().filter(|param| !removes(param)).cloned().collect();
    target(version, &CpuValues { shares: None, bandwidth: Some(held) }, &wanted, |_| false)
        .map(|_| ())
}

/// The range of weights is narrower than that of shares.
fn shares(version: &Version, param: &TypedParam) -> Result<u64> {
    let weight = param.value.number().filter(|_| version.number != 1);
    match weight {
        Some(weight) if !(SHARES_MIN..=WEIGHT_MAX).contains(&weight) => {
            Err(error::invalid(format!(
                "{} is {weight}, expected {SHARES_MIN} to {WEIGHT_MAX} on cgroup v2",
                param.field
            )))
        }
        _ => number(param),
    }
}

/// The quota of a percentage, by the period that is set with it or is in force.
fn percent_quota(
    held: &CpuValues,
    period: Option<u64>,
    percent: Option<&TypedParam>,
) -> Result<Option<Option<u64>>> {
    let Some(percent) = percent else { return Ok(None) };
    let now = held.bandwidth.map_or(scheduler::DEFAULT_PERIOD, |bandwidth| bandwidth.period);
    let percent = percent.value.number().unwrap_or_default();
    scheduler::quota_of(percent, period.unwrap_or(now), error::DOMAIN).map(Some)
}

fn period(param: &TypedParam) -> Result<u64> {
    number(param)
}

/// None for no limit, which a negative number means, and the greatest, as in libvirt.
fn quota(param: &TypedParam) -> Result<Option<u64>> {
    check_range(param)?;
    let quota = param.value.number().filter(|quota| *quota < QUOTA_UNLIMITED);
    Ok(quota)
}

fn number(param: &TypedParam) -> Result<u64> {
    check_range(param)?;
    Ok(param.value.number().unwrap_or_default())
}

/// Refuses what is out of the parameter's range.
fn check_range(param: &TypedParam) -> Result<()> {
    let row = scheduler::PARAMETERS.iter().find(|row| row.name == param.field);
    row.map_or(Ok(()), |row| row.check(&param.value, error::DOMAIN))
}

/// Whether a percentage is the one that a get tells of what is held. Programs for libvirt hand it back with a
/// quota that they changed, without knowing it.
fn is_told(held: Option<Bandwidth>, percent: &TypedParam) -> bool {
    let told = held.map(|held| scheduler::percent_of(held.quota, held.period));
    told.is_some() && told == percent.value.number()
}

/// The value of two parameters that are one here: the group of the domain stands for its
/// virtual CPUs.
fn one_of<T: PartialEq>(
    one: Option<&TypedParam>,
    other: Option<&TypedParam>,
    read: impl Fn(&TypedParam) -> Result<T>,
) -> Result<Option<T>> {
    let [first, second] = [one, other].map(|param| param.map(&read).transpose());
    match (first?, second?) {
        (Some(first), Some(second)) if first != second => Err(error::invalid(format!(
            "{} and {} differ, expected the same value: both are the limit of the domain's group",
            one.map_or("", |param| &param.field),
            other.map_or("", |param| &param.field)
        ))),
        (first, second) => Ok(first.or(second)),
    }
}

fn no_bandwidth() -> Error {
    error::refused(
        virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
        "periods and quotas cannot be set: this kernel has no CPU bandwidth control",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::{v1, v2};
    use crate::model::typed::Value;

    const HELD: CpuValues = CpuValues {
        shares: Some(1024),
        bandwidth: Some(Bandwidth { quota: None, period: 100_000 }),
    };

    fn param(name: &str, number: i64) -> TypedParam {
        let value = match name.ends_with("quota") {
            true => Value::LLong(number),
            false => Value::ULLong(number.cast_unsigned()),
        };
        TypedParam::new(name, value)
    }

    fn set(version: &Version, wanted: &[(&str, i64)]) -> Result<CpuValues> {
        let wanted: Vec<_> = wanted.iter().map(|(name, number)| param(name, *number)).collect();
        target(version, &HELD, &wanted, |_| false)
    }

    #[test]
    fn each_value_has_its_range() {
        for (name, least, most) in [
            (VIR_DOMAIN_SCHEDULER_CPU_SHARES, 2, 262_144),
            (VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, 1_000, 1_000_000),
            (VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, 1_000, 1_000_000),
            (VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, 1_000, 17_592_186_044_415),
            (VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, 1_000, 17_592_186_044_415),
        ] {
            for number in [least, most] {
                assert!(set(&v1::VERSION, &[(name, number)]).is_ok(), "{name} {number}");
            }
            for number in [0, least - 1, most + 1, i64::MAX] {
                let error = set(&v1::VERSION, &[(name, number)]).unwrap_err();
                assert_eq!(error.code(), virErrorNumber::VIR_ERR_INVALID_ARG);
                for part in
                    [name.to_owned(), number.to_string(), least.to_string(), most.to_string()]
                {
                    assert!(error.detail().contains(&part), "{part} in {error}");
                }
            }
        }
        let weight =
            |number| set(&v2::VERSION, &[(VIR_DOMAIN_SCHEDULER_CPU_SHARES, number)]).is_ok();
        assert_eq!([0, 1, 2, 10_000, 10_001].map(weight), [false, false, true, true, false]);
        let error = set(&v2::VERSION, &[(VIR_DOMAIN_SCHEDULER_CPU_SHARES, 1)]).unwrap_err();
        assert!(error.detail().contains("2 to 10000"), "{error}");
    }

    #[test]
    fn what_is_not_given_stays() {
        let bandwidth = |wanted: &[(&str, i64)]| {
            let target = set(&v2::VERSION, wanted).unwrap();
            assert_eq!(target.shares, Some(1024));
            target.bandwidth.unwrap()
        };
        let of = |quota, period| Bandwidth { quota, period };
        assert_eq!(bandwidth(&[("vcpu_quota", 5_000)]), of(Some(5_000), 100_000));
        assert_eq!(bandwidth(&[("global_period", 5_000)]), of(None, 5_000));
        assert_eq!(bandwidth(&[("vcpu_quota", -7), ("vcpu_period", 9_000)]), of(None, 9_000));
        assert_eq!(
            bandwidth(&[("vcpu_quota", 2_000), ("global_quota", 2_000)]),
            of(Some(2_000), 100_000)
        );
        assert_eq!(bandwidth(&[("global_quota", 17_592_186_044_415)]), of(None, 100_000));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let differ = set(&v2::VERSION, &[("vcpu_quota", 2_000), ("global_quota", 3_000)]);
        let error = differ.unwrap_err();
        assert_eq!(error.code(), virErrorNumber::VIR_ERR_INVALID_ARG);
        assert!(error.detail().contains("vcpu_quota and global_quota"), "{error}");
        let lacks = CpuValues { bandwidth: None, ..HELD };
        let error =
            target(&v2::VERSION, &lacks, &[param("vcpu_quota", 2_000)], |_| false).unwrap_err();
        assert_eq!(error.code(), virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED);
    }

    /// The percents are rounded, and one that a get has told yields to a quota that was changed.
    #[test]
    fn what_a_get_tells_can_be_set() {
        let held = Bandwidth { quota: Some(33_333), period: 100_000 };
        let set = |wanted: &[(&str, i64)]| {
            let mut wanted: Vec<_> =
                wanted.iter().map(|(name, number)| param(name, *number)).collect();
            wanted.push(TypedParam::new("cpu_limit_percent", Value::ULLong(33)));
            let target =
                target(&v2::VERSION, &CpuValues { bandwidth: Some(held), ..HELD }, &wanted, |_| {
                    false
                });
            target.map(|target| target.bandwidth.unwrap().quota.unwrap())
        };
        let told = [("vcpu_quota", 33_333), ("global_quota", 33_333), ("vcpu_period", 100_000)];
        assert_eq!(set(&told).unwrap(), 33_333);
        assert_eq!(set(&[("vcpu_quota", 20_000), ("global_quota", 20_000)]).unwrap(), 20_000);
        assert_eq!(set(&[("global_quota", 20_000)]).unwrap(), 20_000);
        assert_eq!(set(&[("vcpu_quota", 33_333), ("global_period", 50_000)]).unwrap(), 33_333);
        assert!(set(&[("vcpu_quota", 20_000), ("global_quota", 33_333)]).is_err());
        let percent = |percent| TypedParam::new("cpu_limit_percent", Value::ULLong(percent));
        let of_definition = |wanted: &[TypedParam]| check(&v2::VERSION, held, wanted);
        of_definition(&[param("vcpu_quota", 33_333), param("global_quota", 0), percent(33)])
            .unwrap();
        of_definition(&[param("vcpu_quota", 20_000), percent(33), param("vcpu_period", 0)])
            .unwrap();
        of_definition(&[param("vcpu_quota", 20_000), percent(34)]).unwrap_err();
        of_definition(&[param("vcpu_quota", 1)]).unwrap_err();
    }

    #[test]
    fn threads_with_groups_of_their_own() {
        let wanted = [
            param("vcpu_quota", 2_000),
            param("iothread_period", 3_000),
            param("global_quota", 9_000),
        ];
        let whole = target(&v2::VERSION, &HELD, &wanted, |_| true).unwrap();
        assert_eq!(whole.bandwidth, Some(Bandwidth { quota: Some(9_000), period: 100_000 }));
        for (kind, quota, period) in [
            (ThreadKind::Vcpu, Some(2_000), 100_000),
            (ThreadKind::Iothread, None, 3_000),
            (ThreadKind::Emulator, None, 100_000),
        ] {
            let part = of_threads(&HELD, &wanted, kind).unwrap();
            assert_eq!(part.bandwidth, Some(Bandwidth { quota, period }), "{kind:?}");
        }
        // What is wrong is refused as what it is, whether there is a group or not.
        for (name, number) in [
            ("emulator_period", 999),
            ("emulator_period", 1_000_001),
            ("emulator_quota", 1),
            ("iothread_quota", 999),
            ("iothread_period", 0),
        ] {
            let wanted = [param(name, number)];
            let kind = cpu::threads_of(name).unwrap();
            for error in [
                of_threads(&HELD, &wanted, kind).unwrap_err(),
                set(&v1::VERSION, &[(name, number)]).unwrap_err(),
            ] {
                assert_eq!(error.code(), virErrorNumber::VIR_ERR_INVALID_ARG, "{error}");
                assert!(
                    error.detail().contains(name) && error.detail().contains(&number.to_string()),
                    "{error}"
                );
            }
        }
        let error = set(&v1::VERSION, &[("emulator_quota", 5_000)]).unwrap_err();
        assert_eq!(error.code(), virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED);
        assert!(
            error.detail().contains("emulator_quota")
                && error.detail().contains("no group for emulator"),
            "{error}"
        );
    }
}
