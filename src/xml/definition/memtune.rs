//! `<memtune>`: memory parameters.

use super::value::{bad, filled, xml_fault};
use crate::model::parameters::memory::{Memtune, PARAMETERS};
use crate::model::parameters::shares::Shares;
use crate::model::parameters::{Parameter, Unit, in_document_order};
use crate::model::typed::Value;
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Result, virErrorDomain};
use crate::xml::size;
use crate::xml::tree::{Element, Node};

/// Removes the parameters from a domain and parses them. Several `<memtune>` are merged;
/// the first element of a name counts, and an empty one means unlimited.
pub fn take(domain: &mut Element) -> Result<Memtune> {
    let mut memtune = Memtune::default();
    for (name, parameter) in in_document_order(PARAMETERS) {
        let mut found = Vec::new();
        for element in domain.elements_mut().filter(|element| is_memtune(element)) {
            found.append(&mut element.take_all(name));
        }
        if let Some(element) = found.first().filter(|element| !element.text().is_empty()) {
            let value = match parameter.unit {
                Unit::Shares => read_shares(element)?.value(),
                _ => read_size(parameter, element)?,
            };
            parameter.set_unchecked(&mut memtune, &value, virErrorDomain::VIR_FROM_DOMAIN)?;
        }
    }
    for element in domain.elements_mut().filter(|element| is_memtune(element)) {
        element.nodes.retain(|node| matches!(node, Node::Element(_)));
    }
    domain.retain_elements(|element| !(is_memtune(element) && element.is_empty()));
    Ok(memtune)
}

/// A guarantee is a size, the others are limits.
fn read_size(parameter: &Parameter<Memtune>, element: &Element) -> Result<Value> {
    let is_limit = parameter.unset == UNLIMITED.0;
    let read = if is_limit { size::read_limit } else { size::read };
    Ok(Value::ULLong(read(element)?.0))
}

fn read_shares(element: &Element) -> Result<Shares> {
    if let Some(unit) = element.attribute("unit") {
        return Err(bad(element, "unit", unit, "no unit"));
    }
    let text = element.text();
    Shares::parse(text.trim()).ok_or_else(|| {
        xml_fault(format!("<{}> holds '{text}', expected {}", element.name, Shares::expected()))
    })
}

fn is_memtune(element: &Element) -> bool {
    element.is("memtune")
}

/// The `<memtune>` element, if any parameter is set. Unlimited values and a guarantee
/// of 0 are omitted.
pub fn to_element(memtune: &Memtune) -> Option<Element> {
    let given = in_document_order(PARAMETERS).filter_map(|(name, parameter)| {
        let value = parameter.value(memtune)?;
        match parameter.unit {
            Unit::Shares => Some(Element::with_text(name, Shares::from_value(&value)?.to_string())),
            _ => size_to_element(name, Kib(value.number()?), Kib(parameter.unset)),
        }
    });
    filled("memtune", given)
}

fn size_to_element(name: &str, kib: Kib, unset: Kib) -> Option<Element> {
    let is_set = match unset {
        UNLIMITED => !kib.is_unlimited(),
        unset => kib != unset,
    };
    is_set.then(|| size::to_element(name, kib))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parameters::memory::MemoryField;

    /// What a set of a definition stores is read again, whichever parameter it is.
    #[test]
    fn no_parameter_is_lost() {
        let mut all: Memtune =
            (1_u64..).zip(MemoryField::ALL).map(|(number, field)| (*field, Kib(number))).collect();
        all.set_shares(Shares::Number(7));
        assert_eq!(all.to_params().len(), PARAMETERS.len());
        let mut domain = Element::with_children("domain", to_element(&all));
        assert_eq!(take(&mut domain), Ok(all));
        assert!(domain.is_empty());
    }
}
