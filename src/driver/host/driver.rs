//! The host driver: a connection's view of the domains on this host.

use super::context::Context;
use super::event_watch::EventSlot;
use super::inventory::domain::Origin;
use super::inventory::index::DomainIndex;
use super::open_domains::OpenDomains;
use crate::driver::Listeners;
use std::sync::Mutex;

/// Which of the host's domains a connection shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// All of them.
    All,
    /// Those of one manager alone.
    Only(Origin),
}

impl Visibility {
    /// The types (`<domain type=…>`) of the domains that it shows, the one that its own have first.
    pub fn domain_types(self) -> &'static [&'static str] {
        match self {
            Self::All => &["cgroup", "kvm", "qemu", "lxc"],
            Self::Only(Origin::LibvirtQemu) => &["kvm", "qemu"],
            Self::Only(_) => &["lxc"],
        }
    }
}

/// A connection's view of this host.
pub struct HostDriver {
    /// What virConnectGetType gives.
    pub kind: &'static str,
    /// Which domains it shows.
    pub visibility: Visibility,
    /// The host.
    pub context: Context,
    /// The domains that the last scan found: a call on one of them needs no scan.
    pub index: Mutex<DomainIndex>,
    /// The running domains that stay open between calls.
    pub open_domains: OpenDomains,
    /// Serializes scans: an older scan never overwrites a newer one.
    pub scan_lock: Mutex<()>,
    /// The registered callbacks.
    pub listeners: Listeners,
    /// What tells them what happens on the host.
    pub events: EventSlot,
}
