//! Typed parameters: memory and the scheduler.

use crate::driver::host::block_devices;
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::file;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::event_watch::values::Told;
use crate::driver::host::inventory::domain::Origin;
use crate::driver::host::lifecycle::definition_commit::{self, DefinitionCommit};
use crate::driver::host::lifecycle::startable;
use crate::driver::host::limits::control_file::Held;
use crate::driver::host::limits::controllers::{cpu, cpuset, memory};
use crate::driver::host::limits::engine::{Engine, Request};
use crate::driver::host::limits::family::{self, Family as _};
use crate::driver::host::limits::reclaim_on_demand::reclaim;
use crate::driver::host::limits::rules;
use crate::driver::host::node::tuning;
use crate::driver::host::open_domains::Live;
use crate::driver::host::stats::hard_limit;
use crate::driver::{EachParameter, ParameterSupport, Parameters, unsupported};
use crate::model::constants::{
    VIR_DOMAIN_NUMA_MODE, VIR_DOMAIN_NUMA_NODESET, VIR_MEMCTL_BLKIO_DEVICE_LATENCY,
};
use crate::model::cpuset::CpuSet;
use crate::model::domain::Identity;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect, MEMCTL_FORCE};
use crate::model::parameters::memory::{MemoryField, Memtune};
use crate::model::parameters::numa::{self, Numatune};
use crate::model::parameters::{self, Family, scheduler};
use crate::model::placement::Placement;
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::warn::warn;
use crate::xml::definition::Definition;
use std::sync::Arc;

/// libvirt's name for the scheduler of a host's processes.
const SCHEDULER: &str = "posix";

/// The memory parameters, in the order in which a get lists them; v1 has the first of them.
static MEMORY: [Spec; MemoryField::ALL.len()] = {
    use MemoryField::*;
    [
        HardLimit.spec(),
        SoftLimit.spec(),
        SwapHardLimit.spec(),
        MinGuarantee.spec(),
        SwapSoftLimit.spec(),
    ]
};

const AFFECT: u32 = AFFECT_LIVE | AFFECT_CONFIG;

impl Parameters for HostDriver {
    fn parameter_support(&self, family: Family) -> Result<ParameterSupport> {
        match family {
            Family::Memory => Ok(ParameterSupport {
                settable: MEMORY.as_slice().into(),
                listed: MEMORY
                    .get(..memory::listed(self.context.host.memory.version).len())
                    .unwrap_or_default()
                    .into(),
                get_flags: AFFECT | MEMCTL_FORCE,
                set_flags: AFFECT | MEMCTL_FORCE,
            }),
            Family::Scheduler => {
                let of_threads = parameters::some_specs(family, scheduler::OF_THREADS);
                let listed = definition_commit::specs(family);
                Ok(ParameterSupport {
                    settable: [listed.clone(), of_threads].concat().into(),
                    listed: listed.into(),
                    get_flags: AFFECT,
                    set_flags: AFFECT,
                })
            }
            Family::Blkio | Family::Numa => {
                let mut listed = definition_commit::specs(family);
                listed.retain(|spec| family != Family::Blkio || self.has_blkio(&spec.name));
                Ok(ParameterSupport {
                    settable: definition_commit::specs(family).into(),
                    listed: listed.into(),
                    get_flags: AFFECT,
                    set_flags: AFFECT,
                })
            }
            _ => unsupported(),
        }
    }

    fn parameters(
        &self,
        domain: &Identity,
        family: Family,
        _device: &str,
        flags: u32,
        each: EachParameter<'_>,
    ) -> Result<()> {
        let affect = Affect::from_flags(flags);
        match family {
            Family::Memory => {
                let memtune = self.memory(domain, affect)?;
                memtune.iter().for_each(|(field, kib)| each(field.name(), Value::ULLong(kib.0)));
            }
            Family::Scheduler => {
                let params = self.scheduler_parameters(domain, affect)?;
                params.into_iter().for_each(|param| each(&param.field, param.value));
            }
            Family::Blkio => {
                let params = self.blkio_parameters(domain, affect)?;
                params.into_iter().for_each(|param| each(&param.field, param.value));
            }
            Family::Numa => {
                let params = self.numa_parameters(domain, affect)?;
                params.into_iter().for_each(|param| each(&param.field, param.value));
            }
            _ => return unsupported(),
        }
        Ok(())
    }

