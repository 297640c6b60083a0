//! From the parameters that are wanted and what the control files hold to an ordered list of
//! changes. Pure: nothing here touches a file.

use super::change::Change;
use super::control_file::{ControlFile, Held};
use super::control_value::Key;
use super::controllers::PlanContext;
use super::family::Family;
use crate::model::Result;
use crate::model::typed::TypedParam;
use crate::sorting::sort_by_key;
use std::cmp::Ordering;

/// The changes that bring a group from what its files hold to what is wanted. Limits that
/// rise come before limits that sink: so v1 finds limit <= memsw after every step, and
/// nothing is tighter on the way than both before and after.
///
/// The kernel refuses a group of threads more CPU time than its group has. So where these hold
/// less afterwards, theirs is changed before that of the group, and otherwise after it; and the
/// group's quota and period, where both change, give it more on the way and not less.
///
/// Errors: those of [`Family::target`].
pub fn plan(
    family: &dyn Family,
    context: &PlanContext,
    held: &Held,
    wanted: &[TypedParam],
) -> Result<Vec<Change>> {
    let target = family.target(context, held, wanted)?;
    let version = context.version;
    let mut changes = own_changes(family.files(version), held, &target);
    if held.threads().next().is_none() {
        return Ok(changes);
    }
    let (mut sinking, mut rising) = (Vec::new(), Vec::new());
    for (threads, of_threads) in held.threads() {
        let Some(wanted) = target.of_threads(threads) else { continue };
        let key = Some(Key::Threads(threads));
        let own = own_changes(&family.thread_files(version), of_threads, wanted);
        let place =
            if family.lowers(version, of_threads, wanted) { &mut sinking } else { &mut rising };
        place.extend(own.into_iter().map(|change| Change { key, ..change }));
    }
    changes.reverse();
    if family.lowers(version, held, &target) {
        Ok([rising, sinking, changes].concat())
    } else {
        Ok([changes, rising, sinking].concat())
    }
}

