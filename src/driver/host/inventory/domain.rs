//! A domain that was found on the host.

use crate::driver::host::state::document::KIND;
use crate::model::domain::{Identity, StateReason, Summary};
use crate::sys::RelPath;
use crate::xml::definition::Definition;
use std::sync::Arc;

/// Who manages a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A guest of libvirt's QEMU driver.
    LibvirtQemu,
    /// A container of libvirt's LXC driver.
    LibvirtLxc,
    /// A virtual machine of Proxmox VE.
    Proxmox,
    /// A machine registered with systemd.
    Machine,
    /// One that was attached, created or defined with this library.
    Own,
}

/// The kinds of domain that QEMU runs: by software alone, and with KVM.
pub const QEMU_KINDS: [&str; 2] = ["qemu", "kvm"];

/// A domain that was found on the host.
#[derive(Debug, Clone)]
pub struct HostDomain {
    /// Its name, uuid and id.
    pub identity: Identity,
    /// Who manages it.
    pub origin: Origin,
    /// Its state, as far as its owner tells, and why it is in it.
    pub state: StateReason,
    /// The group that holds its limits, while it runs.
    pub group: Option<RelPath>,
    /// The definition that it runs with, where its owner shows it.
    pub live: Option<Definition>,
    /// The definition that its next start uses, if it is the library's own.
    pub config: Option<Arc<Definition>>,
    /// Whether its owner keeps a definition that outlives it.
    pub persistent: bool,
    /// Whether it is to start with the host.
    pub autostart: bool,
}

impl HostDomain {
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

    /// The document that it was started from, where its owner shows it. An attached
    /// process may have one that holds nothing but its title, description and metadata.
    pub fn document(&self) -> Option<&Definition> {
        let has_more = |live: &&Definition| self.origin != Origin::Own || is_whole(live);
        self.live.as_ref().filter(has_more)
    }

    /// Its line in a list of domains.
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

/// Whether a definition says more than a description of an attached process: it is a
/// QEMU's, or of a program that this library starts.
fn is_whole(definition: &Definition) -> bool {
    let has_program = || definition.rest.child("os").is_some_and(|os| os.child("init").is_some());
    definition.kind != KIND || has_program()
}
