//! Devices of domains.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;

/// The devices of a host's domains. Each driver checks its own flags.
pub trait Devices: Node {
    /// Attaches the device described by a document.
    fn attach_device(&self, _domain: &Identity, _xml: &[u8], _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Detaches the device described by a document.
    fn detach_device(&self, _domain: &Identity, _xml: &[u8], _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Updates the device described by a document.
    fn update_device(&self, _domain: &Identity, _xml: &[u8], _flags: u32) -> Result<()> {
        unsupported()
    }
}
