//! `<numatune>`: the host's NUMA nodes that memory is allocated from.

use super::value::{filled, missing, take_set, with_attributes};
use super::{fault, unsupported};
use crate::model::Result;
use crate::model::parameters::numa::{MODE, MODES, NODESET, NumaCell, NumaMemory, Numatune};
use crate::model::placement::Placement;
use crate::xml::size::parse_number;
use crate::xml::tree::Element;
use std::collections::BTreeMap;

/// Removes it from a domain with this placement of virtual CPUs and with `cells` guest
/// NUMA cells, and parses it.
pub fn take(domain: &mut Element, vcpus: Placement, cells: usize) -> Result<Numatune> {
    if domain.elements().filter(|element| element.is("numatune")).count() > 1 {
        return Err(fault("<numatune> is given twice".to_owned()));
    }
    domain.part("numatune", |element| {
        let memory = read_memory(element, vcpus)?;
        let mut found = BTreeMap::new();
        for mut element in element.take_all("memnode") {
            let cell = read_cell(&mut element, cells)?;
            if let Some(duplicate) = found.insert(cell.cell, cell) {
                let what = format!("<memnode> of cell '{}' is given twice", duplicate.cell);
                return Err(fault(what));
            }
        }
        Ok(Numatune { memory, cells: found.into_values().collect() })
    })
}

/// The element, if anything is set.
pub fn to_element(numatune: &Numatune) -> Option<Element> {
    let memory = numatune.memory.iter().map(memory_to_element);
    filled("numatune", memory.chain(numatune.cells.iter().map(cell_to_element)))
}

fn read_memory(element: &mut Element, vcpus: Placement) -> Result<Option<NumaMemory>> {
    let mut memory = element.take("memory").unwrap_or_default();
    let mode = memory.take_attribute(MODE.xml_name()).map(|mode| known_mode(&mode)).transpose()?;
    let placement = match memory.take_attribute("placement").as_deref() {
        None => None,
        Some("static") => Some(Placement::Static),
        Some("auto") => Some(Placement::Auto),
        Some(other) => {
            return unsupported(format!(
                "<memory> has placement='{other}', expected static or auto"
            ));
        }
    };
    let nodeset = take_set(&mut memory, NODESET.xml_name())?;
    if mode.is_none() && placement.is_none() && nodeset.is_none() && vcpus == Placement::Static {
        return Ok(None);
    }
    let by_definition = nodeset.is_some() || vcpus == Placement::Static;
    let otherwise = if by_definition { Placement::Static } else { Placement::Auto };
    let placement = placement.unwrap_or(otherwise);
    if placement == Placement::Static && nodeset.is_none() {
        return unsupported("<memory> has no attribute 'nodeset', and its placement is static");
    }
    let nodeset = nodeset.filter(|_| placement == Placement::Static);
    Ok(Some(NumaMemory { mode: mode.unwrap_or(MODES[0]), placement, nodeset }))
}

fn read_cell(element: &mut Element, cells: usize) -> Result<NumaCell> {
    if cells == 0 {
        return Err(fault("<memnode> is given, but the guest has no NUMA cells".to_owned()));
    }
    let text = element.take_attribute("cellid").ok_or_else(|| missing(element, "cellid"))?;
    let known = |cell: &u64| usize::try_from(*cell).is_ok_and(|cell| cell < cells);
    let cell = parse_number(&text).filter(known).ok_or_else(|| {
        fault(format!("<memnode> has cellid='{text}', expected one of the guest's {cells} cells"))
    })?;
    let mode = element.take_attribute(MODE.xml_name()).map(|mode| known_mode(&mode)).transpose()?;
    let nodeset = take_set(element, NODESET.xml_name())?;
    let nodeset = nodeset.ok_or_else(|| missing(element, NODESET.xml_name()))?;
    Ok(NumaCell { cell, mode: mode.unwrap_or(MODES[0]), nodeset })
}

fn known_mode(text: &str) -> Result<&'static str> {
    match MODES.iter().find(|mode| **mode == text) {
        Some(mode) => Ok(mode),
        None => unsupported(format!("unknown mode '{text}', expected {}", MODES.join(", "))),
    }
}

fn memory_to_element(memory: &NumaMemory) -> Element {
    let placement = (memory.placement == Placement::Auto).then(|| "auto".to_owned());
    let nodeset = memory.nodeset.as_ref().map(ToString::to_string);
    let mode = Some(memory.mode.to_owned());
    with_attributes(
        "memory",
        [(MODE.xml_name(), mode), (NODESET.xml_name(), nodeset), ("placement", placement)],
    )
}

fn cell_to_element(cell: &NumaCell) -> Element {
    with_attributes(
        "memnode",
        [
            ("cellid", Some(cell.cell.to_string())),
            (MODE.xml_name(), Some(cell.mode.to_owned())),
            (NODESET.xml_name(), Some(cell.nodeset.to_string())),
        ],
    )
}
