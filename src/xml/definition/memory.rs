//! `<memory>`, `<currentMemory>` and `<maxMemory>`.

use super::fault;
use super::value::{bad, take_one_of};
use crate::model::Result;
use crate::model::units::Kib;
use crate::xml::size::{self, parse_number};
use crate::xml::tree::Element;

/// The memory sizes of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// The maximum memory.
    pub memory: Kib,
    /// The current memory.
    pub current: Kib,
    /// The limit of memory hotplug, and the number of slots.
    pub max: Option<(Kib, u32)>,
    /// Whether core dumps include guest memory, if given.
    pub dump_core: Option<&'static str>,
}

/// The sizes given in a document.
pub struct Given {
    memory: Option<Kib>,
    current: Option<Kib>,
    max: (Option<Kib>, u32),
    dump_core: Option<&'static str>,
}

/// Removes the sizes from a domain and parses them.
pub fn take(domain: &mut Element) -> Result<Given> {
    let mut element = domain.take("memory").unwrap_or_else(|| Element::new("memory"));
    Ok(Given {
        memory: read(&element)?,
        dump_core: take_one_of(&mut element, "dumpCore", &["on", "off"])?,
        current: domain.take("currentMemory").as_ref().map(read).transpose()?.flatten(),
        max: max(domain)?,
    })
}

impl Given {
    /// Fills in missing sizes; refuses invalid ones. `plugged` is the sum of the memory
    /// devices, which the domain's memory includes.
    pub fn complete(self, domain: &Element, plugged: Kib) -> Result<Sizes> {
        let memory = match self.memory.filter(|memory| memory.0 > 0) {
            Some(memory) => memory,
            None => of_cells(domain)?.map_or(Kib(0), |cells| cells.plus(plugged)),
        };
        if plugged > memory {
            return Err(fault(format!("the memory devices have {plugged}, and <memory> {memory}")));
        }
        if memory == plugged {
            return Err(fault("<domain> has no <memory>, or one of 0".to_owned()));
        }
        let max = hotplug_limit(self.max)?;
        if let Some((max, _)) = max
            && max < memory
        {
            return Err(fault(format!("<maxMemory> is {max}, expected at least {memory}")));
        }
        let current = self.current.filter(|kib| *kib < memory && kib.0 > 0).unwrap_or(memory);
        Ok(Sizes { memory, current, max, dump_core: self.dump_core })
    }
}

/// Without `<memory>`, the sum of the guest's NUMA cells.
fn of_cells(domain: &Element) -> Result<Option<Kib>> {
    let numa = domain.child("cpu").and_then(|cpu| cpu.child("numa"));
    let mut sum = Kib(0);
    for cell in numa.into_iter().flat_map(Element::elements).filter(|cell| cell.is("cell")) {
        sum = sum.plus(attribute(cell, "memory")?);
    }
    Ok((sum.0 > 0).then_some(sum))
}

/// Parses the size in an attribute; its unit is in the attribute `unit`.
pub fn attribute(element: &Element, name: &str) -> Result<Kib> {
    let value = element.attribute(name).unwrap_or_default();
    if value.is_empty() {
        return Err(super::value::missing(element, name));
    }
    let mut size = Element::with_text(&element.name, value);
    let unit = element.attribute("unit").map(|unit| ("unit".to_owned(), unit.to_owned()));
    size.attributes.extend(unit);
    size::read(&size)
}

fn read(element: &Element) -> Result<Option<Kib>> {
    if element.text().is_empty() { Ok(None) } else { size::read(element).map(Some) }
}

fn max(domain: &mut Element) -> Result<(Option<Kib>, u32)> {
    let Some(element) = domain.take("maxMemory") else { return Ok((None, 0)) };
    let size = read(&element)?;
    let slots = match element.attribute("slots") {
        None => 0,
        Some(text) => parse_number(text)
            .and_then(|slots| u32::try_from(slots).ok())
            .ok_or_else(|| fault(bad(&element, "slots", text, "a number").detail().to_owned()))?,
    };
    Ok((size, slots))
}

/// The hotplug limit: a size and slots, or neither.
fn hotplug_limit((size, slots): (Option<Kib>, u32)) -> Result<Option<(Kib, u32)>> {
    match size.filter(|size| size.0 > 0 && slots > 0) {
        Some(size) => Ok(Some((size, slots))),
        None if size.is_none() && slots == 0 => Ok(None),
        None => Err(fault("<maxMemory> needs a size and slots, both above 0".to_owned())),
    }
}

/// The element `<maxMemory>`.
pub fn max_to_element((size, slots): (Kib, u32)) -> Element {
    let mut element = size::to_element("maxMemory", size);
    element.set_first("slots", slots.to_string());
    element
}