    fn set_parameters(
        &self,
        domain: &Identity,
        family: Family,
        _device: &str,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<()> {
        let Some(engine_family) = definition_commit::engine_family(family) else {
            return unsupported();
        };
        let (affect, force) = (Affect::from_flags(flags), flags & MEMCTL_FORCE != 0);
        let (live, config) = self.parts(domain, affect)?;
        let engine = Engine::new(&self.context);
        let commit = DefinitionCommit::checked(&self.context, domain, engine.plan_context());
        let Some(live) = live else {
            return if config.is_some() { commit.change(params) } else { Ok(()) };
        };
        self.on_live(live, |live| {
            if family == Family::Numa {
                self.check_numa(live, params)?;
            }
            if family == Family::Memory && !force {
                self.check_hard_limit(live, params)?;
            }
            let wanted = definition_commit::numbered(&self.context.host, family, params)?;
            let defined = config.is_some().then_some(params);
            let request = Request { family: engine_family, wanted: &wanted, defined, force };
            let set = self.begin_set(&live.domain.identity);
            engine.set(&request, &self.group(live), &commit)?;
            self.report_set(&set, live, Told::Of(family), params);
            Ok(())
        })
    }

    fn scheduler(&self, domain: &Identity) -> Result<(String, usize)> {
        let listed = self.scheduler_parameters(domain, Affect::from_flags(0))?;
        Ok((SCHEDULER.to_owned(), listed.len()))
    }

    fn reclaim(&self, domain: &Identity, wanted: Kib) -> Result<Kib> {
        let host = &self.context.host;
        self.on_live(self.live(domain)?, |live| reclaim(&live.open_group(host), wanted))
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
            (Some(live), _) => self.on_live(live, |live| self.live_memory(live))?,
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

    fn scheduler_parameters(&self, domain: &Identity, affect: Affect) -> Result<Vec<TypedParam>> {
        match self.parts(domain, affect)? {
            (Some(live), _) => self.on_live(live, |live| self.live_scheduler(live)),
            (None, Some(definition)) => definition_commit::get(&definition, Family::Scheduler),
            (None, None) => Ok(Vec::new()),
        }
    }

    /// The block I/O parameters that this kernel has, or those of the definition.
    fn blkio_parameters(&self, domain: &Identity, affect: Affect) -> Result<Vec<TypedParam>> {
        match self.parts(domain, affect)? {
            (Some(live), _) => self.on_live(live, |live| self.live_blkio(live)),
            (None, Some(definition)) => {
                let mut params = definition_commit::get(&definition, Family::Blkio)?;
                params.retain(|param| self.has_blkio(&param.field));
                Ok(params)
            }
            (None, None) => Ok(Vec::new()),
        }
    }

    /// Whether the host has a file for a block I/O parameter.
    fn has_blkio(&self, parameter: &str) -> bool {
        let host = &self.context.host;
        let is_known = parameter != VIR_MEMCTL_BLKIO_DEVICE_LATENCY || tuning::has_latency(host);
        family::BlockIo.has_file(host.memory.version, parameter) && is_known
    }

    /// The memory nodes that the kernel holds, or those of the definition.
    fn numa_parameters(&self, domain: &Identity, affect: Affect) -> Result<Vec<TypedParam>> {
        match self.parts(domain, affect)? {
            (Some(live), _) => self.on_live(live, |live| self.live_numa(live)),
            (None, Some(definition)) => definition_commit::get(&definition, Family::Numa),
            (None, None) => Ok(Vec::new()),
        }
    }

    /// What the kernel holds.
    pub fn live_numa(&self, live: &Live) -> Result<Vec<TypedParam>> {
        let commit = DefinitionCommit::new(&self.context, &live.domain.identity);
        let engine = Engine::new(&self.context);
        let held = engine.get(&family::Numa, &self.group(live), &commit)?;
        let mode = numa_mode(&self.fresh_live(&live.domain.identity)?)?;
        let number = numa::MODES.iter().zip(0..).find(|(known, _)| **known == mode);
        let mode = Value::Int(number.map_or(0, |(_, number)| number));
        Ok(vec![
            TypedParam::new(VIR_DOMAIN_NUMA_MODE, mode),
            definition_commit::text_param(VIR_DOMAIN_NUMA_NODESET, &self.nodes(live, &held)?),
        ])
    }

    /// The nodes that are held; those in force where v2 holds none, which are the group's above.
    fn nodes(&self, live: &Live, held: &Held) -> Result<CpuSet> {
        let nodes = cpuset::nodes(held);
        if !nodes.is_empty() {
            return Ok(nodes);
        }
        let group = self.group(live);
        let text = file::text(group.dir_of(Controller::Cpuset)?, cpuset::EFFECTIVE_NODES)?;
        CpuSet::parse(text.trim())
    }

    /// Refuses what cannot be of a running domain, as libvirt does: another mode, and other nodes
    /// in a mode that the group does not hold.
    fn check_numa(&self, live: &Live, params: &[TypedParam]) -> Result<()> {
        let mut numatune = Numatune::default();
        numa::set(&mut numatune, params, Placement::Auto, false, self.context.error_domain)?;
        let fresh = self.fresh_live(&live.domain.identity)?;
        let modes = changeable_modes(&fresh)?;
        let (now, wanted) = (numa_mode(&fresh)?, numatune.memory.map(|memory| memory.mode));
        let has = |name: &str| params.iter().any(|param| param.field == name);
        let wrong = if let Some(mode) =
            wanted.filter(|mode| *mode != now).filter(|_| has(VIR_DOMAIN_NUMA_MODE))
        {
            format!("numa_mode of a running domain is '{now}', not '{mode}'")
        } else if has(VIR_DOMAIN_NUMA_NODESET) && !modes.contains(&now) {
            format!(
                "numa_nodeset of a running domain cannot be changed in numa_mode '{now}', only in {}",
                modes.join(" or ")
            )
        } else {
            return Ok(());
        };
        Err(self.context.error(virErrorNumber::VIR_ERR_OPERATION_INVALID, wrong))
    }

    /// The block I/O parameters that the kernel holds.
    ///
    /// Errors: VIR_ERR_OPERATION_INVALID where the controller is not enabled for the group.
    pub fn live_blkio(&self, live: &Live) -> Result<Vec<TypedParam>> {
        let commit = DefinitionCommit::new(&self.context, &live.domain.identity);
        let engine = Engine::new(&self.context);
        let held = engine.get(&family::BlockIo, &self.group(live), &commit)?;
        let params = rules::io::params(engine.version(), &held);
        if params.is_empty() {
            return Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                "the domain's group has no files of the io controller: it is not enabled there"
                    .to_owned(),
            ));
        }
        Ok(block_devices::with_paths(&self.context.host, params))
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
        live.open_group(&self.context.host)
    }

