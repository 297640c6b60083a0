//! Random values in random order: after each set all of them are in force, as the kernel
//! rounds them, or there was an error and nothing has changed.

use super::{MIB, TestGroup, UNLIMITED, get, params};
use proptest::prelude::*;
use std::collections::BTreeMap;

type Values = BTreeMap<String, u64>;

/// The kernel's page size, in KiB.
fn page() -> u64 {
    rustix::param::page_size() as u64 / 1024
}

/// Large enough that the kernel does not kill the process for it.
fn any_kib() -> impl Strategy<Value = u64> {
    prop_oneof![
        6 => 8 * MIB..256 * MIB,
        1 => Just(UNLIMITED),
        // A value within less than the largest page of it may read back as "no limit".
        1 => UNLIMITED - 200..UNLIMITED - 64,
        1 => UNLIMITED..UNLIMITED + 8,
        1 => 0..page(),
    ]
}

fn any_set() -> impl Strategy<Value = Vec<(&'static str, u64)>> {
    let field = |name: &'static str| {
        prop::option::weighted(0.6, any_kib().prop_map(move |kib| (name, kib)))
    };
    let fields = (
        field("hard_limit"),
        field("soft_limit"),
        field("swap_hard_limit"),
        prop::option::weighted(0.2, (0..32 * MIB).prop_map(|kib| ("min_guarantee", kib))),
        prop::option::weighted(0.2, any_kib().prop_map(|kib| ("swap_soft_limit", kib))),
    );
    fields
        .prop_map(|(a, b, c, d, e)| [a, b, c, d, e].into_iter().flatten().collect::<Vec<_>>())
        .prop_filter("a set sets something", |set| !set.is_empty())
        .prop_shuffle()
}

fn values(test_group: &TestGroup) -> Values {
    get(&test_group.domain).into_iter().collect()
}

fn rounded(kib: u64) -> u64 {
    if kib >= UNLIMITED { UNLIMITED } else { kib / page() * page() }
}

/// Checks the values after a set; the kernel's limit on swap alone may be kept if the
/// total was unlimited.
fn check_taken(before: &Values, set: &[(&str, u64)], after: &Values) -> Result<(), TestCaseError> {
    for (name, value) in after {
        match set.iter().find(|(field, _)| field == name) {
            Some((_, wanted)) => prop_assert_eq!(*value, rounded(*wanted), "{} of {:?}", name, set),
            None if name == "swap_hard_limit" && before[name] == UNLIMITED => {}
            None => prop_assert_eq!(Some(value), before.get(name), "{} of {:?}", name, set),
        }
    }
    Ok(())
}

#[test]
fn a_set_is_all_or_nothing() {
    let Some(mut test_group) = TestGroup::start("a_set_is_all_or_nothing") else {
        return;
    };
    let config = ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() };
    let taken = std::cell::Cell::new(0);
    proptest!(config, |(sets in prop::collection::vec(any_set(), 1..12))| {
        let unlimited = [("hard_limit", UNLIMITED), ("swap_hard_limit", UNLIMITED)];
        test_group.domain.set_memory_parameters(&params(&unlimited), 0).unwrap();
        for set in &sets {
            let before = values(&test_group);
            match test_group.domain.set_memory_parameters(&params(set), 0) {
                Ok(()) => {
                    check_taken(&before, set, &values(&test_group))?;
                    taken.set(taken.get() + 1);
                }
                Err(error) => {
                    // Orders of writes that the kernel refuses are not tried.
                    prop_assert_ne!(error.ints().0, libc::EINVAL, "{:?}: {}", set, error);
                    prop_assert_eq!(values(&test_group), before, "{:?}: {}", set, error);
                }
            }
        }
    });
    assert!(taken.get() > 20, "only {} sets were taken", taken.get());
    assert!(test_group.child.try_wait().unwrap().is_none());
}
