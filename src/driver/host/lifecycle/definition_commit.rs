//! The definition's side of a set: parameters in a domain's persistent definition.

use super::startable;
use crate::driver::definition_parameters::{self, Change};
use crate::driver::host::block_devices;
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::context::Context;
use crate::driver::host::error::{self, Failed};
use crate::driver::host::limits::commit::Commit;
use crate::driver::host::limits::control_value::Bandwidth;
use crate::driver::host::limits::controllers::PlanContext;
use crate::driver::host::limits::controllers::cpuset::EMULATOR_PIN;
use crate::driver::host::limits::engine::{Engine, Request};
use crate::driver::host::limits::{family, rules};
use crate::driver::host::node::numbers;
use crate::driver::host::state::definitions::{self, Definitions};
use crate::driver::host::state::document::KIND;
use crate::driver::host::state::record::Record;
use crate::model::constants::virTypedParameterType::{
    VIR_TYPED_PARAM_INT, VIR_TYPED_PARAM_LLONG, VIR_TYPED_PARAM_STRING, VIR_TYPED_PARAM_UINT,
};
use crate::model::constants::{
    VIR_DOMAIN_NUMA_NODESET, VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA,
    VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_DOMAIN_SCHEDULER_VCPU_QUOTA,
    VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT,
};
use crate::model::cpuset::CpuSet;
use crate::model::domain::Identity;
use crate::model::parameters::memory::{MemoryField, Memtune};
use crate::model::parameters::{self, Family, scheduler};
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::{Result, virErrorNumber};
use crate::sorting::sort_by_key;
use crate::sys::{Dir, affinity};
use crate::xml::definition::Definition;
use std::borrow::Cow;

/// The parameters of a family that this driver has, in libvirt's order.
pub fn specs(family: Family) -> Vec<Spec> {
    match family {
        Family::Memory => MemoryField::ALL.iter().map(|field| field.spec()).collect(),
        Family::Scheduler => parameters::some_specs(family, scheduler::GROUP),
        family => parameters::specs(family),
    }
}

/// What a definition holds of a family.
pub fn get(definition: &Definition, family: Family) -> Result<Vec<TypedParam>> {
    definition_parameters::get(definition, family, "", &specs(family), error::DOMAIN)
}

/// Changes what a definition holds. Of two parameters that are one limit here, the one that is
/// set takes the other's place.
fn set(definition: &mut Definition, params: &[TypedParam]) -> Result<()> {
    let given = |name: &str| params.iter().any(|param| param.field == name);
    let cputune = &mut definition.cputune;
    let (vcpu, global) = (&mut cputune.vcpu, &mut cputune.global);
    match [VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD].map(given) {
        [true, false] => global.period = 0,
        [false, true] => vcpu.period = 0,
        _ => {}
    }
    let [vcpu_quota, global_quota, percent] = [
        VIR_DOMAIN_SCHEDULER_VCPU_QUOTA,
        VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA,
        VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT,
    ]
    .map(given);
    match [vcpu_quota && !percent, global_quota || percent] {
        [true, false] => global.quota = 0,
        [false, true] => vcpu.quota = 0,
        _ => {}
    }
    // A percentage is taken of the period that is set with it.
    let mut params = params.to_vec();
    sort_by_key(&mut params, |param| param.field == VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT);
    let params = params.as_slice();
    if let Some(pin) = params.iter().find(|param| param.field == EMULATOR_PIN) {
        cputune.emulatorpin = Some(CpuSet::parse(&pin.value.text().unwrap_or_default())?);
    }
    // A set of NUMA parameters says something even where it names none.
    let is_asked =
        |family: &&Family| **family != Family::Numa || !of_family(**family, params).is_empty();
    FAMILIES.iter().filter(is_asked).try_for_each(|family| {
        let change =
            Change { family: *family, device: "", params, live: false, from: error::DOMAIN };
        definition_parameters::set(definition, &change)
    })
}

/// The families that are set by the limits engine.
const FAMILIES: [Family; 4] = [Family::Memory, Family::Scheduler, Family::Blkio, Family::Numa];

/// The family of the limits engine.
pub fn engine_family(family: Family) -> Option<&'static dyn family::Family> {
    match family {
        Family::Memory => Some(&family::Memory),
        Family::Scheduler => Some(&family::Scheduler),
        Family::Blkio => Some(&family::BlockIo),
        Family::Numa => Some(&family::Numa),
        _ => None,
    }
}

