//! How domains of this host begin, pause and end.

use crate::driver::Life;
use crate::driver::host::cgroup::freezer::{FREEZE_WAIT, Freezer};
use crate::driver::host::cgroup::{group, kill};
use crate::driver::host::driver::{HostDriver, Live, Shown};
use crate::driver::host::error;
use crate::driver::host::error::{Failed, system};
use crate::driver::host::inventory::diff::End;
use crate::driver::host::inventory::domain::{Guest, Origin};
use crate::driver::host::lifecycle::create;
use crate::driver::host::lifecycle::create::Start;
use crate::driver::host::lifecycle::{attach, recovery};
use crate::driver::host::state::document;
use crate::driver::host::state::records::{LOCK_WAIT, Record};
use crate::model::constants::virDomainCreateFlags::{
    VIR_DOMAIN_START_AUTODESTROY, VIR_DOMAIN_START_PAUSED, VIR_DOMAIN_START_VALIDATE,
};
use crate::model::constants::virDomainDestroyFlagsValues::VIR_DOMAIN_DESTROY_GRACEFUL;
use crate::model::constants::virDomainPausedReason::VIR_DOMAIN_PAUSED_USER;
use crate::model::constants::virDomainRunningReason::VIR_DOMAIN_RUNNING_UNPAUSED;
use crate::model::constants::virDomainShutdownFlagValues::VIR_DOMAIN_SHUTDOWN_SIGNAL;
use crate::model::domain::{Identity, State, StateReason};
use crate::model::virErrorNumber::{
    VIR_ERR_OPERATION_FAILED, VIR_ERR_OPERATION_INVALID, VIR_ERR_OPERATION_UNSUPPORTED,
};
use crate::model::{Error, Result, flags, virErrorNumber};
use crate::sys::process::Signal;
use crate::sys::warn::warn;
use std::time::Duration;

const PAUSED: u32 = VIR_DOMAIN_START_PAUSED as u32;
const AUTODESTROY: u32 = VIR_DOMAIN_START_AUTODESTROY as u32;
const VALIDATE: u32 = VIR_DOMAIN_START_VALIDATE as u32;
const GRACEFUL: u32 = VIR_DOMAIN_DESTROY_GRACEFUL as u32;
const BY_SIGNAL: u32 = VIR_DOMAIN_SHUTDOWN_SIGNAL as u32;

/// How long a domain that is destroyed gracefully may take to end.
const GRACE: Duration = Duration::from_secs(10);

impl Life for HostDriver {
    fn attach(&self, pid: i32, name: Option<&str>) -> Result<Identity> {
        match self.shown {
            Shown::All => attach::attach(self, pid, name),
            Shown::Only(Origin::LibvirtQemu) => attach::attach_qemu(self, pid, name),
            Shown::Only(_) => Err(self.not_shown()),
        }
    }

    fn attach_qemu(&self, pid: u32, attach_flags: u32) -> Result<Identity> {
        flags::check(self.context.error_domain, attach_flags, 0)?;
        let pid = i32::try_from(pid)
            .map_err(|_| error::invalid(format!("pid is {pid}, expected at most {}", i32::MAX)))?;
        match self.shown {
            Shown::All | Shown::Only(Origin::LibvirtQemu) => attach::attach_qemu(self, pid, None),
            Shown::Only(_) => Err(self.not_shown()),
        }
    }

    fn create_xml(&self, xml: &[u8], create_flags: u32) -> Result<Identity> {
        self.check_start(create_flags, PAUSED | VALIDATE)?;
        let definition = document::read(xml, create_flags & VALIDATE != 0)?;
        self.start(Start::Document(&definition), create_flags & PAUSED != 0)
    }

    fn create(&self, domain: &Identity, create_flags: u32) -> Result<i32> {
        self.check_start(create_flags, PAUSED)?;
        let guest = self.guest(domain)?;
        self.check_ours(&guest, "start")?;
        let started = self.start(Start::Defined(&guest), create_flags & PAUSED != 0)?;
        Ok(started.id.unwrap_or_default())
    }

    fn destroy(&self, domain: &Identity, destroy_flags: u32) -> Result<()> {
        flags::check(self.context.error_domain, destroy_flags, GRACEFUL)?;
        let live = self.ours(domain, "stop")?;
        self.check_outside(&live, "destroy")?;
        self.ending(domain, End::Destroyed, || match destroy_flags & GRACEFUL {
            0 => self.kill(&live),
            _ => self.end_gracefully(&live),
        })?;
        self.tidy_after(domain);
        self.discover().map(|_| ())
    }

