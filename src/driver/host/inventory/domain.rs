//! A domain that was found on the host.

use crate::driver::host::state::document::KIND;
use crate::driver::host::stored::Stored;
use crate::model::Result;
use crate::model::domain::{Identity, StateReason, Summary};
use crate::sys::{FileFingerprint, FileId, RelPath};
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

/// The definition that a domain runs with.
#[derive(Debug, Clone)]
pub enum Document {
    /// The library's own document.
    Stored(Arc<Stored>),
    /// It is in a file of its owner's, which is read when it is needed.
    OfOwner,
    /// What was in that file.
    Read(Arc<Definition>),
}

/// A domain that was found on the host.
#[derive(Debug, Clone)]
pub struct HostDomain {
    /// Its name, uuid and id.
    pub identity: Identity,
    /// Who manages it.
    pub origin: Origin,
    /// Its state, as far as its owner tells, and why it is in it.
    pub state: StateReason,
    /// The process by which it runs, as its owner names it: it ends with that one.
    pub leader: Option<i32>,
    /// The group that holds its limits, while it runs.
    pub group: Option<RelPath>,
    /// The definition that it runs with, where its owner shows it.
    pub live: Option<Document>,
    /// The definition that its next start uses, if it is the library's own.
    pub config: Option<Arc<Stored>>,
    /// Whether it is a virtual machine that QEMU runs: libvirt's, or one that was attached.
    pub is_qemu: bool,
    /// Whether its owner keeps a definition that outlives it.
    pub persistent: bool,
    /// Whether it is to start with the host.
    pub autostart: bool,
}

/// What a domain was found by: as long as that is the same, so is the domain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fingerprint {
    /// The directory of its group.
    pub group: Option<FileId>,
    /// The file of its definition, if it is the library's own.
    pub definition: Option<FileFingerprint>,
    /// The file of its record, if it is the library's own.
    pub record: Option<FileFingerprint>,
}

/// A domain, as a scan has found it.
pub struct Scanned {
    /// The domain.
    pub domain: HostDomain,
    /// What it was found by.
    pub fingerprint: Fingerprint,
}

impl HostDomain {
    /// Whether it runs.
    pub fn is_active(&self) -> bool {
        self.group.is_some()
    }

    /// The definition that it runs with, where its owner shows it and it was read.
    pub fn live(&self) -> Result<Option<Arc<Definition>>> {
        match &self.live {
            Some(Document::Stored(stored)) => stored.definition(&self.identity.name).map(Some),
            Some(Document::Read(definition)) => Ok(Some(Arc::clone(definition))),
            Some(Document::OfOwner) | None => Ok(None),
        }
    }

    /// The definition that its next start uses, if it is the library's own.
    pub fn config(&self) -> Result<Option<Arc<Definition>>> {
        let config = self.config.as_ref();
        config.map(|stored| stored.definition(&self.identity.name)).transpose()
    }

    /// The document that it was started from, where its owner shows it. An attached
    /// process may have one that holds nothing but its title, description and metadata.
    pub fn document(&self) -> Result<Option<Arc<Definition>>> {
        let has_more = |live: &Arc<Definition>| self.origin != Origin::Own || is_whole(live);
        Ok(self.live()?.filter(has_more))
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
