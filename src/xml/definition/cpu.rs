//! `<cpu>`: the guest's CPUs and NUMA cells.

use super::shape::{Shape, attr, element, number, on_off, one_of, positive, text};
use super::{fault, memory, refuse, unsupported};
use crate::model::cpuset::CpuSet;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::Seen;
use crate::sorting::sort_by_key;
use crate::xml::size::parse_number;
use crate::xml::tree::Element;

const CPU: Shape = element("cpu")
    .omit_empty()
    .attributes(&[
        attr("mode"),
        one_of("match", &["minimum", "exact", "strict"]),
        one_of("check", &["none", "partial", "full"]),
        on_off("migratable"),
    ])
    .children(&[
        text("model").attributes(&[attr("fallback"), attr("vendor_id")]),
        text("vendor"),
        element("topology").attributes(&[
            positive("sockets").required(),
            positive("dies").or("1"),
            positive("cores").required(),
            positive("threads").required(),
        ]),
        element("cache").attributes(&[
            number("level"),
            one_of("mode", &["emulate", "passthrough", "disable"]).required(),
        ]),
        element("maxphysaddr")
            .attributes(&[one_of("mode", &["emulate", "passthrough"]).required(), number("bits")]),
        element("feature").many().attributes(&[attr("policy").or("require"), attr("name")]),
        element("numa").children(&[
            element("cell").many().children(&[element("distances").children(&[element(
                "sibling",
            )
            .many()
            .attributes(&[number("id").required(), number("value").required()])])]),
            element("interconnects"),
        ]),
    ]);

const MODES: &[&str] = &["custom", "host-model", "host-passthrough", "maximum"];
const POLICIES: &[&str] = &["force", "require", "optional", "disable", "forbid"];

/// Normalizes `<cpu>` for a domain with `vcpus` virtual CPUs.
pub fn apply(domain: &mut Element, vcpus: u16) -> Result<()> {
    CPU.apply_in(domain)?;
    let Some(cpu) = domain.child_mut("cpu") else { return Ok(()) };
    check(cpu)?;
    complete_model(cpu)?;
    if let Some(numa) = cpu.child_mut("numa") {
        complete_cells(numa, vcpus)?;
    }
    if cpu.is_empty() {
        domain.take_all("cpu");
    }
    Ok(())
}

fn check(cpu: &Element) -> Result<()> {
    let mode = cpu.attribute("mode");
    if let Some(mode) = mode.filter(|mode| !MODES.contains(mode)) {
        return Err(cpu_error(
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            format!("<cpu> has mode='{mode}', expected one of {}", MODES.join(", ")),
        ));
    }
    let custom = matches!(mode, None | Some("custom"));
    if custom && cpu.child("model").is_none() && cpu.child("feature").is_some() {
        let what = "<cpu> has a <feature>, but no <model>";
        return Err(cpu_error(virErrorNumber::VIR_ERR_XML_ERROR, what));
    }
    let mut names = Seen::default();
    for feature in cpu.elements().filter(|element| element.is("feature")) {
        let policy = feature.attribute("policy").unwrap_or_default();
        if !POLICIES.contains(&policy) {
            return Err(cpu_error(
                virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
                format!("<feature> has policy='{policy}', expected one of {}", POLICIES.join(", ")),
            ));
        }
        let name = feature.attribute("name").filter(|name| !name.is_empty());
        if !name.is_some_and(|name| names.add(name)) {
            let what = "<feature> has no name, or one that was given before";
            return Err(cpu_error(virErrorNumber::VIR_ERR_XML_ERROR, what));
        }
    }
    Ok(())
}

fn cpu_error(code: virErrorNumber, detail: impl Into<String>) -> Error {
    Error::new(virErrorDomain::VIR_FROM_CPU, code, detail)
}

