//! NUMA parameters.

use super::invalid;
use crate::model::constants::{VIR_DOMAIN_NUMA_MODE, VIR_DOMAIN_NUMA_NODESET};
use crate::model::cpuset::CpuSet;
use crate::model::typed::{TypedParam, Value};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::{Definition, NUMA_MODES, NumaMemory, Numatune, Placement};

/// The parameters, in the order of the table in model.
pub fn get(numatune: &Numatune) -> Vec<TypedParam> {
    let memory = numatune.memory.as_ref();
    let mode = memory.and_then(|memory| NUMA_MODES.iter().position(|mode| *mode == memory.mode));
    let mode = mode.and_then(|mode| i32::try_from(mode).ok()).unwrap_or_default();
    let nodes = memory.and_then(|memory| memory.nodeset.as_ref()).map(ToString::to_string);
    vec![
        TypedParam::new(VIR_DOMAIN_NUMA_MODE, Value::Int(mode)),
        TypedParam::text(VIR_DOMAIN_NUMA_NODESET, &nodes.unwrap_or_default()),
    ]
}

/// Takes over parameters. The mode of a running domain stays what it is.
pub fn set(definition: &mut Definition, params: &[TypedParam], live: bool) -> Result<()> {
    let mut mode = None;
    let mut nodes = None;
    for param in params {
        match &param.value {
            Value::Int(number) => mode = Some(mode_of(*number)?),
            value => nodes = Some(nodes_of(&value.text().unwrap_or_default())?),
        }
    }
    let old = definition.numatune.memory.as_ref();
    if let (Some(mode), Some(old)) = (mode, old)
        && live
        && old.mode != mode
    {
        return Err(refused(format!(
            "numa_mode of a running domain is '{}', not '{mode}'",
            old.mode
        )));
    }
    let mode = mode.or(old.map(|old| old.mode)).unwrap_or(NUMA_MODES[0]);
    let changed = match (nodes, old) {
        (Some(nodes), _) => {
            Some(NumaMemory { mode, placement: Placement::Static, nodeset: Some(nodes) })
        }
        (None, Some(old)) => Some(NumaMemory { mode, ..old.clone() }),
        (None, None) if params.is_empty() => None,
        (None, None) => Some(without_nodes(mode, definition.vcpus.placement)?),
    };
    definition.numatune.memory = changed;
    Ok(())
}

fn mode_of(number: i32) -> Result<&'static str> {
    let known = usize::try_from(number).ok().and_then(|number| NUMA_MODES.get(number));
    known.copied().ok_or_else(|| invalid(format!("numa_mode is {number}, expected 0 to 3")))
}

fn nodes_of(text: &str) -> Result<CpuSet> {
    let nodes = CpuSet::parse(text)?;
    if nodes.is_empty() {
        return Err(refused(format!("numa_nodeset is '{text}', expected at least one node")));
    }
    Ok(nodes)
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

fn refused(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_TEST, virErrorNumber::VIR_ERR_OPERATION_INVALID, detail)
}
