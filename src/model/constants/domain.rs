//! Domains: the parts a call affects, and list filters.

/// Which part of a domain a function reads or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainModificationImpact {
    /// The running domain if it runs, else its definition.
    VIR_DOMAIN_AFFECT_CURRENT = 0,
    /// The running domain.
    VIR_DOMAIN_AFFECT_LIVE = 1,
    /// The definition: what the domain is started with next time.
    VIR_DOMAIN_AFFECT_CONFIG = 2,
}

/// Filters of virConnectListAllDomains. The flags form groups; a domain passes a group when it matches one of the given flags of the group, or when none is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectListAllDomainsFlags {
    /// Domains that run or are paused.
    VIR_CONNECT_LIST_DOMAINS_ACTIVE = 1,
    /// Domains that are shut off.
    VIR_CONNECT_LIST_DOMAINS_INACTIVE = 2,
    /// Domains with a definition.
    VIR_CONNECT_LIST_DOMAINS_PERSISTENT = 4,
    /// Domains without one: they vanish when they end.
    VIR_CONNECT_LIST_DOMAINS_TRANSIENT = 8,
    /// Domains that run.
    VIR_CONNECT_LIST_DOMAINS_RUNNING = 16,
    /// Domains that are paused.
    VIR_CONNECT_LIST_DOMAINS_PAUSED = 32,
    /// Domains that are shut off.
    VIR_CONNECT_LIST_DOMAINS_SHUTOFF = 64,
    /// Domains in any other state.
    VIR_CONNECT_LIST_DOMAINS_OTHER = 128,
    /// Domains with a managed save image.
    VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE = 256,
    /// Domains without one.
    VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE = 512,
    /// Domains that start with the host.
    VIR_CONNECT_LIST_DOMAINS_AUTOSTART = 1024,
    /// Domains that do not.
    VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART = 2048,
    /// Domains with snapshots: none here.
    VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT = 4096,
    /// Domains without snapshots.
    VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT = 8192,
    /// Domains with checkpoints: none here.
    VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT = 16384,
    /// Domains without checkpoints.
    VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT = 32768,
}
