//! How domains of this host begin, pause and end.

use crate::driver::Lifecycle;
use crate::driver::host::cgroup::kill;
use crate::driver::host::driver::{HostDriver, Visibility};
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::inventory::domain::{HostDomain, Origin};
use crate::driver::host::lifecycle::attach::AttachTarget;
use crate::driver::host::lifecycle::create::{self, Prepared, Start, Started};
use crate::driver::host::lifecycle::{pause, recovery, stop};
use crate::driver::host::open_domains::Live;
use crate::driver::host::state::document;
use crate::driver::host::state::ends::{Asked, EndFiles};
use crate::driver::host::state::record::Record;
use crate::driver::host::state::records::{Exclusive, LOCK_WAIT, Records};
use crate::model::constants::virDomainCreateFlags::{
    VIR_DOMAIN_START_AUTODESTROY, VIR_DOMAIN_START_PAUSED, VIR_DOMAIN_START_VALIDATE,
};
use crate::model::constants::virDomainDestroyFlagsValues::VIR_DOMAIN_DESTROY_GRACEFUL;
use crate::model::constants::virDomainPausedReason::VIR_DOMAIN_PAUSED_USER;
use crate::model::constants::virDomainRunningReason::VIR_DOMAIN_RUNNING_UNPAUSED;
use crate::model::constants::virDomainShutdownFlagValues::VIR_DOMAIN_SHUTDOWN_SIGNAL;
use crate::model::domain::{Identity, State, StateReason};
use crate::model::virErrorNumber::{VIR_ERR_OPERATION_INVALID, VIR_ERR_OPERATION_UNSUPPORTED};
use crate::model::{Result, flags};
use std::time::Duration;

const PAUSED: u32 = VIR_DOMAIN_START_PAUSED as u32;
const AUTODESTROY: u32 = VIR_DOMAIN_START_AUTODESTROY as u32;
const VALIDATE: u32 = VIR_DOMAIN_START_VALIDATE as u32;
const GRACEFUL: u32 = VIR_DOMAIN_DESTROY_GRACEFUL as u32;
const BY_SIGNAL: u32 = VIR_DOMAIN_SHUTDOWN_SIGNAL as u32;

impl Lifecycle for HostDriver {
    fn attach(&self, pid: i32, name: Option<&str>) -> Result<Identity> {
        let host = &self.context.host;
        self.attach_target(&match self.visibility {
            Visibility::All => AttachTarget::find(host, pid, name)?,
            Visibility::Only(Origin::LibvirtQemu) => AttachTarget::find_qemu(host, pid, name)?,
            Visibility::Only(_) => return Err(self.not_shown()),
        })
    }

    fn attach_qemu(&self, pid: u32, attach_flags: u32) -> Result<Identity> {
        flags::check(self.context.error_domain, attach_flags, 0)?;
        let pid = i32::try_from(pid)
            .map_err(|_| error::invalid(format!("pid is {pid}, expected at most {}", i32::MAX)))?;
        match self.visibility {
            Visibility::All | Visibility::Only(Origin::LibvirtQemu) => {
                self.attach_target(&AttachTarget::find_qemu(&self.context.host, pid, None)?)
            }
            Visibility::Only(_) => Err(self.not_shown()),
        }
    }

    fn create_xml(&self, xml: &[u8], create_flags: u32) -> Result<Identity> {
        self.check_start(create_flags, PAUSED | VALIDATE)?;
        let definition = document::read(xml, create_flags & VALIDATE != 0)?;
        self.warn_of_guarantee(&definition);
        self.start(&Start::Document(&definition), create_flags & PAUSED != 0)
    }

    fn create(&self, domain: &Identity, create_flags: u32) -> Result<i32> {
        self.check_start(create_flags, PAUSED)?;
        let found = self.domain_of(domain)?;
        self.check_ours(&found, "start")?;
        let started = self.start(&Start::Defined(&found), create_flags & PAUSED != 0)?;
        Ok(started.id.unwrap_or_default())
    }

    fn destroy(&self, domain: &Identity, destroy_flags: u32) -> Result<()> {
        flags::check(self.context.error_domain, destroy_flags, GRACEFUL)?;
        let live = self.ours(domain, "stop")?;
        self.check_outside(&live, "destroy")?;
        self.ending(domain, Asked::Destroyed, || match destroy_flags & GRACEFUL {
            0 => stop::kill(&self.context, &live),
            _ => stop::end_gracefully(&self.context, &live),
        })?;
        stop::clean_up(&self.context, domain);
        self.discover().map(|_| ())
    }

    /// Sends SIGTERM; when the domain ends is up to its processes.
    fn shutdown(&self, domain: &Identity, shutdown_flags: u32) -> Result<bool> {
        flags::check(self.context.error_domain, shutdown_flags, BY_SIGNAL)?;
        let live = self.ours(domain, "shut down")?;
        let terminate = || stop::terminate(&self.context, &live);
        self.ending(domain, Asked::Shutdown, terminate).map(|()| false)
    }

