//! The typed parameters: one table per family, next to the part of a definition that
//! holds its values. Drivers and the XML reader and writer work from these tables.

pub mod blkio;
pub mod block_iotune;
mod by_name;
pub mod cputune;
mod family;
pub mod interface;
pub mod memory;
pub mod node_memory;
pub mod numa;
pub mod perf;
pub mod scheduler;
pub mod shares;
mod table;

use super::typed::Spec;
pub use family::Family;
use table::specs as of;
pub use table::{Given, Limits, Parameter, Unit, Zero, get, in_document_order, set};

/// Every parameter of a family, in the order of its table.
pub fn specs(family: Family) -> Vec<Spec> {
    match family {
        Family::Memory => of(memory::PARAMETERS).collect(),
        Family::Scheduler => of(scheduler::PARAMETERS).collect(),
        Family::Blkio => of(&[blkio::WEIGHT]).chain(of(blkio::DEVICE_PARAMETERS)).collect(),
        Family::Numa => of(numa::PARAMETERS).collect(),
        Family::Interface => of(interface::INBOUND).chain(of(interface::OUTBOUND)).collect(),
        Family::BlockIoTune => of(block_iotune::PARAMETERS).collect(),
        Family::Perf => of(perf::PARAMETERS).collect(),
    }
}

/// The parameters of a family with the given names, in the order of its table.
pub fn some_specs(family: Family, names: &[&str]) -> Vec<Spec> {
    let mut specs = specs(family);
    specs.retain(|spec| names.contains(&spec.name.as_ref()));
    specs
}

#[cfg(test)]
mod tests;
