//! Performance events of a domain.

use super::by_name::ByName;
use super::table::Parameter;
use crate::model::constants::virTypedParameterType::VIR_TYPED_PARAM_BOOLEAN;
use crate::model::constants::*;
use crate::model::typed::Value;

type Row = Parameter<Perf>;

/// The events, in the order of a get; definitions use the same names.
pub const PARAMETERS: &[Row] = &[
    event(VIR_PERF_PARAM_CMT, 0),
    event(VIR_PERF_PARAM_MBMT, 1),
    event(VIR_PERF_PARAM_MBML, 2),
    event(VIR_PERF_PARAM_CPU_CYCLES, 3),
    event(VIR_PERF_PARAM_INSTRUCTIONS, 4),
    event(VIR_PERF_PARAM_CACHE_REFERENCES, 5),
    event(VIR_PERF_PARAM_CACHE_MISSES, 6),
    event(VIR_PERF_PARAM_BRANCH_INSTRUCTIONS, 7),
    event(VIR_PERF_PARAM_BRANCH_MISSES, 8),
    event(VIR_PERF_PARAM_BUS_CYCLES, 9),
    event(VIR_PERF_PARAM_STALLED_CYCLES_FRONTEND, 10),
    event(VIR_PERF_PARAM_STALLED_CYCLES_BACKEND, 11),
    event(VIR_PERF_PARAM_REF_CPU_CYCLES, 12),
    event(VIR_PERF_PARAM_CPU_CLOCK, 13),
    event(VIR_PERF_PARAM_TASK_CLOCK, 14),
    event(VIR_PERF_PARAM_PAGE_FAULTS, 15),
    event(VIR_PERF_PARAM_CONTEXT_SWITCHES, 16),
    event(VIR_PERF_PARAM_CPU_MIGRATIONS, 17),
    event(VIR_PERF_PARAM_PAGE_FAULTS_MIN, 18),
    event(VIR_PERF_PARAM_PAGE_FAULTS_MAJ, 19),
    event(VIR_PERF_PARAM_ALIGNMENT_FAULTS, 20),
    event(VIR_PERF_PARAM_EMULATION_FAULTS, 21),
];

const fn event(name: &'static str, place: u8) -> Row {
    Row::new(
        name,
        VIR_TYPED_PARAM_BOOLEAN,
        |perf, name| perf.0.get(name).map(Value::Boolean),
        |perf, given| {
            perf.0.set(given.name, Some(matches!(given.value, Value::Boolean(true))));
            Ok(())
        },
    )
    .xml(name, place)
}

/// Events by name and whether they are enabled; events not in the map are unset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Perf(ByName<bool>);
