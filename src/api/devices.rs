//! Devices of domains.

use super::Domain;
use crate::model::Result;

/// Common errors: VIR_ERR_OPERATION_DENIED on a read-only connection,
/// VIR_ERR_NO_SUPPORT from a driver without devices.
impl Domain {
    /// Attaches the device described by a document.
    pub fn attach_device(&self, xml: &[u8], flags: u32) -> Result<()> {
        let driver = self.driver_to_change("attaching a device")?;
        driver.attach_device(self.identity(), xml, flags)
    }

    /// Detaches the device described by a document.
    pub fn detach_device(&self, xml: &[u8], flags: u32) -> Result<()> {
        let driver = self.driver_to_change("detaching a device")?;
        driver.detach_device(self.identity(), xml, flags)
    }

    /// Updates the device described by a document.
    pub fn update_device(&self, xml: &[u8], flags: u32) -> Result<()> {
        let driver = self.driver_to_change("changing a device")?;
        driver.update_device(self.identity(), xml, flags)
    }
}
