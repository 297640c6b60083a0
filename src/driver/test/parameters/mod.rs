//! Typed parameters on the test driver: values are kept in the definitions, and
//! nothing else comes of them.

mod blkio;
mod interface;
mod iotune;
mod memory;
mod numa;

use super::TestDriver;
use super::guest::Guest;
use crate::driver::{ParameterSupport, Parameters};
use crate::model::constants::VIR_DOMAIN_SCHEDULER_WEIGHT;
use crate::model::domain::Identity;
use crate::model::family::Family;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect};
use crate::model::memtune::MemoryField;
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::{Error, Result, bandwidth, iotune as disk, virErrorDomain, virErrorNumber};
use crate::model::{blkio as block, numa as nodes, perf, scheduler};
use crate::xml::definition::Definition;

/// The weight that every domain has, whatever is set.
const WEIGHT: u32 = 50;

impl Parameters for TestDriver {
    fn parameter_support(&self, family: Family) -> Result<ParameterSupport> {
        let specs: Vec<Spec> = match family {
            Family::Memory => MemoryField::LIBVIRT.iter().map(|field| field.spec()).collect(),
            Family::Scheduler => scheduler::FAIR.to_vec(),
            Family::Blkio => block::SPECS.to_vec(),
            Family::Numa => nodes::SPECS.to_vec(),
            Family::Interface => bandwidth::SPECS.to_vec(),
            Family::BlockIoTune => disk::SPECS.to_vec(),
            Family::Perf => perf::SPECS.to_vec(),
        };
        let flags = if family == Family::Scheduler { 0 } else { AFFECT_LIVE | AFFECT_CONFIG };
        let (settable, listed) = (specs.clone(), specs);
        Ok(ParameterSupport { settable, listed, get_flags: flags, set_flags: flags })
    }

    fn parameters(
        &self,
        domain: &Identity,
        family: Family,
        device: &str,
        flags: u32,
    ) -> Result<Vec<TypedParam>> {
        let affect = Affect::from_flags(flags);
        self.look(domain, |guest| {
            affect.check_one()?;
            if family == Family::Scheduler {
                return Ok(vec![TypedParam::new(VIR_DOMAIN_SCHEDULER_WEIGHT, Value::UInt(WEIGHT))]);
            }
            get(guest.definition(affect)?, family, device)
        })
    }

    fn set_parameters(
        &self,
        domain: &Identity,
        family: Family,
        device: &str,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<()> {
        let affect = Affect::from_flags(flags);
        self.change(domain, |guest, _| {
            affect.check_one()?;
            if family == Family::Scheduler {
                return Ok(());
            }
            let live = guest.resolve(affect)?.live;
            if family == Family::Memory {
                return memory::set(guest, params, affect);
            }
            set(guest, family, device, params, affect, live)
        })
    }

    fn scheduler(&self, _domain: &Identity) -> Result<(String, usize)> {
        Ok(("fair".to_owned(), scheduler::FAIR.len()))
    }
}

fn get(definition: &Definition, family: Family, device: &str) -> Result<Vec<TypedParam>> {
    match family {
        Family::Memory => Ok(memory::get(&definition.memtune)),
        Family::Scheduler => Ok(Vec::new()),
        Family::Blkio => Ok(blkio::get(&definition.blkiotune)),
        Family::Numa => Ok(numa::get(&definition.numatune)),
        Family::Interface => interface::get(definition, device),
        Family::BlockIoTune => iotune::get(definition, device),
        Family::Perf => Ok(definition.perf.to_params()),
    }
}

fn set(
    guest: &mut Guest,
    family: Family,
    device: &str,
    params: &[TypedParam],
    affect: Affect,
    live: bool,
) -> Result<()> {
    for definition in guest.definitions_mut(affect)? {
        match family {
            Family::Memory | Family::Scheduler => {}
            Family::Blkio => blkio::set(&mut definition.blkiotune, params)?,
            Family::Numa => numa::set(definition, params, live)?,
            Family::Interface => interface::set(definition, device, params)?,
            Family::BlockIoTune => iotune::set(definition, device, params)?,
            Family::Perf => definition.perf.apply(params),
        }
    }
    Ok(())
}

/// What libvirt's test driver says to a value that cannot be.
fn invalid(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_TEST, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
}