/// Parameters as the limits engine takes them: with numbers in the place of devices' paths.
///
/// Errors: those of [`block_devices::with_numbers`]; VIR_ERR_INVALID_ARG for a memory node that
/// this host does not have.
pub fn numbered<'p>(
    host: &Host,
    family: Family,
    params: &'p [TypedParam],
) -> Result<Cow<'p, [TypedParam]>> {
    match family {
        Family::Blkio => {
            // Before paths are numbers, which the caller has not given.
            rules::io::check(host.memory.version, params)?;
            block_devices::with_numbers(host, params).map(Cow::Owned)
        }
        Family::Numa => {
            let lists = params.iter().filter(|param| param.field == VIR_DOMAIN_NUMA_NODESET);
            for text in lists.filter_map(|param| param.value.text()) {
                let nodes = CpuSet::parse(&text)
                    .map_err(|error| error.prefixed(VIR_DOMAIN_NUMA_NODESET))?;
                numbers::check(VIR_DOMAIN_NUMA_NODESET, &nodes, &numbers::nodes(host))?;
            }
            Ok(Cow::Borrowed(params))
        }
        _ => Ok(Cow::Borrowed(params)),
    }
}

/// Refuses for a definition what would be refused for a running domain.
pub fn check(context: &PlanContext, definition: &Definition, params: &[TypedParam]) -> Result<()> {
    let wanted = Memtune::from_params(params);
    rules::memory::check_definition(context, &definition.memtune, &wanted)?;
    rules::io::check(context.version, &of_family(Family::Blkio, params))?;
    rules::cpu::check(context.version, bandwidth(definition), params)
}

/// The quota and period of all of a domain by its definition.
fn bandwidth(definition: &Definition) -> Bandwidth {
    let (quota, period) = scheduler::whole(&definition.cputune);
    Bandwidth { quota: u64::try_from(quota).ok().filter(|quota| *quota != 0), period }
}

fn of_family(family: Family, params: &[TypedParam]) -> Vec<TypedParam> {
    let specs = specs(family);
    let is_its = |param: &&TypedParam| specs.iter().any(|spec| spec.name == *param.field);
    params.iter().filter(is_its).cloned().collect()
}

/// Refuses a definition that holds what would be refused for a running domain.
pub fn check_new(context: &PlanContext, definition: &Definition) -> Result<()> {
    rules::memory::check_definition(context, &Memtune::default(), &definition.memtune)?;
    rules::io::check(context.version, &initial(definition, Family::Blkio))?;
    rules::cpu::check(
        context.version,
        bandwidth(definition),
        &initial(definition, Family::Scheduler),
    )
}

/// Refuses a definition that could never be started on this host.
///
/// Errors: those of [`startable::check`].
pub fn check_startable(host: &Host, definition: &Definition) -> Result<()> {
    let devices = initial(definition, Family::Blkio);
    startable::check(host, definition, &devices, first_pin(definition))
}

/// The same of what these parameters have made of one.
fn check_changed(host: &Host, definition: &Definition, params: &[TypedParam]) -> Result<()> {
    if !of_family(Family::Blkio, params).is_empty() {
        block_devices::check(host, &initial(definition, Family::Blkio))?;
    }
    if !of_family(Family::Numa, params).is_empty() {
        startable::check_mode(definition)?;
    }
    Ok(())
}

/// Whether a definition has parameters that are a controller's.
pub fn needs_group(definition: &Definition, controller: Controller) -> bool {
    if controller == Controller::Cpuset {
        let wants_nodes = !initial(definition, Family::Numa).is_empty();
        return wants_nodes || first_pin(definition).is_some();
    }
    let family = match controller {
        Controller::Cpu => Family::Scheduler,
        Controller::Io => Family::Blkio,
        Controller::Memory | Controller::Cpuset | Controller::Cpuacct => return false,
    };
    !initial(definition, family).is_empty()
}

/// What a definition wants set when its domain starts.
fn initial(definition: &Definition, family: Family) -> Vec<TypedParam> {
    match family {
        Family::Memory => definition.memtune.to_params(),
        Family::Numa => {
            let memory = definition.numatune.memory.as_ref();
            let nodes = memory.and_then(|memory| memory.nodeset.as_ref());
            nodes.map(|nodes| text_param(VIR_DOMAIN_NUMA_NODESET, nodes)).into_iter().collect()
        }
        Family::Blkio => {
            let mut params = parameters::blkio::get(&definition.blkiotune, &specs(family));
            params.retain(|param| {
                param.value.whole() != Some(0) && param.value.text().as_deref() != Some("")
            });
            params
        }
        _ => {
            let rows = scheduler::PARAMETERS.iter();
            let rows = rows.filter(|row| scheduler::GROUP.contains(&row.name));
            // Another view of the quota.
            let rows = rows.filter(|row| row.name != VIR_MEMCTL_SCHEDULER_CPU_LIMIT_PERCENT);
            let params = rows.map(|row| row.param(&definition.cputune));
            params.filter(|param| param.value.whole() != Some(0)).collect()
        }
    }
}

