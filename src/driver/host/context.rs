//! What all parts of the host driver work on: the host, and where the library keeps its
//! groups and files on it.

use super::caches::Caches;
use super::cgroup::hierarchy::Host;
use super::cgroup::version::SwapCount;
use super::journal_pool::JournalPool;
use super::paths::Paths;
use super::systemd::Systemd;
use crate::model::domain::Identity;
use crate::model::{Error, virErrorDomain, virErrorNumber};

/// A host, as one connection uses it.
pub struct Context {
    /// The host.
    pub host: Host,
    /// Where the library keeps its groups and its files.
    pub paths: Paths,
    /// The host's systemd, where it runs: a domain's group is then a scope of its, and
    /// not one in `paths.parent`.
    pub systemd: Option<Systemd>,
    /// What was read of its files before.
    pub caches: Caches,
    /// The journal's files of this connection.
    pub journal: JournalPool,
    /// What the control file of the swap hard limit is taken to count.
    pub swap: SwapCount,
    /// The error domain of the connection's URI.
    pub error_domain: virErrorDomain,
}

impl Context {
    /// An error in the connection's error domain.
    pub fn error(&self, code: virErrorNumber, detail: impl Into<String>) -> Error {
        Error::new(self.error_domain, code, detail)
    }

    /// VIR_ERR_NO_DOMAIN for a domain that has ended.
    pub fn gone(&self, domain: &Identity) -> Error {
        let detail = format!("'{}' ({}) has ended", domain.name, domain.uuid);
        self.error(virErrorNumber::VIR_ERR_NO_DOMAIN, detail)
    }
}
