//! The memory of a running QEMU's guest: its balloon and its group's hard limit, of which each refuses
//! what the other leaves no room for.

use super::balloon::{Balloon, TO_CHANGE, TO_READ};
use super::cgroup::hierarchy::Host;
use super::driver::HostDriver;
use super::error;
use super::inventory::domain::Origin;
use super::open_domains::Live;
use super::stats::hard_limit;
use crate::model::Result;
use crate::model::parameters::memory::MemoryField;
use crate::model::statistics::{MemoryStat, MemoryTag};
use crate::model::typed::{TypedParam, Value};
use crate::model::units::Kib;
use crate::sys::warn::warn;

impl HostDriver {
    /// Sets the guest's memory; returns its balloon, and what it was before.
    ///
    /// Errors: those of [`Balloon::open`]; VIR_ERR_INVALID_ARG for more than QEMU has for the guest,
    /// or than its group's hard limit leaves room for.
    pub fn set_balloon(&self, live: &Live, size: Kib) -> Result<(Balloon, Kib)> {
        let mut balloon = Balloon::open(&self.context.host, live, TO_CHANGE)?;
        let (before, most) = (balloon.actual()?, balloon.most()?);
        if size > most {
            let why = "what QEMU has for the guest";
            return Err(error::invalid(format!(
                "memory is {size}, expected at most {most}, {why}"
            )));
        }
        if size > before {
            let hard = self.live_memory(live)?.limit(MemoryField::HardLimit);
            let besides = self.besides_guest(live, &balloon)?;
            if size.plus(besides) > hard {
                refuse(
                    live,
                    "memory",
                    size,
                    format_args!(
                        "at most {}: hard_limit is {hard}, and QEMU uses {besides} besides the guest's memory",
                        Kib(hard.0.saturating_sub(besides.0))
                    ),
                )?;
            }
        }
        balloon.set(size)?;
        Ok((balloon, before))
    }

    /// Refuses to lower a hard limit below what the balloon leaves to the guest. Nothing is
    /// refused where QEMU does not tell, nor for libvirt's guests, whose users may set what
    /// libvirt lets them set.
    pub fn check_hard_limit(&self, live: &Live, params: &[TypedParam]) -> Result<()> {
        if live.domain.origin == Origin::LibvirtQemu {
            return Ok(());
        }
        let name = MemoryField::HardLimit.name();
        let hard = params.iter().find(|param| param.field == name).map(|param| &param.value);
        let (Some(Value::ULLong(hard)), true) = (hard, live.domain.is_qemu) else { return Ok(()) };
        let hard = Kib(*hard);
        if hard.is_unlimited() || hard >= self.live_memory(live)?.limit(MemoryField::HardLimit) {
            return Ok(());
        }
        let Some((balloon, size)) = size_now(&self.context.host, live) else { return Ok(()) };
        let besides = self.besides_guest(live, &balloon)?;
        if hard < size.plus(besides) {
            return refuse(
                live,
                name,
                hard,
                format_args!(
                    "at least {}: the balloon leaves the guest {size}, and QEMU uses {besides} besides; \
                 VIR_MEMCTL_FORCE sets it nevertheless",
                    size.plus(besides)
                ),
            );
        }
        Ok(())
    }

    fn besides_guest(&self, live: &Live, balloon: &Balloon) -> Result<Kib> {
        hard_limit::besides_guest(&self.context.host, live, &balloon.pids, &balloon.machine)
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

fn size_now(host: &Host, live: &Live) -> Option<(Balloon, Kib)> {
    let mut balloon = Balloon::open(host, live, TO_READ).ok()?;
    let size = balloon.actual().ok()?;
    Some((balloon, size))
}

/// What a QEMU and its guest tell of the guest's memory; nothing where they do not.
pub fn told(host: &Host, live: &Live) -> Vec<MemoryStat> {
    let found = if live.domain.is_qemu { size_now(host, live) } else { None };
    let Some((mut balloon, size)) = found else { return Vec::new() };
    let tag = MemoryTag::VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON;
    let mut all = vec![MemoryStat { tag, value: size.0 }];
    all.extend(balloon.guest_stats().unwrap_or_default());
    all
}
