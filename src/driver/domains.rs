//! Finding domains, and what they are.

use super::{Node, unsupported};
use crate::model::domain::{Identity, Info, StateReason, Summary, Uuid};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// The domains of a host and their state.
pub trait Domains: Node {
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
