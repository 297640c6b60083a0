//! What the parts of the host driver share: this host, and where the library's own
//! groups and files are on it.

use super::cgroup::hierarchy::Host;
use super::cgroup::version::SwapCount;
use super::state::records::Place;
use crate::model::virErrorDomain;

/// A host, as one connection uses it.
pub struct Context {
    /// This host.
    pub host: Host,
    /// Where the library keeps its groups and its files.
    pub place: Place,
    /// What the swap hard limit's control file is taken to count.
    pub swap: SwapCount,
    /// The error domain of the connection's URI.
    pub error_domain: virErrorDomain,
}
