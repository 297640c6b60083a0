//! The lifecycle of domains.

use super::{Connection, Domain};
use crate::model::Result;

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
}
