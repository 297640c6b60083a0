//! Domains.

use super::Connection;
use crate::driver::Driver;
use crate::model::domain::{Identity, Info, StateReason, Uuid};
use crate::model::{Result, flags};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

/// The number of a domain that does not run.
const NO_ID: i32 = -1;

/// A domain, as it was when it was looked up: it may have gone since, and then
/// what asks the host answers VIR_ERR_NO_DOMAIN.
#[derive(Clone)]
pub struct Domain {
    connection: Connection,
    identity: Identity,
    /// Its number, as the last call on this handle left it.
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

    /// Refuses any flag (VIR_ERR_INVALID_ARG).
    pub(super) fn check_no_flags(&self, given: u32) -> Result<()> {
        self.connection.check_no_flags(given)
    }

    /// Refuses what a read-only connection may not do (VIR_ERR_OPERATION_DENIED).
    pub fn check_writable(&self, what: &str) -> Result<()> {
        self.connection.check_writable(what)
    }

    /// The connection it was looked up on.
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

    /// Its number, if it was running: when it was looked up, or after the last
    /// start or end that was asked for here.
    pub fn id(&self) -> Option<i32> {
        Some(self.id.load(Ordering::Relaxed)).filter(|id| *id != NO_ID)
    }

    /// Remembers its number.
    pub(super) fn set_id(&self, id: Option<i32>) {
        self.id.store(id.unwrap_or(NO_ID), Ordering::Relaxed);
    }

    /// The driver, to change something: VIR_ERR_OPERATION_DENIED on a read-only
    /// connection.
    pub(super) fn driver_to_change(&self, what: &str) -> Result<&dyn Driver> {
        self.connection.check_writable(what)?;
        Ok(self.connection.driver())
    }

    /// Whether it runs.
    pub fn is_active(&self) -> Result<bool> {
        Ok(self.connection.driver().state(&self.identity)?.state.is_active())
    }

    /// Whether its definition outlives its processes.
    pub fn is_persistent(&self) -> Result<bool> {
        self.connection.driver().is_persistent(&self.identity)
    }

    /// Its state, and why it is in it. No flag is known.
    pub fn state(&self, state_flags: u32) -> Result<StateReason> {
        let driver = self.connection.driver();
        flags::check(driver.error_domain(), state_flags, 0)?;
        driver.state(&self.identity)
    }

    /// Its size and the CPU time it used.
    pub fn info(&self) -> Result<Info> {
        self.connection.driver().info(&self.identity)
    }
}
