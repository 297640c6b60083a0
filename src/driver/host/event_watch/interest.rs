//! What is of interest of a host.

use crate::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_TUNABLE;
use crate::model::event::MEMORY_EVENT;

/// What callbacks are registered for, besides lifecycle events: the rest is not watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Interest(u8);

impl Interest {
    /// Values that are set.
    pub const TUNABLE: Self = Self(1);
    /// What the kernel tells of memory.
    pub const MEMORY: Self = Self(2);

    /// What callbacks for a kind of event are for.
    pub fn of(kind: i32) -> Self {
        match kind {
            MEMORY_EVENT => Self::MEMORY,
            kind if kind == VIR_DOMAIN_EVENT_ID_TUNABLE as i32 => Self::TUNABLE,
            _ => Self::default(),
        }
    }

    /// Its number.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// That of a number.
    pub fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// Whether it includes another one.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
