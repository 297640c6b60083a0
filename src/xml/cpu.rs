//! `<cpu>` of a host, and what several have in common.

use super::read::parse;
use super::tree::Element;
use crate::model::virErrorDomain::VIR_FROM_CPU;
use crate::model::{Error, Result, cpu, virErrorNumber};

/// A CPU as `<cpu>` describes it: what is compared here.
#[derive(PartialEq)]
struct Cpu {
    arch: String,
    model: String,
}

/// The CPU that has what all of these have, as a document.
///
/// Errors: VIR_ERR_XML_ERROR and VIR_ERR_XML_DETAIL for what is no CPU,
/// VIR_ERR_INVALID_ARG for none at all, VIR_ERR_NO_SUPPORT where it takes to
/// know the features of a model.
pub fn baseline(documents: &[&[u8]], expand: bool) -> Result<String> {
    let cpus = documents.iter().map(|document| read(document)).collect::<Result<Vec<_>>>()?;
    let Some((first, others)) = cpus.split_first() else {
        return Err(Error::unfit_arg(VIR_FROM_CPU, "no CPUs are given, expected one or more"));
    };
    let known = cpus.iter().map(known_models).collect::<Result<Vec<_>>>()?;
    if expand || others.iter().any(|other| other != first) {
        return Err(unknown_features("other models, or which features one has"));
    }
    let any_model = known.iter().all(|models| models.is_empty());
    let mut model = Element::with_text("model", first.model.as_str());
    model.set_attribute("fallback", if any_model { "allow" } else { "forbid" });
    let mut common = Element::with_children("cpu", [model]);
    common.set_attribute("mode", "custom");
    common.set_attribute("match", "exact");
    Ok(common.to_document())
}

fn read(document: &[u8]) -> Result<Cpu> {
    let root = parse(document, VIR_FROM_CPU)?;
    if !root.is("cpu") {
        return Err(wrong(format!("the root element is <{}>, expected <cpu>", root.local_name())));
    }
    if root.child("feature").is_some() || root.child("vendor").is_some() {
        return Err(unknown_features("one of other features or another vendor"));
    }
    Ok(Cpu { arch: part(&root, "arch")?, model: part(&root, "model")? })
}

/// The models of a CPU's architecture; its own is among them, unless there are none.
fn known_models(cpu: &Cpu) -> Result<&'static [&'static str]> {
    let known = cpu::models(&cpu.arch, VIR_FROM_CPU)?;
    if known.is_empty() || known.contains(&cpu.model.as_str()) {
        return Ok(known);
    }
    let what = format!("there is no CPU model '{}' of '{}'", cpu.model, cpu.arch);
    Err(Error::new(VIR_FROM_CPU, virErrorNumber::VIR_ERR_INTERNAL_ERROR, what))
}

fn part(cpu: &Element, name: &str) -> Result<String> {
    let text = cpu.child(name).map(Element::text).filter(|text| !text.is_empty());
    text.ok_or_else(|| wrong(format!("<cpu> has no <{name}>, expected one")))
}

fn wrong(what: String) -> Error {
    Error::new(VIR_FROM_CPU, virErrorNumber::VIR_ERR_XML_ERROR, what)
}

/// Which features a model has is not known here.
fn unknown_features(what: &str) -> Error {
    let what = format!("telling what a CPU has in common with {what}");
    Error::new(VIR_FROM_CPU, virErrorNumber::VIR_ERR_NO_SUPPORT, what)
}
