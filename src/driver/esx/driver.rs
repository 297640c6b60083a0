//! A connection to a host.

use super::events::EsxEvents;
use super::properties::Object;
use super::session::Session;
use super::soap::{Reference, Request, list};
use super::target::{Product, Target};
use super::{host_system, units};
use crate::driver::Listeners;
use crate::model::Result;
use crate::model::domain::{Identity, Uuid};
use crate::model::units::Kib;
use crate::xml::tree::Element;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A connection to a host.
pub struct EsxDriver {
    pub session: Arc<Session>,
    pub host: Reference,
    pub product: Product,
    pub is_encrypted: bool,
    /// Whether a machine's question is answered by its default.
    pub auto_answer: bool,
    pub events: Arc<EsxEvents>,
    /// The machines by uuid, as they were found.
    references: Mutex<HashMap<Uuid, Reference>>,
}

impl EsxDriver {
    /// For a session that is open, and the host in it.
    pub fn new(session: Session, host: Reference, target: &Target) -> Self {
        let session = Arc::new(session);
        Self {
            events: EsxEvents::new(Arc::clone(&session), host.clone()),
            session,
            host,
            product: target.product,
            is_encrypted: target.parameters.is_secure,
            auto_answer: target.parameters.auto_answer,
            references: Mutex::default(),
        }
    }

    pub fn references(&self) -> MutexGuard<'_, HashMap<Uuid, Reference>> {
        self.references.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn listeners(&self) -> &Listeners {
        &self.events.listeners
    }

    /// Properties of the host.
    pub fn host(&self, properties: &[&str]) -> Result<Object> {
        host_system::properties(&self.session, &self.host, properties)
    }

    /// Changes a machine's configuration, in one task: all of it or nothing.
    pub fn reconfigure(&self, domain: &Identity, parts: &[Element]) -> Result<()> {
        self.start_task(domain, |machine| {
            Request::new("ReconfigVM_Task", machine).with(list("spec", parts.iter().cloned()))
        })
    }
}

/// The memory that a machine has, and that it may use: its limit, or all.
pub fn memory_of(machine: &Object) -> (Kib, Kib) {
    let size = units::from_mb(machine.number(SIZE).unwrap_or(0));
    let limit = super::allocation::Allocation::read(machine, super::allocation::MEMORY).limit;
    let limit = units::from_mb(limit.unwrap_or(units::NO_LIMIT));
    (size, limit.min(size))
}

/// The properties of a machine's size.
pub const SIZE: &str = "config.hardware.memoryMB";
/// See [`SIZE`].
pub const CPUS: &str = "config.hardware.numCPU";
