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

/// What a guest's clock shows until it is set.
pub const FIRST_TIME: GuestTime = GuestTime { seconds: 627_319_920, nanoseconds: 0 };

/// What is there while a domain runs.
pub struct Running {
    /// Its number.
    pub id: i32,
    /// The definition that it runs with.
    pub definition: Definition,
}

impl Running {
    /// A domain that starts with this definition.
    pub fn new(id: i32, definition: Definition) -> Self {
        Self { id, definition }
    }
}

/// A domain of the test host. It runs, or has a persistent definition, or both.
pub struct Guest {
    /// Its name.
    pub name: String,
    /// Its uuid.
    pub uuid: Uuid,
    /// Its state, and why it is in it.
    pub state: StateReason,
    /// What is there while it runs.
    pub running: Option<Running>,
    /// The definition that it will start with next; none for one that was
    /// created, and not defined since.
    pub config: Option<Definition>,
    /// Whether `config` outlives its running: not once it was undefined.
    pub persistent: bool,
    /// Whether it starts with the host.
    pub autostart: bool,
    /// Whether an image of its memory was saved.
    pub managed_save: bool,
    /// The I/O threads that statistics know: those that it had when the host was
    /// opened, and those added since; libvirt's test driver starts no others.
    pub io_threads: Vec<Polling>,
    /// What its own clock shows; it stands still.
    pub clock: GuestTime,
}

/// How long an I/O thread asks again and again for events before it sleeps.
pub struct Polling {
    /// The thread's number.
    pub id: u32,
    /// The longest time, in nanoseconds.
    pub max_ns: u64,
    /// How the time grows; 0 is the hypervisor's own way.
    pub grow: u32,
    /// How it shrinks; 0 is the hypervisor's own way.
    pub shrink: u32,
}

impl Polling {
    /// That of a new thread, as libvirt's test driver has it.
    pub fn new(id: u32) -> Self {
        Self { id, max_ns: 32_768, grow: 0, shrink: 0 }
    }

    /// Takes over the values that are given.
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

impl Guest {
    /// Who it is.
    pub fn identity(&self) -> Identity {
        Identity { name: self.name.clone(), uuid: self.uuid, id: self.id() }
    }

    /// Its number, while it runs.
    pub fn id(&self) -> Option<i32> {
        self.running.as_ref().map(|running| running.id)
    }

    /// What a list says of it.
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

    /// Whether it runs.
    pub fn is_active(&self) -> bool {
        self.running.is_some()
    }

    /// Refuses one that does not run (VIR_ERR_OPERATION_INVALID).
    pub fn check_active(&self) -> Result<()> {
        self.live().map(|_| ())
    }

    /// The definition that it runs with; VIR_ERR_OPERATION_INVALID when it does
    /// not run.
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

    /// Puts it into a state.
    pub fn enter(&mut self, state: State, reason: i32) {
        self.state = StateReason { state, reason };
    }

    /// The definition that it runs with, or else its persistent one.
    pub fn current(&self) -> Result<&Definition> {
        let running = self.running.as_ref().map(|running| &running.definition);
        running.or(self.config.as_ref()).ok_or_else(|| self.no_definition())
    }

    /// Resolves "current", and refuses what does not fit the domain.
    pub fn resolve(&self, affect: Affect) -> Result<Affect> {
        affect.resolve(&self.name, self.is_active(), self.persistent)
    }

    /// The one definition that a look at it means.
    pub fn definition(&self, affect: Affect) -> Result<&Definition> {
        let wanted = if self.resolve(affect)?.config {
            self.config.as_ref()
        } else {
            self.running.as_ref().map(|running| &running.definition)
        };
        wanted.ok_or_else(|| self.no_definition())
    }

    /// The definitions that a change of it means: one or both.
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
            format!("domain '{}' neither runs nor is defined", self.name),
        )
    }
}
