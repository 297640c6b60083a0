//! A machine's configuration as a document.

use super::allocation::{Allocation, CPU, MEMORY, memory_of, share_count};
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
pub const PROPERTIES: [&str; 7] = [SIZE, CPUS, MEMORY, CPU, GUEST, "config.annotation", DEVICES];
const GUEST: &str = "config.guestId";
const DEVICES: &str = "config.hardware.device";

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
    root.push(Element::with_children("devices", devices(machine)));
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

/// Disks and network cards; a machine has other devices too, which no document of libvirt's needs.
fn devices(machine: &Object) -> Vec<Element> {
    let all = machine.value(DEVICES).into_iter().flat_map(Element::elements);
    let mut disks = 0;
    let mut found = Vec::new();
    for device in all {
        let kind = super::soap::type_of(device).unwrap_or_default();
        if kind == "VirtualDisk" {
            found.extend(disk(device, disks));
            disks += 1;
        } else if let Some(model) = CARDS.iter().find(|(known, _)| *known == kind) {
            found.extend(card(device, model.1));
        }
    }
    found
}

/// The network cards, with libvirt's words for their models.
const CARDS: [(&str, &str); 5] = [
    ("VirtualPCNet32", "vlance"),
    ("VirtualVmxnet", "vmxnet"),
    ("VirtualVmxnet2", "vmxnet2"),
    ("VirtualVmxnet3", "vmxnet3"),
    ("VirtualE1000", "e1000"),
];

fn disk(device: &Element, number: u8) -> Option<Element> {
    let file = device.child("backing")?.child("fileName")?.text();
    let letter = char::from(b'a'.checked_add(number).filter(u8::is_ascii_lowercase)?);
    let target = [("dev", format!("sd{letter}")), ("bus", "scsi".to_owned())];
    let target: Vec<(&str, &str)> =
        target.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut disk = Element::with_attributes("disk", &[("type", "file"), ("device", "disk")]);
    disk.push(Element::with_attributes("source", &[("file", &file)]));
    disk.push(Element::with_attributes("target", &target));
    Some(disk)
}

fn card(device: &Element, model: &str) -> Option<Element> {
    let address = device.child("macAddress")?.text();
    let network = device.child("backing")?.child("deviceName")?.text();
    let mut card = Element::with_attributes("interface", &[("type", "bridge")]);
    card.push(Element::with_attributes("mac", &[("address", &address)]));
    card.push(Element::with_attributes("source", &[("bridge", &network)]));
    card.push(Element::with_attributes("model", &[("type", model)]));
    Some(card)
}
