//! A domain that was found on the host.

use crate::driver::host::state::document::is_whole;
use crate::model::domain::{Identity, StateReason, Summary};
use crate::sys::RelPath;
use crate::xml::definition::Definition;
use std::sync::Arc;

/// Whose a domain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A guest of libvirt's QEMU driver.
    LibvirtQemu,
    /// A container of libvirt's LXC driver.
    LibvirtLxc,
    /// A machine registered with systemd.
    Machine,
    /// One that was attached, created or defined with this library.
    Own,
}

/// The kinds of domain that QEMU runs: by software alone, and with KVM.
pub const QEMU_KINDS: [&str; 2] = ["qemu", "kvm"];

/// A domain that was found on the host.
#[derive(Debug, Clone)]
pub struct Guest {
    /// Which domain it is.
    pub identity: Identity,
    /// Whose it is.
    pub origin: Origin,
    /// Its state, as far as its owner tells, and why it is in it.
    pub state: StateReason,
    /// The group that holds its limits, while it runs.
    pub group: Option<RelPath>,
    /// What it runs with, where its owner shows it.
    pub live: Option<Definition>,
    /// What it will start with next, if it is our own and defined.
    pub config: Option<Arc<Definition>>,
    /// Whether its owner keeps a definition that outlives it.
    pub persistent: bool,
    /// Whether it is to start with the host.
    pub autostart: bool,
}

impl Guest {
    /// Whether it runs.
    pub fn is_active(&self) -> bool {
        self.group.is_some()
    }

    /// Whether it is a virtual machine that QEMU runs: libvirt's, or one that was
    /// attached.
    pub fn is_qemu(&self) -> bool {
        let is_kind = |definition: &Definition| QEMU_KINDS.contains(&definition.kind.as_str());
        self.origin == Origin::LibvirtQemu || self.live.as_ref().is_some_and(is_kind)
    }

    /// What it was started from, where its owner shows it. A process that was
    /// attached may have a document of its texts alone.
    pub fn document(&self) -> Option<&Definition> {
        let has_more = |live: &&Definition| self.origin != Origin::Own || is_whole(live);
        self.live.as_ref().filter(has_more)
    }

    /// What a list says of it.
    pub fn summary(&self) -> Summary {
        Summary {
            identity: self.identity.clone(),
            state: self.state.state,
            persistent: self.persistent,
            autostart: self.autostart,
            managed_save: false,
            snapshots: false,
            checkpoints: false,
        }
    }
}
