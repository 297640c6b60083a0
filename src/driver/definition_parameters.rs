//! Typed parameters in definitions, for drivers that store definitions.

use crate::model::parameters::{
    self as tables, Family, blkio, block_iotune, interface, memory, numa, perf, scheduler,
};
use crate::model::typed::{Spec, TypedParam};
use crate::model::{Error, Result, virErrorDomain};
use crate::xml::definition::Definition;

/// The parameters of a family that `listed` contains. `device` is the disk or interface;
/// `from` is the driver's error domain.
///
/// Errors: VIR_ERR_INVALID_ARG for an unknown device.
pub fn get(
    definition: &Definition,
    family: Family,
    device: &str,
    listed: &[Spec],
    from: virErrorDomain,
) -> Result<Vec<TypedParam>> {
    Ok(match family {
        Family::Memory => tables::get(memory::PARAMETERS, &definition.memtune, listed),
        Family::Scheduler => tables::get(scheduler::PARAMETERS, &definition.cputune, listed),
        Family::Blkio => blkio::get(&definition.blkiotune, listed),
        Family::Numa => numa::get(&definition.numatune, listed),
        Family::Interface => {
            let found = definition.devices.interface_by_name(device);
            let found = found.ok_or_else(|| no_interface(device))?;
            interface::get(&found.bandwidth.unwrap_or_default(), listed)
        }
        Family::BlockIoTune => {
            let found = definition.devices.disk_by_name(device);
            let found = found.ok_or_else(|| no_disk(device, from))?;
            tables::get(block_iotune::PARAMETERS, &found.iotune, listed)
        }
        Family::Perf => tables::get(perf::PARAMETERS, &definition.perf, listed),
    })
}

/// A set of parameters of a family.
pub struct Change<'c> {
    /// The family.
    pub family: Family,
    /// The disk or interface.
    pub device: &'c str,
    /// The parameters, with names and types already checked.
    pub params: &'c [TypedParam],
    /// Whether the definition is that of a running domain.
    pub live: bool,
    /// The driver's error domain.
    pub from: virErrorDomain,
}

/// Sets parameters in a definition, all or none.
///
/// Errors: those of the families' tables for values, VIR_ERR_INVALID_ARG for an unknown
/// device.
pub fn set(definition: &mut Definition, change: &Change<'_>) -> Result<()> {
    let Change { device, params, from, .. } = *change;
    match change.family {
        Family::Memory => tables::set(memory::PARAMETERS, &mut definition.memtune, params, from),
        Family::Scheduler => {
            tables::set(scheduler::PARAMETERS, &mut definition.cputune, params, from)
        }
        Family::Blkio => blkio::set(&mut definition.blkiotune, params, from),
        Family::Numa => {
            let placement = definition.vcpus.placement;
            numa::set(&mut definition.numatune, params, placement, change.live, from)
        }
        Family::Interface => {
            let found = definition.devices.interface_by_name_mut(device);
            let found = found.ok_or_else(|| no_interface(device))?;
            let mut changed = found.bandwidth.unwrap_or_default();
            interface::set(&mut changed, params, from)?;
            found.bandwidth = Some(changed);
            Ok(())
        }
        Family::BlockIoTune => {
            let found = definition.devices.disk_by_name_mut(device);
            let found = found.ok_or_else(|| no_disk(device, from))?;
            block_iotune::set(&mut found.iotune, params, from)
        }
        Family::Perf => tables::set(perf::PARAMETERS, &mut definition.perf, params, from),
    }
}

fn no_interface(name: &str) -> Error {
    Error::unfit_arg(
        virErrorDomain::VIR_FROM_DOMAIN,
        format!("there is no interface '{name}', expected a target such as vnet0 or a MAC address"),
    )
}

fn no_disk(name: &str, from: virErrorDomain) -> Error {
    let detail = format!("there is no disk '{name}', expected a target such as vda or a source");
    Error::unfit_arg(from, detail)
}

#[cfg(test)]
mod tests;
