//! Writes `<capabilities>`.

use super::tree::Element;
use crate::model::capabilities::{Capabilities, Cell, Cpu, GuestKind, Processor, Tuning};

/// The namespace of the part about tuning.
const TUNING: &str = "urn:libvirmemctl:tuning:1";

/// The document; its sections are separated by empty lines.
pub fn to_document(capabilities: &Capabilities) -> String {
    let parts = std::iter::once(host(capabilities)).chain(capabilities.guests.iter().map(guest));
    let parts = parts.chain(capabilities.tuning.as_ref().map(tuning));
    let parts: String = parts.map(|part| part.to_document_at(1) + "\n").collect();
    format!("<capabilities>\n\n{parts}</capabilities>\n")
}

fn host(capabilities: &Capabilities) -> Element {
    let mut host = Element::new("host");
    host.extend(capabilities.uuid.map(|uuid| Element::with_text("uuid", uuid.to_string())));
    host.push(cpu(capabilities));
    host.push(Element::new("power_management"));
    host.push(Element::with_attributes("iommu", &[("support", "no")]));
    host.push(Element::with_children("topology", [cells(&capabilities.cells)]));
    host.extend(capabilities.security.as_ref().map(|security| {
        let texts = [("model", &security.model), ("doi", &security.doi)];
        let children = texts.map(|(name, text)| Element::with_text(name, text.as_str()));
        Element::with_children("secmodel", children)
    }));
    host
}

fn cpu(capabilities: &Capabilities) -> Element {
    let mut cpu = Element::new("cpu");
    cpu.push(Element::with_text("arch", capabilities.arch.as_str()));
    cpu.extend(processor(&capabilities.processor));
    cpu.extend(features(&capabilities.features));
    for size in &capabilities.page_sizes {
        cpu.push(pages(*size));
    }
    cpu
}

/// In the order of libvirt's schema.
fn processor(processor: &Processor) -> impl Iterator<Item = Element> {
    let numbers = |name: &str, all: &[(&str, u64)]| {
        let mut element = Element::new(name);
        all.iter().for_each(|(name, number)| element.set_attribute(name, &number.to_string()));
        element
    };
    let vendor = processor.vendor.as_ref().map(|name| Element::with_text("vendor", name.as_str()));
    let microcode =
        processor.microcode.map(|version| numbers("microcode", &[("version", version)]));
    let signature = processor.signature.map(|signature| {
        let [family, model, stepping] = signature.map(u64::from);
        numbers("signature", &[("family", family), ("model", model), ("stepping", stepping)])
    });
    let shape = processor.shape.map(|shape| {
        let all = [
            ("sockets", shape.sockets),
            ("dies", shape.dies),
            ("cores", shape.cores),
            ("threads", shape.threads),
        ];
        numbers("topology", &all.map(|(name, count)| (name, u64::from(count))))
    });
    [vendor, microcode, signature, shape].into_iter().flatten()
}

fn features(names: &[String]) -> Option<Element> {
    let features = names.iter().map(|name| Element::new(name));
    (!names.is_empty()).then(|| Element::with_children("features", features))
}

fn pages(size: u32) -> Element {
    Element::with_attributes("pages", &[("unit", "KiB"), ("size", &size.to_string())])
}

/// Without cells, the closing tag is on its own line.
fn cells(cells: &[Cell]) -> Element {
    let mut list = Element::new("cells");
    if cells.is_empty() {
        list = Element::with_text("cells", "\n      ");
    }
    list.set_attribute("num", &cells.len().to_string());
    list.extend(cells.iter().map(cell));
    list
}

fn cell(cell: &Cell) -> Element {
    let mut element = Element::with_attributes("cell", &[("id", &cell.id.to_string())]);
    let mut memory = Element::with_text("memory", cell.memory.to_string());
    memory.set_attribute("unit", "KiB");
    element.push(memory);
    for (size, count) in &cell.pages {
        let mut counted = Element::with_text("pages", count.to_string());
        counted.attributes = pages(*size).attributes;
        element.push(counted);
    }
    if !cell.distances.is_empty() {
        let siblings = cell.distances.iter().map(|(id, distance)| {
            let numbers = [("id", &id.to_string()), ("value", &distance.to_string())];
            Element::with_attributes("sibling", &numbers.map(|(name, text)| (name, text.as_str())))
        });
        element.push(Element::with_children("distances", siblings));
    }
    let mut cpus = Element::with_attributes("cpus", &[("num", &cell.cpus.len().to_string())]);
    cell.cpus.iter().for_each(|cpu| cpus.push(place(cpu)));
    element.push(cpus);
    element
}

fn place(cpu: &Cpu) -> Element {
    let numbers = [cpu.id, cpu.socket, cpu.die, cpu.core].map(|number| number.to_string());
    let names = ["id", "socket_id", "die_id", "core_id"];
    let mut element = Element::new("cpu");
    for (name, number) in names.iter().zip(&numbers) {
        element.set_attribute(name, number);
    }
    element.set_attribute("siblings", &cpu.siblings);
    element
}

/// The part that libvirt does not have.
fn tuning(tuning: &Tuning) -> Element {
    let word = |is_so: bool| if is_so { "yes" } else { "no" };
    let of_groups = |is_so: Option<bool>| is_so.map_or("unknown", word);
    let groups = tuning.groups.as_ref();
    let version = tuning.version.to_string();
    let recursive = word(tuning.recursive_protection);
    let swap = of_groups(groups.map(|groups| groups.swap));
    let pressure = of_groups(groups.map(|groups| groups.pressure));
    let reclaim = of_groups(groups.map(|groups| groups.reclaim));
    let mut element = Element::with_attributes("memctl:tuning", &[("xmlns:memctl", TUNING)]);
    let cgroup = [("version", version.as_str()), ("recursiveProtection", recursive)];
    element.push(Element::with_attributes("memctl:cgroup", &cgroup));
    for name in &tuning.controllers {
        element.push(Element::with_attributes("memctl:controller", &[("name", name)]));
    }
    element.push(Element::with_attributes("memctl:swap", &[("accounting", swap)]));
    let both = [("host", word(tuning.pressure)), ("groups", pressure)];
    element.push(Element::with_attributes("memctl:pressure", &both));
    element.push(Element::with_attributes("memctl:reclaim", &[("supported", reclaim)]));
    element
}

fn guest(kind: &GuestKind) -> Element {
    let mut arch = Element::with_attributes("arch", &[("name", &kind.arch)]);
    arch.push(Element::with_text("wordsize", kind.word_size.to_string()));
    arch.extend(kind.emulator.as_ref().map(|path| Element::with_text("emulator", path.as_str())));
    arch.push(Element::with_attributes("domain", &[("type", &kind.domain)]));
    let mut guest = Element::new("guest");
    guest.push(Element::with_text("os_type", kind.os.as_str()));
    guest.push(arch);
    guest.extend(features(&kind.features));
    guest
}