    /// The guest ends when it likes.
    fn shutdown(&self, domain: &Identity, shutdown_flags: u32) -> Result<bool> {
        flags::check(self.context.error_domain, shutdown_flags, BY_SIGNAL)?;
        let live = self.ours(domain, "shut down")?;
        self.ending(domain, End::Shutdown, || self.ask_to_end(&live)).map(|()| false)
    }

    fn suspend(&self, domain: &Identity) -> Result<()> {
        let paused =
            StateReason { state: State::VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_USER as i32 };
        self.freezing(domain, "suspend", paused, |live| {
            self.check_outside(live, "suspend")?;
            let freezer = Freezer::make(&self.context.host, &live.group)
                .during(format_args!("make a freezer group for domain '{}'", domain.name))?;
            let freezer = freezer.ok_or_else(|| {
                self.refused(
                    VIR_ERR_OPERATION_UNSUPPORTED,
                    "no hierarchy with the freezer controller is mounted on this host".to_owned(),
                )
            })?;
            freezer.freeze(FREEZE_WAIT).map_err(|errno| {
                // Those that are frozen already go on.
                let _ = freezer.thaw();
                system(errno, format_args!("freeze the processes of domain '{}'", domain.name))
            })
        })
    }

    fn resume(&self, domain: &Identity) -> Result<()> {
        let runs = StateReason {
            state: State::VIR_DOMAIN_RUNNING,
            reason: VIR_DOMAIN_RUNNING_UNPAUSED as i32,
        };
        self.freezing(domain, "resume", runs, |live| {
            let doing = format_args!("thaw the processes of domain '{}'", domain.name);
            match Freezer::find(&self.context.host, &live.group).during(doing)? {
                Some(freezer) if freezer.is_frozen().during(doing)? => freezer.thaw().during(doing),
                _ => Err(self.refused(
                    VIR_ERR_OPERATION_INVALID,
                    format!("domain '{}' is not paused", domain.name),
                )),
            }
        })
    }

    fn has_managed_save(&self, domain: &Identity, has_flags: u32) -> Result<bool> {
        flags::check(self.context.error_domain, has_flags, 0)?;
        self.guest(domain).map(|_| false)
    }
}

impl HostDriver {
    fn refused(&self, code: virErrorNumber, detail: String) -> Error {
        Error::new(self.context.error_domain, code, detail)
    }

    fn check_start(&self, given: u32, known: u32) -> Result<()> {
        if given & AUTODESTROY != 0 {
            return Err(self.refused(
                VIR_ERR_OPERATION_UNSUPPORTED,
                "no daemon is there to destroy a domain when its connection ends".to_owned(),
            ));
        }
        flags::check(self.context.error_domain, given, known)?;
        self.check_has_own()
    }

    /// Refuses to do to another's domain what its owner has to do.
    fn check_ours(&self, guest: &Guest, what: &str) -> Result<()> {
        let owner = match guest.origin {
            Origin::Own => return Ok(()),
            Origin::LibvirtQemu | Origin::LibvirtLxc => "libvirtd",
            Origin::Machine => "the service that registered it with systemd",
        };
        let name = &guest.identity.name;
        Err(self.refused(
            VIR_ERR_OPERATION_UNSUPPORTED,
            format!("domain '{name}' belongs to {owner}, which alone can {what} it"),
        ))
    }

    /// A running domain of the library's own.
    fn ours(&self, domain: &Identity, what: &str) -> Result<Live> {
        let live = self.live(domain)?;
        self.check_ours(&live.guest, what)?;
        kill::check_own(&self.context.host)?;
        Ok(live)
    }

    /// Refuses what would stop the caller itself half way, with all locks held.
    fn check_outside(&self, live: &Live, what: &str) -> Result<()> {
        let name = &live.guest.identity.name;
        let doing = format_args!("see whether this program is in domain '{name}'");
        if !kill::holds_caller(&self.context.host, &live.group).during(doing)? {
            return Ok(());
        }
        Err(self.refused(
            VIR_ERR_OPERATION_INVALID,
            format!("this program is in domain '{name}': only one outside can {what} it"),
        ))
    }

    /// Ends a domain, or asks it to; how is known from before its end can be seen.
    fn ending(&self, domain: &Identity, end: End, act: impl FnOnce() -> Result<()>) -> Result<()> {
        let before = self.ends.get(domain.uuid);
        self.ends.set(domain.uuid, Some(end));
        act().inspect_err(|_| self.ends.set(domain.uuid, before))
    }

