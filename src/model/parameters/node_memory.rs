//! Memory parameters of the host: kernel samepage merging (KSM).

use crate::model::Result;
use crate::model::constants::virTypedParameterType::{
    self, VIR_TYPED_PARAM_UINT, VIR_TYPED_PARAM_ULLONG,
};
use crate::model::constants::{
    VIR_NODE_MEMORY_SHARED_FULL_SCANS, VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES,
    VIR_NODE_MEMORY_SHARED_PAGES_SHARED, VIR_NODE_MEMORY_SHARED_PAGES_SHARING,
    VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED,
    VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE, VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS,
};
use crate::model::typed::{self, Spec, TypedParam};

/// A parameter.
#[derive(Debug)]
pub struct Row {
    /// Its name in the API.
    pub name: &'static str,
    /// Its type in the API.
    pub kind: virTypedParameterType,
    /// The highest value of a set; none where it only is to be read.
    pub most: Option<u64>,
}

/// The parameters, in the order of a get.
pub const PARAMETERS: &[Row] = &[
    set(VIR_NODE_MEMORY_SHARED_PAGES_TO_SCAN, u32::MAX as u64),
    set(VIR_NODE_MEMORY_SHARED_SLEEP_MILLISECS, u32::MAX as u64),
    counted(VIR_NODE_MEMORY_SHARED_PAGES_SHARED),
    counted(VIR_NODE_MEMORY_SHARED_PAGES_SHARING),
    counted(VIR_NODE_MEMORY_SHARED_PAGES_UNSHARED),
    counted(VIR_NODE_MEMORY_SHARED_PAGES_VOLATILE),
    counted(VIR_NODE_MEMORY_SHARED_FULL_SCANS),
    set(VIR_NODE_MEMORY_SHARED_MERGE_ACROSS_NODES, 1),
];

const fn set(name: &'static str, most: u64) -> Row {
    Row { name, kind: VIR_TYPED_PARAM_UINT, most: Some(most) }
}

const fn counted(name: &'static str) -> Row {
    Row { name, kind: VIR_TYPED_PARAM_ULLONG, most: None }
}

/// Checks the parameters of a set by a table: names and types, then values.
///
/// Errors: VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown name and one that only is to be read,
/// VIR_ERR_INVALID_ARG for a wrong type, a duplicate and a value beyond its range.
pub fn check(table: &[Row], params: &[TypedParam]) -> Result<()> {
    let settable = table.iter().filter(|row| row.most.is_some());
    let specs: Vec<Spec> = settable.map(|row| Spec::new(row.name, row.kind)).collect();
    typed::validate(params, &specs)?;
    params.iter().try_for_each(|param| in_range(table, param))
}

fn in_range(table: &[Row], param: &TypedParam) -> Result<()> {
    let row = table.iter().find(|row| row.name == param.field);
    let most = row.and_then(|row| row.most).unwrap_or(u64::MAX);
    let number = param.value.number().unwrap_or_default();
    if number <= most {
        return Ok(());
    }
    Err(typed::wrong(format!("{} is {number}, expected 0 to {most}", param.field)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::typed::Value;
    use crate::model::virErrorNumber::{VIR_ERR_ARGUMENT_UNSUPPORTED, VIR_ERR_INVALID_ARG};

    #[test]
    fn what_only_is_read_cannot_be_set() {
        let one = |name, value| check(PARAMETERS, &[TypedParam::new(name, value)]);
        let code = |name, value| one(name, value).map_err(|error| error.code());
        assert_eq!(code("shm_pages_to_scan", Value::UInt(5)), Ok(()));
        assert_eq!(code("shm_pages_to_scan", Value::ULLong(5)), Err(VIR_ERR_INVALID_ARG));
        assert_eq!(code("shm_merge_across_nodes", Value::UInt(2)), Err(VIR_ERR_INVALID_ARG));
        let shared = code("shm_pages_shared", Value::ULLong(5));
        assert_eq!(shared, Err(VIR_ERR_ARGUMENT_UNSUPPORTED));
    }
}
