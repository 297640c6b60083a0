//! Invariants of all tables.

use super::*;
use std::collections::BTreeSet;

const FAMILIES: [Family; 7] = [
    Family::Memory,
    Family::Scheduler,
    Family::Blkio,
    Family::Numa,
    Family::Interface,
    Family::BlockIoTune,
    Family::Perf,
];

#[test]
fn names_are_unique() {
    for (family, count) in FAMILIES.into_iter().zip([6, 14, 7, 2, 7, 20, 22]) {
        let specs = specs(family);
        let names: BTreeSet<_> = specs.iter().map(|spec| spec.name.as_ref()).collect();
        assert_eq!((specs.len(), names.len()), (count, count), "{family:?}");
    }
}

/// The positions in documents are distinct and contiguous.
fn check_places<P>(rows: &'static [Parameter<P>]) {
    let count = in_document_order(rows).count();
    let places: BTreeSet<u8> = rows.iter().filter_map(|row| row.xml).map(|(_, at)| at).collect();
    assert_eq!(places.len(), count);
    let names: BTreeSet<_> = in_document_order(rows).map(|(name, _)| name).collect();
    assert_eq!(names.len(), count);
}

#[test]
fn positions_in_documents_are_unique() {
    check_places(memory::PARAMETERS);
    check_places(scheduler::PARAMETERS);
    check_places(blkio::DEVICE_PARAMETERS);
    check_places(numa::PARAMETERS);
    check_places(interface::INBOUND);
    check_places(interface::OUTBOUND);
    check_places(block_iotune::PARAMETERS);
    check_places(perf::PARAMETERS);
}

#[test]
fn orders_of_a_get_and_of_a_document() {
    let listed: Vec<_> = specs(Family::Scheduler);
    let listed: Vec<_> = listed.iter().map(|spec| spec.name.as_ref()).collect();
    assert_eq!(
        listed,
        [
            "cpu_shares",
            "vcpu_period",
            "vcpu_quota",
            "emulator_period",
            "emulator_quota",
            "global_period",
            "global_quota",
            "iothread_period",
            "iothread_quota",
            "cpu_limit_percent",
            "weight",
            "reservation",
            "limit",
            "shares"
        ]
    );
    let written: Vec<_> = in_document_order(scheduler::PARAMETERS).map(|(name, _)| name).collect();
    assert_eq!(
        written,
        [
            "shares",
            "period",
            "quota",
            "global_period",
            "global_quota",
            "emulator_period",
            "emulator_quota",
            "iothread_period",
            "iothread_quota",
            "reservation",
            "limit"
        ]
    );
    let written: Vec<_> = in_document_order(memory::PARAMETERS).map(|(name, _)| name).collect();
    assert_eq!(
        written,
        [
            "hard_limit",
            "soft_limit",
            "min_guarantee",
            "swap_hard_limit",
            "swap_soft_limit",
            "memory_shares"
        ]
    );
    let listed = specs(Family::Blkio);
    let libvirts: Vec<_> = listed.iter().map(|spec| spec.name.as_ref()).take(6).collect();
    assert_eq!(libvirts, blkio::LIBVIRT);
    let sizes = memory::MemoryField::ALL.iter().map(|field| field.name());
    let fields: Vec<_> = sizes.chain(["memory_shares"]).collect();
    let listed = specs(Family::Memory);
    assert_eq!(listed.iter().map(|spec| spec.name.as_ref()).collect::<Vec<_>>(), fields);
}

#[test]
fn limits() {
    use Zero::*;
    let range = Limits::range(10, 20);
    for (limits, number, set, document) in [
        (range, 9, false, false),
        (range, 10, true, true),
        (range, 20, true, true),
        (range, 21, false, false),
        (range, 0, false, false),
        (range.zero(Unset), 0, true, true),
        (range.zero(UnsetInDefinitions), 0, false, true),
        (range, -1, false, false),
        (range.or_unlimited(), -1, true, true),
        (range.or_unlimited(), 0, false, false),
        (Limits::ANY, i128::from(u64::MAX), true, true),
        (Limits::ANY, i128::from(i64::MIN), true, true),
    ] {
        assert_eq!(
            (limits.fit_set(number), limits.fit_definition(number)),
            (set, document),
            "{number}"
        );
    }
}

#[test]
fn a_set_that_fails_changes_nothing() {
    use crate::model::typed::{TypedParam, Value};
    use crate::model::{virErrorDomain, virErrorNumber};
    let number = |name: &str, value| TypedParam::new(name, Value::ULLong(value));
    let mut tune = block_iotune::BlockIoTune::default();
    let from = virErrorDomain::VIR_FROM_TEST;
    let given = [number("read_bytes_sec", 5), number("read_bytes_sec_max", 5)];
    block_iotune::set(&mut tune, &given, from).unwrap();
    let before = tune.clone();
    for (params, code) in [
        (
            vec![number("write_iops_sec", 1), number("size_iops_sec", 1_000_000_000_000_001)],
            virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED,
        ),
        (vec![number("total_bytes_sec", 1)], virErrorNumber::VIR_ERR_INVALID_ARG),
        (vec![number("read_bytes_sec_max", 4)], virErrorNumber::VIR_ERR_INVALID_ARG),
    ] {
        let error = block_iotune::set(&mut tune, &params, from).unwrap_err();
        assert_eq!((error.code(), error.domain()), (code, from));
        assert_eq!(tune, before);
    }
    let moved = [
        number("read_bytes_sec", 0),
        number("read_bytes_sec_max", 0),
        number("total_bytes_sec", 1),
        number("total_bytes_sec_max", 1),
    ];
    block_iotune::set(&mut tune, &moved, from).unwrap();
    assert_eq!((tune.limit("read_bytes_sec"), tune.limit("total_bytes_sec")), (0, 1));
}
