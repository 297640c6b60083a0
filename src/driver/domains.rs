//! Looking domains up, and their state.

use super::{Node, unsupported};
use crate::model::domain::{Identity, Info, Key, StateReason, Summary};
use crate::model::{Error, Result, virErrorNumber};

/// The domains of a host and their state.
pub trait Domains: Node {
    /// Every domain of the host.
    fn domains(&self) -> Result<Vec<Summary>> {
        unsupported()
    }

    /// The domain of a name, uuid or id, if there is one. There is no default:
    /// listing all domains is too slow where they are many or remote.
    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>>;

    /// As [`Self::find_domain`]; VIR_ERR_NO_DOMAIN when there is none.
    fn domain(&self, key: Key<'_>) -> Result<Identity> {
        self.find_domain(key)?.ok_or_else(|| {
            let detail = format!("no domain has the {key}");
            Error::new(self.error_domain(), virErrorNumber::VIR_ERR_NO_DOMAIN, detail)
        })
    }

    /// A domain's state and the reason for it.
    fn state(&self, _domain: &Identity) -> Result<StateReason> {
        unsupported()
    }

    /// A domain's memory, virtual CPUs and the CPU time that it used.
    fn info(&self, _domain: &Identity) -> Result<Info> {
        unsupported()
    }

    /// Whether a domain is persistent: its definition outlives its processes.
    fn is_persistent(&self, _domain: &Identity) -> Result<bool> {
        unsupported()
    }
}
