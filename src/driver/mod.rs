//! What a host can do: the [`Driver`] trait, and the drivers.
//!
//! Nothing above this layer knows how a driver reaches its domains.

#[cfg(target_os = "linux")]
mod host;
mod registry;
mod test;

use crate::model::domain::{Identity, Info, StateReason, Summary, Uuid};
use crate::model::flags::Affect;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

pub use registry::{Opened, open};

/// The memory parameters that a driver knows.
#[derive(Debug, Clone, Copy)]
pub struct MemorySupport {
    /// Those whose names a set accepts.
    pub settable: &'static [MemoryField],
    /// Those that a get lists.
    pub listed: &'static [MemoryField],
}

/// A hypervisor, a host or a stand-in for one. What a driver does not
/// implement answers VIR_ERR_NO_SUPPORT.
pub trait Driver: Send + Sync {
    /// The name that `virConnectGetType` gives.
    fn kind(&self) -> &'static str;

    /// The error domain of the driver's own errors.
    fn error_domain(&self) -> virErrorDomain;

    /// The hypervisor's version, 1,000,000 * major + 1,000 * minor + release.
    fn version(&self) -> Result<u64> {
        unsupported("version")
    }

    /// The host's name.
    fn hostname(&self) -> Result<String> {
        Ok(rustix::system::uname().nodename().to_string_lossy().into_owned())
    }

    /// Whether the host still answers.
    fn is_alive(&self) -> Result<bool> {
        Ok(true)
    }

    /// Whether what goes to the host is encrypted on the way.
    fn is_encrypted(&self) -> Result<bool> {
        Ok(false)
    }

    /// Whether what goes to the host is safe from eavesdropping.
    fn is_secure(&self) -> Result<bool> {
        Ok(true)
    }

    /// Every domain of the host.
    fn domains(&self) -> Result<Vec<Summary>> {
        unsupported("domains")
    }

    /// The domain of that name.
    fn domain_by_name(&self, name: &str) -> Result<Identity> {
        let found = self.domains()?.into_iter().find(|summary| summary.identity.name == name);
        or_missing(found, self.error_domain(), || format!("no domain has the name '{name}'"))
    }

    /// The running domain of that number.
    fn domain_by_id(&self, id: i32) -> Result<Identity> {
        let found = self.domains()?.into_iter().find(|summary| summary.identity.id == Some(id));
        or_missing(found, self.error_domain(), || format!("no running domain has the id {id}"))
    }

    /// The domain of that uuid.
    fn domain_by_uuid(&self, uuid: Uuid) -> Result<Identity> {
        let found = self.domains()?.into_iter().find(|summary| summary.identity.uuid == uuid);
        or_missing(found, self.error_domain(), || format!("no domain has the uuid {uuid}"))
    }

    /// A domain's state, and why it is in it.
    fn state(&self, _domain: &Identity) -> Result<StateReason> {
        unsupported("state")
    }

    /// A domain's size and the CPU time it used.
    fn info(&self, _domain: &Identity) -> Result<Info> {
        unsupported("info")
    }

    /// Whether a domain's definition outlives its processes.
    fn is_persistent(&self, _domain: &Identity) -> Result<bool> {
        unsupported("is_persistent")
    }

    /// The memory parameters that the driver knows.
    fn memory_support(&self) -> Result<MemorySupport> {
        unsupported("memory_support")
    }

    /// A domain's memory parameters, each one that a get lists.
    fn memory(&self, _domain: &Identity, _affect: Affect) -> Result<Memtune> {
        unsupported("memory")
    }

    /// Sets memory parameters: all of them, or none and an error.
    fn set_memory(&self, _domain: &Identity, _wanted: &Memtune, _affect: Affect) -> Result<()> {
        unsupported("set_memory")
    }

    /// Makes a process, with its children, a domain.
    fn attach(&self, _pid: i32, _name: &str) -> Result<Identity> {
        unsupported("attach")
    }
}

fn or_missing(
    found: Option<Summary>,
    domain: virErrorDomain,
    missing: impl FnOnce() -> String,
) -> Result<Identity> {
    found
        .map(|summary| summary.identity)
        .ok_or_else(|| Error::new(domain, virErrorNumber::VIR_ERR_NO_DOMAIN, missing()))
}

fn unsupported<T>(what: &str) -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_NO_SUPPORT, what))
}
