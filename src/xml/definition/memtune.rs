//! `<memtune>`: memory parameters.

use super::value::filled;
use crate::model::parameters::in_document_order;
use crate::model::parameters::memory::{Memtune, PARAMETERS};
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
            // A guarantee is a size, the others are limits.
            let is_limit = parameter.unset == UNLIMITED.0;
            let read = if is_limit { size::read_limit } else { size::read };
            let value = Value::ULLong(read(element)?.0);
            parameter.set_unchecked(&mut memtune, &value, virErrorDomain::VIR_FROM_DOMAIN)?;
        }
    }
    for element in domain.elements_mut().filter(|element| is_memtune(element)) {
        element.nodes.retain(|node| matches!(node, Node::Element(_)));
    }
    domain.retain_elements(|element| !(is_memtune(element) && element.is_empty()));
    Ok(memtune)
}

fn is_memtune(element: &Element) -> bool {
    element.is("memtune")
}

/// The `<memtune>` element, if any parameter is set. Unlimited values and a guarantee
/// of 0 are omitted.
pub fn to_element(memtune: &Memtune) -> Option<Element> {
    let is_set = |kib: Kib, unset: Kib| match unset {
        UNLIMITED => !kib.is_unlimited(),
        unset => kib != unset,
    };
    let given = in_document_order(PARAMETERS).filter_map(|(name, parameter)| {
        let kib = Kib(parameter.value(memtune)?.number()?);
        is_set(kib, Kib(parameter.unset)).then(|| size::to_element(name, kib))
    });
    filled("memtune", given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::parameters::memory::MemoryField;

    /// What a set of a definition stores is read again, whichever parameter it is.
    #[test]
    fn no_parameter_is_lost() {
        let all: Memtune =
            (1_u64..).zip(MemoryField::ALL).map(|(number, field)| (*field, Kib(number))).collect();
        assert_eq!(all.iter().count(), in_document_order(PARAMETERS).count());
        let mut domain = Element::with_children("domain", to_element(&all));
        assert_eq!(take(&mut domain), Ok(all));
        assert!(domain.is_empty());
    }
}
