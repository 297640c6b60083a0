//! Memory sizes and numbers of virtual CPUs on the test driver.

use super::driver::TestDriver;
use super::test_domain::TestDomain;
use crate::driver::{Size, sizes};
use crate::model::domain::Identity;
use crate::model::flags::{Affect, MEMORY_MAXIMUM, VCPU_MAXIMUM};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// The maximum number of virtual CPUs.
const MOST_VCPUS: u16 = 32;

impl Size for TestDriver {
    fn set_memory_size(&self, domain: &Identity, size: Kib, flags: u32) -> Result<()> {
        let (maximum, affect) = (flags & MEMORY_MAXIMUM != 0, Affect::from_flags(flags));
        self.change(domain, |guest, _| {
            affect.check_one()?;
            if guest.resolve(affect)?.live && maximum {
                let what = format!("'{}' runs, so that its maximum memory is fixed", guest.name);
                return Err(fault(virErrorNumber::VIR_ERR_OPERATION_INVALID, what));
            }
            let mut definitions = guest.definitions_mut(affect)?.into_iter();
            definitions
                .try_for_each(|definition| sizes::set_memory(definition, size, maximum))
                .map_err(ours)
        })
    }

    fn set_stats_period(&self, domain: &Identity, period: u32, flags: u32) -> Result<()> {
        let affect = Affect::from_flags(flags);
        self.change(domain, |guest, _| {
            affect.check_one()?;
            let mut definitions = guest.definitions_mut(affect)?.into_iter();
            definitions
                .try_for_each(|definition| sizes::set_stats_period(definition, period))
                .map_err(ours)
        })
    }

    fn max_vcpus(&self, _kind: Option<&str>) -> Result<u32> {
        Ok(MOST_VCPUS.into())
    }

    fn vcpu_count(&self, domain: &Identity, flags: u32) -> Result<u16> {
        self.read(domain, |guest| {
            let vcpus = &guest.definition(Affect::from_flags(flags))?.vcpus;
            Ok(if flags & VCPU_MAXIMUM != 0 { vcpus.max } else { vcpus.current })
        })
    }

    fn set_vcpu_count(&self, domain: &Identity, count: u32, flags: u32) -> Result<()> {
        let count = sizes::check_vcpus(count, MOST_VCPUS).map_err(ours)?;
        let (maximum, affect) = (flags & VCPU_MAXIMUM != 0, Affect::from_flags(flags));
        self.change(domain, |guest, _| set_vcpus(guest, count, maximum, affect))
    }
}

/// The maximum of a running domain is fixed; that of a definition is set if `maximum`.
fn set_vcpus(guest: &mut TestDomain, count: u16, maximum: bool, affect: Affect) -> Result<()> {
    let affect = guest.resolve(affect)?;
    let live = guest.running.as_mut().filter(|_| affect.live);
    let live = live.map(|running| &mut running.definition.vcpus);
    let config = guest.config.as_mut().filter(|_| affect.config);
    let config = config.map(|definition| &mut definition.vcpus);
    let fixed = [live.as_deref(), config.as_deref().filter(|_| !maximum)];
    for vcpus in fixed.into_iter().flatten() {
        sizes::check_vcpus(count.into(), vcpus.max).map_err(ours)?;
    }
    if let Some(vcpus) = live {
        vcpus.set_current(count);
    }
    if let Some(vcpus) = config {
        sizes::set_vcpus(vcpus, count, maximum);
    }
    Ok(())
}

fn ours(error: Error) -> Error {
    error.with_domain(virErrorDomain::VIR_FROM_TEST)
}

fn fault(code: virErrorNumber, detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_TEST, code, detail)
}
