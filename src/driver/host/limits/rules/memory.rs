//! Rules of the memory parameters.

use crate::driver::host::cgroup::version::SwapCount;
use crate::driver::host::error;
use crate::driver::host::limits::controllers::PlanContext;
use crate::driver::host::limits::controllers::memory::file_of;
use crate::model::parameters::memory::{MemoryField, Memtune};
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Result, virErrorNumber};

/// What the kernel's files are to hold, now that they hold `kernel`.
///
/// Errors: VIR_ERR_OPERATION_UNSUPPORTED for a parameter that this kernel has no file for,
/// VIR_ERR_INVALID_ARG for an invalid value.
pub fn target(context: &PlanContext, kernel: &Memtune, wanted: &Memtune) -> Result<Memtune> {
    check(context, kernel, wanted)?;
    check_guarantee(kernel, wanted)?;
    let mut target = kernel.clone();
    target.merge(wanted);
    let limits = [MemoryField::HardLimit, MemoryField::SwapHardLimit];
    if limits.iter().all(|field| wanted.get(*field).is_none()) {
        return Ok(target);
    }
    let mut api = to_api(context.swap, kernel);
    api.merge(wanted);
    check_total(context, &api, wanted)?;
    let (hard, total) = (api.limit(limits[0]), api.limit(limits[1]));
    if let (SwapCount::Alone, Some(held)) = (context.swap, kernel.get(limits[1])) {
        let asked = wanted.get(limits[1]).is_some();
        let without_total = if asked { UNLIMITED } else { held };
        let [hard, total] = [hard, total].map(|limit| whole_pages(limit, context.page));
        target.set(limits[1], swap_alone(hard, total, without_total));
    }
    Ok(target)
}

/// The API's values for what the kernel holds.
pub fn to_api(swap: SwapCount, kernel: &Memtune) -> Memtune {
    let mut values = kernel.clone();
    if swap == SwapCount::Alone {
        let hard = kernel.limit(MemoryField::HardLimit);
        values.set(MemoryField::SwapHardLimit, hard.plus(kernel.limit(MemoryField::SwapHardLimit)));
    }
    values
}

/// What the kernel makes of a limit: whole pages.
pub fn whole_pages(value: Kib, page: Kib) -> Kib {
    let over = value.0.checked_rem(page.0).unwrap_or(0);
    if value.is_unlimited() { value } else { Kib(value.0 - over) }
}

/// Refuses for a definition, whose values are `held`, what [`target`] would refuse for a
/// running domain. A minimum guarantee needs no control file: it is checked when the
/// domain starts.
pub fn check_definition(context: &PlanContext, held: &Memtune, wanted: &Memtune) -> Result<()> {
    let guarantee = [(MemoryField::MinGuarantee, Kib(0))];
    let has_file = |field: &&MemoryField| file_of(context.version, **field).is_some();
    let limits = MemoryField::ALL.iter().filter(has_file).map(|field| (*field, UNLIMITED));
    let mut known: Memtune = limits.chain(guarantee).collect();
    known.merge(held);
    check(context, &known, wanted)?;
    check_guarantee(&known, wanted)?;
    known.merge(wanted);
    check_total(context, &known, wanted)
}

fn check(context: &PlanContext, kernel: &Memtune, wanted: &Memtune) -> Result<()> {
    for (field, value) in wanted.iter() {
        let name = field.name();
        if kernel.get(field).is_none() {
            let missing = match file_of(context.version, field) {
                Some(file) => format!("this kernel has no {}", file.name),
                None => needs(field),
            };
            return Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                format!("{name} cannot be set: {missing}"),
            ));
        }
        if value > UNLIMITED {
            return Err(error::invalid(format!(
                "{name} is {} KiB, expected at most {} (unlimited)",
                value.0, UNLIMITED.0
            )));
        }
        if field == MemoryField::HardLimit && value < context.page {
            return Err(error::invalid(format!(
                "{name} is {value}, expected at least one page, {}: no process can live below it",
                context.page
            )));
        }
    }
    Ok(())
}

/// What a parameter needs that the other version alone has.
pub fn needs(field: MemoryField) -> String {
    super::needs(|version| file_of(version, field))
}

/// More than the domain may have cannot be guaranteed. Checked only when one of the two is
/// being set.
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

/// The hard limit can be no more than memory plus swap. Checked only when one of the two is
/// being set.
fn check_total(context: &PlanContext, api: &Memtune, wanted: &Memtune) -> Result<()> {
    let limits = [MemoryField::HardLimit, MemoryField::SwapHardLimit];
    let set = limits.iter().filter(|field| wanted.get(**field).is_some()).count();
    // With swap_hard_limit=raw the file may well hold swap alone, set by others.
    let comparable = set == 2 || (set == 1 && context.swap == context.version.swap);
    let [hard, total] = limits.map(|field| api.limit(field));
    if hard > total && comparable {
        return Err(error::invalid(format!(
            "hard_limit {hard} is above swap_hard_limit {total} (memory plus swap), expected at most that"
        )));
    }
    Ok(())
}

/// The swap that is left of a total. Where the total is unlimited, a limit on swap alone
/// that somebody else set is kept unless a total was asked for.
fn swap_alone(hard: Kib, total: Kib, without_total: Kib) -> Kib {
    if total.is_unlimited() { without_total } else { Kib(total.0.saturating_sub(hard.0)) }
}
