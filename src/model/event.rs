//! What happens to domains.

use super::domain::Identity;
use super::typed::TypedParam;

/// Something that happened to a domain.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Which domain.
    pub domain: Identity,
    /// What happened.
    pub kind: EventKind,
}

/// What happened.
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
    /// The guest rebooted.
    Reboot,
    /// Tuning parameters have new values.
    Tunable(Vec<TypedParam>),
    /// A title, a description or an element of the metadata changed.
    MetadataChange {
        /// Which: a number of virDomainMetadataType.
        kind: i32,
        /// The namespace of the element.
        uri: Option<String>,
    },
}
