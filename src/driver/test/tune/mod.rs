//! Tuning parameters beside memory on the test driver: values are kept in the
//! definitions, and nothing else comes of them.

mod blkio;
mod interface;
mod iotune;
mod numa;

use super::TestDriver;
use super::guest::Guest;
use crate::driver::{Tune, TuneSupport};
use crate::model::constants::VIR_DOMAIN_SCHEDULER_WEIGHT;
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::tune::Family;
use crate::model::typed::{TypedParam, Value};
use crate::model::{Error, Result, bandwidth, iotune as disk, virErrorDomain, virErrorNumber};
use crate::model::{blkio as block, numa as nodes, perf, scheduler};
use crate::xml::definition::Definition;

/// The weight that every domain has, whatever is set.
const WEIGHT: u32 = 50;

impl Tune for TestDriver {
    fn scheduler(&self, _domain: &Identity) -> Result<(&'static str, usize)> {
        Ok(("fair", scheduler::FAIR.len()))
    }

    fn tune_support(&self, family: Family) -> Result<TuneSupport> {
        let specs = match family {
            Family::Scheduler => scheduler::FAIR,
            Family::Blkio => block::SPECS,
            Family::Numa => nodes::SPECS,
            Family::Interface => bandwidth::SPECS,
            Family::BlockIoTune => disk::SPECS,
            Family::Perf => perf::SPECS,
        };
        Ok(TuneSupport { specs, affects: family != Family::Scheduler })
    }

    fn parameters(
        &self,
        domain: &Identity,
        family: Family,
        device: &str,
        affect: Affect,
    ) -> Result<Vec<TypedParam>> {
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
        affect: Affect,
    ) -> Result<()> {
        self.change(domain, |guest, _| {
            affect.check_one()?;
            if family == Family::Scheduler {
                return Ok(());
            }
            let live = guest.resolve(affect)?.live;
            set(guest, family, device, params, affect, live)
        })
    }
}

fn get(definition: &Definition, family: Family, device: &str) -> Result<Vec<TypedParam>> {
    match family {
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
            Family::Scheduler => {}
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
