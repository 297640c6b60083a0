//! What holds for every plan of scheduler parameters, whatever is in force and wanted.

use super::*;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::cgroup::{v1, v2};
use crate::driver::host::limits::control_value::Bandwidth;
use crate::driver::host::limits::controllers::cpu::{self, CpuValues};
use crate::driver::host::limits::family::Scheduler;
use crate::driver::host::limits::journal::Journal;
use crate::model::typed::Value;
use crate::model::units::Kib;
use crate::model::virErrorNumber::{VIR_ERR_INVALID_ARG, VIR_ERR_OPERATION_UNSUPPORTED};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeMap;

const NAMES: [&str; 5] =
    ["cpu_shares", "vcpu_period", "vcpu_quota", "global_period", "global_quota"];
/// The greatest quota of libvirt's, which is no limit.
const QUOTA_MAX: i64 = 17_592_186_044_415;

fn context(number: u8) -> PlanContext {
    let version: &'static Version = if number == 1 { &v1::VERSION } else { &v2::VERSION };
    PlanContext { version, swap: version.swap, page: Kib(4) }
}

/// What a kernel of that version holds, with or without bandwidth control.
fn any_kernel(number: u8) -> impl Strategy<Value = CpuValues> {
    let shares = if number == 1 { 2..=262_144_u64 } else { 1..=10_000 };
    let quota = prop::option::of(prop_oneof![1_000..=2_000_000_u64, 1_000..=1_u64 << 40]);
    let bandwidth =
        (quota, 1_000..=1_000_000_u64).prop_map(|(quota, period)| Bandwidth { quota, period });
    (shares, prop::option::weighted(0.9, bandwidth))
        .prop_map(|(shares, bandwidth)| CpuValues { shares: Some(shares), bandwidth })
}

fn held(version: &Version, values: &CpuValues) -> Held {
    let mut held = Held::default();
    cpu::put(version, values, &mut held);
    held
}

/// A number that may be of any parameter, most of them in its range.
fn any_number() -> impl Strategy<Value = i64> {
    prop_oneof![
        8 => 1_000..=10_000_i64,
        4 => 1_000..=1_000_000_i64,
        1 => prop::sample::select(vec![-1, 0, 1, 2, 999, 1_000_001, QUOTA_MAX, QUOTA_MAX + 1]),
        1 => any::<i64>(),
    ]
}

type Wanted = BTreeMap<&'static str, i64>;

fn any_wanted() -> impl Strategy<Value = Wanted> {
    let free = prop::collection::btree_map(prop::sample::select(&NAMES), any_number(), 1..5);
    (free, any::<[bool; 2]>()).prop_map(|(mut wanted, same)| {
        // Those that are one file are the same more often than by chance.
        for (same, [vcpu, global]) in
            same.into_iter().zip([["vcpu_period", "global_period"], ["vcpu_quota", "global_quota"]])
        {
            if let (true, Some(value)) = (same, wanted.get(vcpu).copied()) {
                wanted.entry(global).and_modify(|global| *global = value);
            }
        }
        wanted
    })
}

fn any_case() -> impl Strategy<Value = (u8, CpuValues, Wanted)> {
    (1..=2_u8).prop_flat_map(|number| (Just(number), any_kernel(number), any_wanted()))
}

fn params(wanted: &Wanted) -> Vec<TypedParam> {
    let param = |(name, number): (&&str, &i64)| {
        let value = match name.ends_with("quota") {
            true => Value::LLong(*number),
            false => Value::ULLong(number.cast_unsigned()),
        };
        TypedParam::new(*name, value)
    };
    wanted.iter().map(param).collect()
}

fn quota_of(number: i64) -> Option<u64> {
    u64::try_from(number).ok().filter(|_| number < QUOTA_MAX)
}

/// Why a plan may be refused.
fn is_wrong(number: u8, kernel: &CpuValues, wanted: &Wanted) -> bool {
    let most_shares = if number == 1 { 262_144 } else { 10_000 };
    let out_of_range = wanted.iter().any(|(name, value)| match *name {
        "cpu_shares" => !(2..=most_shares).contains(value),
        "vcpu_period" | "global_period" => !(1_000..=1_000_000).contains(value),
        _ => *value >= 0 && !(1_000..=QUOTA_MAX).contains(value),
    });
    let pair = |one, other| Some((*wanted.get(one)?, *wanted.get(other)?));
    let periods = pair("vcpu_period", "global_period").is_some_and(|(one, other)| one != other);
    let quotas = pair("vcpu_quota", "global_quota")
        .is_some_and(|(one, other)| quota_of(one) != quota_of(other));
    let no_file = kernel.bandwidth.is_none() && wanted.keys().any(|name| *name != "cpu_shares");
    out_of_range || periods || quotas || no_file
}

