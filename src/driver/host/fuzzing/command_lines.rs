//! QEMU's command lines.

use crate::driver::host::qemu::{CommandLine, Program};
use crate::driver::host::state::document;
use crate::model::Result;
use crate::model::domain::{Identity, Uuid};

/// What a command line tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Whether it is a QEMU's.
    pub is_qemu: bool,
    /// The guest's name.
    pub name: Option<String>,
    /// The pieces of the guest's memory, in KiB; none where they cannot be determined.
    pub memory: Option<Vec<u64>>,
    /// Their sum.
    pub total: Option<u64>,
    /// The number of virtual CPUs.
    pub vcpus: u16,
}

/// Reads a command line.
pub fn read(arguments: &[String], executable: Option<&str>) -> Told {
    let program = Program { arguments, executable };
    let line = CommandLine::parse(program);
    Told {
        is_qemu: program.is_qemu(),
        memory: line.memory.as_ref().ok().map(|all| all.iter().map(|piece| piece.0).collect()),
        total: line.total_memory().map(|total| total.0),
        vcpus: line.vcpus,
        name: line.name,
    }
}

/// The document of a domain with that command line.
pub fn document(arguments: &[String]) -> Result<String> {
    let line = CommandLine::parse(Program { arguments, executable: None });
    let name = line.name.clone().unwrap_or_else(|| "fuzz".to_owned());
    let identity = Identity { name, uuid: line.uuid.unwrap_or(Uuid::from_u128(1)), id: Some(1) };
    Ok(document::of_qemu(&identity, &line)?.to_document(None, true, false))
}
