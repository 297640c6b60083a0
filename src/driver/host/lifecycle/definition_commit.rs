//! The definition's side of a set: parameters in a domain's persistent definition.

use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::context::Context;
use crate::driver::host::limits::commit::Commit;
use crate::driver::host::limits::controllers::PlanContext;
use crate::driver::host::limits::engine::Engine;
use crate::driver::host::limits::{family, rules};
use crate::driver::host::state::definitions;
use crate::driver::host::state::records::Record;
use crate::model::constants::virTypedParameterType::{
    VIR_TYPED_PARAM_LLONG, VIR_TYPED_PARAM_ULLONG,
};
use crate::model::constants::{
    VIR_DOMAIN_SCHEDULER_CPU_SHARES, VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD,
    VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, VIR_DOMAIN_SCHEDULER_VCPU_PERIOD,
    VIR_DOMAIN_SCHEDULER_VCPU_QUOTA,
};
use crate::model::domain::Identity;
use crate::model::family::Family;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber};
use crate::sys::Dir;
use crate::xml::definition::Definition;

/// The scheduler parameters of this driver, in libvirt's order.
pub fn scheduler_specs() -> Vec<Spec> {
    vec![
        Spec::new(VIR_DOMAIN_SCHEDULER_CPU_SHARES, VIR_TYPED_PARAM_ULLONG),
        Spec::new(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, VIR_TYPED_PARAM_ULLONG),
        Spec::new(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, VIR_TYPED_PARAM_LLONG),
        Spec::new(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, VIR_TYPED_PARAM_ULLONG),
        Spec::new(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, VIR_TYPED_PARAM_LLONG),
    ]
}

/// What a definition holds of a family that the limits engine sets.
pub fn get(definition: &Definition, family: Family) -> Vec<TypedParam> {
    match family {
        Family::Memory => {
            let value = |field: &MemoryField| {
                let value = definition.memtune.get(*field).unwrap_or(field.neutral());
                TypedParam::new(field.name(), Value::ULLong(value.0))
            };
            MemoryField::ALL.iter().map(value).collect()
        }
        Family::Scheduler => {
            let cputune = &definition.cputune;
            let ull = |name, number| TypedParam::new(name, Value::ULLong(number));
            let ll = |name, number| TypedParam::new(name, Value::LLong(number));
            vec![
                ull(VIR_DOMAIN_SCHEDULER_CPU_SHARES, cputune.shares.unwrap_or_default()),
                ull(VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, cputune.vcpu.period),
                ll(VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, cputune.vcpu.quota),
                ull(VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, cputune.global.period),
                ll(VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, cputune.global.quota),
            ]
        }
        _ => Vec::new(),
    }
}

/// Changes what a definition holds.
pub fn set(definition: &mut Definition, params: &[TypedParam]) {
    definition.memtune.merge(&Memtune::from_params(params));
    let cputune = &mut definition.cputune;
    for param in params {
        match (param.field.as_str(), &param.value) {
            (VIR_DOMAIN_SCHEDULER_CPU_SHARES, Value::ULLong(number)) => {
                cputune.shares = Some(*number);
            }
            (VIR_DOMAIN_SCHEDULER_VCPU_PERIOD, Value::ULLong(number)) => {
                cputune.vcpu.period = *number;
            }
            (VIR_DOMAIN_SCHEDULER_VCPU_QUOTA, Value::LLong(number)) => cputune.vcpu.quota = *number,
            (VIR_DOMAIN_SCHEDULER_GLOBAL_PERIOD, Value::ULLong(number)) => {
                cputune.global.period = *number;
            }
            (VIR_DOMAIN_SCHEDULER_GLOBAL_QUOTA, Value::LLong(number)) => {
                cputune.global.quota = *number;
            }
            _ => {}
        }
    }
}

/// Refuses for a definition what would be refused for a running domain.
pub fn check(context: &PlanContext, definition: &Definition, params: &[TypedParam]) -> Result<()> {
    let wanted = Memtune::from_params(params);
    rules::memory::check_definition(context, &definition.memtune, &wanted)?;
    rules::cpu::check(context.version, params)
}

