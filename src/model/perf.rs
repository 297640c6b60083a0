//! Performance events of a domain.

use super::constants::virTypedParameterType::VIR_TYPED_PARAM_BOOLEAN;
use super::constants::*;
use super::typed::{Spec, TypedParam, Value};

/// The events, in the order of a get; their names are those of a definition too.
pub const SPECS: &[Spec] = &[
    event(VIR_PERF_PARAM_CMT),
    event(VIR_PERF_PARAM_MBMT),
    event(VIR_PERF_PARAM_MBML),
    event(VIR_PERF_PARAM_CPU_CYCLES),
    event(VIR_PERF_PARAM_INSTRUCTIONS),
    event(VIR_PERF_PARAM_CACHE_REFERENCES),
    event(VIR_PERF_PARAM_CACHE_MISSES),
    event(VIR_PERF_PARAM_BRANCH_INSTRUCTIONS),
    event(VIR_PERF_PARAM_BRANCH_MISSES),
    event(VIR_PERF_PARAM_BUS_CYCLES),
    event(VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND),
    event(VIR_PERF_PARAM_STALLED_CYCLES_BACKEND),
    event(VIR_PERF_PARAM_REF_CPU_CYCLES),
    event(VIR_PERF_PARAM_CPU_CLOCK),
    event(VIR_PERF_PARAM_TASK_CLOCK),
    event(VIR_PERF_PARAM_PAGE_FAULTS),
    event(VIR_PERF_PARAM_CONTEXT_SWITCHES),
    event(VIR_PERF_PARAM_CPU_MIGRATIONS),
    event(VIR_PERF_PARAM_PAGE_FAULTS_MIN),
    event(VIR_PERF_PARAM_PAGE_FAULTS_MAJ),
    event(VIR_PERF_PARAM_ALIGNMENT_FAULTS),
    event(VIR_PERF_PARAM_EMULATION_FAULTS),
];

const fn event(name: &'static str) -> Spec {
    Spec::new(name, VIR_TYPED_PARAM_BOOLEAN)
}

/// Which events are counted; nothing is said of most.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Perf([Option<bool>; SPECS.len()]);

impl Perf {
    /// The events of which something is said, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, bool)> + '_ {
        SPECS.iter().zip(self.0).filter_map(|(spec, counted)| Some((spec.name.as_ref(), counted?)))
    }

    /// Says whether an event is counted; what was said of it before.
    pub fn set(&mut self, name: &str, counted: bool) -> Option<bool> {
        let mut named = SPECS.iter().zip(&mut self.0);
        named.find(|(spec, _)| spec.name == name).and_then(|(_, place)| place.replace(counted))
    }

    /// Takes over parameters that passed [`super::typed::validate`].
    pub fn apply(&mut self, params: &[TypedParam]) {
        for param in params {
            if let Value::Boolean(counted) = param.value {
                self.set(&param.field, counted);
            }
        }
    }

    /// The parameters, in the order of [`SPECS`].
    pub fn to_params(&self) -> Vec<TypedParam> {
        let named = SPECS.iter().zip(self.0);
        named
            .map(|(spec, counted)| {
                TypedParam::new(spec.name.as_ref(), Value::Boolean(counted.unwrap_or_default()))
            })
            .collect()
    }
}