/// The CPUs that all of a domain runs on: of its emulator, else of `<vcpu>`, as in libvirt.
pub fn first_pin(definition: &Definition) -> Option<&CpuSet> {
    let otherwise = definition.vcpus.cpuset.as_ref();
    definition.cputune.emulatorpin.as_ref().or(otherwise).filter(|_| definition.kind == KIND)
}

/// A list of numbers as a parameter.
pub fn text_param(name: &str, numbers: &CpuSet) -> TypedParam {
    TypedParam::text(name, &numbers.to_string())
}

/// Sets the limits of a definition in the new group of its domain, as a set does. A guarantee
/// that this kernel has no file for is looked at before the start, and is nothing to set.
///
/// Errors: those of [`Engine::set`] and of [`check_new`].
pub fn set_first(context: &Context, record: &Record, dir: &Dir) -> Result<()> {
    let Some(definition) = &record.definition else { return Ok(()) };
    let engine = Engine::new(context);
    check_new(&engine.plan_context(), definition)
        .map_err(|error| error.with_domain(context.error_domain))?;
    let identity = Identity { uuid: record.uuid, name: record.name.clone(), id: None };
    let commit = DefinitionCommit::new(context, &identity);
    let group = OpenGroup::new(&context.host, &record.group, dir);
    startable::check_mode(definition)?;
    startable::check_pin(&context.host, first_pin(definition))?;
    if let Some(cpus) = first_pin(definition).filter(|_| has_cpuset(&group)) {
        let wanted = [text_param(EMULATOR_PIN, cpus)];
        let request =
            Request { family: &family::Pins, wanted: &wanted, defined: None, force: false };
        engine.set(&request, &group, &commit)?;
    }
    for family in FAMILIES {
        let Some(limits) = engine_family(family) else { continue };
        let has_file = |param: &TypedParam| limits.has_file(engine.version(), &param.field);
        let mut wanted = initial(definition, family);
        wanted.retain(has_file);
        if !wanted.is_empty() {
            let wanted = numbered(&context.host, family, &wanted)?;
            let request = Request { family: limits, wanted: &wanted, defined: None, force: false };
            engine.set(&request, &group, &commit)?;
        }
    }
    Ok(())
}

/// Whether the CPUs of a group can be set.
pub fn has_cpuset(group: &OpenGroup<'_>) -> bool {
    group.dir_of(Controller::Cpuset).is_ok_and(|dir| dir.has("cpuset.cpus"))
}

/// Pins a domain's first process, which has not begun, where its group cannot be.
pub fn pin_first(context: &Context, record: &Record, dir: &Dir, pid: i32) -> Result<()> {
    let pin = record.definition.as_ref().and_then(first_pin);
    match pin.filter(|_| !has_cpuset(&OpenGroup::new(&context.host, &record.group, dir))) {
        Some(cpus) => affinity::set(pid, cpus.iter())
            .during(format_args!("pin '{}' to CPUs {cpus}", record.name)),
        None => Ok(()),
    }
}

/// The persistent definition of a domain.
pub struct DefinitionCommit<'a> {
    context: &'a Context,
    domain: &'a Identity,
    /// What values are checked against; nothing where they were checked before.
    checked: Option<PlanContext>,
}

impl<'a> DefinitionCommit<'a> {
    /// That of a domain which may have one.
    pub fn new(context: &'a Context, domain: &'a Identity) -> Self {
        Self { context, domain, checked: None }
    }

    /// As [`Self::new`], with values that are refused where they cannot be.
    pub fn checked(context: &'a Context, domain: &'a Identity, plan: PlanContext) -> Self {
        Self { context, domain, checked: Some(plan) }
    }

    /// Changes the definition; VIR_ERR_NO_DOMAIN when there is none any more.
    pub fn change(&self, params: &[TypedParam]) -> Result<()> {
        let Context { error_domain, .. } = self.context;
        definitions::change(Definitions::of(self.context), self.domain, |draft| {
            if let Some(plan) = &self.checked {
                check(plan, &draft.definition, params)
                    .map_err(|error| error.with_domain(*error_domain))?;
            }
            set(&mut draft.definition, params)?;
            match self.checked {
                Some(_) => check_changed(&self.context.host, &draft.definition, params)
                    .map_err(|error| error.with_domain(*error_domain)),
                None => Ok(()),
            }
        })
    }
}

