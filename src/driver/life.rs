//! The lifecycle of domains.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::typed::TypedParam;

/// The lifecycle of a host's domains. Each driver checks its own flags.
pub trait Life: Node {
    /// Makes a process and its descendants a domain; without a name, it gets the one in
    /// the process's command line.
    fn attach(&self, _pid: i32, _name: Option<&str>) -> Result<Identity> {
        unsupported()
    }

    /// Makes a running QEMU a domain, with the name and uuid in its command line.
    fn attach_qemu(&self, _pid: u32, _flags: u32) -> Result<Identity> {
        unsupported()
    }

    /// Starts a domain from a document. It is transient, unless there is a definition
    /// with the same name and uuid.
    fn create_xml(&self, _xml: &[u8], _flags: u32) -> Result<Identity> {
        unsupported()
    }

    /// Starts a domain from its definition; returns its id.
    fn create(&self, _domain: &Identity, _flags: u32) -> Result<i32> {
        unsupported()
    }

    /// Stops a domain immediately.
    fn destroy(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Asks the guest to power off; returns whether the domain has ended.
    fn shutdown(&self, _domain: &Identity, _flags: u32) -> Result<bool> {
        unsupported()
    }

    /// Asks the guest to reboot; returns whether the domain has ended.
    fn reboot(&self, _domain: &Identity, _flags: u32) -> Result<bool> {
        unsupported()
    }

    /// Resets a domain, as a machine's reset button does.
    fn reset(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Pauses a domain.
    fn suspend(&self, _domain: &Identity) -> Result<()> {
        unsupported()
    }

    /// Resumes a paused domain.
    fn resume(&self, _domain: &Identity) -> Result<()> {
        unsupported()
    }

    /// Sends the guest a non-maskable interrupt.
    fn inject_nmi(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Stops a domain and saves its memory to an image, which the next start restores.
    fn managed_save(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Whether a domain has a managed save image.
    fn has_managed_save(&self, _domain: &Identity, _flags: u32) -> Result<bool> {
        unsupported()
    }

    /// Removes a domain's managed save image.
    fn remove_managed_save(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Aborts a domain's job.
    fn abort_job(&self, _domain: &Identity) -> Result<()> {
        unsupported()
    }

    /// The type of a domain's job, a virDomainJobType, and its progress.
    fn job_stats(&self, _domain: &Identity, _flags: u32) -> Result<(i32, Vec<TypedParam>)> {
        unsupported()
    }
}
