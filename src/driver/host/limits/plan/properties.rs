//! What holds for every plan, whatever is in force and wanted.

use super::tests::{field_of, held as texts, plan_memory};
use super::*;
use crate::driver::host::cgroup::version::{SwapCount, Version};
use crate::driver::host::cgroup::{v1, v2};
use crate::driver::host::limits::codec::Codec;
use crate::driver::host::limits::control_value::ControlValue;
use crate::driver::host::limits::controllers::memory;
use crate::driver::host::limits::family::Memory;
use crate::driver::host::limits::journal::Journal;
use crate::driver::host::limits::rules::memory::to_api;
use crate::model::parameters::memory::{MemoryField, Memtune};
use crate::model::units::{Kib, UNLIMITED};
use crate::model::virErrorNumber::{VIR_ERR_INVALID_ARG, VIR_ERR_OPERATION_UNSUPPORTED};
use MemoryField::*;
use proptest::prelude::*;

const PAGE: u64 = 4;
const MAX: u64 = UNLIMITED.0;

fn any_kib() -> impl Strategy<Value = Kib> {
    let kib = prop_oneof![
        4 => 0..64_u64,
        4 => 0..(1_u64 << 24),
        2 => Just(MAX),
        1 => MAX - 8..MAX + 8,
        1 => any::<u64>(),
    ];
    kib.prop_map(Kib)
}

/// What a kernel may hold: whole pages, and "no limit" for what is almost that.
fn any_held() -> impl Strategy<Value = Kib> {
    let codec = Codec::Bytes { unlimited: "max" };
    any_kib().prop_map(move |kib| codec.held(ControlValue::of_kib(kib), Kib(PAGE)).kib())
}

fn rounded(kib: Kib) -> Kib {
    if kib.is_unlimited() { UNLIMITED } else { Kib(kib.0 / PAGE * PAGE) }
}

fn version(number: u8) -> &'static Version {
    if number == 1 { &v1::VERSION } else { &v2::VERSION }
}

/// What a kernel of that version holds, with or without swap accounting.
fn any_kernel(number: u8) -> impl Strategy<Value = Memtune> {
    (prop::collection::vec(any_held(), 5), any::<bool>()).prop_map(move |(values, swap)| {
        let has_file = |field: &&MemoryField| memory::file_of(version(number), **field).is_some();
        let fields = MemoryField::ALL.iter().filter(has_file).zip(values);
        let mut kernel: Memtune = fields
            .filter(|(field, _)| swap || !matches!(field, SwapHardLimit | SwapSoftLimit))
            .map(|(field, value)| (*field, value))
            .collect();
        if let (1, Some(total)) = (number, kernel.get(SwapHardLimit)) {
            kernel.set(HardLimit, kernel.limit(HardLimit).min(total));
        }
        kernel
    })
}

fn any_wanted() -> impl Strategy<Value = Memtune> {
    prop::collection::btree_map(prop::sample::select(MemoryField::ALL), any_kib(), 1..5)
        .prop_map(|values| values.into_iter().collect())
}

fn any_case() -> impl Strategy<Value = (u8, bool, Memtune, Memtune)> {
    (1..=2_u8, any::<bool>())
        .prop_flat_map(|(number, raw)| (Just(number), Just(raw), any_kernel(number), any_wanted()))
}

fn context(number: u8, raw: bool) -> PlanContext {
    let version = version(number);
    let swap = if raw { SwapCount::Total } else { version.swap };
    PlanContext { version, swap, page: Kib(PAGE) }
}

/// Why a plan may be refused.
fn is_wrong(context: &PlanContext, kernel: &Memtune, wanted: &Memtune) -> bool {
    let mut api = to_api(context.swap, kernel);
    api.merge(wanted);
    let sets = |fields: [MemoryField; 2]| fields.iter().any(|field| wanted.get(*field).is_some());
    wanted.iter().any(|(field, value)| {
        kernel.get(field).is_none()
            || value > UNLIMITED
            || (field == HardLimit && value < Kib(PAGE))
    }) || (sets([HardLimit, SwapHardLimit]) && api.limit(HardLimit) > api.limit(SwapHardLimit))
        || (sets([HardLimit, MinGuarantee])
            && api.get(MinGuarantee).is_some_and(|guarantee| guarantee > api.limit(HardLimit)))
}