    /// Starts a domain, and tells who listens.
    fn start(&self, what: Start<'_>, paused: bool) -> Result<Identity> {
        let guest = create::create(self, what, paused)?;
        let identity = guest.identity.clone();
        self.ends.set(identity.uuid, None);
        // It may have ended by now.
        self.came(guest);
        self.discover()?;
        Ok(identity)
    }

    /// What cannot be cleaned up now is no worse later.
    fn tidy_after(&self, domain: &Identity) {
        let store = self.context.place.create(&self.context.host.root);
        let lock = store.and_then(|store| {
            Ok((self.context.place.lock(&self.context.host.root, LOCK_WAIT)?, store))
        });
        match lock {
            Ok((lock, store)) => {
                recovery::tidy(self, &store, &lock);
            }
            Err(error) => warn(format_args!("'{}' has ended, but stays: {error}", domain.name)),
        }
    }

    /// Ends all processes. One who is killed meanwhile may leave some of them, frozen:
    /// so the record says before that they are to end, as it does of a create that was
    /// broken off, and the next look sees to it. Where it cannot be written they are
    /// ended all the same.
    fn kill(&self, live: &Live) -> Result<()> {
        let record = self.mark_ending(live).unwrap_or_else(|error| {
            warn(format_args!("'{}' is ended without a mark: {error}", live.guest.identity.name));
            None
        });
        kill::kill_open(&self.context.host, &live.group, &live.dir).inspect_err(|_| {
            // What could not be ended is a domain still.
            let _ = record.map(|record| self.unmark(&record));
        })
    }

    /// The record as it was.
    fn mark_ending(&self, live: &Live) -> Result<Option<Record>> {
        let store = self.context.place.create(&self.context.host.root)?;
        let _lock = self.context.place.lock(&self.context.host.root, LOCK_WAIT)?;
        let record = self.record(&store, &live.guest.identity).ok();
        let record = record.filter(|record| group::number(&live.dir, record).ok() == record.inode);
        if let Some(record) = &record {
            self.context.place.write(&store, &ending(record))?;
        }
        Ok(record)
    }

    fn unmark(&self, record: &Record) -> Result<()> {
        let store = self.context.place.create(&self.context.host.root)?;
        let _lock = self.context.place.lock(&self.context.host.root, LOCK_WAIT)?;
        // It may be another domain's by now.
        let is_marked = self.context.place.list(&store)?.contains(&ending(record));
        if is_marked { self.context.place.write(&store, record) } else { Ok(()) }
    }

    fn ask_to_end(&self, live: &Live) -> Result<()> {
        let name = &live.guest.identity.name;
        let doing = format_args!("send SIGTERM to domain '{name}'");
        let first = live.guest.identity.id;
        // Where it has just ended another of its processes is the next to be first.
        let members = self.context.host.processes(&live.dir).during(doing)?;
        for pid in first.into_iter().chain(members) {
            if kill::signal_member(&self.context.host, &live.group, pid, Signal::TERM)
                .during(doing)?
            {
                return Ok(());
            }
        }
        Err(self.gone(&live.guest.identity))
    }

    fn end_gracefully(&self, live: &Live) -> Result<()> {
        self.ask_to_end(live)?;
        if kill::wait_until_empty(&self.context.host, &live.dir, GRACE) {
            return Ok(());
        }
        let name = &live.guest.identity.name;
        Err(self.refused(
            VIR_ERR_OPERATION_FAILED,
            format!("domain '{name}' goes on {} s after SIGTERM", GRACE.as_secs()),
        ))
    }

    /// Freezes or thaws a domain, while it can neither end for good nor be made
    /// anew.
    fn freezing(
        &self,
        domain: &Identity,
        what: &str,
        state: StateReason,
        act: impl FnOnce(&Live) -> Result<()>,
    ) -> Result<()> {
        let live = self.ours(domain, what)?;
        let lock = self.context.place.lock(&self.context.host.root, LOCK_WAIT)?;
        if kill::wait_until_empty(&self.context.host, &live.dir, Duration::ZERO) {
            return Err(self.gone(domain));
        }
        act(&live)?;
        self.entered(&live.guest, state);
        drop(lock);
        self.discover().map(|_| ())
    }
}

/// The record of a domain whose processes are to be ended.
fn ending(record: &Record) -> Record {
    Record { ready: false, from: None, ..record.clone() }
}
