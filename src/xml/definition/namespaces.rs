//! Elements of other programs in a domain, and the declarations of their
//! namespaces.

use crate::sorting::set_of;
use crate::xml::tree::Element;
use std::collections::BTreeSet;

/// The namespace in which files configure the start of test driver domains.
const TEST: &str = "http://libvirt.org/schemas/domain/test/1.0";

/// Whether a domain declares prefixes of namespaces.
pub fn are_declared(domain: &Element) -> bool {
    domain.attributes.iter().any(|(key, _)| key.starts_with("xmlns:"))
}

/// The prefixes that a document uses, except for `<metadata>`, which has its own
/// declarations.
pub fn needed(domain: &Element) -> BTreeSet<String> {
    let mut shell = Element::new(&domain.name);
    shell.attributes.clone_from(&domain.attributes);
    let mut needed = set_of(prefixes_of(&shell));
    for element in domain.elements().filter(|element| !element.is("metadata")) {
        needed.extend(prefixes_of(element));
    }
    needed
}

/// Drops elements of the test driver's namespace.
pub fn drop_tests(domain: &mut Element) {
    let tests = test_prefixes(domain);
    domain.retain_elements(|element| !is_in(element, &tests));
}

/// Drops declarations of prefixes that are not needed.
pub fn drop_unused(domain: &mut Element, needed: &BTreeSet<String>) {
    domain.attributes.retain(|(key, _)| match key.strip_prefix("xmlns:") {
        Some(prefix) => needed.contains(prefix),
        None => true,
    });
}

fn test_prefixes(domain: &Element) -> Vec<String> {
    let declared = domain.attributes.iter().filter(|(_, uri)| uri == TEST);
    declared.filter_map(|(key, _)| Some(format!("{}:", key.strip_prefix("xmlns:")?))).collect()
}

fn is_in(element: &Element, prefixes: &[String]) -> bool {
    prefixes.iter().any(|prefix| element.name.starts_with(prefix))
}

/// The prefixes used in an element, its attributes and its descendants.
pub fn prefixes_of(element: &Element) -> Vec<String> {
    let mut prefixes = Vec::new();
    add_prefixes(element, &mut BTreeSet::new(), &mut prefixes);
    prefixes.into_iter().map(str::to_owned).collect()
}

fn add_prefixes<'e>(element: &'e Element, seen: &mut BTreeSet<&'e str>, all: &mut Vec<&'e str>) {
    let names = element.attributes.iter().map(|(key, _)| key).chain([&element.name]);
    for (prefix, _) in names.filter_map(|name| name.split_once(':')) {
        if prefix != "xmlns" && seen.insert(prefix) {
            all.push(prefix);
        }
    }
    element.elements().for_each(|inner| add_prefixes(inner, seen, all));
}
