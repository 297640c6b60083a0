//! Typed parameters: the allocations of memory and CPU time.

use crate::driver::esx::allocation::{Allocation, CPU, MEMORY};
use crate::driver::esx::document::memtune;
use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::error::{HERE, invalid, unexpected};
use crate::driver::esx::machine;
use crate::driver::esx::units::{from_mb, limit_mb, size_mb};
use crate::driver::{EachParameter, ParameterSupport, Parameters, unsupported};
use crate::model::constants::{
    VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, VIR_MEMCTL_MEMORY_SHARES,
};
use crate::model::domain::{Identity, State};
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect};
use crate::model::parameters::cputune::{CpuAllocation, Cputune};
use crate::model::parameters::memory::{MemoryField, Memtune};
use crate::model::parameters::{self as tables, Family, memory, scheduler, some_specs};
use crate::model::typed::{Spec, TypedParam};
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber::VIR_ERR_OPERATION_INVALID};
use crate::xml::tree::Element;

/// The memory parameters of a machine.
const MEMORY_NAMES: &[&str] =
    &[VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, VIR_MEMCTL_MEMORY_SHARES];

/// The name of the scheduler, as in libvirt.
const SCHEDULER: &str = "allocation";

const OVERHEAD: &str = "summary.quickStats.consumedOverheadMemory";

impl Parameters for EsxDriver {
    fn parameter_support(&self, family: Family) -> Result<ParameterSupport> {
        let known = known(family)?;
        let flags = AFFECT_LIVE | AFFECT_CONFIG;
        let (settable, listed) = (known.clone().into(), known.into());
        Ok(ParameterSupport { settable, listed, get_flags: flags, set_flags: flags })
    }

    fn parameters(
        &self,
        domain: &Identity,
        family: Family,
        _device: &str,
        flags: u32,
        each: EachParameter<'_>,
    ) -> Result<()> {
        Affect::from_flags(flags).check_one()?;
        let listed = known(family)?;
        let params = if family == Family::Memory {
            let held = Allocation::read(&self.machine(domain, &[MEMORY])?, MEMORY);
            tables::get(memory::PARAMETERS, &memtune(&held), &listed)
        } else {
            let Allocation { reservation, limit, shares } =
                Allocation::read(&self.machine(domain, &[CPU])?, CPU);
            let allocation = CpuAllocation { reservation, limit, shares };
            let cputune = Cputune { allocation, ..Cputune::default() };
            tables::get(scheduler::PARAMETERS, &cputune, &listed)
        };
        params.into_iter().for_each(|param| each(&param.field, param.value));
        Ok(())
    }

    fn set_parameters(
        &self,
        domain: &Identity,
        family: Family,
        _device: &str,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<()> {
        Affect::from_flags(flags).check_one()?;
        let change = if family == Family::Memory { memory_change(params)? } else { cpu_change(params)? };
        match change {
            Some(change) => self.reconfigure(domain, &[change]),
            // Nothing to set is no error, for a machine that there is.
            None => self.machine(domain, &[]).map(|_| ()),
        }
    }

    fn scheduler(&self, domain: &Identity) -> Result<(String, usize)> {
        self.machine(domain, &[])?;
        Ok((SCHEDULER.to_owned(), scheduler::ALLOCATION.len()))
    }

    /// The machine's size, and what the host needs beside it.
    fn suggest_hard_limit(&self, domain: &Identity) -> Result<Kib> {
        let found = self.machine(domain, &[crate::driver::esx::driver::SIZE, OVERHEAD])?;
        if machine::state(&found) == State::VIR_DOMAIN_SHUTOFF {
            let detail = format!("domain '{}' is not running", domain.name);
            return Err(crate::driver::esx::error::refused(VIR_ERR_OPERATION_INVALID, detail));
        }
        let size: i64 = found
            .number(crate::driver::esx::driver::SIZE)
            .ok_or_else(|| unexpected(format!("the host does not tell the size of '{}'", domain.name)))?;
        Ok(from_mb(size).plus(from_mb(found.number(OVERHEAD).unwrap_or(0))))
    }
}

fn known(family: Family) -> Result<Vec<Spec>> {
    match family {
        Family::Memory => Ok(some_specs(family, MEMORY_NAMES)),
        Family::Scheduler => Ok(some_specs(family, scheduler::ALLOCATION)),
        _ => unsupported(),
    }
}

/// The part of a specification for memory parameters.
fn memory_change(params: &[TypedParam]) -> Result<Option<Element>> {
    let mut given = Memtune::default();
    tables::set(memory::PARAMETERS, &mut given, params, HERE)?;
    let value = |field: MemoryField| given.get(field);
    let limit = value(MemoryField::HardLimit).map(|kib| limit_mb(VIR_DOMAIN_MEMORY_HARD_LIMIT, kib));
    let reserved =
        value(MemoryField::MinGuarantee).map(|kib| size_mb(VIR_DOMAIN_MEMORY_MIN_GUARANTEE, kib, 1));
    let (limit, reservation) = (limit.transpose()?, reserved.transpose()?);
    if let (Some(most), Some(reserved)) = (limit.filter(|limit| *limit >= 0), reservation)
        && reserved > most
    {
        return Err(invalid(format!(
            "min_guarantee is {reserved} MB, expected at most the hard_limit, {most} MB"
        )));
    }
    let change = Allocation { reservation, limit, shares: given.shares() };
    Ok(change.specification("memoryAllocation"))
}

/// The same for scheduler parameters.
fn cpu_change(params: &[TypedParam]) -> Result<Option<Element>> {
    let mut given = Cputune::default();
    tables::set(scheduler::PARAMETERS, &mut given, params, HERE)?;
    let CpuAllocation { reservation, limit, shares } = given.allocation;
    if let (Some(most), Some(reserved)) = (limit.filter(|limit| *limit >= 0), reservation)
        && reserved > most
    {
        return Err(invalid(format!("reservation is {reserved} MHz, expected at most the limit, {most} MHz")));
    }
    Ok(Allocation { reservation, limit, shares }.specification("cpuAllocation"))
}
