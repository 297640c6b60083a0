//! Domains.

use super::Connection;
use crate::model::domain::{Identity, Info, StateReason, Uuid};
use crate::model::{Result, flags};

/// A domain, as it was when it was looked up: it may have gone since, and then
/// what asks the host answers VIR_ERR_NO_DOMAIN.
#[derive(Clone)]
pub struct Domain {
    connection: Connection,
    identity: Identity,
}

impl Domain {
    pub(super) fn new(connection: Connection, identity: Identity) -> Self {
        Self { connection, identity }
    }

    pub(super) fn identity(&self) -> &Identity {
        &self.identity
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

    /// Its number, if it was running.
    pub fn id(&self) -> Option<i32> {
        self.identity.id
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
