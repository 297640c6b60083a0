//! A connection to a host.

use super::events::EsxEvents;
use super::host_system;
use super::properties::Object;
use super::session::Session;
use super::soap::Reference;
use super::target::Target;
use crate::driver::Listeners;
use crate::model::Result;
use crate::model::domain::Uuid;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// References to machines.
pub type References = HashMap<(Uuid, String), Reference>;

/// A connection to a host.
pub struct EsxDriver {
    pub session: Arc<Session>,
    pub host: Reference,
    pub is_encrypted: bool,
    /// Whether a machine's question is answered by its default.
    pub auto_answer: bool,
    pub events: Arc<EsxEvents>,
    /// The machines by uuid and name, as they were found. A copy of a machine may have the uuid of another.
    references: Mutex<References>,
    /// The most virtual CPUs that a machine may have.
    pub most_vcpus: OnceLock<u32>,
}

impl EsxDriver {
    /// For a session that is open, and the host in it.
    pub fn new(session: Session, host: Reference, target: &Target) -> Self {
        let session = Arc::new(session);
        Self {
            events: EsxEvents::new(Arc::clone(&session), host.clone()),
            session,
            host,
            is_encrypted: target.parameters.is_secure,
            auto_answer: target.parameters.auto_answer,
            references: Mutex::default(),
            most_vcpus: OnceLock::new(),
        }
    }

    pub fn references(&self) -> MutexGuard<'_, References> {
        self.references.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn listeners(&self) -> &Listeners {
        &self.events.listeners
    }

    /// Properties of the host.
    pub fn host(&self, properties: &[&str]) -> Result<Object> {
        host_system::properties(&self.session, &self.host, properties)
    }
}
