//! The lifecycle of domains on the test driver.

use super::definitions;
use super::driver::TestDriver;
use super::error::{internal, operation_invalid};
use super::host::{ChangeEvents, Host};
use super::test_domain::{Running, TestDomain};
use crate::driver::{Life, Node};
use crate::model::constants::virDomainEventStoppedDetailType as Stopped;
use crate::model::constants::virDomainLifecycleAction::{self as Action, *};
use crate::model::constants::virDomainShutoffReason as Shutoff;
use crate::model::constants::{
    virDomainCreateFlags, virDomainDestroyFlagsValues, virDomainEventResumedDetailType,
    virDomainEventStartedDetailType, virDomainEventSuspendedDetailType, virDomainEventType,
    virDomainPausedReason, virDomainRebootFlagValues as Reboot, virDomainRunningReason,
    virDomainSaveRestoreFlags as Save,
};
use crate::model::domain::{Identity, State};
use crate::model::{Result, flags};

const VALIDATE: u32 = virDomainCreateFlags::VIR_DOMAIN_START_VALIDATE as u32;
const DESTROY_FLAGS: u32 = virDomainDestroyFlagsValues::VIR_DOMAIN_DESTROY_GRACEFUL as u32;
const REBOOT_FLAGS: u32 = Reboot::VIR_DOMAIN_REBOOT_ACPI_POWER_BTN as u32
    | Reboot::VIR_DOMAIN_REBOOT_GUEST_AGENT as u32
    | Reboot::VIR_DOMAIN_REBOOT_INITCTL as u32
    | Reboot::VIR_DOMAIN_REBOOT_SIGNAL as u32
    | Reboot::VIR_DOMAIN_REBOOT_PARAVIRT as u32;
const SAVE_FLAGS: u32 = Save::VIR_DOMAIN_SAVE_BYPASS_CACHE as u32
    | Save::VIR_DOMAIN_SAVE_RUNNING as u32
    | Save::VIR_DOMAIN_SAVE_PAUSED as u32;

impl Life for TestDriver {
    fn create_xml(&self, xml: &[u8], create_flags: u32) -> Result<Identity> {
        self.check_flags(create_flags, VALIDATE)?;
        let definition = definitions::read(xml, create_flags & VALIDATE != 0)?;
        self.shared.change(|host, events| {
            definitions::check_new(host, &definition, true)?;
            let id = host.next_id();
            let guest = host.get_or_add(&definition);
            start(guest, Running::new(id, definition), events);
            Ok(guest.identity())
        })
    }

    fn create(&self, domain: &Identity, create_flags: u32) -> Result<i32> {
        self.check_flags(create_flags, 0)?;
        self.shared.change(|host, events| {
            let guest = host.guest(domain)?;
            if guest.is_active() {
                return Err(internal(format!("domain '{}' is already running", guest.name)));
            }
            let definition = guest.current()?.clone();
            let id = host.next_id();
            let guest = host.guest(domain)?;
            let config = definitions::as_written(&definition);
            guest.config = Some(config.inspect_err(|_| start_failed(guest))?);
            start(guest, Running::new(id, definition), events);
            Ok(id)
        })
    }

    fn destroy(&self, domain: &Identity, destroy_flags: u32) -> Result<()> {
        self.check_flags(destroy_flags, DESTROY_FLAGS)?;
        self.shared.change(|host, events| {
            host.guest(domain)?.check_active()?;
            let destroyed = (
                Shutoff::VIR_DOMAIN_SHUTOFF_DESTROYED,
                Stopped::VIR_DOMAIN_EVENT_STOPPED_DESTROYED,
            );
            stop(host, domain, destroyed, events)
        })
    }

    fn shutdown(&self, domain: &Identity, shutdown_flags: u32) -> Result<bool> {
        self.check_flags(shutdown_flags, 0)?;
        self.shared.change(|host, events| {
            let guest = host.guest(domain)?;
            if !guest.is_active() {
                return Err(internal(format!("domain '{}' is already shut off", guest.name)));
            }
            let action = guest.current()?.actions.poweroff;
            end_or_restart(host, domain, action, events)
        })
    }

    fn reboot(&self, domain: &Identity, reboot_flags: u32) -> Result<bool> {
        self.check_flags(reboot_flags, REBOOT_FLAGS)?;
        self.shared.change(|host, events| {
            let guest = host.guest(domain)?;
            guest.check_active()?;
            let action = guest.current()?.actions.reboot;
            end_or_restart(host, domain, action, events)
        })
    }

    fn reset(&self, domain: &Identity, reset_flags: u32) -> Result<()> {
        self.check_flags(reset_flags, 0)?;
        self.read(domain, TestDomain::check_active)
    }

