//! What holds for every plan of scheduler parameters of a guest whose threads have groups of their own.

use super::*;
use crate::driver::host::cgroup::thread_group::ThreadKind;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::cgroup::{v1, v2};
use crate::driver::host::limits::control_value::Bandwidth;
use crate::driver::host::limits::controllers::cpu::{self, CpuValues};
use crate::driver::host::limits::family::Scheduler;
use crate::driver::host::limits::journal::Journal;
use crate::model::typed::Value;
use crate::model::units::Kib;
use proptest::prelude::*;

/// Of the group, of its virtual CPUs, its emulator and its I/O threads.
type Values = [Bandwidth; 4];

const PARTS: [&str; 4] = ["global", "vcpu", "emulator", "iothread"];

/// The groups of threads, and which of the values each has.
const GROUPS: [(&str, usize); 5] =
    [("vcpu0", 1), ("vcpu1", 1), ("emulator", 2), ("iothread1", 3), ("iothread2", 3)];

fn context(number: u8) -> PlanContext {
    let version: &'static Version = if number == 1 { &v1::VERSION } else { &v2::VERSION };
    PlanContext { version, swap: version.swap, page: Kib(4) }
}

fn any_bandwidth() -> impl Strategy<Value = Bandwidth> {
    let number = || prop_oneof![Just(1_000_u64), Just(100_000), 1_000..=1_000_000_u64];
    (prop::option::weighted(0.8, number()), number())
        .prop_map(|(quota, period)| Bandwidth { quota, period })
}

/// Threads have no more than their guest.
fn any_values() -> impl Strategy<Value = Values> {
    prop::array::uniform4(any_bandwidth()).prop_map(|values| {
        let [whole, ..] = values;
        values.map(|it| if fits(it, whole) { it } else { Bandwidth { quota: None, ..it } })
    })
}

/// What v1's kernel lets threads have in a guest.
fn fits(threads: Bandwidth, whole: Bandwidth) -> bool {
    threads.quota.is_none() || whole.quota.is_none() || threads.compare(whole).is_le()
}

fn held(version: &Version, values: &Values) -> Held {
    let of = |bandwidth: Bandwidth, shares| {
        let mut held = Held::default();
        cpu::put(version, &CpuValues { shares, bandwidth: Some(bandwidth) }, &mut held);
        held
    };
    let mut held = of(values[0], Some(100));
    for (name, part) in GROUPS {
        let Some(Key::Threads(threads)) = Key::parse(name) else { panic!("{name}") };
        held.set_threads(threads, of(values[part], None));
    }
    held
}

fn params(values: &Values) -> Vec<TypedParam> {
    let param = |(part, bandwidth): (&str, &Bandwidth)| {
        let quota = bandwidth.quota.map_or(-1, u64::cast_signed);
        [
            TypedParam::new(format!("{part}_quota"), Value::LLong(quota)),
            TypedParam::new(format!("{part}_period"), Value::ULLong(bandwidth.period)),
        ]
    };
    PARTS.into_iter().zip(values).flat_map(param).collect()
}

/// Makes the changes as v1's kernel does, which checks each.
fn walk(
    version: &Version,
    held: &Held,
    changes: &[Change],
) -> std::result::Result<Held, TestCaseError> {
    let mut now = held.clone();
    for change in changes {
        prop_assert_eq!(now.get_at(change.file, change.key), Some(change.old));
        now.set_at(change.file, change.key, change.new);
        let bandwidth = |held: &Held| cpu::values(version, held).bandwidth.unwrap();
        for (threads, held) in now.threads() {
            let (own, whole) = (bandwidth(held), bandwidth(&now));
            prop_assert!(fits(own, whole), "{} has {:?} in {:?}", threads, own, whole);
        }
    }
    Ok(now)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_kernel_refuses_no_step((number, from, to) in (1..=2_u8, any_values(), any_values())) {
        let context = context(number);
        let [before, after] = [&from, &to].map(|values| held(context.version, values));
        let changes = plan(&Scheduler, &context, &before, &params(&to)).unwrap();
        prop_assert_eq!(&walk(context.version, &before, &changes)?, &after);
        let journal = Journal::new(&Scheduler, &context, &before, &changes, Vec::new());
        for made in 0..=changes.len() {
            let now = walk(context.version, &before, &changes[..made])?;
            prop_assert_eq!(journal.is_done(&now), now == after);
            prop_assert_eq!(&walk(context.version, &now, &journal.back(&now))?, &before);
            prop_assert_eq!(&walk(context.version, &now, &journal.onward(&now))?, &after);
        }
    }

    #[test]
    fn one_kind_of_threads_changes_no_other(part in 1..4_usize, from in any_values(), quota in 1_000..1_000_000_u64) {
        let context = context(2);
        let before = held(context.version, &from);
        let wanted = [TypedParam::new(format!("{}_quota", PARTS[part]), Value::LLong(quota.cast_signed()))];
        let changes = plan(&Scheduler, &context, &before, &wanted).unwrap();
        let mut to = from;
        to[part].quota = Some(quota);
        let after = held(context.version, &to);
        prop_assert_eq!(walk_any(&before, &changes), after);
        let kinds = [ThreadKind::Vcpu, ThreadKind::Emulator, ThreadKind::Iothread];
        prop_assert!(changes.iter().all(|change| matches!(
            change.key,
            Some(Key::Threads(threads)) if threads.kind == kinds[part - 1]
        )));
    }
}

/// As v2's kernel, which lets threads have more.
fn walk_any(held: &Held, changes: &[Change]) -> Held {
    let mut now = held.clone();
    changes.iter().for_each(|change| now.set_at(change.file, change.key, change.new));
    now
}
