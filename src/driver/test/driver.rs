//! A connection to a test host.

use super::guest::Guest;
use super::host::{Happened, Shared};
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
    pub fn look<T>(&self, domain: &Identity, look: impl FnOnce(&Guest) -> Result<T>) -> Result<T> {
        look(self.shared.host().guest(domain)?)
    }

    /// Changes a domain; the events are delivered afterwards.
    pub fn change<T>(
        &self,
        domain: &Identity,
        change: impl FnOnce(&mut Guest, &mut Happened) -> Result<T>,
    ) -> Result<T> {
        self.shared.change(|host, happened| change(host.guest(domain)?, happened))
    }
}

impl Events for TestDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(self.shared.listeners())
    }
}
