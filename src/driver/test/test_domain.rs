//! A domain of the test host.

use crate::model::constants::{
    VIR_DOMAIN_IOTHREAD_POLL_GROW, VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, VIR_DOMAIN_IOTHREAD_POLL_SHRINK,
};
use crate::model::domain::{Identity, State, StateReason, Summary, Uuid};
use crate::model::flags::Affect;
use crate::model::statistics::GuestTime;
use crate::model::typed::{TypedParam, Value};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::Definition;

/// The guest's clock until it is set.
pub(crate) const FIRST_TIME: GuestTime = GuestTime { seconds: 627_319_920, nanoseconds: 0 };

/// The live part of a running domain.
pub struct Running {
    /// Its id.
    pub id: i32,
    /// Its live definition.
    pub definition: Definition,
}

impl Running {
    /// A domain started with this definition.
    pub fn new(id: i32, definition: Definition) -> Self {
        Self { id, definition }
    }
}

/// A domain of the test host: running, persistent, or both.
pub struct TestDomain {
    /// Its name.
    pub name: String,
    /// Its uuid.
    pub uuid: Uuid,
    /// Its state and the reason for it.
    pub state: StateReason,
    /// The live part, while it is running.
    pub running: Option<Running>,
    /// The definition for its next start; none for a transient domain.
    pub config: Option<Definition>,
    /// Whether `config` is persistent; false once it was undefined while running.
    pub persistent: bool,
    /// Whether it starts automatically with the host.
    pub autostart: bool,
    /// Whether it has a managed save image.
    pub managed_save: bool,
    /// The I/O threads in statistics: those present when the host was opened, and those
    /// added since. libvirt's test driver starts no others.
    pub io_threads: Vec<Polling>,
    /// The guest's clock; it does not advance.
    pub clock: GuestTime,
}

/// Polling parameters of an I/O thread.
pub struct Polling {
    /// The thread's id.
    pub id: u32,
    /// The maximum polling time, in nanoseconds.
    pub max_ns: u64,
    /// The growth of the polling time; 0 for the hypervisor's default.
    pub grow: u32,
    /// The reduction of the polling time; 0 for the hypervisor's default.
    pub shrink: u32,
}

impl Polling {
    /// Those of a new thread in libvirt's test driver.
    pub fn new(id: u32) -> Self {
        Self { id, max_ns: 32_768, grow: 0, shrink: 0 }
    }

    /// Sets the given values.
    pub fn tune(&mut self, params: &[TypedParam]) {
        for param in params {
            match (param.field.as_str(), &param.value) {
                (VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, Value::ULLong(value)) => self.max_ns = *value,
                (VIR_DOMAIN_IOTHREAD_POLL_GROW, Value::UInt(value)) => self.grow = *value,
                (VIR_DOMAIN_IOTHREAD_POLL_SHRINK, Value::UInt(value)) => self.shrink = *value,
                _ => {}
            }
        }
    }
}

impl TestDomain {
    /// Its identity.
    pub fn identity(&self) -> Identity {
        Identity { name: self.name.clone(), uuid: self.uuid, id: self.id() }
    }

    /// Its id, while it is running.
    pub fn id(&self) -> Option<i32> {
        self.running.as_ref().map(|running| running.id)
    }

    /// Its entry in a list of domains.
    pub fn summary(&self) -> Summary {
        Summary {
            identity: self.identity(),
            state: self.state.state,
            persistent: self.persistent,
            autostart: self.autostart,
            managed_save: self.managed_save,
            snapshots: false,
            checkpoints: false,
        }
    }

    /// Whether it is running.
    pub fn is_active(&self) -> bool {
        self.running.is_some()
    }

    /// Refuses a domain that is not running (VIR_ERR_OPERATION_INVALID).
    pub fn check_active(&self) -> Result<()> {
        self.live().map(|_| ())
    }

    /// Its live definition; VIR_ERR_OPERATION_INVALID if it is not running.
    pub fn live(&self) -> Result<&Definition> {
        let running = self.running.as_ref().ok_or_else(|| {
            Error::new(
                virErrorDomain::VIR_FROM_DOMAIN,
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!("domain '{}' is not running", self.name),
            )
        })?;
        Ok(&running.definition)
    }

    /// Sets its state.
    pub fn set_state(&mut self, state: State, reason: i32) {
        self.state = StateReason { state, reason };
    }

    /// Its live definition, otherwise its persistent one.
    pub fn current(&self) -> Result<&Definition> {
        let running = self.running.as_ref().map(|running| &running.definition);
        running.or(self.config.as_ref()).ok_or_else(|| self.no_definition())
    }

    /// Resolves "current", and refuses parts that the domain does not have.
    pub fn resolve(&self, affect: Affect) -> Result<Affect> {
        affect.resolve(&self.name, self.is_active(), self.persistent)
    }

    /// The definition that is read.
    pub fn definition(&self, affect: Affect) -> Result<&Definition> {
        let wanted = if self.resolve(affect)?.config {
            self.config.as_ref()
        } else {
            self.running.as_ref().map(|running| &running.definition)
        };
        wanted.ok_or_else(|| self.no_definition())
    }

    /// The definitions that are changed: one or both.
    pub fn definitions_mut(&mut self, affect: Affect) -> Result<Vec<&mut Definition>> {
        let affect = self.resolve(affect)?;
        let running = self.running.as_mut().map(|running| &mut running.definition);
        let live = running.filter(|_| affect.live);
        let config = self.config.as_mut().filter(|_| affect.config);
        Ok(live.into_iter().chain(config).collect())
    }

    fn no_definition(&self) -> Error {
        Error::new(
            virErrorDomain::VIR_FROM_TEST,
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("domain '{}' is neither running nor defined", self.name),
        )
    }
}
