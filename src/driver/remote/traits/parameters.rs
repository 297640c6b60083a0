//! Typed parameters. The server checks names, types and flags.

use crate::driver::remote::driver::RemoteDriver;
use crate::driver::remote::protocol::{
    domain_get_blkio_parameters, domain_get_block_io_tune, domain_get_interface_parameters,
    domain_get_memory_parameters, domain_get_numa_parameters, domain_get_perf_events,
    domain_get_scheduler_parameters, domain_get_scheduler_parameters_flags,
    domain_get_scheduler_type, domain_set_blkio_parameters, domain_set_block_io_tune,
    domain_set_interface_parameters, domain_set_memory_parameters, domain_set_numa_parameters,
    domain_set_perf_events, domain_set_scheduler_parameters_flags,
};
use crate::driver::{Domains, EachParameter, Parameters, Statistics, unsupported};
use crate::model::domain::{Identity, Info};
use crate::model::flags::STRING_OKAY;
use crate::model::hard_limit::{KVM_TABLES, PAGE_TABLES_PART, with_margin};
use crate::model::parameters::Family;
use crate::model::statistics::MemoryTag;
use crate::model::typed::{TypedParam, Value};
use crate::model::units::Kib;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};

/// The most parameters of a get that the server accepts.
const MOST: i32 = 16;
/// Of a get of a disk's.
const MOST_OF_DISK: i32 = 32;

impl Parameters for RemoteDriver {
    fn check_get(&self, _family: Family, _flags: u32) -> Result<()> {
        Ok(())
    }

    fn check_set(&self, _family: Family, params: &[TypedParam], _flags: u32) -> Result<()> {
        let unknown = |param: &&TypedParam| matches!(param.value, Value::Unknown(_));
        // There is no way to send such a value.
        params.iter().find(unknown).map_or(Ok(()), |param| {
            let (name, number) = (&param.field, param.value.type_number());
            let detail = format!("parameter '{name}' has the unknown type {number}");
            Err(Error::invalid_arg(VIR_FROM_DOMAIN, detail))
        })
    }

    fn parameter_count(
        &self,
        domain: &Identity,
        family: Family,
        device: &str,
        flags: u32,
    ) -> Result<usize> {
        let flags = self.flags_of(family, flags)?;
        let disk = Some(device.as_bytes()).filter(|disk| !disk.is_empty());
        let number = match family {
            Family::Memory => self.call(domain_get_memory_parameters(domain, 0, flags))?.nparams,
            Family::Blkio => self.call(domain_get_blkio_parameters(domain, 0, flags))?.nparams,
            Family::Numa => self.call(domain_get_numa_parameters(domain, 0, flags))?.nparams,
            Family::Interface => {
                let device = device.as_bytes();
                self.call(domain_get_interface_parameters(domain, device, 0, flags))?.nparams
            }
            Family::BlockIoTune => {
                self.call(domain_get_block_io_tune(domain, disk, 0, flags))?.nparams
            }
            Family::Scheduler => self.call(domain_get_scheduler_type(domain))?.nparams,
            Family::Perf => return Ok(self.all(domain, family, device, flags)?.len()),
        };
        Ok(usize::try_from(number).unwrap_or_default())
    }

    fn parameters(
        &self,
        domain: &Identity,
        family: Family,
        device: &str,
        flags: u32,
        each: EachParameter<'_>,
    ) -> Result<()> {
        for param in self.all(domain, family, device, flags)? {
            each(&param.field, param.value);
        }
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
        let device = device.as_bytes();
        self.call(match family {
            Family::Memory => domain_set_memory_parameters(domain, params, flags),
            Family::Blkio => domain_set_blkio_parameters(domain, params, flags),
            Family::Numa => domain_set_numa_parameters(domain, params, flags),
            Family::Interface => domain_set_interface_parameters(domain, device, params, flags),
            Family::BlockIoTune => domain_set_block_io_tune(domain, device, params, flags),
            Family::Scheduler => domain_set_scheduler_parameters_flags(domain, params, flags),
            Family::Perf => domain_set_perf_events(domain, params, flags),
        })
    }

    /// An estimate from what the server tells: the guest's maximum memory, the page tables for it, and
    /// what its processes hold of the host's memory beyond what the guest has now.
    fn suggest_hard_limit(&self, domain: &Identity) -> Result<Kib> {
        let stats = self.memory_stats(domain, 0)?;
        let value = |tag| stats.iter().find(|stat| stat.tag == tag).map(|stat| stat.value);
        let Some(rss) = value(MemoryTag::VIR_DOMAIN_MEMORY_STAT_RSS) else {
            return unsupported();
        };
        let Info { max_memory: Kib(guest), memory, .. } = self.info(domain)?;
        let now = value(MemoryTag::VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON).unwrap_or(memory.0);
        let tables = (guest / PAGE_TABLES_PART).saturating_mul(1 + KVM_TABLES);
        let beyond = rss.saturating_sub(now);
        let needed = guest.saturating_add(tables).saturating_add(beyond);
        Ok(with_margin(needed.max(rss)))
    }

    fn scheduler(&self, domain: &Identity) -> Result<(String, usize)> {
        let found = self.call(domain_get_scheduler_type(domain))?;
        Ok((found.r#type, usize::try_from(found.nparams).unwrap_or_default()))
    }
}

impl RemoteDriver {
    /// The flags of a get. Families of numbers need no leave to send strings, which libvirt's test
    /// driver refuses for the scheduler's.
    fn flags_of(&self, family: Family, flags: u32) -> Result<u32> {
        match family {
            Family::Memory | Family::Scheduler => Ok(flags & !STRING_OKAY),
            _ => self.get_flags(flags),
        }
    }

    fn all(
        &self,
        domain: &Identity,
        family: Family,
        device: &str,
        flags: u32,
    ) -> Result<Vec<TypedParam>> {
        let flags = self.flags_of(family, flags)?;
        Ok(match family {
            Family::Memory => self.call(domain_get_memory_parameters(domain, MOST, flags))?.params,
            Family::Blkio => self.call(domain_get_blkio_parameters(domain, MOST, flags))?.params,
            Family::Numa => self.call(domain_get_numa_parameters(domain, MOST, flags))?.params,
            Family::Interface => {
                let device = device.as_bytes();
                self.call(domain_get_interface_parameters(domain, device, MOST, flags))?.params
            }
            Family::BlockIoTune => {
                let disk = Some(device.as_bytes());
                self.call(domain_get_block_io_tune(domain, disk, MOST_OF_DISK, flags))?.params
            }
            // The server adds a flag to the other procedure, which libvirt's test driver refuses.
            Family::Scheduler if flags == 0 => {
                self.call(domain_get_scheduler_parameters(domain, MOST))?
            }
            Family::Scheduler => {
                self.call(domain_get_scheduler_parameters_flags(domain, MOST, flags))?
            }
            Family::Perf => self.call(domain_get_perf_events(domain, flags))?,
        })
    }
}
