//! Managed save: images of domains that were stopped.

use super::Domain;
use crate::model::constants::virDomainSaveRestoreFlags as Save;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};

/// Mutually exclusive flags.
const RESUME_FLAGS: u32 =
    Save::VIR_DOMAIN_SAVE_RUNNING as u32 | Save::VIR_DOMAIN_SAVE_PAUSED as u32;

/// Common errors: VIR_ERR_OPERATION_DENIED for changes on a read-only connection,
/// VIR_ERR_INVALID_ARG for unknown flags, VIR_ERR_NO_DOMAIN if the domain no longer
/// exists, VIR_ERR_OPERATION_INVALID (or VIR_ERR_INTERNAL_ERROR) if its state does not
/// allow the operation.
impl Domain {
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
}
