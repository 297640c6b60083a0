//! A callback that is registered, and what wakes the program for it.

use crate::model::domain::Uuid;
use crate::model::event::{CLOSE_EVENT, Event};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use std::time::Duration;

/// The identity of a listener; unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address {
    /// The connection that it belongs to.
    pub owner: usize,
    /// The kind of event that it receives.
    pub kind: i32,
    /// The domain whose events it receives; `None` for all.
    pub domain: Option<Uuid>,
    /// The address of the callback.
    pub function: usize,
    /// Registered by virConnectDomainEventRegister, libvirt's older function.
    pub is_legacy: bool,
}

impl Address {
    /// Whether it is for the loss of the connection that `owner` holds.
    pub(super) fn is_close(&self, owner: usize) -> bool {
        self.kind == CLOSE_EVENT && self.owner == owner
    }

    /// Refuses a listener beside this one: the same, and a second one for the loss of a connection.
    pub(super) fn check_beside(&self, new: &Self) -> Result<()> {
        if new.kind == CLOSE_EVENT && self.is_close(new.owner) {
            let detail = "a callback for the loss of the connection is already registered";
            let code = virErrorNumber::VIR_ERR_OPERATION_INVALID;
            return Err(Error::new(virErrorDomain::VIR_FROM_NONE, code, detail));
        }
        if self == new {
            return Err(refused("the function is already registered for such events".to_owned()));
        }
        Ok(())
    }
}

/// A registered callback.
pub struct Listener {
    /// Its identity.
    pub address: Address,
    /// Notes a call of the program's function with an event.
    pub callback: Box<dyn Fn(&Event) + Send + Sync>,
    /// Notes a call of the program's free function; once, after the listener was removed.
    pub free: Box<dyn Fn() + Send + Sync>,
}

/// A timeout of the event loop, and a file descriptor that it watches where the host has one,
/// for both of which [`super::Listeners::deliver`] is called.
pub trait Wakeup: Send + Sync {
    /// Fires as soon as possible.
    fn schedule(&self);
    /// Fires after `until`, or never for `None`. The file descriptor is watched all the same.
    fn idle(&self, until: Option<Duration>);
    /// Whether the host's file descriptor is watched.
    fn watches(&self) -> bool;
    /// Never fires again.
    fn cancel(&self);
}

/// VIR_ERR_INVALID_ARG.
pub(super) fn refused(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_NONE, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
}
