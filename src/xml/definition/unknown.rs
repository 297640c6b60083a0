//! Children of the tuning elements that are not known: a misspelt limit would be none.

use super::Definition;
use crate::model::parameters::{blkio, in_document_order, memory, scheduler};
use crate::xml::tree::{Element, Node};

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

/// What is wrong with the first thing in a document that looks like a limit and says none: an
/// element outside of its own, one of a name like a tuning element's, an attribute or a text where
/// there is none, a limit without a value.
pub fn looks_like_limit(domain: &Element) -> Option<String> {
    domain.elements().find_map(|element| {
        let name = element.name.as_str();
        match ELEMENTS.iter().find(|(known, _)| *known == name) {
            Some((_, names)) => in_element(element, &names()),
            None => outside(name),
        }
    })
}

/// The number of changes that make a name another one, for both to look the same.
const ALIKE: usize = 2;

fn outside(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    ELEMENTS.iter().find_map(|(known, names)| {
        // Others' elements have the same names: <memory>, <shares> is none of them.
        let limits = ["memtune", "blkiotune"].contains(known);
        if limits && name != "memory" && names().contains(&name) {
            return Some(format!("<domain> has <{name}>, which belongs in <{known}>"));
        }
        let is_alike = distance(&lower, known) <= ALIKE;
        is_alike.then(|| {
            format!("<domain> has <{name}>, which is not known; the nearest known one is <{known}>")
        })
    })
}

fn in_element(element: &Element, names: &[&str]) -> Option<String> {
    let name = &element.name;
    if let Some((attribute, _)) = plain_attributes(element).next() {
        return Some(format!("<{name}> has the attribute {attribute}, expected elements"));
    }
    let texts = element.nodes.iter().filter_map(|node| match node {
        Node::Text(text) => Some(text.trim()),
        _ => None,
    });
    if let Some(text) = texts.into_iter().find(|text| !text.is_empty()) {
        return Some(format!("<{name}> holds '{text}', expected elements"));
    }
    if name != "memtune" {
        return None;
    }
    element.elements().filter(|child| names.contains(&child.name.as_str())).find_map(|child| {
        if let Some((attribute, _)) = plain_attributes(child).find(|(name, _)| *name != "unit") {
            return Some(format!(
                "<{}> has the attribute {attribute}, expected 'unit'",
                child.name
            ));
        }
        child
            .text()
            .trim()
            .is_empty()
            .then(|| format!("<{}> is empty, expected a value", child.name))
    })
}

fn plain_attributes(element: &Element) -> impl Iterator<Item = (&str, &str)> {
    let attributes = element.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    attributes.filter(|(name, _)| *name != "xmlns" && !name.contains(':'))
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
            ("<memtune><memory_share>1</memory_share></memtune>", "memory_share", "memory_shares"),
            ("<cputune><reserve>1</reserve></cputune>", "reserve", "reservation"),
            ("<blkiotune><weigth>1</weigth></blkiotune>", "weigth", "weight"),
            ("<numatune><memnodes/></numatune>", "memnodes", "memnode"),
        ] {
            let told = told(inside).unwrap();
            assert!(told.contains(&format!("has <{child}>,")), "{told}");
            assert!(told.ends_with(&format!("<{nearest}>")), "{told}");
        }
    }

    #[test]
    fn what_looks_like_a_limit() {
        let told = |inside: &str| {
            let document =
                format!("<domain type='cgroup'><name>n</name><memory>1</memory>{inside}</domain>");
            looks_like_limit(&tree::parse(document.as_bytes(), VIR_FROM_DOMAIN).unwrap())
        };
        for (inside, words) in [
            ("<memTune><hard_limit>1</hard_limit></memTune>", "<memTune>"),
            ("<memtunes/>", "<memtunes>"),
            ("<mem_tune/>", "nearest known one is <memtune>"),
            ("<hard_limit>1</hard_limit>", "belongs in <memtune>"),
            ("<memtune><hard_limit/></memtune>", "<hard_limit> is empty"),
            ("<memtune hard_limit='1'/>", "the attribute hard_limit"),
            ("<memtune>64</memtune>", "holds '64'"),
            ("<memtune><hard_limit units='MiB'>64</hard_limit></memtune>", "the attribute units"),
        ] {
            let told = told(inside).unwrap_or_default();
            assert!(told.contains(words), "{inside}: {told}");
        }
        for inside in [
            "<memtune><hard_limit unit='MiB'>64</hard_limit></memtune>",
            "<memtune>\n <hard_limit>64</hard_limit>\n</memtune><cputune/><numatune><memory mode='strict' nodeset='0'/></numatune>",
            "<metadata/><memoryBacking/><numatune/><vcpu>1</vcpu><currentMemory>1</currentMemory>",
        ] {
            assert_eq!(told(inside), None, "{inside}");
        }
    }

    #[test]
    fn what_is_known_is_not_told() {
        for inside in [
            "",
            "<memtune><hard_limit>1</hard_limit><swap_soft_limit>1</swap_soft_limit></memtune>",
            "<memtune><memory_shares>low</memory_shares></memtune>",
            "<cputune><reservation unit='MHz'>1</reservation><limit>1</limit></cputune>",
            "<cputune><shares>5</shares><vcpupin vcpu='0' cpuset='0'/><cachetune/></cputune>",
            "<blkiotune><weight>500</weight></blkiotune>",
            "<memtune><x:y xmlns:x='urn:x'/></memtune>",
            "<hardlimit>1</hardlimit>",
        ] {
            assert_eq!(told(inside), None, "{inside}");
        }
    }
}
