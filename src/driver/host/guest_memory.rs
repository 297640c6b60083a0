//! The memory of a running virtual machine: its balloon and its group's hard limit, of which each refuses
//! what the other leaves no room for.

use super::driver::HostDriver;
use super::error;
use super::inventory::domain::Origin;
use super::machine;
use super::monitor::{self, TO_CHANGE, VmMonitor};
use super::open_domains::Live;
use super::stats::hard_limit;
use crate::model::Result;
use crate::model::parameters::memory::MemoryField;
use crate::model::typed::{TypedParam, Value};
use crate::model::units::Kib;
use crate::sys::warn::warn;

impl HostDriver {
    /// Sets the guest's memory; returns its balloon, and what it was before.
    ///
    /// Errors: those of [`VmMonitor::open`]; VIR_ERR_INVALID_ARG for more than there is for the guest,
    /// or than its group's hard limit leaves room for.
    pub fn set_balloon(&self, live: &Live, size: Kib) -> Result<(VmMonitor, Kib)> {
        let mut monitor = VmMonitor::open(&self.context.host, live, TO_CHANGE)?;
        let (before, most) = (monitor.actual()?, monitor.most()?);
        let (asked, size, vmm) = (size, monitor.rounded(size), monitor.machine.vmm.name());
        if asked > most {
            return Err(error::invalid(format!(
                "memory is {asked}, expected at most {most}, what {vmm} has for the guest"
            )));
        }
        if size > before {
            let hard = self.live_memory(live)?.limit(MemoryField::HardLimit);
            let besides = self.besides_guest(live, &monitor, most)?;
            if size.plus(besides) > hard {
                refuse(
                    live,
                    "memory",
                    size,
                    format_args!(
                        "at most {}: hard_limit is {hard}, and {vmm} uses {besides} besides the guest's memory",
                        Kib(hard.0.saturating_sub(besides.0))
                    ),
                )?;
            }
        }
        monitor.set(size)?;
        Ok((monitor, before))
    }

    /// Refuses to lower a hard limit below what the balloon leaves to the guest. Nothing is
    /// refused where the monitor does not tell, nor for libvirt's guests, whose users may set what
    /// libvirt lets them set.
    pub fn check_hard_limit(&self, live: &Live, params: &[TypedParam]) -> Result<()> {
        if live.domain.origin == Origin::LibvirtQemu {
            return Ok(());
        }
        let name = MemoryField::HardLimit.name();
        let hard = params.iter().find(|param| param.field == name).map(|param| &param.value);
        let Some(Value::ULLong(hard)) = hard else { return Ok(()) };
        if !machine::is_one(&self.context.host, live) {
            return Ok(());
        }
        let hard = Kib(*hard);
        if hard.is_unlimited() || hard >= self.live_memory(live)?.limit(MemoryField::HardLimit) {
            return Ok(());
        }
        let Some((mut monitor, size)) = monitor::now(&self.context.host, live) else {
            return Ok(());
        };
        let Ok(most) = monitor.most() else { return Ok(()) };
        let (besides, vmm) =
            (self.besides_guest(live, &monitor, most)?, monitor.machine.vmm.name());
        if hard < size.plus(besides) {
            return refuse(
                live,
                name,
                hard,
                format_args!(
                    "at least {}: the balloon leaves the guest {size}, and {vmm} uses {besides} besides; \
                 VIR_MEMCTL_FORCE sets it nevertheless",
                    size.plus(besides)
                ),
            );
        }
        Ok(())
    }

    fn besides_guest(&self, live: &Live, monitor: &VmMonitor, most: Kib) -> Result<Kib> {
        let VmMonitor { machine, pids, .. } = monitor;
        hard_limit::besides_guest(&self.context.host, live, pids, machine, most)
    }
}

/// libvirt's users may set what libvirt lets them set, and are warned.
fn refuse(live: &Live, name: &str, value: Kib, expected: std::fmt::Arguments<'_>) -> Result<()> {
    if live.domain.origin == Origin::LibvirtQemu {
        let domain = &live.domain.identity.name;
        warn(format_args!("domain '{domain}': {name} is {value}, should be {expected}"));
        return Ok(());
    }
    Err(error::invalid(format!("{name} is {value}, expected {expected}")))
}
