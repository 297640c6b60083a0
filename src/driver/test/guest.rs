//! A domain of the test host.

use crate::model::domain::{Identity, State, StateReason, Summary, Uuid};
use crate::model::flags::Affect;
use crate::model::statistics::GuestTime;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::Definition;

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
    pub io_threads: Vec<u32>,
    /// What its own clock shows; it stands still.
    pub clock: GuestTime,
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
