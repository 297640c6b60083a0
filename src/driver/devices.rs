//! Devices of domains.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;

/// The devices of a host's domains. Each driver checks the flags that it is
/// passed.
pub trait Devices: Node {
    /// Adds the device that a document describes.
    fn attach_device(&self, _domain: &Identity, _xml: &[u8], _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Removes the device that a document describes.
    fn detach_device(&self, _domain: &Identity, _xml: &[u8], _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Changes the device that a document describes.
    fn update_device(&self, _domain: &Identity, _xml: &[u8], _flags: u32) -> Result<()> {
        unsupported()
    }
}
