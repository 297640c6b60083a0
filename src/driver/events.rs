//! The events of a host.

use super::listeners::Listeners;
use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Uuid;
use crate::model::pressure::PressureThreshold;

/// The events of a host.
pub trait Events: Node {
    /// The host's registered callbacks.
    fn listeners(&self) -> Result<&Listeners> {
        unsupported()
    }

    /// Refuses callbacks for memory events where the host has none.
    fn check_memory_events(&self) -> Result<()> {
        unsupported()
    }

    /// Has the host tell a listener of thresholds of pressure, in the place of those before, of one
    /// domain or of all, also of those that come later.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED where the host cannot; VIR_ERR_SYSTEM_ERROR, with no
    /// thresholds then.
    fn set_pressure(
        &self,
        _listener: i32,
        _domain: Option<Uuid>,
        _thresholds: &[PressureThreshold],
    ) -> Result<()> {
        unsupported()
    }

    /// Whether the connection may be lost, which [`EventKind::Closed`](crate::model::event::EventKind::Closed) then tells. Keepalive
    /// messages are then sent by [`Poll::poll`](super::Poll::poll): while they are on, it is called also without
    /// callbacks.
    fn tells_close(&self) -> bool {
        false
    }

    /// Called before a callback for events of this kind is registered; more than once where a
    /// wakeup is needed first.
    fn watch(&self, _kind: i32) -> Result<()> {
        Ok(())
    }

    /// Called after it was registered: what other threads have changed meanwhile must not keep events
    /// from it.
    fn watched(&self, _kind: i32) {}
}
