//! A machine's configuration as a document.

use super::allocation::{Allocation, CPU, MEMORY, memory_of, share_count};
use super::devices;
use super::error::HERE;
use super::machine::{CPUS, SIZE};
use super::properties::Object;
use super::units::from_mb;
use crate::model::domain::Identity;
use crate::model::parameters::cputune::CpuAllocation;
use crate::model::parameters::memory::{MemoryField, Memtune};
use crate::model::units::Kib;
use crate::model::{Error, Result};
use crate::xml::definition::Definition;
use crate::xml::tree::Element;

/// The properties that a document is made of.
pub const PROPERTIES: [&str; 7] =
    [SIZE, CPUS, MEMORY, CPU, GUEST, "config.annotation", devices::PROPERTY];
const GUEST: &str = "config.guestId";

/// The architecture of a guest; the names of those of 64 bits say so.
pub fn architecture(machine: &Object) -> &'static str {
    let guest = machine.text(GUEST).unwrap_or_default();
    if guest.contains("64") { "x86_64" } else { "i686" }
}

/// A machine's definition.
pub fn definition(domain: &Identity, machine: &Object) -> Result<Definition> {
    let (size, limit) = memory_of(machine)?;
    let mut root = Element::with_attributes("domain", &[("type", "vmware")]);
    root.push(Element::with_text("name", domain.uuid.to_string()));
    root.push(Element::with_text("uuid", domain.uuid.to_string()));
    let note = machine.text("config.annotation").filter(|note| !note.is_empty());
    root.extend(note.map(|note| Element::with_text("description", note)));
    root.push(memory("memory", size));
    root.push(memory("currentMemory", limit.min(size)));
    root.push(Element::with_text("vcpu", machine.required(CPUS)?.text()));
    let mut kind = Element::with_text("type", "hvm");
    kind.set_attribute("arch", architecture(machine));
    root.push(Element::with_children("os", [kind]));
    root.push(Element::with_children("devices", devices::of(machine)));
    let invalid = |error: Error| error.with_domain(HERE);
    let mut definition = Definition::read_unchecked(&root).map_err(invalid)?;
    // The host has names that no document read here may have.
    definition.name.clone_from(&domain.name);
    definition.memtune = memtune(&Allocation::read(machine, MEMORY)?);
    definition.cputune.shares = share_count(machine, CPU);
    let Allocation { reservation, limit, shares } = Allocation::read(machine, CPU)?;
    definition.cputune.allocation = CpuAllocation { reservation, limit, shares };
    Ok(definition)
}

/// Memory parameters from the allocation.
pub fn memtune(allocation: &Allocation) -> Memtune {
    let mut memtune = Memtune::default();
    if let Some(limit) = allocation.limit {
        memtune.set(MemoryField::HardLimit, from_mb(limit));
    }
    if let Some(reservation) = allocation.reservation {
        memtune.set(MemoryField::MinGuarantee, from_mb(reservation));
    }
    if let Some(shares) = allocation.shares {
        memtune.set_shares(shares);
    }
    memtune
}

fn memory(name: &str, size: Kib) -> Element {
    let mut element = Element::with_text(name, size.0.to_string());
    element.set_attribute("unit", "KiB");
    element
}
