//! Finding domains, and what they are.

use super::{Node, unsupported};
use crate::model::domain::{Identity, Info, Key, StateReason, Summary};
use crate::model::{Error, Result, virErrorNumber};

/// The domains of a host and their state.
pub trait Domains: Node {
    /// Every domain of the host.
    fn domains(&self) -> Result<Vec<Summary>> {
        unsupported()
    }

    /// The domain that a key means, if there is one. Each driver has its own way:
    /// to list all domains for it is too slow where they are many or far away.
    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>>;

    /// The domain that a key means; VIR_ERR_NO_DOMAIN when there is none.
    fn domain(&self, key: Key<'_>) -> Result<Identity> {
        self.find_domain(key)?.ok_or_else(|| {
            let detail = format!("no domain has the {key}");
            Error::new(self.error_domain(), virErrorNumber::VIR_ERR_NO_DOMAIN, detail)
        })
    }

    /// A domain's state, and why it is in it.
    fn state(&self, _domain: &Identity) -> Result<StateReason> {
        unsupported()
    }

    /// A domain's size and the CPU time it used.
    fn info(&self, _domain: &Identity) -> Result<Info> {
        unsupported()
    }

    /// Whether a domain's definition outlives its processes.
    fn is_persistent(&self, _domain: &Identity) -> Result<bool> {
        unsupported()
    }
}