impl Commit for DefinitionCommit<'_> {
    fn domain(&self) -> &str {
        &self.domain.name
    }

    fn held(&self, names: &[&str]) -> Result<Option<Vec<(String, String)>>> {
        let Some(definition) = Definitions::of(self.context).read(&self.domain.name)? else {
            return Ok(None);
        };
        let mut held = Vec::new();
        if names.contains(&EMULATOR_PIN) {
            let pin = definition.cputune.emulatorpin.as_ref();
            let pin = pin.map(CpuSet::to_string).unwrap_or_default();
            held.push((EMULATOR_PIN.to_owned(), pin));
        }
        for family in FAMILIES {
            let params = get(&definition, family)?.into_iter();
            let asked = params.filter(|param| names.contains(&param.field.as_str()));
            held.extend(asked.map(|param| (param.field.to_string(), text(&param.value))));
        }
        Ok(Some(held))
    }

    fn holds(&self, name: &str, held: &str, wanted: &str) -> bool {
        parameters::blkio::holds(name, held, wanted).unwrap_or(held == wanted)
    }

    fn store(&self, values: &[(String, String)]) -> Result<()> {
        let params: Vec<TypedParam> =
            values.iter().filter_map(|(name, value)| parse(name, value)).collect();
        match self.change(&params) {
            Err(error) if self.checked.is_none() && is_gone(error.code()) => Ok(()),
            changed => changed,
        }
    }
}

fn is_gone(code: virErrorNumber) -> bool {
    code == virErrorNumber::VIR_ERR_NO_DOMAIN
}

fn text(value: &Value) -> String {
    value.to_string()
}

fn parse(name: &str, value: &str) -> Option<TypedParam> {
    if name == EMULATOR_PIN {
        return Some(TypedParam::text(name, value));
    }
    if value.is_empty() && name == VIR_DOMAIN_NUMA_NODESET {
        return None;
    }
    let specs = FAMILIES.into_iter().flat_map(specs);
    let kind = specs.filter(|spec| spec.name == name).map(|spec| spec.kind).next()?;
    let value = match kind {
        VIR_TYPED_PARAM_LLONG => Value::LLong(value.parse().ok()?),
        VIR_TYPED_PARAM_INT => Value::Int(value.parse().ok()?),
        VIR_TYPED_PARAM_UINT => Value::UInt(value.parse().ok()?),
        VIR_TYPED_PARAM_STRING => Value::of_text(value),
        _ => Value::ULLong(value.parse().ok()?),
    };
    Some(TypedParam::new(name, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::v2;
    use crate::model::units::Kib;
    use crate::xml::tree;

    fn definition(cputune: &str) -> Definition {
        let text = format!(
            "<domain type='cgroup'><name>d</name><memory>1024</memory><os><type>exe</type></os>{cputune}</domain>"
        );
        let root = tree::parse(text.as_bytes(), error::DOMAIN).unwrap();
        Definition::read_unchecked(&root).unwrap()
    }

    fn check_it(definition: &Definition) -> Result<()> {
        let version = &v2::VERSION;
        check_new(&PlanContext { version, swap: version.swap, page: Kib(4) }, definition)
    }

    /// Whatever is set one after the other, the domain can be started with it.
    #[test]
    fn the_one_that_is_set_takes_the_place_of_the_other() {
        let mut definition = definition("<cputune><period>5000</period></cputune>");
        for (name, value, vcpu, global) in [
            ("vcpu_quota", 20_000, 20_000, 0),
            ("global_quota", 30_000, 0, 30_000),
            ("vcpu_quota", -1, -1, 0),
        ] {
            set(&mut definition, &[TypedParam::new(name, Value::LLong(value))]).unwrap();
            let quotas = [definition.cputune.vcpu.quota, definition.cputune.global.quota];
            assert_eq!(quotas, [vcpu, global], "{name}");
            check_it(&definition).unwrap();
        }
        let global = TypedParam::new("global_period", Value::ULLong(6_000));
        set(&mut definition, &[global]).unwrap();
        let periods = [definition.cputune.vcpu.period, definition.cputune.global.period];
        assert_eq!(periods, [0, 6_000]);
    }

    #[test]
    fn zero_in_a_document_says_nothing() {
        let zeros = "<cputune><shares>0</shares><period>0</period><quota>0</quota></cputune>";
        let definition = definition(zeros);
        assert!(initial(&definition, Family::Scheduler).is_empty());
        check_it(&definition).unwrap();
        assert!(!needs_group(&definition, Controller::Cpu));
    }
}
