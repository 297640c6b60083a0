//! Memory parameters: the flow of a get and of a set.

use crate::driver::host::driver::HostDriver;
use crate::driver::host::inventory::index::Live;
use crate::driver::host::lifecycle::edit::RecoveredDefinition;
use crate::driver::host::limits::engine::{Engine, Group};
use crate::driver::host::limits::values;
use crate::driver::host::state::definitions;
use crate::driver::host::stats::hard_limit;
use crate::driver::{Memory, MemorySupport};
use crate::model::domain::Identity;
use crate::model::flags::{Affect, MEMCTL_FORCE};
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Error, Result, virErrorNumber};
use crate::xml::definition::Definition;
use std::sync::Arc;

impl Memory for HostDriver {
    fn memory_support(&self) -> Result<MemorySupport> {
        let listed = self.context.host.memory.version.listed;
        Ok(MemorySupport { settable: MemoryField::ALL, listed, set_flags: MEMCTL_FORCE })
    }

    fn memory(&self, domain: &Identity, affect: Affect) -> Result<Memtune> {
        let (live, config) = self.parts(domain, affect)?;
        let values = match (live, config) {
            (Some(live), _) => self.or_gone(&live, self.live_memory(&live))?,
            (None, config) => {
                config.map(|definition| definition.memtune.clone()).unwrap_or_default()
            }
        };
        let version = self.context.host.memory.version;
        let value = |field: &MemoryField| {
            let missing = version.knob(*field).and_then(|knob| knob.missing).unwrap_or(UNLIMITED);
            (*field, values.get(*field).unwrap_or(missing))
        };
        Ok(version.listed.iter().map(value).collect())
    }

    fn set_memory(
        &self,
        domain: &Identity,
        wanted: &Memtune,
        affect: Affect,
        force: bool,
    ) -> Result<()> {
        let (live, config) = self.parts(domain, affect)?;
        let defined = config.clone();
        let defined = defined.as_ref().map(|definition| [&definition.memtune, wanted]);
        let set_config = || match config {
            Some(_) => definitions::change(self.context.definitions(), domain, |draft| {
                let memtune = &mut draft.definition.memtune;
                self.check_definition(memtune, wanted)?;
                memtune.merge(wanted);
                Ok(())
            }),
            None => Ok(()),
        };
        let Some(live) = live else {
            return set_config();
        };
        let engine = Engine::new(&self.context);
        let _lock = engine.lock(&live.group, &live.dir)?;
        let side = RecoveredDefinition { context: &self.context, domain: &live.guest.identity };
        let group = self.engine_group(&live);
        let set = engine.set_live(group, wanted, force, defined, &side, set_config);
        self.or_gone(&live, set)
    }

    fn suggest_hard_limit(&self, domain: &Identity) -> Result<Kib> {
        let live = self.fresh_live(domain)?;
        self.or_gone(&live, hard_limit::suggest(&self.context.host, &live))
    }
}

impl HostDriver {
    /// What a call means of a domain: the running one, its definition, or both.
    fn parts(
        &self,
        domain: &Identity,
        affect: Affect,
    ) -> Result<(Option<Live>, Option<Arc<Definition>>)> {
        if !affect.config {
            // Most calls end here, and need no definition to be read.
            match self.live(domain) {
                Err(error) if !affect.live && is_shut_off(&error) => {}
                live => return Ok((Some(live?), None)),
            }
        }
        let guest = self.guest(domain)?;
        let affect = self.resolve(&guest, affect)?;
        let live = affect.live.then(|| self.live(domain)).transpose()?;
        Ok((live, guest.config.clone().filter(|_| affect.config)))
    }

    /// What the kernel holds, in the API's terms; what it lacks is left out.
    pub fn live_memory(&self, live: &Live) -> Result<Memtune> {
        let side = RecoveredDefinition { context: &self.context, domain: &live.guest.identity };
        Engine::new(&self.context).take_back_broken_off(self.engine_group(live), &side);
        let held = values::read_all(self.context.host.memory.version, &live.dir, &live.group)?;
        Ok(values::to_api(self.context.swap, &held))
    }

    /// What the engine has to know of a domain's group.
    fn engine_group<'l>(&self, live: &'l Live) -> Group<'l> {
        Group { path: &live.group, dir: &live.dir, name: &live.guest.identity.name }
    }

    /// Refuses memory parameters that a definition cannot have.
    pub fn check_definition(&self, held: &Memtune, wanted: &Memtune) -> Result<()> {
        Engine::new(&self.context).check_definition(held, wanted)
    }
}

fn is_shut_off(error: &Error) -> bool {
    error.code() == virErrorNumber::VIR_ERR_OPERATION_INVALID
}