/// Refuses a definition that holds what would be refused for a running domain.
pub fn check_new(context: &PlanContext, definition: &Definition) -> Result<()> {
    rules::memory::check_definition(context, &Memtune::default(), &definition.memtune)?;
    rules::cpu::check(context.version, &initial(definition, Family::Scheduler))
}

/// What a definition wants set when its domain starts: what is not the kernel's own choice.
pub fn initial(definition: &Definition, family: Family) -> Vec<TypedParam> {
    let says_something = |param: &TypedParam| match (family, &param.value) {
        (Family::Scheduler, Value::ULLong(number)) => *number != 0,
        (Family::Scheduler, Value::LLong(number)) => *number != 0,
        _ => true,
    };
    match family {
        Family::Memory => definition.memtune.to_params(),
        _ => get(definition, family).into_iter().filter(says_something).collect(),
    }
}

/// Sets the limits of a definition in the new group of its domain, as a set does. A guarantee
/// that this kernel has no file for is looked at before the start, and is nothing to set.
///
/// Errors: those of [`Engine::set`] and of [`check_new`].
pub fn set_first(context: &Context, record: &Record, dir: &Dir) -> Result<()> {
    let Some(definition) = &record.definition else { return Ok(()) };
    let engine = Engine::new(context);
    check_new(&engine.plan_context(), definition)
        .map_err(|error| error.from_part(context.error_domain))?;
    let identity = Identity { uuid: record.uuid, name: record.name.clone(), id: None };
    let commit = DefinitionCommit::new(context, &identity);
    let group = OpenGroup::new(&context.host, &record.group, dir);
    let families: [(Family, &'static dyn family::Family); 2] =
        [(Family::Memory, &family::Memory), (Family::Scheduler, &family::Scheduler)];
    for (family, limits) in families {
        let has_file = |param: &TypedParam| limits.has_file(engine.version(), &param.field);
        let mut wanted = initial(definition, family);
        wanted.retain(has_file);
        if !wanted.is_empty() {
            engine.set(limits, &group, &wanted, false, &commit, false)?;
        }
    }
    Ok(())
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
        let Context { host, place, error_domain, .. } = self.context;
        definitions::change(host, place, self.domain, |draft| {
            if let Some(plan) = &self.checked {
                check(plan, &draft.definition, params)
                    .map_err(|error| error.from_part(*error_domain))?;
            }
            set(&mut draft.definition, params);
            Ok(())
        })
    }
}

impl Commit for DefinitionCommit<'_> {
    fn domain(&self) -> &str {
        &self.domain.name
    }

    fn held(&self, names: &[&str]) -> Result<Option<Vec<(String, String)>>> {
        let Context { host, place, .. } = self.context;
        let Some(defined) = definitions::read(host, place, &self.domain.name)? else {
            return Ok(None);
        };
        let params = [Family::Memory, Family::Scheduler];
        let params = params.into_iter().flat_map(|family| get(&defined.definition, family));
        let asked = params.filter(|param| names.contains(&param.field.as_str()));
        Ok(Some(asked.map(|param| (param.field.clone(), text(&param.value))).collect()))
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
    match value {
        Value::LLong(number) => number.to_string(),
        value => value.number().unwrap_or_default().to_string(),
    }
}

fn parse(name: &str, value: &str) -> Option<TypedParam> {
    if MemoryField::by_name(name).is_some() {
        return Some(TypedParam::new(name, Value::ULLong(value.parse::<u64>().map(Kib).ok()?.0)));
    }
    let spec = scheduler_specs().into_iter().find(|spec| spec.name == name)?;
    let value = match spec.kind {
        VIR_TYPED_PARAM_LLONG => Value::LLong(value.parse().ok()?),
        _ => Value::ULLong(value.parse().ok()?),
    };
    Some(TypedParam::new(name, value))
}