    /// What the kernel holds, in the API's terms; what it lacks is left out.
    pub fn live_memory(&self, live: &Live) -> Result<Memtune> {
        let commit = DefinitionCommit::new(&self.context, &live.domain.identity);
        let engine = Engine::new(&self.context);
        let group = self.group(live);
        engine.try_recover(&group, &commit);
        let kernel = memory::read(engine.version(), &group)?;
        Ok(rules::memory::to_api(self.context.swap, &kernel))
    }

    /// What the kernel holds.
    pub fn live_scheduler(&self, live: &Live) -> Result<Vec<TypedParam>> {
        let commit = DefinitionCommit::new(&self.context, &live.domain.identity);
        let engine = Engine::new(&self.context);
        let held = engine.get(&family::Scheduler, &self.group(live), &commit)?;
        Ok(cpu::parameters(engine.version(), &held))
    }

    /// Refuses a definition that holds what would be refused for a running domain.
    pub fn check_definition(&self, definition: &Definition) -> Result<()> {
        let context = Engine::new(&self.context).plan_context();
        definition_commit::check_new(&context, definition)
            .and_then(|()| definition_commit::check_startable(&self.context.host, definition))
            .map_err(|error| error.with_domain(self.context.error_domain))?;
        self.warn_of_guarantee(definition);
        Ok(())
    }

    /// Warns of a guarantee that the kernel does not hold.
    pub fn warn_of_guarantee(&self, definition: &Definition) {
        let field = MemoryField::MinGuarantee;
        let guarantee = definition.memtune.get(field).filter(|guarantee| guarantee.0 > 0);
        if guarantee.is_some() && memory::file_of(self.context.host.memory.version, field).is_none()
        {
            warn(format_args!(
                "domain '{}': min_guarantee is only checked before a start; to be held it {}",
                definition.name,
                rules::memory::needs(field)
            ));
        }
    }
}

/// The modes in which the nodes of a running domain can be changed. In strict mode libvirt has QEMU bind its
/// memory to the nodes itself, which a group does not change.
fn changeable_modes(live: &Live) -> Result<&'static [&'static str]> {
    let document = live.domain.document()?;
    let has_mode = document.is_some_and(|definition| definition.numatune.memory.is_some());
    let is_bound = has_mode && live.domain.origin == Origin::LibvirtQemu;
    Ok(if is_bound { &[startable::RESTRICTIVE] } else { &startable::GROUP_MODES })
}

/// The mode that a domain runs with: strict, which is all that a group holds, if nothing is said.
fn numa_mode(live: &Live) -> Result<&'static str> {
    let document = live.domain.document()?;
    let memory = document.as_ref().and_then(|definition| definition.numatune.memory.as_ref());
    let [strict, ..] = numa::MODES;
    Ok(memory.map_or(strict, |memory| memory.mode))
}

fn is_shut_off(error: &Error) -> bool {
    error.code() == virErrorNumber::VIR_ERR_OPERATION_INVALID
}
