//! What happens to domains.

use super::constants::virDomainEventID::*;
use super::domain::Identity;

/// Something that happened to a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Which domain.
    pub domain: Identity,
    /// What happened.
    pub kind: EventKind,
}

/// What happened; other kinds of libvirt's come from no driver yet.
#[derive(Debug, Clone, PartialEq)]
pub enum EventKind {
    /// The domain came to be, started, stopped or went: a number of
    /// virDomainEventType and one of the enumeration that belongs to it.
    Lifecycle {
        /// The event.
        event: i32,
        /// Its detail.
        detail: i32,
    },
    /// A title, a description or an element of the metadata changed.
    MetadataChange {
        /// Which: a number of virDomainMetadataType.
        kind: i32,
        /// The namespace of the element.
        uri: Option<String>,
    },
}

impl EventKind {
    /// The number of the kind: a virDomainEventID.
    pub fn number(&self) -> i32 {
        let kind = match self {
            Self::Lifecycle { .. } => VIR_DOMAIN_EVENT_ID_LIFECYCLE,
            Self::MetadataChange { .. } => VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
        };
        kind as i32
    }
}
