//! Typed parameters: the allocations of memory and CPU time.

use crate::driver::esx::allocation::{Allocation, CPU, MEMORY};
use crate::driver::esx::document::memtune;
use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::error::{HERE, invalid, refused};
use crate::driver::esx::machine;
use crate::driver::esx::machine::SIZE;
use crate::driver::esx::units::{NO_LIMIT, limit_mb, size_mb};
use crate::driver::{EachParameter, ParameterSupport, Parameters, unsupported};
use crate::model::constants::{
    VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE, VIR_DOMAIN_SCHEDULER_LIMIT,
    VIR_DOMAIN_SCHEDULER_RESERVATION, VIR_MEMCTL_MEMORY_SHARES,
};
use crate::model::domain::{Identity, State};
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect};
use crate::model::parameters::cputune::{CpuAllocation, Cputune};
use crate::model::parameters::memory::{MemoryField, Memtune};
use crate::model::parameters::{self as tables, Family, memory, scheduler, some_specs};
use crate::model::typed::{Spec, TypedParam};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber::VIR_ERR_OPERATION_INVALID};
use std::fmt::Display;

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
            let held = Allocation::read(&self.machine(domain, &[MEMORY])?, MEMORY)?;
            tables::get(memory::PARAMETERS, &memtune(&held), &listed)
        } else {
            let Allocation { reservation, limit, shares } =
                Allocation::read(&self.machine(domain, &[CPU])?, CPU)?;
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
        // There is one configuration: that for now and that for the next start are the same.
        _flags: u32,
    ) -> Result<()> {
        let resource = if family == Family::Memory { &MEMORY_RESOURCE } else { &CPU_RESOURCE };
        let wanted = (resource.read)(params)?;
        self.check_beside(domain, resource, &wanted)?;
        match wanted.specification(resource.specification) {
            Some(change) => self.reconfigure(domain, &[change]),
            // Nothing to set is no error, for a machine that there is.
            None => self.machine(domain, &[]).map(|_| ()),
        }
    }

    /// The same for each machine: the host is not asked, as in libvirt.
    fn scheduler(&self, _domain: &Identity) -> Result<(String, usize)> {
        Ok((SCHEDULER.to_owned(), scheduler::ALLOCATION.len()))
    }

    /// The machine's size, and what the host needs beside it.
    fn suggest_hard_limit(&self, domain: &Identity) -> Result<Kib> {
        let found = self.machine(domain, &[SIZE, OVERHEAD])?;
        if machine::state(&found)? == State::VIR_DOMAIN_SHUTOFF {
            let detail = format!("domain '{}' is not running", domain.name);
            return Err(refused(VIR_ERR_OPERATION_INVALID, detail));
        }
        Ok(found.required_size(SIZE)?.plus(found.required_size(OVERHEAD)?))
    }
}

fn known(family: Family) -> Result<Vec<Spec>> {
    match family {
        Family::Memory => Ok(some_specs(family, MEMORY_NAMES)),
        Family::Scheduler => Ok(some_specs(family, scheduler::ALLOCATION)),
        _ => unsupported(),
    }
}

/// A resource that is allocated.
struct Resource {
    property: &'static str,
    /// Its part of a specification.
    specification: &'static str,
    /// The parameters that reserve and limit it.
    names: [&'static str; 2],
    unit: &'static str,
    read: fn(&[TypedParam]) -> Result<Allocation>,
}

impl Resource {
    /// More is reserved than the limit.
    fn above(&self, reservation: impl Display, limit: impl Display, unit: &str) -> Error {
        let [reserved, limited] = self.names;
        invalid(format!(
            "{reserved} {reservation} {unit} is above {limited} {limit} {unit}, expected at most that"
        ))
    }
}

const MEMORY_RESOURCE: Resource = Resource {
    property: MEMORY,
    specification: "memoryAllocation",
    names: [VIR_DOMAIN_MEMORY_MIN_GUARANTEE, VIR_DOMAIN_MEMORY_HARD_LIMIT],
    unit: "MB",
    read: memory_allocation,
};

const CPU_RESOURCE: Resource = Resource {
    property: CPU,
    specification: "cpuAllocation",
    names: [VIR_DOMAIN_SCHEDULER_RESERVATION, VIR_DOMAIN_SCHEDULER_LIMIT],
    unit: "MHz",
    read: cpu_allocation,
};

impl EsxDriver {
    /// Refuses more reserved than the limit, before the host does; a value that is not set is the host's.
    fn check_beside(
        &self,
        domain: &Identity,
        resource: &Resource,
        wanted: &Allocation,
    ) -> Result<()> {
        let (reservation, limit) = match (wanted.reservation, wanted.limit) {
            (None, None) => return Ok(()),
            (Some(reservation), Some(limit)) => (reservation, limit),
            (reservation, limit) => {
                let property = resource.property;
                let held = Allocation::read(&self.machine(domain, &[property])?, property)?;
                let either = |new: Option<i64>, old: Option<i64>| new.or(old).unwrap_or(NO_LIMIT);
                (either(reservation, held.reservation), either(limit, held.limit))
            }
        };
        let is_kept = limit == NO_LIMIT || reservation <= limit;
        if is_kept { Ok(()) } else { Err(resource.above(reservation, limit, resource.unit)) }
    }
}

fn memory_allocation(params: &[TypedParam]) -> Result<Allocation> {
    let mut given = Memtune::default();
    tables::set(memory::PARAMETERS, &mut given, params, HERE)?;
    let [reserved, limited] = MEMORY_RESOURCE.names;
    if let (Some(guarantee), Some(most)) =
        (given.get(MemoryField::MinGuarantee), given.get(MemoryField::HardLimit))
        && guarantee > most
    {
        return Err(MEMORY_RESOURCE.above(guarantee.0, most.0, "KiB"));
    }
    let limit = given.get(MemoryField::HardLimit).map(|kib| limit_mb(limited, kib));
    let reservation = given.get(MemoryField::MinGuarantee).map(|kib| size_mb(reserved, kib, 1));
    Ok(Allocation {
        reservation: reservation.transpose()?,
        limit: limit.transpose()?,
        shares: given.shares(),
    })
}

fn cpu_allocation(params: &[TypedParam]) -> Result<Allocation> {
    let mut given = Cputune::default();
    tables::set(scheduler::PARAMETERS, &mut given, params, HERE)?;
    let CpuAllocation { reservation, limit, shares } = given.allocation;
    Ok(Allocation { reservation, limit, shares })
}