/// The changes of a group's own files, and of their lines.
fn own_changes(files: &[&'static ControlFile], held: &Held, target: &Held) -> Vec<Change> {
    let mut changes = Vec::with_capacity(files.len());
    for file in files {
        let devices = target.lines(file).unwrap_or_default().iter().map(|(device, _)| *device);
        for key in std::iter::once(None).chain(devices.map(|device| Some(Key::Device(device)))) {
            let values = held.get_at(file, key).zip(target.get_at(file, key));
            let Some((old, new)) = values else { continue };
            let change = Change { file, key, old, new };
            // Files are listed in the order that lowering wants.
            match old.compare(new) {
                _ if old == new => {}
                Ordering::Greater => changes.push(change),
                _ => changes.insert(0, change),
            }
        }
    }
    changes
}

/// The changes whose effect depends on the groups above, and the others.
pub fn split_protection(changes: &mut [Change]) -> (&[Change], &[Change]) {
    sort_by_key(changes, |change| !change.file.ancestors);
    changes.split_at(changes.partition_point(|change| change.file.ancestors))
}

/// Of what is wanted in files that `concerns` picks, that which is in force already: changes that
/// make no difference.
pub fn in_force(
    family: &dyn Family,
    context: &PlanContext,
    held: &Held,
    wanted: &[TypedParam],
    changes: &[Change],
    concerns: impl Fn(&ControlFile) -> bool,
) -> Vec<Change> {
    let is_changed =
        |file| changes.iter().any(|change| change.file == file && !change.is_of_threads());
    let files = family.files(context.version).iter().copied();
    files
        .filter(|file| concerns(file) && !is_changed(*file))
        .filter(|file| family.is_asked(context.version, held, wanted, file))
        .flat_map(|file| {
            let same = |key| {
                let value = held.get_at(file, key)?;
                Some(Change { file, key, old: value, new: value })
            };
            held.keys(file).filter_map(same)
        })
        .collect()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod scheduler_properties;
#[cfg(test)]
mod thread_properties;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::version::{SwapCount, Version};
    use crate::driver::host::cgroup::{v1, v2};
    use crate::driver::host::limits::control_value::ControlValue;
    use crate::driver::host::limits::controllers::memory;
    use crate::driver::host::limits::family::Memory;
    use crate::driver::host::limits::rules::memory::{check_definition, to_api, whole_pages};
    use crate::model::parameters::memory::{MemoryField, Memtune};
    use crate::model::units::{Kib, UNLIMITED};
    use crate::model::virErrorNumber;
    use MemoryField::*;

    /// What a group holds that has these values.
    pub fn held(version: &Version, values: &Memtune) -> Held {
        let text = |(field, value)| {
            let file = memory::file_of(version, field).unwrap();
            (file, ControlValue::of_kib(value))
        };
        values.iter().map(text).collect()
    }

    /// The parameter of a control file.
    pub fn field_of(version: &Version, change: &Change) -> MemoryField {
        let is_it = |field: &&MemoryField| memory::file_of(version, **field) == Some(change.file);
        *MemoryField::ALL.iter().find(is_it).unwrap()
    }

    /// The plan for memory parameters.
    pub fn plan_memory(
        context: &PlanContext,
        kernel: &Memtune,
        wanted: &Memtune,
    ) -> Result<Vec<Change>> {
        plan(&Memory, context, &held(context.version, kernel), &wanted.to_params())
    }

    fn context(version: &'static Version) -> PlanContext {
        PlanContext { version, swap: version.swap, page: Kib(4) }
    }

    fn values(list: &[(MemoryField, u64)]) -> Memtune {
        list.iter().map(|(field, kib)| (*field, Kib(*kib))).collect()
    }

    fn v1_values(hard: u64, total: u64) -> Memtune {
        values(&[(HardLimit, hard), (SoftLimit, UNLIMITED.0), (SwapHardLimit, total)])
    }

    fn v2_values(hard: u64, swap: u64) -> Memtune {
        let mut all = v1_values(hard, swap);
        all.merge(&values(&[(MinGuarantee, 0), (SwapSoftLimit, UNLIMITED.0)]));
        all
    }

    fn steps(
        context: &PlanContext,
        kernel: &Memtune,
        wanted: &[(MemoryField, u64)],
    ) -> Vec<(MemoryField, u64)> {
        let changes = plan_memory(context, kernel, &values(wanted)).unwrap();
        let step = |change: &Change| (field_of(context.version, change), change.new.kib().0);
        changes.iter().map(step).collect()
    }

    const MAX: u64 = UNLIMITED.0;

    #[test]
    fn v1_keeps_limit_at_or_below_memsw_at_every_step() {
        let points = [4, 100, 200, 300, MAX];
        let pairs = || {
            points.iter().flat_map(|a| points.iter().map(move |b| (*a, *b))).filter(|(a, b)| a <= b)
        };
        for (hard, total) in pairs() {
            for (new_hard, new_total) in pairs() {
                let (mut limit, mut memsw) = (hard, total);
                let wanted = [(HardLimit, new_hard), (SwapHardLimit, new_total)];
                for (field, value) in
                    steps(&context(&v1::VERSION), &v1_values(hard, total), &wanted)
                {
                    match field {
                        HardLimit => limit = value,
                        _ => memsw = value,
                    }
                    assert!(limit <= memsw, "{hard}/{total} to {new_hard}/{new_total}");
                }
                assert_eq!((limit, memsw), (new_hard, new_total));
            }
        }
    }

    #[test]
    fn a_definition_is_refused_what_a_running_domain_is() {
        let held = values(&[(HardLimit, 100), (SwapHardLimit, 152)]);
        let check = |version, wanted: &[(MemoryField, u64)]| {
            let checked = check_definition(&context(version), &held, &values(wanted));
            checked.map_err(|error| error.code())
        };
        let invalid = Err(virErrorNumber::VIR_ERR_INVALID_ARG);
        for version in [&v1::VERSION, &v2::VERSION] {
            assert_eq!(check(version, &[(HardLimit, 152), (MinGuarantee, 152)]), Ok(()));
            assert_eq!(check(version, &[(HardLimit, 153)]), invalid);
            assert_eq!(check(version, &[(SwapHardLimit, 99)]), invalid);
            assert_eq!(check(version, &[(MinGuarantee, 101)]), invalid);
            assert_eq!(check(version, &[(HardLimit, 3)]), invalid);
            assert_eq!(check(version, &[(SoftLimit, MAX + 1)]), invalid);
        }
        let unsupported = Err(virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED);
        assert_eq!(check(&v1::VERSION, &[(SwapSoftLimit, 100)]), unsupported);
        assert_eq!(check(&v2::VERSION, &[(SwapSoftLimit, 100)]), Ok(()));
    }

    #[test]
    fn v2_swap_is_what_the_total_leaves() {
        let t = context(&v2::VERSION);
        assert_eq!(
            steps(&t, &v2_values(MAX, MAX), &[(HardLimit, 100), (SwapHardLimit, 152)]),
            [(SwapHardLimit, 52), (HardLimit, 100)]
        );
        // The total stays when the hard limit moves, and what rises goes first.
        assert_eq!(
            steps(&t, &v2_values(100, 52), &[(HardLimit, 60)]),
            [(SwapHardLimit, 92), (HardLimit, 60)]
        );
        assert_eq!(
            steps(&t, &v2_values(60, 92), &[(HardLimit, 100)]),
            [(HardLimit, 100), (SwapHardLimit, 52)]
        );
        assert_eq!(steps(&t, &v2_values(100, 52), &[(SwapHardLimit, MAX)]), [(SwapHardLimit, MAX)]);
        assert_eq!(steps(&t, &v2_values(100, 52), &[(SwapHardLimit, 100)]), [(SwapHardLimit, 0)]);
    }

    #[test]
    fn v2_total_stays_when_the_kernel_rounds_to_pages() {
        let t = context(&v2::VERSION);
        let mut held = v2_values(65536, 65536);
        for hard in [65537, 65539, 65541, 65547] {
            for (field, value) in steps(&t, &held, &[(HardLimit, hard)]) {
                held.set(field, whole_pages(Kib(value), t.page));
            }
            assert_eq!(to_api(t.swap, &held).limit(SwapHardLimit), Kib(131_072), "{hard}");
        }
        assert_eq!(whole_pages(UNLIMITED, t.page), UNLIMITED);
    }

    #[test]
    fn v2_keeps_a_limit_on_swap_alone() {
        let t = context(&v2::VERSION);
        assert_eq!(steps(&t, &v2_values(MAX, 52), &[(HardLimit, 100)]), [(HardLimit, 100)]);
    }

    #[test]
    fn v2_raw_writes_the_value_as_it_is() {
        let raw = PlanContext { swap: SwapCount::Total, ..context(&v2::VERSION) };
        assert_eq!(
            steps(&raw, &v2_values(MAX, MAX), &[(HardLimit, 100), (SwapHardLimit, 152)]),
            [(SwapHardLimit, 152), (HardLimit, 100)]
        );
    }

    #[test]
    fn what_cannot_be_is_refused() {
        use virErrorNumber::*;
        let code = |version, kernel: &Memtune, wanted: &[(MemoryField, u64)]| {
            plan_memory(&context(version), kernel, &values(wanted)).unwrap_err().code()
        };
        let (one, two) = (&v1::VERSION, &v2::VERSION);
        assert_eq!(
            code(one, &v1_values(MAX, MAX), &[(MinGuarantee, 8)]),
            VIR_ERR_OPERATION_UNSUPPORTED
        );
        assert_eq!(
            code(one, &values(&[(HardLimit, MAX)]), &[(SwapHardLimit, 8)]),
            VIR_ERR_OPERATION_UNSUPPORTED
        );
        assert_eq!(code(one, &v1_values(100, 100), &[(HardLimit, 101)]), VIR_ERR_INVALID_ARG);
        assert_eq!(code(two, &v2_values(100, 52), &[(HardLimit, 156)]), VIR_ERR_INVALID_ARG);
        assert_eq!(code(two, &v2_values(100, 52), &[(SwapHardLimit, 99)]), VIR_ERR_INVALID_ARG);
        assert_eq!(code(two, &v2_values(MAX, MAX), &[(SwapHardLimit, 99)]), VIR_ERR_INVALID_ARG);
        assert_eq!(code(two, &v2_values(MAX, MAX), &[(SoftLimit, MAX + 1)]), VIR_ERR_INVALID_ARG);
        assert_eq!(code(two, &v2_values(MAX, MAX), &[(HardLimit, 3)]), VIR_ERR_INVALID_ARG);
        assert_eq!(code(two, &v2_values(100, 52), &[(MinGuarantee, 101)]), VIR_ERR_INVALID_ARG);
        let guaranteed = [(MinGuarantee, 100), (HardLimit, 100)];
        assert_eq!(steps(&context(two), &v2_values(MAX, MAX), &guaranteed).len(), 2);
        let mut guaranteed = v2_values(100, 52);
        guaranteed.set(MinGuarantee, Kib(60));
        assert_eq!(code(two, &guaranteed, &[(HardLimit, 56)]), VIR_ERR_INVALID_ARG);
    }

    #[test]
    fn what_is_in_force_is_not_written() {
        let t = context(&v2::VERSION);
        assert!(
            steps(&t, &v2_values(100, 52), &[(HardLimit, 100), (SwapHardLimit, 152)]).is_empty()
        );
    }
}
