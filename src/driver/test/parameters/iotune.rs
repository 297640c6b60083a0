//! Limits of disks.

use super::invalid;
use crate::model::constants::VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME;
use crate::model::iotune::{MOST, SPECS, check_bursts, check_totals};
use crate::model::typed::{TypedParam, Value};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::{BlockIoTune, Definition};

/// The parameters of a disk, in the order of the table in model.
pub fn get(definition: &Definition, name: &str) -> Result<Vec<TypedParam>> {
    let disk = definition.devices.disk_by_name(name).ok_or_else(|| missing(name))?;
    let limits = &disk.iotune;
    let param = |field: &'static str| match field {
        VIR_DOMAIN_BLOCK_IOTUNE_GROUP_NAME => {
            TypedParam::text(field, limits.group.as_deref().unwrap_or_default())
        }
        _ => TypedParam::new(field, Value::ULLong(limits.get(field))),
    };
    Ok(SPECS.iter().map(|spec| param(&spec.name)).collect())
}

/// Takes over parameters, all or none.
pub fn set(definition: &mut Definition, name: &str, params: &[TypedParam]) -> Result<()> {
    let disk = definition.devices.disk_by_name_mut(name).ok_or_else(|| missing(name))?;
    let mut changed = disk.iotune.clone();
    params.iter().try_for_each(|param| take_over(&mut changed, param))?;
    check_totals(|field| changed.get(field)).map_err(invalid)?;
    check_bursts(|field| changed.get(field)).map_err(invalid)?;
    disk.iotune = changed;
    Ok(())
}

fn take_over(limits: &mut BlockIoTune, param: &TypedParam) -> Result<()> {
    match param.value.number() {
        Some(value) if value > MOST => {
            return Err(Error::new(
                virErrorDomain::VIR_FROM_TEST,
                virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED,
                format!("{} is {value}, expected at most {MOST}", param.field),
            ));
        }
        Some(value) => limits.set(&param.field, value),
        None => limits.group = param.value.text(),
    }
    Ok(())
}

fn missing(name: &str) -> Error {
    invalid(format!("there is no disk '{name}', expected a target such as vda or a source"))
}
