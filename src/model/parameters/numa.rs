//! NUMA parameters: the host's nodes that memory is allocated from, and the mode.

use super::table::{self, Limits, Parameter};
use crate::model::constants::virTypedParameterType::{VIR_TYPED_PARAM_INT, VIR_TYPED_PARAM_STRING};
use crate::model::constants::{VIR_DOMAIN_NUMA_MODE, VIR_DOMAIN_NUMA_NODESET};
use crate::model::cpuset::CpuSet;
use crate::model::placement::Placement;
use crate::model::typed::{Spec, TypedParam, Value};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// The modes, in the order of the C API's numbers.
pub const MODES: [&str; 4] = ["strict", "preferred", "interleave", "restrictive"];

/// The NUMA nodes of the host that memory is allocated from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numatune {
    /// For the whole domain.
    pub memory: Option<NumaMemory>,
    /// For single NUMA cells of the guest.
    pub cells: Vec<NumaCell>,
}

impl Numatune {
    /// Whether a placement service of the host chooses the nodes.
    pub fn is_automatic(&self) -> bool {
        self.memory.as_ref().is_some_and(|memory| memory.placement == Placement::Auto)
    }
}

/// Memory allocation of the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumaMemory {
    /// The mode, one of [`MODES`].
    pub mode: &'static str,
    /// Whether the definition or a service chooses the nodes.
    pub placement: Placement,
    /// The nodes; none if a service chooses them.
    pub nodeset: Option<CpuSet>,
}

/// Memory allocation of a NUMA cell of the guest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumaCell {
    /// The guest's cell.
    pub cell: u64,
    /// The mode, one of [`MODES`].
    pub mode: &'static str,
    /// The nodes.
    pub nodeset: CpuSet,
}

/// The values of the NUMA parameters.
#[derive(Debug, Clone, Default)]
pub struct NumaValues {
    mode: Option<&'static str>,
    nodes: Option<CpuSet>,
}

/// The mode: a word in documents, a number in the API.
pub const MODE: Parameter<NumaValues> = Parameter::<NumaValues>::new(
    VIR_DOMAIN_NUMA_MODE,
    VIR_TYPED_PARAM_INT,
    |values, _| {
        let number = MODES.iter().position(|mode| Some(*mode) == values.mode)?;
        Some(Value::Int(number.try_into().ok()?))
    },
    |values, given| {
        values.mode = MODES
            .iter()
            .zip(0..)
            .find(|(_, number)| *number == given.number())
            .map(|(mode, _)| *mode);
        Ok(())
    },
)
.limits(Limits::range(0, MODES.len() as i128 - 1))
.xml("mode", 0);

/// The nodes.
pub const NODESET: Parameter<NumaValues> = Parameter::<NumaValues>::new(
    VIR_DOMAIN_NUMA_NODESET,
    VIR_TYPED_PARAM_STRING,
    |values, _| Some(Value::of_text(&values.nodes.as_ref()?.to_string())),
    |values, given| {
        let text = given.value.text().unwrap_or_default();
        let nodes = CpuSet::parse(&text)?;
        if nodes.is_empty() {
            let detail = format!("numa_nodeset is '{text}', expected at least one node");
            return Err(refused(given.from, detail));
        }
        values.nodes = Some(nodes);
        Ok(())
    },
)
.xml("nodeset", 1);

/// The parameters, in the order of a get.
pub const PARAMETERS: &[Parameter<NumaValues>] = &[MODE, NODESET];

/// The parameters contained in `listed`.
pub fn get(numatune: &Numatune, listed: &[Spec]) -> Vec<TypedParam> {
    let memory = numatune.memory.as_ref();
    let values = NumaValues {
        mode: memory.map(|memory| memory.mode),
        nodes: memory.and_then(|memory| memory.nodeset.clone()),
    };
    table::get(PARAMETERS, &values, listed)
}

/// Sets parameters of a domain whose virtual CPUs have this placement. The mode of
/// a running domain cannot change.
///
/// Errors: VIR_ERR_INVALID_ARG for an invalid mode or node list,
/// VIR_ERR_OPERATION_INVALID for an empty node list and for a mode change of a
/// running domain, VIR_ERR_CONFIG_UNSUPPORTED for a mode without nodes.
pub fn set(
    numatune: &mut Numatune,
    params: &[TypedParam],
    vcpus: Placement,
    live: bool,
    from: virErrorDomain,
) -> Result<()> {
    let mut values = NumaValues::default();
    table::set(PARAMETERS, &mut values, params, from)?;
    let old = numatune.memory.as_ref();
    if let (Some(mode), Some(old)) = (values.mode, old)
        && live
        && old.mode != mode
    {
        let detail = format!("numa_mode of a running domain is '{}', not '{mode}'", old.mode);
        return Err(refused(from, detail));
    }
    let [default, ..] = MODES;
    let mode = values.mode.or(old.map(|old| old.mode)).unwrap_or(default);
    let changed = match (values.nodes, old) {
        (Some(nodes), _) => {
            Some(NumaMemory { mode, placement: Placement::Static, nodeset: Some(nodes) })
        }
        (None, Some(old)) => Some(NumaMemory { mode, ..old.clone() }),
        (None, None) if params.is_empty() => None,
        (None, None) => Some(without_nodes(mode, vcpus)?),
    };
    numatune.memory = changed;
    Ok(())
}

fn without_nodes(mode: &'static str, vcpus: Placement) -> Result<NumaMemory> {
    match vcpus {
        Placement::Auto => Ok(NumaMemory { mode, placement: Placement::Auto, nodeset: None }),
        Placement::Static => Err(Error::new(
            virErrorDomain::VIR_FROM_DOMAIN,
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            "numa_nodeset was never set, expected some nodes for the numa_mode",
        )),
    }
}

fn refused(from: virErrorDomain, detail: String) -> Error {
    Error::new(from, virErrorNumber::VIR_ERR_OPERATION_INVALID, detail)
}
