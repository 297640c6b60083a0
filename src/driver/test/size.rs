//! Memory sizes and numbers of virtual CPUs on the test driver.

use super::TestDriver;
use super::guest::Guest;
use crate::driver::Size;
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::Definition;
use crate::xml::tree::Element;

/// The most virtual CPUs of any domain.
const MOST_VCPUS: u16 = 32;

impl Size for TestDriver {
    fn set_memory_size(
        &self,
        domain: &Identity,
        size: Kib,
        maximum: bool,
        affect: Affect,
    ) -> Result<()> {
        self.change(domain, |guest, _| {
            affect.check_one()?;
            if guest.resolve(affect)?.live && maximum {
                let what = format!("'{}' runs, so that its maximum memory is fixed", guest.name);
                return Err(fault(virErrorNumber::VIR_ERR_OPERATION_INVALID, what));
            }
            let mut definitions = guest.definitions_mut(affect)?.into_iter();
            definitions.try_for_each(|definition| resize(definition, size, maximum))
        })
    }

    fn set_stats_period(&self, domain: &Identity, period: u32, affect: Affect) -> Result<()> {
        self.change(domain, |guest, _| {
            affect.check_one()?;
            let mut definitions = guest.definitions_mut(affect)?.into_iter();
            definitions.try_for_each(|definition| set_period(definition, period))
        })
    }

    fn max_vcpus(&self, _kind: Option<&str>) -> Result<u32> {
        Ok(MOST_VCPUS.into())
    }

    fn vcpu_count(&self, domain: &Identity, maximum: bool, affect: Affect) -> Result<u16> {
        self.look(domain, |guest| {
            let vcpus = &guest.definition(affect)?.vcpus;
            Ok(if maximum { vcpus.max } else { vcpus.current })
        })
    }

    fn set_vcpu_count(
        &self,
        domain: &Identity,
        count: u32,
        maximum: bool,
        affect: Affect,
    ) -> Result<()> {
        let known = u16::try_from(count).ok().filter(|count| *count <= MOST_VCPUS);
        let count = known.ok_or_else(|| too_many(count, MOST_VCPUS))?;
        self.change(domain, |guest, _| set_vcpus(guest, count, maximum, affect))
    }
}

fn resize(definition: &mut Definition, size: Kib, maximum: bool) -> Result<()> {
    if maximum {
        if let Some((most, _)) = definition.max_memory.filter(|(most, _)| size > *most) {
            let what = format!("memory is {size}, expected at most <maxMemory>, {most}");
            return Err(fault(virErrorNumber::VIR_ERR_OPERATION_INVALID, what));
        }
        definition.memory = size;
        definition.current_memory = definition.current_memory.min(size);
    } else if size > definition.memory {
        let most = definition.memory;
        let what = format!("memory is {size}, expected at most {most}");
        return Err(fault(virErrorNumber::VIR_ERR_INVALID_ARG, what));
    } else {
        definition.current_memory = size;
    }
    Ok(())
}

fn set_period(definition: &mut Definition, period: u32) -> Result<()> {
    let balloon = definition.devices.balloon_mut().ok_or_else(|| {
        let what = "the domain has no memory balloon, expected a <memballoon>".to_owned();
        fault(virErrorNumber::VIR_ERR_INTERNAL_ERROR, what)
    })?;
    balloon.take_all("stats");
    if period > 0 {
        let stats = Element::with_attributes("stats", &[("period", &period.to_string())]);
        balloon.insert_behind("driver", stats);
    }
    Ok(())
}

/// The running domain's maximum is fixed; that of a definition is set where the
/// maximum is meant.
fn set_vcpus(guest: &mut Guest, count: u16, maximum: bool, affect: Affect) -> Result<()> {
    let affect = guest.resolve(affect)?;
    let live = guest.running.as_mut().filter(|_| affect.live);
    let live = live.map(|running| &mut running.definition.vcpus);
    let config = guest.config.as_mut().filter(|_| affect.config);
    let config = config.map(|definition| &mut definition.vcpus);
    let fixed = [live.as_deref(), config.as_deref().filter(|_| !maximum)];
    if let Some(vcpus) = fixed.into_iter().flatten().find(|vcpus| count > vcpus.max) {
        return Err(too_many(count.into(), vcpus.max));
    }
    if let Some(vcpus) = live {
        vcpus.set_current(count);
    }
    match config {
        Some(vcpus) if maximum => vcpus.set_max(count),
        Some(vcpus) => vcpus.set_current(count),
        None => {}
    }
    Ok(())
}

fn too_many(count: u32, most: u16) -> Error {
    let what = format!("nvcpus is {count}, expected at most {most}");
    fault(virErrorNumber::VIR_ERR_INVALID_ARG, what)
}

fn fault(code: virErrorNumber, detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_TEST, code, detail)
}
