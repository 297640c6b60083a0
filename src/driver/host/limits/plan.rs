//! From the change that is wanted and the values in force to an ordered list
//! of writes. Pure: nothing here touches a file.

use super::values::to_api;
use crate::driver::host::cgroup::version::{Knob, SwapCount, Version};
use crate::driver::host::error;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Result, virErrorNumber};

/// One write: a knob, and its values before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Write {
    /// The knob.
    pub knob: &'static Knob,
    /// What it holds now.
    pub old: Kib,
    /// What it is to hold.
    pub new: Kib,
}

/// What a plan depends on besides the values.
pub struct Terms {
    /// The interface's version.
    pub version: &'static Version,
    /// What the swap hard limit's knob is taken to count.
    pub swap: SwapCount,
    /// The size of a page; the kernel rounds limits down to whole pages.
    pub page: Kib,
}

impl Terms {
    /// What the kernel makes of a limit: whole pages.
    fn rounded(&self, limit: Kib) -> Kib {
        whole_pages(limit, self.page)
    }
}

/// What the kernel makes of a value: whole pages.
pub fn whole_pages(value: Kib, page: Kib) -> Kib {
    let over = value.0.checked_rem(page.0).unwrap_or(0);
    if value.is_unlimited() { value } else { Kib(value.0 - over) }
}

/// The writes that bring the group from the values `kernel` holds to those
/// `wanted`. Limits that rise come before limits that sink: so v1 finds
/// limit <= memsw after every step, and nothing is tighter on the way than
/// both before and after.
///
/// Errors: VIR_ERR_OPERATION_UNSUPPORTED for a parameter that this kernel has
/// no knob for, VIR_ERR_INVALID_ARG for a value that cannot be.
pub fn plan(terms: &Terms, kernel: &Memtune, wanted: &Memtune) -> Result<Vec<Write>> {
    check(terms, kernel, wanted)?;
    check_guarantee(kernel, wanted)?;
    let target = target(terms, kernel, wanted)?;
    let changes = terms.version.knobs.iter().filter_map(|knob| {
        let (old, new) = (kernel.get(knob.field)?, target.get(knob.field)?);
        (old != new).then_some(Write { knob, old, new })
    });
    let (mut raises, lowers): (Vec<Write>, Vec<Write>) = changes.partition(|w| w.new > w.old);
    // Knobs are listed in the order that lowering wants.
    raises.reverse();
    raises.extend(lowers);
    Ok(raises)
}

/// The writes of a guarantee, which concern the groups above too, and those of limits.
pub fn apart(writes: Vec<Write>) -> (Vec<Write>, Vec<Write>) {
    writes.into_iter().partition(|write| write.knob.field == MemoryField::MinGuarantee)
}

/// Of what is wanted, that which is in force already: writes that change nothing.
pub fn in_force(
    version: &Version,
    kernel: &Memtune,
    wanted: &Memtune,
    writes: &[Write],
) -> Vec<Write> {
    let is_written = |field| writes.iter().any(|write| write.knob.field == field);
    let knobs = version.knobs.iter().filter(|knob| wanted.get(knob.field).is_some());
    knobs
        .filter(|knob| !is_written(knob.field))
        .filter_map(|knob| kernel.get(knob.field).map(|held| Write { knob, old: held, new: held }))
        .collect()
}

/// Refuses for a definition, whose values are `held`, what [`plan`] would refuse
/// for a running domain. A minimum guarantee needs no knob: it is looked at when
/// the domain starts.
pub fn check_definition(terms: &Terms, held: &Memtune, wanted: &Memtune) -> Result<()> {
    let guarantee = [(MemoryField::MinGuarantee, Kib(0))];
    let limits = terms.version.knobs.iter().map(|knob| (knob.field, UNLIMITED));
    let mut known: Memtune = limits.chain(guarantee).collect();
    known.merge(held);
    check(terms, &known, wanted)?;
    check_guarantee(&known, wanted)?;
    known.merge(wanted);
    check_total(terms, &known, wanted)
}

fn check(terms: &Terms, kernel: &Memtune, wanted: &Memtune) -> Result<()> {
    for (field, value) in wanted.iter() {
        let name = field.name();
        if kernel.get(field).is_none() {
            let knob = terms.version.knob(field).map_or("a knob for it", |knob| knob.file);
            return Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                format!("{name} cannot be set: the kernel has not {knob} here"),
            ));
        }
        if value > UNLIMITED {
            return Err(error::invalid(format!(
                "{name} is {} KiB, expected at most {} (unlimited)",
                value.0, UNLIMITED.0
            )));
        }
        if field == MemoryField::HardLimit && value < terms.page {
            return Err(error::invalid(format!(
                "{name} is {value}, expected at least one page, {}: no process can live below it",
                terms.page
            )));
        }
    }
    Ok(())
}

/// More than the domain may have cannot be guaranteed. Asked only when one of
/// the two is being set.
fn check_guarantee(kernel: &Memtune, wanted: &Memtune) -> Result<()> {
    let concerned = [MemoryField::MinGuarantee, MemoryField::HardLimit];
    let [guarantee, hard] = concerned.map(|field| wanted.get(field).or(kernel.get(field)));
    match (guarantee, hard) {
        (Some(guarantee), Some(hard))
            if guarantee > hard && concerned.iter().any(|field| wanted.get(*field).is_some()) =>
        {
            Err(error::invalid(format!(
                "min_guarantee {guarantee} is above hard_limit {hard}, expected at most that"
            )))
        }
        _ => Ok(()),
    }
}

