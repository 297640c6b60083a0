//! Devices of domains.

use super::Domain;
use crate::model::Result;

/// What all of these fail with: VIR_ERR_OPERATION_DENIED on a read-only
/// connection, VIR_ERR_NO_SUPPORT by a driver that has no devices.
impl Domain {
    /// Adds the device that a document describes.
    pub fn attach_device(&self, xml: &[u8], flags: u32) -> Result<()> {
        let driver = self.driver_to_change("attaching a device")?;
        driver.attach_device(self.identity(), xml, flags)
    }

    /// Removes the device that a document describes.
    pub fn detach_device(&self, xml: &[u8], flags: u32) -> Result<()> {
        let driver = self.driver_to_change("detaching a device")?;
        driver.detach_device(self.identity(), xml, flags)
    }

    /// Changes the device that a document describes.
    pub fn update_device(&self, xml: &[u8], flags: u32) -> Result<()> {
        let driver = self.driver_to_change("changing a device")?;
        driver.update_device(self.identity(), xml, flags)
    }
}
