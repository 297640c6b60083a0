//! A domain that was found on the host.

use crate::model::domain::{Identity, State, Summary};
use crate::sys::RelPath;
use crate::xml::definition::Definition;

/// Where a domain was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A guest of libvirt's QEMU driver.
    LibvirtQemu,
    /// A container of libvirt's LXC driver.
    LibvirtLxc,
    /// A machine registered with systemd.
    Machine,
    /// A process that was attached: the group is the library's own.
    Attached,
}

/// A domain that was found on the host.
#[derive(Debug, Clone)]
pub struct Guest {
    /// Which domain it is.
    pub identity: Identity,
    /// Where it was found.
    pub origin: Origin,
    /// The group that holds its limits.
    pub group: RelPath,
    /// Its state, as far as its owner tells.
    pub state: State,
    /// Its definition, where its owner shows one.
    pub definition: Option<Definition>,
    /// Whether its owner keeps a definition that outlives it.
    pub persistent: bool,
}

impl Guest {
    /// What a list says of it.
    pub fn summary(&self) -> Summary {
        Summary {
            identity: self.identity.clone(),
            state: self.state,
            persistent: self.persistent,
            autostart: false,
            managed_save: false,
            snapshots: false,
            checkpoints: false,
        }
    }
}