    fn suspend(&self, domain: &Identity) -> Result<()> {
        let paused =
            StateReason { state: State::VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_USER as i32 };
        self.change_state(domain, "suspend", paused, |live| {
            self.check_outside(live, "suspend")?;
            pause::freeze(&self.context, live)
        })
    }

    fn resume(&self, domain: &Identity) -> Result<()> {
        let running = StateReason {
            state: State::VIR_DOMAIN_RUNNING,
            reason: VIR_DOMAIN_RUNNING_UNPAUSED as i32,
        };
        self.change_state(domain, "resume", running, |live| pause::thaw(&self.context, live))
    }

    fn has_managed_save(&self, domain: &Identity, has_flags: u32) -> Result<bool> {
        flags::check(self.context.error_domain, has_flags, 0)?;
        self.domain_of(domain).map(|_| false)
    }
}

impl HostDriver {
    fn check_start(&self, given: u32, known: u32) -> Result<()> {
        if given & AUTODESTROY != 0 {
            return Err(self.context.error(
                VIR_ERR_OPERATION_UNSUPPORTED,
                "autodestroy is not supported: no daemon would destroy the domain when its \
                 connection closes",
            ));
        }
        flags::check(self.context.error_domain, given, known)?;
        self.check_has_own()
    }

    /// Refuses an operation that only the domain's manager can do.
    fn check_ours(&self, found: &HostDomain, what: &str) -> Result<()> {
        let owner = match found.origin {
            Origin::Own => return Ok(()),
            Origin::LibvirtQemu | Origin::LibvirtLxc => "libvirtd",
            Origin::Proxmox => "Proxmox VE",
            Origin::Machine => "the service that registered it with systemd",
        };
        let name = &found.identity.name;
        Err(self.context.error(
            VIR_ERR_OPERATION_UNSUPPORTED,
            format!("domain '{name}' belongs to {owner}, which alone can {what} it"),
        ))
    }

    /// A running domain of the library's own.
    fn ours(&self, domain: &Identity, what: &str) -> Result<Live> {
        let live = self.live(domain)?;
        self.check_ours(&live.domain, what)?;
        kill::check_own(&self.context.host)?;
        Ok(live)
    }

    /// Refuses what would stop the caller itself, with locks held.
    fn check_outside(&self, live: &Live, what: &str) -> Result<()> {
        let name = &live.domain.identity.name;
        let doing = format_args!("check whether this program is in domain '{name}'");
        if !kill::holds_caller(&self.context.host, &live.group).during(doing)? {
            return Ok(());
        }
        Err(self.context.error(
            VIR_ERR_OPERATION_INVALID,
            format!("this program is in domain '{name}': only a program outside it can {what} it"),
        ))
    }

    /// Ends a domain, or asks it to; that is recorded before, as a scan may see the end at
    /// once.
    fn ending(
        &self,
        domain: &Identity,
        asked: Asked,
        act: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        let files = EndFiles::new(&self.context.host, &self.context.paths);
        files.ask(domain.uuid, Some(asked));
        act().inspect_err(|_| files.ask(domain.uuid, None))
    }

    /// Attaches a process.
    fn attach_target(&self, target: &AttachTarget) -> Result<Identity> {
        let (exclusive, domains) = recovery::begin(&self.context)?;
        target.attach(&self.context, &exclusive, &domains)
    }

    /// Starts a domain, and reports it.
    fn start(&self, what: &Start<'_>, paused: bool) -> Result<Identity> {
        let mut prepared = Prepared::new(&self.context, what)?;
        let domain = loop {
            let begun = recovery::begin(&self.context)?;
            match create::create(&self.context, begun, what, prepared, paused)? {
                Started::Running(domain) => break domain,
                Started::Changed(anew) => prepared = *anew,
            }
        };
        let identity = domain.identity.clone();
        self.record_started(*domain);
        self.discover()?;
        Ok(identity)
    }

    /// Freezes or thaws a domain, while it can neither be cleaned up nor made anew.
    fn change_state(
        &self,
        domain: &Identity,
        what: &str,
        state: StateReason,
        act: impl FnOnce(&Live) -> Result<()>,
    ) -> Result<()> {
        let live = self.ours(domain, what)?;
        let exclusive = Exclusive::wait(&self.context.host, &self.context.paths, LOCK_WAIT)?;
        if kill::wait_until_empty(&live.dir, Duration::ZERO) {
            return Err(self.context.gone(domain));
        }
        act(&live)?;
        if state.state == State::VIR_DOMAIN_RUNNING {
            // Where that cannot be stored the domain runs as it began.
            let _ = mark_resumed(&exclusive.records, domain);
        }
        self.record_state(&live.domain, state);
        drop(exclusive);
        self.discover().map(|_| ())
    }
}

/// Stores that a domain was paused and runs again.
fn mark_resumed(records: &Records<'_>, domain: &Identity) -> Result<()> {
    match records.find(domain)? {
        Some(record) if !record.resumed => records.write(&Record { resumed: true, ..record }),
        _ => Ok(()),
    }
}
