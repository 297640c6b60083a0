//! Objects besides domains that libvirt knows of hosts. No host has any here.

use crate::model::virErrorDomain::{self, *};
use crate::model::virErrorNumber::{self, *};
use crate::model::{Error, Result};

/// The kinds of object, and of lookups that have an error of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectKind {
    /// A storage pool.
    StoragePool,
    /// A storage pool, by its path.
    PoolByPath,
    /// A volume of a storage pool.
    StorageVolume,
    /// A virtual network.
    Network,
    /// A device of the host.
    NodeDevice,
    /// A network interface of the host.
    Interface,
    /// A network filter.
    Filter,
    /// Where a network filter is in use.
    FilterBinding,
    /// A secret.
    Secret,
}

/// Which of a host's objects are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectState {
    /// Those in use; all of a kind that has no state.
    Active,
    /// Those that are defined only.
    Defined,
}

impl ObjectKind {
    /// The error domain of the functions for it.
    pub fn error_domain(self) -> virErrorDomain {
        self.row().0
    }

    /// What its lookups fail with.
    pub fn not_found(self) -> virErrorNumber {
        self.row().1
    }

    fn row(self) -> (virErrorDomain, virErrorNumber) {
        match self {
            Self::StoragePool | Self::PoolByPath => (VIR_FROM_STORAGE, VIR_ERR_NO_STORAGE_POOL),
            Self::StorageVolume => (VIR_FROM_STORAGE, VIR_ERR_NO_STORAGE_VOL),
            Self::Network => (VIR_FROM_NETWORK, VIR_ERR_NO_NETWORK),
            Self::NodeDevice => (VIR_FROM_NODEDEV, VIR_ERR_NO_NODE_DEVICE),
            Self::Interface => (VIR_FROM_INTERFACE, VIR_ERR_NO_INTERFACE),
            Self::Filter => (VIR_FROM_NWFILTER, VIR_ERR_NO_NWFILTER),
            Self::FilterBinding => (VIR_FROM_NWFILTER, VIR_ERR_NO_NWFILTER_BINDING),
            Self::Secret => (VIR_FROM_SECRET, VIR_ERR_NO_SECRET),
        }
    }

    /// VIR_ERR_NO_SUPPORT, for a host that does not know such objects.
    pub fn unsupported<T>(self) -> Result<T> {
        Err(Error::new(self.error_domain(), VIR_ERR_NO_SUPPORT, ""))
    }
}
