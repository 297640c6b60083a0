//! Typed parameters on the test driver: values are stored in the definitions, without
//! further effect.

use super::driver::TestDriver;
use super::test_domain::TestDomain;
use crate::driver::definition_parameters::{self, Change};
use crate::driver::{EachParameter, ParameterSupport, Parameters};
use crate::model::domain::Identity;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect};
use crate::model::parameters::memory::{MemoryField, Memtune, check_swap};
use crate::model::parameters::{Family, blkio, scheduler, some_specs, specs};
use crate::model::typed::{Spec, TypedParam};
use crate::model::{Result, virErrorDomain};

const HERE: virErrorDomain = virErrorDomain::VIR_FROM_TEST;

impl Parameters for TestDriver {
    fn parameter_support(&self, family: Family) -> Result<ParameterSupport> {
        let flags = if family == Family::Scheduler { 0 } else { AFFECT_LIVE | AFFECT_CONFIG };
        let (settable, listed) = (known(family).into(), known(family).into());
        Ok(ParameterSupport { settable, listed, get_flags: flags, set_flags: flags })
    }

    fn parameters(
        &self,
        domain: &Identity,
        family: Family,
        device: &str,
        flags: u32,
        each: EachParameter<'_>,
    ) -> Result<()> {
        let affect = Affect::from_flags(flags);
        let params = self.read(domain, |guest| {
            affect.check_one()?;
            let definition = guest.definition(affect)?;
            definition_parameters::get(definition, family, device, &known(family), HERE)
        })?;
        params.into_iter().for_each(|param| each(&param.field, param.value));
        Ok(())
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
            let live = guest.resolve(affect)?.live;
            if family == Family::Memory {
                check_memory(guest, params)?;
            }
            let change = Change { family, device, params, live, from: HERE };
            let mut definitions = guest.definitions_mut(affect)?.into_iter();
            definitions.try_for_each(|definition| definition_parameters::set(definition, &change))
        })
    }

    fn scheduler(&self, _domain: &Identity) -> Result<(String, usize)> {
        Ok(("fair".to_owned(), scheduler::FAIR.len()))
    }
}

/// The parameters of libvirt's test driver.
fn known(family: Family) -> Vec<Spec> {
    match family {
        Family::Memory => some_specs(
            family,
            &MemoryField::LIBVIRT.iter().map(|field| field.name()).collect::<Vec<_>>(),
        ),
        Family::Scheduler => some_specs(family, scheduler::FAIR),
        Family::Blkio => some_specs(family, blkio::LIBVIRT),
        _ => specs(family),
    }
}

/// The limits are compared with the live values, whichever part is changed.
fn check_memory(guest: &TestDomain, params: &[TypedParam]) -> Result<()> {
    check_swap(&Memtune::from_params(params), &guest.current()?.memtune, HERE)
}