/// Carries the writes out as the kernel would, and looks at every step.
fn carry_out(
    context: &PlanContext,
    kernel: &Memtune,
    writes: &[Change],
) -> std::result::Result<Memtune, TestCaseError> {
    let mut sinks = false;
    for write in writes {
        let field = field_of(context.version, write);
        prop_assert_ne!(&write.old, &write.new);
        prop_assert_eq!(kernel.get(field), Some(write.old.kib()), "written twice");
        // What rises comes before what sinks.
        prop_assert!(!sinks || write.lowers());
        sinks |= write.lowers();
    }
    walk(context, kernel, writes)
}

fn walk(
    context: &PlanContext,
    kernel: &Memtune,
    writes: &[Change],
) -> std::result::Result<Memtune, TestCaseError> {
    let mut held = kernel.clone();
    for write in writes {
        let field = field_of(context.version, write);
        prop_assert_eq!(held.get(field), Some(write.old.kib()));
        if write.is_none() {
            continue;
        }
        held.set(field, rounded(write.new.kib()));
        // The v1 kernel refuses every other step.
        if let (SwapCount::Total, Some(total)) = (context.version.swap, held.get(SwapHardLimit)) {
            prop_assert!(held.limit(HardLimit) <= total);
        }
    }
    Ok(held)
}

/// Wherever a set is broken off, what it has begun is taken back, or brought to its
/// end, by ways that the kernel does not refuse.
fn break_off(
    context: &PlanContext,
    kernel: &Memtune,
    writes: &[Change],
    after: &Memtune,
) -> std::result::Result<(), TestCaseError> {
    let read_back = |write: &Change| write.file.codec.held(write.new, context.page).kib();
    if writes.iter().any(|write| read_back(write) != rounded(write.new.kib())) {
        // What is almost unlimited is simply that to a kernel, which this one is not.
        return Ok(());
    }
    let before = texts(context.version, kernel);
    let journal = Journal::new(&Memory, context, &before, writes, Vec::new());
    for made in 0..=writes.len() {
        let held = carry_out(context, kernel, &writes[..made])?;
        let now = texts(context.version, &held);
        prop_assert_eq!(journal.is_done(&now), &held == after);
        prop_assert_eq!(&walk(context, &held, &journal.back(&now))?, kernel);
        prop_assert_eq!(&walk(context, &held, &journal.onward(&now))?, after);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_plan_brings_about_what_is_wanted_and_nothing_else(
        (number, raw, kernel, wanted) in any_case()
    ) {
        let context = context(number, raw);
        let writes = match plan_memory(&context, &kernel, &wanted) {
            Ok(writes) => writes,
            Err(error) => {
                let codes = [VIR_ERR_INVALID_ARG, VIR_ERR_OPERATION_UNSUPPORTED];
                prop_assert!(codes.contains(&error.code()), "{}", error);
                let wrong = is_wrong(&context, &kernel, &wanted);
                prop_assert!(wrong, "refused for nothing: {}", error);
                return Ok(());
            }
        };
        prop_assert!(raw || !is_wrong(&context, &kernel, &wanted), "not refused");
        let held = carry_out(&context, &kernel, &writes)?;
        break_off(&context, &kernel, &writes, &held)?;
        let (before, after) = (to_api(context.swap, &kernel), to_api(context.swap, &held));
        for (field, value) in after.iter() {
            match wanted.get(field) {
                Some(wanted) => prop_assert_eq!(value, rounded(wanted), "{}", field.name()),
                // Swap alone that another limited is not touched by a hard limit.
                None if field == SwapHardLimit && before.limit(field).is_unlimited() => {}
                None => prop_assert_eq!(Some(value), before.get(field), "{}", field.name()),
            }
        }
        // What is in force is not written again.
        let again: Memtune = wanted.iter().map(|(field, value)| (field, rounded(value))).collect();
        if !is_wrong(&context, &held, &again) {
            let repeated = plan_memory(&context, &held, &again);
            prop_assert_eq!(repeated.map_err(|error| error.message()), Ok(vec![]));
        }
    }
}
