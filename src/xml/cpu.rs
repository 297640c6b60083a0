//! `<cpu>` of a host, and the baseline of several.

use super::read::parse;
use super::tree::Element;
use crate::model::virErrorDomain::VIR_FROM_CPU;
use crate::model::{Error, Result, cpu, virErrorNumber};

/// The parts of `<cpu>` that are compared.
#[derive(PartialEq)]
struct Cpu {
    arch: String,
    model: String,
}

/// The baseline CPU, with what all given CPUs have in common, as a document.
///
/// Errors: VIR_ERR_XML_ERROR and VIR_ERR_XML_DETAIL for an invalid `<cpu>`,
/// VIR_ERR_INVALID_ARG for an empty list, VIR_ERR_NO_SUPPORT if the features of a
/// model would have to be known.
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

/// The models of a CPU's architecture; refuses a model that is not among them.
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

/// The features of CPU models are not known to this library.
fn unknown_features(what: &str) -> Error {
    let what = format!("a baseline CPU of {what}");
    Error::new(VIR_FROM_CPU, virErrorNumber::VIR_ERR_NO_SUPPORT, what)
}
