//! `<numatune>`: the host's NUMA nodes that memory comes from.

use super::value::{filled, missing, take_set, with_attributes};
use super::vcpus::Placement;
use super::{fault, unsupported};
use crate::model::Result;
use crate::model::cpuset::CpuSet;
use crate::xml::size::parse_number;
use crate::xml::tree::Element;
use std::collections::BTreeMap;

/// The modes, in the order of the C API's numbers.
pub const MODES: [&str; 4] = ["strict", "preferred", "interleave", "restrictive"];

/// The host's NUMA nodes that memory comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numatune {
    /// For the whole domain.
    pub memory: Option<NumaMemory>,
    /// For single cells of the guest.
    pub cells: Vec<NumaCell>,
}

/// Where memory comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumaMemory {
    /// How strictly, one of [`MODES`].
    pub mode: &'static str,
    /// Who chooses the nodes.
    pub placement: Placement,
    /// The nodes; none where a service chooses them.
    pub nodeset: Option<CpuSet>,
}

/// Where the memory of a guest's NUMA cell comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumaCell {
    /// The guest's cell.
    pub cell: u64,
    /// How strictly, one of [`MODES`].
    pub mode: &'static str,
    /// The nodes.
    pub nodeset: CpuSet,
}

impl Numatune {
    /// Takes it out of a domain whose virtual CPUs are placed so, and whose guest
    /// has so many NUMA cells.
    pub fn take(domain: &mut Element, vcpus: Placement, cells: usize) -> Result<Self> {
        if domain.elements().filter(|element| element.is("numatune")).count() > 1 {
            return Err(fault("<numatune> is given twice".to_owned()));
        }
        domain.part("numatune", |element| {
            let memory = read_memory(element, vcpus)?;
            let mut found = BTreeMap::new();
            for mut element in element.take_all("memnode") {
                let cell = read_cell(&mut element, cells)?;
                if let Some(twice) = found.insert(cell.cell, cell) {
                    return Err(fault(format!(
                        "<memnode> of cell '{}' is given twice",
                        twice.cell
                    )));
                }
            }
            Ok(Self { memory, cells: found.into_values().collect() })
        })
    }

    /// Whether a service of the host chooses the nodes.
    pub fn is_automatic(&self) -> bool {
        self.memory.as_ref().is_some_and(|memory| memory.placement == Placement::Auto)
    }

    /// The element, if there is anything to say.
    pub fn to_element(&self) -> Option<Element> {
        let memory = self.memory.as_ref().map(NumaMemory::to_element);
        filled("numatune", memory.into_iter().chain(self.cells.iter().map(NumaCell::to_element)))
    }
}

fn read_memory(element: &mut Element, vcpus: Placement) -> Result<Option<NumaMemory>> {
    let mut memory = element.take("memory").unwrap_or_default();
    let mode = memory.take_attribute("mode").map(|mode| known_mode(&mode)).transpose()?;
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
    let nodeset = take_set(&mut memory, "nodeset")?;
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
    let mode = element.take_attribute("mode").map(|mode| known_mode(&mode)).transpose()?;
    let nodeset = take_set(element, "nodeset")?;
    let nodeset = nodeset.ok_or_else(|| missing(element, "nodeset"))?;
    Ok(NumaCell { cell, mode: mode.unwrap_or(MODES[0]), nodeset })
}

fn known_mode(text: &str) -> Result<&'static str> {
    match MODES.iter().find(|mode| **mode == text) {
        Some(mode) => Ok(mode),
        None => unsupported(format!("mode '{text}' is not known, expected {}", MODES.join(", "))),
    }
}

impl NumaMemory {
    fn to_element(&self) -> Element {
        let placement = (self.placement == Placement::Auto).then(|| "auto".to_owned());
        let nodeset = self.nodeset.as_ref().map(ToString::to_string);
        with_attributes(
            "memory",
            [("mode", Some(self.mode.to_owned())), ("nodeset", nodeset), ("placement", placement)],
        )
    }
}

impl NumaCell {
    fn to_element(&self) -> Element {
        with_attributes(
            "memnode",
            [
                ("cellid", Some(self.cell.to_string())),
                ("mode", Some(self.mode.to_owned())),
                ("nodeset", Some(self.nodeset.to_string())),
            ],
        )
    }
}
