//! What a get, a set and the recovery of a set work with on a host.

use super::controllers::PlanContext;
use super::journal::files::JournalDir;
use super::protection::Protection;
use super::unit_properties::{self, ValueMirror};
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::context::Context;
use crate::model::units::Kib;
use crate::model::virErrorDomain;
use crate::sys::{RelPath, process};

/// A host, as the limits engine uses it.
pub struct EngineContext<'c> {
    context: &'c Context,
}

impl<'c> EngineContext<'c> {
    /// That of a connection.
    pub fn new(context: &'c Context) -> Self {
        Self { context }
    }

    /// The error domain of the connection's URI.
    pub fn error_domain(&self) -> virErrorDomain {
        self.context.error_domain
    }

    /// What a plan depends on.
    pub fn plan_context(&self) -> PlanContext {
        PlanContext {
            version: self.version(),
            swap: self.context.swap,
            page: Kib::from_bytes(process::page_size()),
        }
    }

    /// The journal of this host's sets.
    pub fn journal(&self) -> JournalDir<'_> {
        let Context { host, paths, journal, .. } = self.context;
        JournalDir::new(host, paths, journal)
    }

    /// The manager that mirrors a group's values, if any.
    pub fn mirror(&self, group: &RelPath) -> Option<Box<dyn ValueMirror>> {
        unit_properties::mirror(self.context.systemd.as_ref(), group)
    }

    /// The guarantees of this host's domains.
    pub fn protection(&self) -> Protection<'_> {
        let Context { host, paths, .. } = self.context;
        Protection::new(host, paths, Box::new(|group| self.mirror(group)))
    }

    /// The version of the host's interface.
    pub fn version(&self) -> &'static Version {
        self.context.host.memory.version
    }
}
