//! How domains come to be, run and end.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::typed::TypedParam;

/// The life of a host's domains. Each driver checks the flags that it is
/// passed: which there are depends on what it can do.
pub trait Life: Node {
    /// Makes a process, with its children, a domain; without a name it has the one
    /// that its command line tells.
    fn attach(&self, _pid: i32, _name: Option<&str>) -> Result<Identity> {
        unsupported()
    }

    /// Makes a running QEMU a domain, by the name and uuid of its command line.
    fn attach_qemu(&self, _pid: u32, _flags: u32) -> Result<Identity> {
        unsupported()
    }

    /// Starts a domain from a document. It goes when it ends, unless a
    /// definition of the same name and uuid is there.
    fn create_xml(&self, _xml: &[u8], _flags: u32) -> Result<Identity> {
        unsupported()
    }

    /// Starts a domain from its definition; its number.
    fn create(&self, _domain: &Identity, _flags: u32) -> Result<i32> {
        unsupported()
    }

    /// Stops a domain at once.
    fn destroy(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Asks the guest to power off; whether the domain has ended by that.
    fn shutdown(&self, _domain: &Identity, _flags: u32) -> Result<bool> {
        unsupported()
    }

    /// Asks the guest to reboot; whether the domain has ended by that.
    fn reboot(&self, _domain: &Identity, _flags: u32) -> Result<bool> {
        unsupported()
    }

    /// Resets a domain, as the button of a machine does.
    fn reset(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Takes the processors from a domain.
    fn suspend(&self, _domain: &Identity) -> Result<()> {
        unsupported()
    }

    /// Gives the processors back.
    fn resume(&self, _domain: &Identity) -> Result<()> {
        unsupported()
    }

    /// Sends the guest a non-maskable interrupt.
    fn inject_nmi(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Stops a domain and keeps an image of its memory, which the next start
    /// takes up.
    fn managed_save(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Whether there is such an image.
    fn has_managed_save(&self, _domain: &Identity, _flags: u32) -> Result<bool> {
        unsupported()
    }

    /// Removes that image.
    fn remove_managed_save(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Ends what a domain is busy with.
    fn abort_job(&self, _domain: &Identity) -> Result<()> {
        unsupported()
    }

    /// What a domain is busy with, a virDomainJobType, and how far it is.
    fn job_stats(&self, _domain: &Identity, _flags: u32) -> Result<(i32, Vec<TypedParam>)> {
        unsupported()
    }
}