/// Sets the default `fallback`; a model requires a mode.
fn complete_model(cpu: &mut Element) -> Result<()> {
    let mode = cpu.attribute("mode").unwrap_or("custom").to_owned();
    let custom = mode == "custom";
    if let Some(model) = cpu.child_mut("model") {
        let fallback = model.take_attribute("fallback");
        match fallback.as_deref() {
            None | Some("allow" | "forbid") => {}
            Some(other) => {
                return Err(cpu_error(
                    virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
                    format!("<model> has fallback='{other}', expected allow or forbid"),
                ));
            }
        }
        let named = !model.text().is_empty();
        let fallback = fallback.or_else(|| named.then(|| "allow".to_owned()));
        if let Some(fallback) = fallback.filter(|fallback| named || fallback != "allow") {
            model.attributes.insert(0, ("fallback".to_owned(), fallback));
        }
    }
    cpu.remove_empty("model");
    let model = cpu.child("model").is_some();
    let matched = cpu.take_attribute("match");
    cpu.take_attribute("mode");
    if !custom || model {
        cpu.attributes.insert(0, ("mode".to_owned(), mode));
    }
    if custom && model {
        let matched = matched.unwrap_or_else(|| "exact".to_owned());
        cpu.attributes.insert(1, ("match".to_owned(), matched));
    }
    Ok(())
}

/// Numbers the cells, and checks their virtual CPUs.
fn complete_cells(numa: &mut Element, vcpus: u16) -> Result<()> {
    let mut cells = numa.take_all("cell");
    if cells.is_empty() {
        return Err(fault("<numa> has no <cell>".to_owned()));
    }
    let count = cells.len();
    let mut sets: Vec<CpuSet> = Vec::new();
    let mut numbers = Seen::default();
    for (place, cell) in cells.iter_mut().enumerate() {
        let number = cell_number(cell, place, count)?;
        if !numbers.add(number) {
            return Err(fault(format!("<cell> with id='{number}' is given twice")));
        }
        sets.push(complete_cell(cell, number)?);
    }
    check_sets(&sets, vcpus)?;
    sort_by_key(&mut cells, |cell| cell.attribute("id").and_then(parse_number));
    let others = numa.take_elements();
    numa.extend(cells);
    numa.extend(others);
    Ok(())
}

fn cell_number(cell: &mut Element, place: usize, count: usize) -> Result<usize> {
    let Some(id) = cell.take_attribute("id") else { return Ok(place) };
    let number = parse_number(&id).and_then(|id| usize::try_from(id).ok());
    number.filter(|number| *number < count).ok_or_else(|| {
        fault(format!("<cell> has id='{id}', expected a number below {count}, each once"))
    })
}

fn complete_cell(cell: &mut Element, number: usize) -> Result<CpuSet> {
    let memory = memory::attribute(cell, "memory")?;
    ["memory", "unit"].iter().for_each(|name| drop(cell.take_attribute(name)));
    let cpus = cell.take_attribute("cpus").as_deref().map(CpuSet::parse).transpose()?;
    let mut known = vec![("id".to_owned(), number.to_string())];
    known.extend(cpus.as_ref().map(|cpus| ("cpus".to_owned(), cpus.to_string())));
    known.push(("memory".to_owned(), memory.0.to_string()));
    known.push(("unit".to_owned(), "KiB".to_owned()));
    for name in ["memAccess", "discard"] {
        known.extend(cell.take_attribute(name).map(|value| (name.to_owned(), value)));
    }
    cell.attributes.splice(0..0, known);
    Ok(cpus.unwrap_or_default())
}

fn check_sets(sets: &[CpuSet], vcpus: u16) -> Result<()> {
    let mut seen = CpuSet::default();
    for number in sets.iter().flat_map(CpuSet::iter) {
        if number >= vcpus {
            return refuse(
                virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                format!("<numa> has virtual CPU {number}, expected less than {vcpus}"),
            );
        }
        if seen.contains(number) {
            return unsupported(format!("<numa> has virtual CPU {number} in two cells"));
        }
        seen.insert(number);
    }
    Ok(())
}
