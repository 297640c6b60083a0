//! A connection to a test host.

use super::host::{ChangeEvents, Shared};
use super::test_domain::TestDomain;
use crate::driver::{Events, Listeners};
use crate::model::Result;
use crate::model::domain::Identity;
use std::sync::Arc;

/// A connection to a test host.
pub struct TestDriver {
    /// The host, which may be shared with other connections.
    pub shared: Arc<Shared>,
}

impl TestDriver {
    /// Reads a domain.
    pub fn read<T>(
        &self,
        domain: &Identity,
        read: impl FnOnce(&TestDomain) -> Result<T>,
    ) -> Result<T> {
        read(self.shared.host().guest(domain)?)
    }

    /// Changes a domain; the events are delivered afterwards.
    pub fn change<T>(
        &self,
        domain: &Identity,
        change: impl FnOnce(&mut TestDomain, &mut ChangeEvents) -> Result<T>,
    ) -> Result<T> {
        self.shared.change(|host, events| change(host.guest(domain)?, events))
    }
}

impl Events for TestDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(self.shared.listeners())
    }
}
