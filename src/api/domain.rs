//! Domains.

use super::Connection;
use crate::driver::Driver;
use crate::model::Result;
use crate::model::domain::{Identity, Info, StateReason, Uuid};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

/// The id of a domain that is not running.
const NO_ID: i32 = -1;

/// A domain as it was at its lookup. It may no longer exist; operations on the host
/// then fail with VIR_ERR_NO_DOMAIN.
#[derive(Debug, Clone)]
pub struct Domain {
    connection: Connection,
    identity: Identity,
    /// Its id, as updated by the last call on this handle.
    id: Arc<AtomicI32>,
}

impl Domain {
    pub(super) fn new(connection: Connection, identity: Identity) -> Self {
        let id = Arc::new(AtomicI32::new(identity.id.unwrap_or(NO_ID)));
        Self { connection, identity, id }
    }

    pub(super) fn identity(&self) -> &Identity {
        &self.identity
    }

    pub(super) fn driver(&self) -> &dyn Driver {
        self.connection.driver()
    }

    /// Refuses all flags (VIR_ERR_INVALID_ARG).
    pub(super) fn check_no_flags(&self, given: u32) -> Result<()> {
        self.connection.check_no_flags(given)
    }

    /// Refuses an operation on a read-only connection (VIR_ERR_OPERATION_DENIED).
    pub fn check_writable(&self, what: &str) -> Result<()> {
        self.connection.check_writable(what)
    }

    /// Its connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.identity.name
    }

    /// Its uuid.
    pub fn uuid(&self) -> Uuid {
        self.identity.uuid
    }

    /// Its id if it was running: at its lookup, or after the last start or stop through
    /// this handle.
    pub fn id(&self) -> Option<i32> {
        Some(self.id.load(Ordering::Relaxed)).filter(|id| *id != NO_ID)
    }

    /// Updates its id.
    pub(super) fn set_id(&self, id: Option<i32>) {
        self.id.store(id.unwrap_or(NO_ID), Ordering::Relaxed);
    }

    /// The driver, for a change: VIR_ERR_OPERATION_DENIED on a read-only connection.
    pub(super) fn driver_to_change(&self, what: &str) -> Result<&dyn Driver> {
        self.connection.check_writable(what)?;
        Ok(self.connection.driver())
    }

    /// Whether it is running.
    pub fn is_active(&self) -> Result<bool> {
        self.connection.driver().is_active(&self.identity)
    }

    /// Whether it has a persistent definition.
    pub fn is_persistent(&self) -> Result<bool> {
        self.connection.driver().is_persistent(&self.identity)
    }

    /// Its state and the reason for it. No flags are supported.
    pub fn state(&self, state_flags: u32) -> Result<StateReason> {
        self.check_no_flags(state_flags)?;
        self.connection.driver().state(&self.identity, state_flags)
    }

    /// Its memory, virtual CPUs and CPU time.
    pub fn info(&self) -> Result<Info> {
        self.connection.driver().info(&self.identity)
    }
}
