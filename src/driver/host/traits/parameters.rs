//! Typed parameters: memory and the scheduler.

use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::inventory::index::Live;
use crate::driver::host::lifecycle::definition_commit::{self, DefinitionCommit};
use crate::driver::host::limits::controllers::{cpu, memory};
use crate::driver::host::limits::engine::Engine;
use crate::driver::host::limits::family;
use crate::driver::host::limits::rules;
use crate::driver::host::stats::hard_limit;
use crate::driver::{ParameterSupport, Parameters, unsupported};
use crate::model::constants::{VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_DOMAIN_SCHEDULER_VCPU_QUOTA};
use crate::model::domain::Identity;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect, MEMCTL_FORCE};
use crate::model::parameters::Family;
use crate::model::parameters::memory::{MemoryField, Memtune};
use crate::model::typed::TypedParam;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::RelPath;
use crate::xml::definition::Definition;
use std::sync::Arc;

/// libvirt's name for the scheduler of a host's processes.
const SCHEDULER: &str = "posix";

const AFFECT: u32 = AFFECT_LIVE | AFFECT_CONFIG;

/// The sub-group of a libvirt guest's first virtual CPU.
const FIRST_VCPU: &str = "vcpu0";

impl Parameters for HostDriver {
    fn parameter_support(&self, family: Family) -> Result<ParameterSupport> {
        let specs = |fields: &[MemoryField]| fields.iter().map(|field| field.spec()).collect();
        match family {
            Family::Memory => Ok(ParameterSupport {
                settable: specs(MemoryField::ALL),
                listed: specs(memory::listed(self.context.host.memory.version)),
                get_flags: AFFECT,
                set_flags: AFFECT | MEMCTL_FORCE,
            }),
            Family::Scheduler => Ok(ParameterSupport {
                settable: definition_commit::specs(family),
                listed: definition_commit::specs(family),
                get_flags: AFFECT,
                set_flags: AFFECT,
            }),
            _ => unsupported(),
        }
    }

    fn parameters(
        &self,
        domain: &Identity,
        family: Family,
        _device: &str,
        flags: u32,
    ) -> Result<Vec<TypedParam>> {
        let affect = Affect::from_flags(flags);
        match family {
            Family::Memory => Ok(self.memory(domain, affect)?.to_params()),
            Family::Scheduler => match self.parts(domain, affect)? {
                (Some(live), _) => self.or_gone(&live, self.live_scheduler(&live)),
                (None, Some(definition)) => definition_commit::get(&definition, family),
                (None, None) => Ok(Vec::new()),
            },
            _ => unsupported(),
        }
    }

    fn set_parameters(
        &self,
        domain: &Identity,
        family: Family,
        _device: &str,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<()> {
        let engine_family: &'static dyn family::Family = match family {
            Family::Memory => &family::Memory,
            Family::Scheduler => &family::Scheduler,
            _ => return unsupported(),
        };
        let (affect, force) = (Affect::from_flags(flags), flags & MEMCTL_FORCE != 0);
        let (live, config) = self.parts(domain, affect)?;
        let engine = Engine::new(&self.context);
        let commit = DefinitionCommit::checked(&self.context, domain, engine.plan_context());
        let Some(live) = live else {
            return if config.is_some() { commit.change(params) } else { Ok(()) };
        };
        if family == Family::Scheduler {
            self.check_vcpus(&live, params)?;
        }
        let group = self.group(&live);
        let define = config.is_some();
        let set = engine.set(engine_family, &group, params, force, &commit, define);
        self.or_gone(&live, set)
    }

    fn scheduler(&self, domain: &Identity) -> Result<(String, usize)> {
        let listed = self.parameters(domain, Family::Scheduler, "", 0)?;
        Ok((SCHEDULER.to_owned(), listed.len()))
    }

    fn suggest_hard_limit(&self, domain: &Identity) -> Result<Kib> {
        let live = self.fresh_live(domain)?;
        self.or_gone(&live, hard_limit::suggest(&self.context.host, &live))
    }
}

impl HostDriver {
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
            let missing = || memory::missing(version, *field);
            (*field, values.get(*field).unwrap_or_else(missing))
        };
        Ok(memory::listed(version).iter().map(value).collect())
    }

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
        let found = self.domain_of(domain)?;
        let affect = self.resolve(&found, affect)?;
        let live = affect.live.then(|| self.live(domain)).transpose()?;
        let config = if affect.config { found.config()? } else { None };
        Ok((live, config))
    }

    /// The group of a running domain.
    fn group<'l>(&'l self, live: &'l Live) -> OpenGroup<'l> {
        OpenGroup::new(&self.context.host, &live.group, &live.dir)
    }

    /// What the kernel holds, in the API's terms; what it lacks is left out.
    pub fn live_memory(&self, live: &Live) -> Result<Memtune> {
        let commit = DefinitionCommit::new(&self.context, &live.domain.identity);
        let engine = Engine::new(&self.context);
        let held = engine.get(&family::Memory, &self.group(live), &commit)?;
        let kernel = memory::values(engine.version(), &held);
        Ok(rules::memory::to_api(self.context.swap, &kernel))
    }

    /// What the kernel holds. The values of a libvirt guest's virtual CPUs are those of its
    /// first one, as in libvirt.
    fn live_scheduler(&self, live: &Live) -> Result<Vec<TypedParam>> {
        let commit = DefinitionCommit::new(&self.context, &live.domain.identity);
        let engine = Engine::new(&self.context);
        let group = self.group(live);
        let get = |group: &OpenGroup<'_>| {
            let held = engine.get(&family::Scheduler, group, &commit)?;
            Ok::<_, Error>(cpu::values(engine.version(), &held))
        };
        let whole = get(&group)?;
        let vcpu = match self.vcpu_group(live)? {
            Some(path) => {
                let dir = self.context.host.memory.open(&path);
                get(&OpenGroup::new(&self.context.host, &path, dir.as_ref().unwrap_or(&live.dir)))?
            }
            None => whole,
        };
        Ok(cpu::parameters(&whole, &vcpu))
    }

    /// The sub-group of the first virtual CPU, where libvirt has made one.
    fn vcpu_group(&self, live: &Live) -> Result<Option<RelPath>> {
        let group = self.group(live);
        let dir = group.dir_of(Controller::Cpu)?;
        Ok(live.group.join(FIRST_VCPU).filter(|_| dir.has(FIRST_VCPU)))
    }

    /// Refuses what would be set on the whole domain where each virtual CPU has its own.
    fn check_vcpus(&self, live: &Live, params: &[TypedParam]) -> Result<()> {
        const OF_VCPUS: [&str; 2] =
            [VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_DOMAIN_SCHEDULER_VCPU_QUOTA];
        let given = params.iter().find(|param| OF_VCPUS.contains(&param.field.as_str()));
        match (given, self.vcpu_group(live)?) {
            (Some(param), Some(group)) => Err(Error::new(
                self.context.error_domain,
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                format!(
                    "{} cannot be set: each virtual CPU has a group of its own, such as '{group}'",
                    param.field
                ),
            )),
            _ => Ok(()),
        }
    }

    /// Refuses a definition that holds what would be refused for a running domain.
    pub fn check_definition(&self, definition: &Definition) -> Result<()> {
        let context = Engine::new(&self.context).plan_context();
        definition_commit::check_new(&context, definition)
            .map_err(|error| error.with_domain(self.context.error_domain))
    }
}

fn is_shut_off(error: &Error) -> bool {
    error.code() == virErrorNumber::VIR_ERR_OPERATION_INVALID
}
