//! `<memtune>`: memory parameters.

use crate::model::Result;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::{Kib, UNLIMITED};
use crate::xml::size;
use crate::xml::tree::{Element, Node};

/// The order in which libvirt reads them, so that the first that is wrong is told,
/// and in which it writes them.
const ORDER: [MemoryField; 5] = [
    MemoryField::HardLimit,
    MemoryField::SoftLimit,
    MemoryField::MinGuarantee,
    MemoryField::SwapHardLimit,
    MemoryField::SwapSoftLimit,
];

/// Takes the parameters out of a domain. Several `<memtune>` act as one: the
/// first element of a name counts; an empty one means unlimited.
pub fn take(domain: &mut Element) -> Result<Memtune> {
    let mut memtune = Memtune::default();
    for field in ORDER {
        let mut found = Vec::new();
        for element in domain.elements_mut().filter(|element| is_memtune(element)) {
            found.append(&mut element.take_all(field.name()));
        }
        if let Some(element) = found.first().filter(|element| !element.text().is_empty()) {
            memtune.set(field, size::read(element)?);
        }
    }
    for element in domain.elements_mut().filter(|element| is_memtune(element)) {
        element.nodes.retain(|node| matches!(node, Node::Element(_)));
    }
    domain.retain_elements(|element| !(is_memtune(element) && element.is_empty()));
    Ok(memtune)
}

fn is_memtune(element: &Element) -> bool {
    element.name == "memtune" && element.attribute("xmlns").is_none()
}

/// The `<memtune>` element, if there is anything to say: a limit that is none is
/// left out, and a guarantee of nothing.
pub fn to_element(memtune: &Memtune) -> Option<Element> {
    let said = |(field, kib): &(MemoryField, Kib)| match field.neutral() {
        UNLIMITED => !kib.is_unlimited(),
        neutral => *kib != neutral,
    };
    let given = ORDER.into_iter().filter_map(|field| Some((field, memtune.get(field)?)));
    let children: Vec<Element> =
        given.filter(said).map(|(field, kib)| size::to_element(field.name(), kib)).collect();
    (!children.is_empty()).then(|| Element::with_children("memtune", children))
}
