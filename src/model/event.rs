//! Domain events.

use super::constants::virDomainEventID::*;
use super::domain::Identity;

/// An event of a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The domain.
    pub domain: Identity,
    /// The event.
    pub kind: EventKind,
}

/// The kinds of event that drivers of this library raise.
#[derive(Debug, Clone, PartialEq)]
pub enum EventKind {
    /// A lifecycle change: a virDomainEventType and a value of the matching detail
    /// enumeration.
    Lifecycle {
        /// The event.
        event: i32,
        /// Its detail.
        detail: i32,
    },
    /// A title, a description or a `<metadata>` element changed.
    MetadataChange {
        /// The changed item: a virDomainMetadataType.
        kind: i32,
        /// The namespace of a `<metadata>` element.
        uri: Option<String>,
    },
}

impl EventKind {
    /// The event id: a virDomainEventID.
    pub fn number(&self) -> i32 {
        let kind = match self {
            Self::Lifecycle { .. } => VIR_DOMAIN_EVENT_ID_LIFECYCLE,
            Self::MetadataChange { .. } => VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
        };
        kind as i32
    }
}
