//! The lifecycle of machines.

use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::error::unexpected;
use crate::driver::esx::machine;
use crate::driver::esx::soap::Request;
use crate::driver::{Lifecycle, Node};
use crate::model::Result;
use crate::model::domain::{Identity, State};

const OFF: State = State::VIR_DOMAIN_SHUTOFF;
const RUNNING: State = State::VIR_DOMAIN_RUNNING;
const PAUSED: State = State::VIR_DOMAIN_PAUSED;

impl Lifecycle for EsxDriver {
    fn create(&self, domain: &Identity, flags: u32) -> Result<i32> {
        self.check_flags(flags, 0)?;
        self.check_state(domain, OFF, "powered off")?;
        self.start_task(domain, |machine| Request::new("PowerOnVM_Task", machine))?;
        let now = machine::identity(&self.machine(domain, &[])?).and_then(|now| now.id);
        now.ok_or_else(|| {
            unexpected(format!("domain '{}' has no number, expected one", domain.name))
        })
    }

    fn destroy(&self, domain: &Identity, flags: u32) -> Result<()> {
        self.check_flags(flags, 0)?;
        self.check_state(domain, RUNNING, "powered on")?;
        self.start_task(domain, |machine| Request::new("PowerOffVM_Task", machine))
    }

    /// Asks the tools in the guest.
    fn shutdown(&self, domain: &Identity, flags: u32) -> Result<bool> {
        self.check_flags(flags, 0)?;
        self.ask_guest(domain, "ShutdownGuest").map(|()| false)
    }

    fn reboot(&self, domain: &Identity, flags: u32) -> Result<bool> {
        self.check_flags(flags, 0)?;
        self.ask_guest(domain, "RebootGuest").map(|()| false)
    }

    fn reset(&self, domain: &Identity, flags: u32) -> Result<()> {
        self.check_flags(flags, 0)?;
        self.check_state(domain, RUNNING, "powered on")?;
        self.start_task(domain, |machine| Request::new("ResetVM_Task", machine))
    }

    fn suspend(&self, domain: &Identity) -> Result<()> {
        self.check_state(domain, RUNNING, "powered on")?;
        self.start_task(domain, |machine| Request::new("SuspendVM_Task", machine))
    }

    /// None: what suspends a machine is no image of libvirt's.
    fn has_managed_save(&self, domain: &Identity, flags: u32) -> Result<bool> {
        self.check_flags(flags, 0)?;
        self.machine(domain, &[]).map(|_| false)
    }

    fn resume(&self, domain: &Identity) -> Result<()> {
        self.check_state(domain, PAUSED, "suspended")?;
        self.start_task(domain, |machine| Request::new("PowerOnVM_Task", machine))
    }
}

impl EsxDriver {
    fn ask_guest(&self, domain: &Identity, method: &'static str) -> Result<()> {
        self.check_state(domain, RUNNING, "powered on")?;
        self.with_machine(domain, |machine| {
            self.session.call(&Request::new(method, machine), |_| Ok(()))
        })
    }
}
