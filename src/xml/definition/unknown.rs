//! Children of the tuning elements that are not known: a misspelt limit would be none.

use super::Definition;
use crate::model::parameters::{blkio, in_document_order, memory, scheduler};
use crate::xml::tree::Element;

type Names = fn() -> Vec<&'static str>;

/// The tuning elements, with the names of their children.
const ELEMENTS: [(&str, Names); 4] = [
    ("memtune", memtune),
    ("cputune", cputune),
    ("blkiotune", || vec![blkio::WEIGHT.xml_name(), "device"]),
    ("numatune", || vec!["memory", "memnode"]),
];

fn memtune() -> Vec<&'static str> {
    in_document_order(memory::PARAMETERS).map(|(name, _)| name).collect()
}

/// The last two are libvirt's, and have no meaning here.
fn cputune() -> Vec<&'static str> {
    let values = in_document_order(scheduler::PARAMETERS).map(|(name, _)| name);
    let others = [
        "vcpupin",
        "emulatorpin",
        "iothreadpin",
        "vcpusched",
        "emulatorsched",
        "iothreadsched",
        "cachetune",
        "memorytune",
    ];
    values.chain(others).collect()
}

/// What is wrong with the first child of a tuning element that is not known, with the
/// known name that is nearest to it.
pub fn in_tuning(definition: &Definition) -> Option<String> {
    ELEMENTS.iter().find_map(|(parent, known)| {
        let names = known();
        let is_unknown = |child: &&Element| {
            let is_plain = child.attribute("xmlns").is_none() && !child.name.contains(':');
            is_plain && !names.contains(&child.name.as_str())
        };
        let mut parents = definition.rest.elements().filter(|element| element.name == *parent);
        let child = parents.find_map(|element| element.elements().find(is_unknown))?;
        let nearest = names.iter().min_by_key(|name| distance(&child.name, name))?;
        Some(format!(
            "<{parent}> has <{}>, which is not known; the nearest known one is <{nearest}>",
            child.name
        ))
    })
}

/// The number of characters to add, to remove or to replace between two names.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (place, character) in one.chars().enumerate() {
        let mut next = vec![place + 1];
        for (same, pair) in other.iter().map(|it| *it == character).zip(row.windows(2)) {
            let [diagonal, above] = pair else { continue };
            let left = next.last().copied().unwrap_or(0);
            next.push((diagonal + usize::from(!same)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
    use crate::xml::tree;

    fn told(inside: &str) -> Option<String> {
        let document = format!(
            "<domain type='test'><name>n</name><memory>1</memory><vcpu>2</vcpu>\
             <os><type>hvm</type></os>{inside}</domain>"
        );
        let root = tree::parse(document.as_bytes(), VIR_FROM_DOMAIN).unwrap();
        in_tuning(&Definition::read(&root).unwrap())
    }

    #[test]
    fn the_nearest_name_is_told() {
        for (inside, child, nearest) in [
            ("<memtune><hardlimit>1</hardlimit></memtune>", "hardlimit", "hard_limit"),
            ("<memtune><hard-limit>1</hard-limit></memtune>", "hard-limit", "hard_limit"),
            ("<memtune><swap_limit>1</swap_limit></memtune>", "swap_limit", "soft_limit"),
            ("<memtune><guarantee>1</guarantee></memtune>", "guarantee", "min_guarantee"),
            ("<cputune><share>1</share></cputune>", "share", "shares"),
            ("<blkiotune><weigth>1</weigth></blkiotune>", "weigth", "weight"),
            ("<numatune><memnodes/></numatune>", "memnodes", "memnode"),
        ] {
            let told = told(inside).unwrap();
            assert!(told.contains(&format!("has <{child}>,")), "{told}");
            assert!(told.ends_with(&format!("<{nearest}>")), "{told}");
        }
    }

    #[test]
    fn what_is_known_is_not_told() {
        for inside in [
            "",
            "<memtune><hard_limit>1</hard_limit><swap_soft_limit>1</swap_soft_limit></memtune>",
            "<cputune><shares>5</shares><vcpupin vcpu='0' cpuset='0'/><cachetune/></cputune>",
            "<blkiotune><weight>500</weight></blkiotune>",
            "<memtune><x:y xmlns:x='urn:x'/></memtune>",
            "<hardlimit>1</hardlimit>",
        ] {
            assert_eq!(told(inside), None, "{inside}");
        }
    }
}
