//! The lifecycle of domains.

use super::{Connection, Domain};
use crate::model::constants::virDomainGetJobStatsFlags as JobStats;
use crate::model::constants::virDomainSaveRestoreFlags as Save;
use crate::model::typed::TypedParam;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};

/// Mutually exclusive flags.
const RESUME_FLAGS: u32 =
    Save::VIR_DOMAIN_SAVE_RUNNING as u32 | Save::VIR_DOMAIN_SAVE_PAUSED as u32;

impl Connection {
    /// Creates and starts a domain from a document.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for
    /// unknown flags, the errors of an invalid document, VIR_ERR_OPERATION_FAILED for a name
    /// or uuid of another domain, VIR_ERR_OPERATION_INVALID for a domain that is running.
    pub fn create_xml(&self, xml: &[u8], flags: u32) -> Result<Domain> {
        self.check_writable("creating a domain")?;
        Ok(self.domain(self.driver().create_xml(xml, flags)?))
    }
}

/// Common errors: VIR_ERR_OPERATION_DENIED for changes on a read-only connection,
/// VIR_ERR_INVALID_ARG for unknown flags, VIR_ERR_NO_DOMAIN if the domain no longer
/// exists, VIR_ERR_OPERATION_INVALID (or VIR_ERR_INTERNAL_ERROR) if its state does not
/// allow the operation.
impl Domain {
    /// Starts it.
    pub fn create(&self, flags: u32) -> Result<()> {
        let id = self.driver_to_change("starting a domain")?.create(self.identity(), flags)?;
        self.set_id(Some(id));
        Ok(())
    }

    /// Stops it immediately.
    pub fn destroy(&self, flags: u32) -> Result<()> {
        self.driver_to_change("stopping a domain")?.destroy(self.identity(), flags)?;
        self.set_id(None);
        Ok(())
    }

    /// Asks the guest to power off.
    pub fn shutdown(&self, flags: u32) -> Result<()> {
        let driver = self.driver_to_change("shutting a domain down")?;
        if driver.shutdown(self.identity(), flags)? {
            self.set_id(None);
        }
        Ok(())
    }

    /// Asks the guest to reboot.
    pub fn reboot(&self, flags: u32) -> Result<()> {
        let driver = self.driver_to_change("rebooting a domain")?;
        if driver.reboot(self.identity(), flags)? {
            self.set_id(None);
        }
        Ok(())
    }

    /// Resets it, as a machine's reset button does.
    pub fn reset(&self, flags: u32) -> Result<()> {
        self.driver_to_change("resetting a domain")?.reset(self.identity(), flags)
    }

    /// Pauses it.
    pub fn suspend(&self) -> Result<()> {
        self.driver_to_change("suspending a domain")?.suspend(self.identity())
    }

    /// Resumes it.
    pub fn resume(&self) -> Result<()> {
        self.driver_to_change("resuming a domain")?.resume(self.identity())
    }

    /// Sends the guest a non-maskable interrupt.
    pub fn inject_nmi(&self, flags: u32) -> Result<()> {
        self.driver_to_change("an interrupt")?.inject_nmi(self.identity(), flags)
    }

    /// Stops it and saves its memory to an image.
    pub fn managed_save(&self, flags: u32) -> Result<()> {
        let driver = self.driver_to_change("saving a domain")?;
        if flags & RESUME_FLAGS == RESUME_FLAGS {
            return Err(Error::invalid_arg(
                VIR_FROM_DOMAIN,
                "flags ask for running and paused, expected at most one of them",
            ));
        }
        driver.managed_save(self.identity(), flags)?;
        self.set_id(None);
        Ok(())
    }

    /// Whether it has a managed save image.
    pub fn has_managed_save(&self, flags: u32) -> Result<bool> {
        self.connection().driver().has_managed_save(self.identity(), flags)
    }

    /// Removes its managed save image.
    pub fn remove_managed_save(&self, flags: u32) -> Result<()> {
        let driver = self.driver_to_change("removing a saved image")?;
        driver.remove_managed_save(self.identity(), flags)
    }

    /// Aborts its job.
    pub fn abort_job(&self) -> Result<()> {
        self.driver_to_change("aborting a job")?.abort_job(self.identity())
    }

    /// The type of its job, a virDomainJobType, and its progress.
    pub fn job_stats(&self, flags: u32) -> Result<(i32, Vec<TypedParam>)> {
        let completed = JobStats::VIR_DOMAIN_JOB_STATS_COMPLETED as u32;
        let keep = JobStats::VIR_DOMAIN_JOB_STATS_KEEP_COMPLETED as u32;
        if flags & keep != 0 && flags & completed == 0 {
            return Err(Error::invalid_arg(
                VIR_FROM_DOMAIN,
                format!("flags {flags:#x} hold {keep:#x}, expected {completed:#x} with it"),
            ));
        }
        self.connection().driver().job_stats(self.identity(), flags)
    }
}
