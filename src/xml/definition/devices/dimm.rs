//! `<memory>`: a memory device.

use super::address;
use crate::model::Result;
use crate::model::units::Kib;
use crate::model::virErrorNumber::VIR_ERR_XML_DETAIL;
use crate::xml::definition::shape::{Shape, element, one_of, text, yes_no};
use crate::xml::definition::value::xml_fault;
use crate::xml::definition::{fault, refuse, unsupported};
use crate::xml::size::{self, parse_number};
use crate::xml::tree::Element;

const MODELS: &[&str] = &["dimm", "nvdimm", "virtio-pmem", "virtio-mem", "sgx-epc"];

const MEMORY: Shape = element("memory")
    .attributes(&[
        one_of("model", MODELS).required(),
        one_of("access", &["default", "shared", "private"]).omit("default"),
        yes_no("discard"),
    ])
    .children(&[
        text("uuid"),
        element("source")
            .children(&[
                text("nodemask"),
                text("pagesize"),
                text("path"),
                text("alignsize"),
                element("pmem"),
            ])
            .omit_empty(),
        element("target").children(&[
            text("size"),
            text("node"),
            element("label").children(&[text("size")]),
            text("block"),
            text("requested"),
            text("current"),
            element("readonly"),
        ]),
    ])
    .info();

/// Normalizes a memory device.
pub fn apply(device: &mut Element) -> Result<()> {
    MEMORY.apply(device)?;
    address::apply(device)?;
    let model = device.attribute("model").unwrap_or_default().to_owned();
    if model == "nvdimm" && device.child("uuid").is_some() {
        return unsupported("<memory> has model='nvdimm' and a <uuid>");
    }
    if model == "virtio-pmem" && device.attribute("access").is_none() {
        device.attributes.insert(1, ("access".to_owned(), "shared".to_owned()));
    }
    if let Some(source) = device.child_mut("source") {
        ["pagesize", "alignsize"].iter().try_for_each(|name| complete_size(source, name))?;
    }
    let has_path = device.child("source").is_some_and(|source| source.child("path").is_some());
    let Some(target) = device.child_mut("target") else {
        return Err(fault("<memory> has no <target>".to_owned()));
    };
    if target.child("size").is_none() {
        return Err(xml_fault("<target> of <memory> has no <size>".to_owned()));
    }
    complete_target(target, &model)?;
    if ["nvdimm", "virtio-pmem"].contains(&model.as_str()) && !has_path {
        return refuse(VIR_ERR_XML_DETAIL, format!("<memory> of model '{model}' has no <path>"));
    }
    Ok(())
}

fn complete_target(target: &mut Element, model: &str) -> Result<()> {
    target.take_all("current");
    if model == "virtio-mem" && target.child("requested").is_none() {
        target.insert_after("block", Element::with_text("requested", "0"));
    }
    ["size", "block", "requested"].iter().try_for_each(|name| complete_size(target, name))?;
    if let Some(label) = target.child_mut("label") {
        complete_size(label, "size")?;
    }
    match target.child("node").map(Element::text) {
        Some(node) if parse_number(&node).is_none() => {
            Err(fault(format!("<node> holds '{node}', expected a number")))
        }
        _ => Ok(()),
    }
}

fn complete_size(parent: &mut Element, name: &str) -> Result<()> {
    let Some(element) = parent.child_mut(name) else { return Ok(()) };
    let Kib(kib) = size::read(element)?;
    element.set_text(kib.to_string());
    element.set_attribute("unit", "KiB");
    Ok(())
}

/// The sum of the memory devices.
pub fn total(devices: &[Element]) -> Kib {
    let targets = devices.iter().filter(|device| device.is("memory"));
    let sizes = targets.filter_map(|device| device.child("target")?.child("size"));
    sizes.filter_map(|size| size::read(size).ok()).fold(Kib(0), Kib::plus)
}

/// Refuses memory devices of NUMA cells that the guest does not have.
pub fn check_all(devices: &[Element], cells: usize) -> Result<()> {
    let targets = devices.iter().filter(|device| device.is("memory"));
    for node in targets.filter_map(|device| device.child("target")?.child("node")) {
        let node = node.text();
        let known = parse_number(&node).and_then(|node| usize::try_from(node).ok());
        if known.is_some_and(|node| node >= cells) {
            return refuse(
                VIR_ERR_XML_DETAIL,
                format!("<memory> is on node {node}, and the guest has {cells} NUMA cells"),
            );
        }
    }
    Ok(())
}
