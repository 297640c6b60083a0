//! Kernel samepage merging (KSM): the node's memory parameters.
//!
//! Source: the kernel's admin-guide/mm/ksm.rst.

use crate::driver::host::cgroup::file::{optional, text};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error::{self, Failed};
use crate::model::parameters::node_memory::{PARAMETERS, Row};
use crate::model::typed::{TypedParam, Value};
use crate::model::{Result, virErrorNumber};
use crate::sys::Dir;

const KSM: &str = "/sys/kernel/mm/ksm";

/// A file that each kernel with KSM has.
const KNOWN: &str = "run";

/// A file of KSM's has the parameter's name without this.
const PREFIX: &str = "shm_";

/// The parameters that the kernel has, in the order of the table.
///
/// Errors: VIR_ERR_OPERATION_UNSUPPORTED on a kernel without KSM.
pub fn parameters(host: &Host) -> Result<Vec<TypedParam>> {
    let dir = open(host)?;
    let mut params = Vec::new();
    for row in PARAMETERS {
        if let Some(text) = optional(&dir, file(row), KNOWN)? {
            params.push(TypedParam::new(row.name, number(row, &text)?));
        }
    }
    Ok(params)
}

/// Sets checked parameters, all or none: where one fails, those before it get their old values
/// back.
///
/// Errors: VIR_ERR_OPERATION_UNSUPPORTED on a kernel without KSM or without one of them,
/// VIR_ERR_SYSTEM_ERROR for what the kernel refuses: EBUSY where pages are shared and
/// shm_merge_across_nodes changes, EINVAL for shm_pages_to_scan while the kernel's own advisor
/// chooses it.
pub fn set(host: &Host, params: &[TypedParam]) -> Result<()> {
    let dir = open(host)?;
    let changes: Result<Vec<Change>> = params.iter().map(|param| Change::of(&dir, param)).collect();
    let changes: Vec<Change> =
        changes?.into_iter().filter(|change| change.old != change.new).collect();
    for (done, change) in changes.iter().enumerate() {
        if let Err(error) = change.write(&dir, &change.new) {
            let back = |earlier: &Change| earlier.write(&dir, &earlier.old).err();
            let failures = changes.iter().take(done).rev().filter_map(back);
            return Err(failures.fold(error, |error, more| {
                error.context(format_args!("and the old value is not back: {}", more.detail()))
            }));
        }
    }
    Ok(())
}

struct Change {
    file: &'static str,
    old: String,
    new: String,
}

impl Change {
    fn of(dir: &Dir, param: &TypedParam) -> Result<Self> {
        let row = PARAMETERS.iter().find(|row| row.name == param.field);
        let there = row.filter(|row| dir.has(file(row)));
        let file = there.map(file).ok_or_else(|| {
            unsupported(format!(
                "{KSM} has no file for {}: this kernel does not know it",
                param.field
            ))
        })?;
        let new = param.value.number().unwrap_or_default().to_string();
        Ok(Self { file, old: text(dir, file)?.trim().to_owned(), new })
    }

    fn write(&self, dir: &Dir, value: &str) -> Result<()> {
        let file = self.file;
        dir.write(file, value.as_bytes()).during(format_args!("write '{value}' to {KSM}/{file}"))
    }
}

fn file(row: &Row) -> &'static str {
    row.name.strip_prefix(PREFIX).unwrap_or(row.name)
}

fn number(row: &Row, text: &str) -> Result<Value> {
    let text = text.trim();
    // pages_volatile may be below 0 for a moment, since it is computed from the other counts.
    let number = text.parse::<i64>().map(|number| number.max(0).unsigned_abs());
    let number = number.or_else(|_| text.parse::<u64>()).map_err(|_| {
        let detail = format!("{KSM}/{} holds '{text}', expected a number", file(row));
        error::refused(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
    })?;
    Ok(Value::ULLong(number).converted(row.kind))
}

fn open(host: &Host) -> Result<Dir> {
    host.dir(KSM).ok().filter(|dir| dir.has(KNOWN)).ok_or_else(|| {
        unsupported(format!("{KSM} is not there: this kernel has no samepage merging"))
    })
}

fn unsupported(detail: String) -> crate::model::Error {
    error::refused(virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED, detail)
}
