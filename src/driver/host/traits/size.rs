//! How much memory and how many virtual CPUs a domain has. Those of a running domain
//! are fixed by its owner; those of a definition of our own can be set.

use crate::driver::host::driver::HostDriver;
use crate::driver::host::lifecycle::edit;
use crate::driver::{Domains, Size, sizes};
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber};
use crate::xml::definition::Definition;

impl Size for HostDriver {
    fn set_memory_size(
        &self,
        domain: &Identity,
        size: Kib,
        maximum: bool,
        affect: Affect,
    ) -> Result<()> {
        self.resize(domain, affect, "has no memory balloon", |definition| {
            sizes::set_memory(definition, size, maximum)
        })
    }

    /// A running domain's maximum is what it has.
    fn vcpu_count(&self, domain: &Identity, maximum: bool, affect: Affect) -> Result<u16> {
        let found = self.domain_of(domain)?;
        match (self.resolve(&found, affect)?.config, found.config()?) {
            (true, Some(config)) if maximum => Ok(config.vcpus.max),
            (true, Some(config)) => Ok(config.vcpus.current),
            _ => Ok(self.info(domain)?.vcpus),
        }
    }

    fn set_vcpu_count(
        &self,
        domain: &Identity,
        count: u32,
        maximum: bool,
        affect: Affect,
    ) -> Result<()> {
        self.resize(domain, affect, "uses the host's CPUs", |definition| {
            let most = if maximum { u16::MAX } else { definition.vcpus.max };
            let count = sizes::check_vcpus(count, most)?;
            sizes::set_vcpus(&mut definition.vcpus, count, maximum);
            Ok(())
        })
    }
}

impl HostDriver {
    /// Changes a definition; VIR_ERR_OPERATION_UNSUPPORTED for a running domain.
    fn resize(
        &self,
        domain: &Identity,
        affect: Affect,
        why_not: &str,
        change: impl FnOnce(&mut Definition) -> Result<()>,
    ) -> Result<()> {
        let found = self.domain_of(domain)?;
        if self.resolve(&found, affect)?.live {
            return Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                format!(
                    "'{}' is running and {why_not}; only its definition can be changed",
                    domain.name
                ),
            ));
        }
        edit::change_config(&self.context, domain, change)
            .map_err(|error| error.with_domain(self.context.error_domain))
    }
}