/// What the kernel's knobs are to hold.
fn target(terms: &Terms, kernel: &Memtune, wanted: &Memtune) -> Result<Memtune> {
    let mut target = kernel.clone();
    target.merge(wanted);
    let limits = [MemoryField::HardLimit, MemoryField::SwapHardLimit];
    if limits.iter().all(|field| wanted.get(*field).is_none()) {
        return Ok(target);
    }
    let mut api = to_api(terms.swap, kernel);
    api.merge(wanted);
    check_total(terms, &api, wanted)?;
    let (hard, total) = (api.limit(limits[0]), api.limit(limits[1]));
    if let (SwapCount::Alone, Some(held)) = (terms.swap, kernel.get(limits[1])) {
        let asked = wanted.get(limits[1]).is_some();
        let without_total = if asked { UNLIMITED } else { held };
        target.set(limits[1], swap_alone(terms.rounded(hard), terms.rounded(total), without_total));
    }
    Ok(target)
}

/// The hard limit can be no more than memory plus swap. Asked only when one of the
/// two is being set.
fn check_total(terms: &Terms, api: &Memtune, wanted: &Memtune) -> Result<()> {
    let limits = [MemoryField::HardLimit, MemoryField::SwapHardLimit];
    let set = limits.iter().filter(|field| wanted.get(**field).is_some()).count();
    // Taken raw, what the knob holds may well be swap alone, set by others.
    let comparable = set == 2 || (set == 1 && terms.swap == terms.version.swap);
    let [hard, total] = limits.map(|field| api.limit(field));
    if hard > total && comparable {
        return Err(error::invalid(format!(
            "hard_limit {hard} is above swap_hard_limit {total} (memory plus swap), expected at most that"
        )));
    }
    Ok(())
}

/// The swap that is left of a total. Where the total is unlimited, a limit on
/// swap alone that somebody else set is kept unless a total was asked for.
fn swap_alone(hard: Kib, total: Kib, without_total: Kib) -> Kib {
    if total.is_unlimited() { without_total } else { Kib(total.0.saturating_sub(hard.0)) }
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::{v1, v2};
    use MemoryField::*;

    fn terms(version: &'static Version) -> Terms {
        Terms { version, swap: version.swap, page: Kib(4) }
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
        terms: &Terms,
        kernel: &Memtune,
        wanted: &[(MemoryField, u64)],
    ) -> Vec<(MemoryField, u64)> {
        let writes = plan(terms, kernel, &values(wanted)).unwrap();
        writes.iter().map(|write| (write.knob.field, write.new.0)).collect()
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
                for (field, value) in steps(&terms(&v1::VERSION), &v1_values(hard, total), &wanted)
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
            let checked = check_definition(&terms(version), &held, &values(wanted));
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
        let t = terms(&v2::VERSION);
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
        let t = terms(&v2::VERSION);
        let mut held = v2_values(65536, 65536);
        for hard in [65537, 65539, 65541, 65547] {
            for (field, value) in steps(&t, &held, &[(HardLimit, hard)]) {
                held.set(field, t.rounded(Kib(value)));
            }
            assert_eq!(to_api(t.swap, &held).limit(SwapHardLimit), Kib(131_072), "{hard}");
        }
        assert_eq!(t.rounded(UNLIMITED), UNLIMITED);
    }

    #[test]
    fn v2_keeps_a_limit_on_swap_alone() {
        let t = terms(&v2::VERSION);
        assert_eq!(steps(&t, &v2_values(MAX, 52), &[(HardLimit, 100)]), [(HardLimit, 100)]);
    }

    #[test]
    fn v2_raw_writes_the_value_as_it_is() {
        let raw = Terms { swap: SwapCount::Total, ..terms(&v2::VERSION) };
        assert_eq!(
            steps(&raw, &v2_values(MAX, MAX), &[(HardLimit, 100), (SwapHardLimit, 152)]),
            [(SwapHardLimit, 152), (HardLimit, 100)]
        );
    }

    #[test]
    fn what_cannot_be_is_refused() {
        use virErrorNumber::*;
        let code = |version, kernel: &Memtune, wanted: &[(MemoryField, u64)]| {
            plan(&terms(version), kernel, &values(wanted)).unwrap_err().code()
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
        assert_eq!(steps(&terms(two), &v2_values(MAX, MAX), &guaranteed).len(), 2);
        let mut guaranteed = v2_values(100, 52);
        guaranteed.set(MinGuarantee, Kib(60));
        assert_eq!(code(two, &guaranteed, &[(HardLimit, 56)]), VIR_ERR_INVALID_ARG);
    }

    #[test]
    fn what_is_in_force_is_not_written() {
        let t = terms(&v2::VERSION);
        assert!(
            steps(&t, &v2_values(100, 52), &[(HardLimit, 100), (SwapHardLimit, 152)]).is_empty()
        );
    }
}