/// What is to be in force.
fn expected(kernel: &CpuValues, wanted: &Wanted) -> CpuValues {
    let given = |names: [&str; 2]| names.iter().find_map(|name| wanted.get(name)).copied();
    let shares = wanted.get("cpu_shares").map(|shares| shares.cast_unsigned()).or(kernel.shares);
    let bandwidth = kernel.bandwidth.map(|held| Bandwidth {
        period: given(["vcpu_period", "global_period"]).map_or(held.period, i64::cast_unsigned),
        quota: given(["vcpu_quota", "global_quota"]).map_or(held.quota, quota_of),
    });
    CpuValues { shares, bandwidth }
}

/// The order of the CPU time that two of them allow.
fn compare(one: Bandwidth, other: Bandwidth) -> Ordering {
    let time = |of: Bandwidth, by: Bandwidth| {
        of.quota.map_or(u128::MAX, |quota| u128::from(quota) * u128::from(by.period))
    };
    time(one, other).cmp(&time(other, one))
}

/// Makes the changes as the kernel does, and checks every step: the kernel refuses more CPU time
/// than the group above has, which is known to have what is in force at both ends alone.
fn walk(
    version: &Version,
    held: &Held,
    ends: [&CpuValues; 2],
    changes: &[Change],
) -> std::result::Result<Held, TestCaseError> {
    let mut now = held.clone();
    for change in changes {
        prop_assert_eq!(now.get(change.file), Some(change.old));
        now.set(change.file, change.new);
        let Some(step) = cpu::values(version, &now).bandwidth else { continue };
        let allowed =
            ends.iter().filter_map(|end| end.bandwidth).any(|end| compare(step, end).is_le());
        prop_assert!(allowed, "{:?} is above both {:?}", step, ends);
    }
    Ok(now)
}

/// Wherever a set is broken off, it is rolled back or completed by steps that the kernel takes.
fn break_off(
    context: &PlanContext,
    ends: [&CpuValues; 2],
    changes: &[Change],
) -> std::result::Result<(), TestCaseError> {
    let version = context.version;
    let [before, after] = ends.map(|values| held(version, values));
    let journal = Journal::new(&Scheduler, context, &before, changes, Vec::new());
    for made in 0..=changes.len() {
        let now = walk(version, &before, ends, &changes[..made])?;
        prop_assert_eq!(journal.is_done(&now), now == after);
        prop_assert_eq!(&walk(version, &now, ends, &journal.back(&now))?, &before);
        prop_assert_eq!(&walk(version, &now, ends, &journal.onward(&now))?, &after);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_plan_brings_about_what_is_wanted_and_nothing_else((number, kernel, wanted) in any_case()) {
        let context = context(number);
        let before = held(context.version, &kernel);
        let changes = match plan(&Scheduler, &context, &before, &params(&wanted)) {
            Ok(changes) => changes,
            Err(error) => {
                let codes = [VIR_ERR_INVALID_ARG, VIR_ERR_OPERATION_UNSUPPORTED];
                prop_assert!(codes.contains(&error.code()), "{}", error);
                prop_assert!(is_wrong(number, &kernel, &wanted), "refused for nothing: {}", error);
                return Ok(());
            }
        };
        prop_assert!(!is_wrong(number, &kernel, &wanted), "not refused");
        let expected = expected(&kernel, &wanted);
        let after = walk(context.version, &before, [&kernel, &expected], &changes)?;
        prop_assert_eq!(cpu::values(context.version, &after), expected);
        let mut files: Vec<_> = changes.iter().map(|change| change.file.name).collect();
        files.sort_unstable();
        files.dedup();
        prop_assert_eq!(files.len(), changes.len(), "a file is written twice");
        prop_assert!(changes.iter().all(|change| !change.is_none()));
        break_off(&context, [&kernel, &expected], &changes)?;
        let again = plan(&Scheduler, &context, &after, &params(&wanted));
        prop_assert_eq!(again.map_err(|error| error.message()), Ok(vec![]));
    }
}
