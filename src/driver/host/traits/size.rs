//! How much memory and how many virtual CPUs a domain has. A running domain's memory can be set
//! where it has a balloon, and its virtual CPUs are fixed by its owner; those of a definition of our
//! own can be set.

use crate::driver::host::driver::HostDriver;
use crate::driver::host::error;
use crate::driver::host::lifecycle::edit;
use crate::driver::host::monitor::{TO_CHANGE, VmMonitor};
use crate::driver::host::node::topology;
use crate::driver::host::stats::info;
use crate::driver::{Size, sizes};
use crate::model::domain::Identity;
use crate::model::event::EventKind;
use crate::model::flags::{Affect, MEMORY_MAXIMUM, VCPU_MAXIMUM};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::xml::definition::Definition;

/// Changes a definition.
type Change<'c> = &'c dyn Fn(&mut Definition) -> Result<()>;

impl Size for HostDriver {
    fn set_memory_size(&self, domain: &Identity, size: Kib, flags: u32) -> Result<()> {
        let (maximum, affect) = (flags & MEMORY_MAXIMUM != 0, Affect::from_flags(flags));
        let change: Change<'_> = &|definition| sizes::set_memory(definition, size, maximum);
        let affect = self.resolve(&*self.domain_of(domain)?, affect)?;
        if !affect.live {
            return self.change_config(domain, change);
        }
        if maximum {
            return Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!("'{}' is running, so that its maximum memory is fixed", domain.name),
            ));
        }
        let live = self.fresh_live(domain)?;
        let (mut monitor, before) = self.or_gone(&live, self.set_balloon(&live, size))?;
        if affect.config {
            let changed = self.change_config(domain, change);
            changed.map_err(|error| or_both(error, monitor.set(before)))?;
        }
        let kind = EventKind::BalloonChange { actual: monitor.rounded(size).0 };
        self.report(live.domain.identity.clone(), kind);
        Ok(())
    }

    /// The host's CPUs that are online: more do not run at a time. KVM recommends the same.
    fn max_vcpus(&self, kind: Option<&str>) -> Result<u32> {
        let known = self.visibility.domain_types();
        if let Some(kind) = kind
            && !known.iter().any(|known| known.eq_ignore_ascii_case(kind))
        {
            let known = known.join(", ");
            return Err(error::invalid(format!("type is '{kind}', expected one of {known}")));
        }
        let online = topology::cpus(&self.context.host, "online").len();
        Ok(u32::try_from(online).unwrap_or(u32::MAX))
    }

    fn set_stats_period(&self, domain: &Identity, period: u32, flags: u32) -> Result<()> {
        let affect = self.resolve(&*self.domain_of(domain)?, Affect::from_flags(flags))?;
        let change: Change<'_> = &|definition| sizes::set_stats_period(definition, period);
        if !affect.live {
            return self.change_config(domain, change);
        }
        let live = self.fresh_live(domain)?;
        let set = || {
            let mut monitor = VmMonitor::open(&self.context.host, &live, TO_CHANGE)?;
            let before = monitor.set_period(period)?;
            Ok((monitor, before))
        };
        let (mut monitor, before) = self.or_gone(&live, set())?;
        if !affect.config {
            return Ok(());
        }
        self.change_config(domain, change)
            .map_err(|error| or_both(error, monitor.set_period(before).map(drop)))
    }

    /// A running domain's maximum is what it was started with.
    fn vcpu_count(&self, domain: &Identity, flags: u32) -> Result<u16> {
        let (maximum, affect) = (flags & VCPU_MAXIMUM != 0, Affect::from_flags(flags));
        let found = self.domain_of(domain)?;
        match (self.resolve(&found, affect)?.config, found.config()?) {
            (true, Some(config)) if maximum => Ok(config.vcpus.max),
            (true, Some(config)) => Ok(config.vcpus.current),
            _ => {
                let live = self.fresh_live(domain)?;
                let vcpus = self.or_gone(&live, info::vcpus(&self.context.host, &live))?;
                Ok(if maximum { vcpus.most } else { vcpus.current })
            }
        }
    }

    fn set_vcpu_count(&self, domain: &Identity, count: u32, flags: u32) -> Result<()> {
        let (maximum, affect) = (flags & VCPU_MAXIMUM != 0, Affect::from_flags(flags));
        self.resize(domain, affect, "uses the host's CPUs", &|definition| {
            let most = if maximum { u16::MAX } else { definition.vcpus.max };
            let count = sizes::check_vcpus(count, most)?;
            sizes::set_vcpus(&mut definition.vcpus, count, maximum);
            Ok(())
        })
    }
}

/// An error, with what could not be rolled back because of it.
fn or_both(error: Error, rolled_back: Result<()>) -> Error {
    match rolled_back {
        Ok(()) => error,
        Err(second) => error.context(second.message()),
    }
}

impl HostDriver {
    /// Changes a definition; VIR_ERR_OPERATION_UNSUPPORTED for a running domain.
    fn resize(
        &self,
        domain: &Identity,
        affect: Affect,
        why_not: &str,
        change: Change<'_>,
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
        self.change_config(domain, change)
    }

    fn change_config(&self, domain: &Identity, change: Change<'_>) -> Result<()> {
        edit::change_config(&self.context, domain, change)
            .map_err(|error| error.with_domain(self.context.error_domain))
    }
}