    fn suspend(&self, domain: &Identity) -> Result<()> {
        self.change(domain, |guest, events| {
            if [State::VIR_DOMAIN_SHUTOFF, State::VIR_DOMAIN_PAUSED].contains(&guest.state.state) {
                return Err(internal(format!("domain '{}' is not running", guest.name)));
            }
            let reason = virDomainPausedReason::VIR_DOMAIN_PAUSED_USER as i32;
            guest.set_state(State::VIR_DOMAIN_PAUSED, reason);
            let detail = virDomainEventSuspendedDetailType::VIR_DOMAIN_EVENT_SUSPENDED_PAUSED;
            let event = virDomainEventType::VIR_DOMAIN_EVENT_SUSPENDED;
            events.add_lifecycle(guest.identity(), event, detail as i32);
            Ok(())
        })
    }

    fn resume(&self, domain: &Identity) -> Result<()> {
        self.change(domain, |guest, events| {
            if guest.state.state != State::VIR_DOMAIN_PAUSED {
                return Err(internal(format!("domain '{}' is not paused", guest.name)));
            }
            let reason = virDomainRunningReason::VIR_DOMAIN_RUNNING_UNPAUSED as i32;
            guest.set_state(State::VIR_DOMAIN_RUNNING, reason);
            let detail = virDomainEventResumedDetailType::VIR_DOMAIN_EVENT_RESUMED_UNPAUSED;
            let event = virDomainEventType::VIR_DOMAIN_EVENT_RESUMED;
            events.add_lifecycle(guest.identity(), event, detail as i32);
            Ok(())
        })
    }

    fn inject_nmi(&self, domain: &Identity, inject_flags: u32) -> Result<()> {
        self.check_flags(inject_flags, 0)?;
        self.read(domain, TestDomain::check_active)
    }

    fn managed_save(&self, domain: &Identity, save_flags: u32) -> Result<()> {
        self.check_flags(save_flags, SAVE_FLAGS)?;
        self.shared.change(|host, events| {
            let guest = host.guest(domain)?;
            guest.check_active()?;
            if !guest.persistent {
                return Err(operation_invalid(format!("domain '{}' is transient", guest.name)));
            }
            let saved =
                (Shutoff::VIR_DOMAIN_SHUTOFF_SAVED, Stopped::VIR_DOMAIN_EVENT_STOPPED_SAVED);
            guest.managed_save = true;
            stop(host, domain, saved, events)
        })
    }

    fn has_managed_save(&self, domain: &Identity, has_flags: u32) -> Result<bool> {
        self.check_flags(has_flags, 0)?;
        self.read(domain, |guest| Ok(guest.managed_save))
    }

    fn remove_managed_save(&self, domain: &Identity, remove_flags: u32) -> Result<()> {
        self.check_flags(remove_flags, 0)?;
        self.change(domain, |guest, _| {
            guest.managed_save = false;
            Ok(())
        })
    }
}

impl TestDriver {
    /// Refuses flags not contained in `known`.
    pub(super) fn check_flags(&self, given: u32, known: u32) -> Result<()> {
        flags::check(self.error_domain(), given, known)
    }
}

/// Starts a domain; a managed save image is restored and removed.
fn start(guest: &mut TestDomain, running: Running, events: &mut ChangeEvents) {
    guest.running = Some(running);
    guest.managed_save = false;
    boot(guest);
    let detail = virDomainEventStartedDetailType::VIR_DOMAIN_EVENT_STARTED_BOOTED;
    let event = virDomainEventType::VIR_DOMAIN_EVENT_STARTED;
    events.add_lifecycle(guest.identity(), event, detail as i32);
}

/// Handles a failed start.
fn start_failed(guest: &mut TestDomain) {
    guest.set_state(State::VIR_DOMAIN_SHUTOFF, Shutoff::VIR_DOMAIN_SHUTOFF_FAILED as i32);
}

fn boot(guest: &mut TestDomain) {
    let reason = virDomainRunningReason::VIR_DOMAIN_RUNNING_BOOTED as i32;
    guest.set_state(State::VIR_DOMAIN_RUNNING, reason);
}

/// Stops a domain; a transient domain is removed.
fn stop(
    host: &mut Host,
    domain: &Identity,
    (reason, detail): (Shutoff, Stopped),
    events: &mut ChangeEvents,
) -> Result<()> {
    let guest = host.guest(domain)?;
    let before = guest.identity();
    guest.running = None;
    guest.set_state(State::VIR_DOMAIN_SHUTOFF, reason as i32);
    // The event of a removed domain still has its id.
    let identity = if guest.config.is_some() { guest.identity() } else { before };
    events.add_lifecycle(identity, virDomainEventType::VIR_DOMAIN_EVENT_STOPPED, detail as i32);
    if !guest.persistent {
        host.remove(domain.uuid);
    }
    Ok(())
}

/// Performs a lifecycle action; returns whether the domain has ended.
fn end_or_restart(
    host: &mut Host,
    domain: &Identity,
    action: Action,
    events: &mut ChangeEvents,
) -> Result<bool> {
    match action {
        VIR_DOMAIN_LIFECYCLE_ACTION_RESTART | VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME => {
            boot(host.guest(domain)?);
            Ok(false)
        }
        _ => {
            let ended =
                (Shutoff::VIR_DOMAIN_SHUTOFF_SHUTDOWN, Stopped::VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN);
            stop(host, domain, ended, events)?;
            Ok(true)
        }
    }
}
