//! Domain events.

use super::constants::virDomainEventID::*;
use super::constants::virMemctlMemoryEventType;
use super::domain::Identity;
use super::typed::TypedParam;

/// The event id of memory events, for which libvirt has none: of callbacks of
/// virMemctlConnectMemoryEventRegister.
pub const MEMORY_EVENT: i32 = i32::MAX;

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
    /// The memory of a guest changed by its balloon.
    BalloonChange {
        /// How much it has now, in KiB.
        actual: u64,
    },
    /// Tunable values were set.
    Tunable {
        /// The new values, and the old ones.
        params: Vec<TypedParam>,
    },
    /// The kernel tells of the memory of a group.
    Memory {
        /// What.
        kind: virMemctlMemoryEventType,
        /// The details.
        params: Vec<TypedParam>,
        /// The listener that it is for alone, by its callback id.
        listener: Option<i32>,
    },
}

impl EventKind {
    /// The event id: a virDomainEventID, or [`MEMORY_EVENT`].
    pub fn number(&self) -> i32 {
        let kind = match self {
            Self::Lifecycle { .. } => VIR_DOMAIN_EVENT_ID_LIFECYCLE,
            Self::MetadataChange { .. } => VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
            Self::BalloonChange { .. } => VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE,
            Self::Tunable { .. } => VIR_DOMAIN_EVENT_ID_TUNABLE,
            Self::Memory { .. } => return MEMORY_EVENT,
        };
        kind as i32
    }

    /// The listener that it is for, where it is for one alone.
    pub fn listener(&self) -> Option<i32> {
        match self {
            Self::Memory { listener, .. } => *listener,
            _ => None,
        }
    }
}
