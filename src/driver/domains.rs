//! Lookup of domains, and their state.

use super::{Node, unsupported};
use crate::model::constants::virConnectListAllDomainsFlags::{
    VIR_CONNECT_LIST_DOMAINS_ACTIVE, VIR_CONNECT_LIST_DOMAINS_INACTIVE,
};
use crate::model::domain::{Identity, Info, Key, StateReason, Summary};
use crate::model::{Error, Result, filter, virErrorNumber};

/// The domains of a host and their state.
pub trait Domains: Node {
    /// Every domain of the host.
    fn domains(&self) -> Result<Vec<Summary>> {
        unsupported()
    }

    /// The domains that pass filter flags of `virConnectListAllDomains`, all known ones.
    fn listed(&self, flags: u32) -> Result<Vec<Identity>> {
        let passing = self.domains()?.into_iter().filter(|domain| filter::passes(domain, flags));
        Ok(passing.map(|domain| domain.identity).collect())
    }

    /// The ids of the running domains.
    fn active_ids(&self) -> Result<Vec<i32>> {
        let active = self.listed(VIR_CONNECT_LIST_DOMAINS_ACTIVE as u32)?;
        Ok(active.into_iter().filter_map(|domain| domain.id).collect())
    }

    /// How many domains are running.
    fn active_count(&self) -> Result<usize> {
        Ok(self.active_ids()?.len())
    }

    /// The names of the defined domains that are not running.
    fn defined_names(&self) -> Result<Vec<String>> {
        let defined = self.listed(VIR_CONNECT_LIST_DOMAINS_INACTIVE as u32)?;
        Ok(defined.into_iter().map(|domain| domain.name).collect())
    }

    /// How many domains are defined and not running.
    fn defined_count(&self) -> Result<usize> {
        Ok(self.defined_names()?.len())
    }

    /// The domain with a name, uuid or id, if it exists. There is no default
    /// implementation, because listing all domains is slow if they are many or remote.
    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>>;

    /// As [`Self::find_domain`]; VIR_ERR_NO_DOMAIN if it does not exist.
    fn domain(&self, key: Key<'_>) -> Result<Identity> {
        self.find_domain(key)?.ok_or_else(|| {
            let detail = format!("no domain has the {key}");
            Error::new(self.error_domain(), virErrorNumber::VIR_ERR_NO_DOMAIN, detail)
        })
    }

    /// A domain's state and the reason for it.
    fn state(&self, _domain: &Identity, _flags: u32) -> Result<StateReason> {
        unsupported()
    }

    /// Whether a domain is running.
    fn is_active(&self, domain: &Identity) -> Result<bool> {
        Ok(self.state(domain, 0)?.state.is_active())
    }

    /// A domain's memory, virtual CPUs and CPU time.
    fn info(&self, _domain: &Identity) -> Result<Info> {
        unsupported()
    }

    /// Whether a domain has a persistent definition.
    fn is_persistent(&self, _domain: &Identity) -> Result<bool> {
        unsupported()
    }
}
