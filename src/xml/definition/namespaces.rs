//! Elements of other programs in a domain, and the declarations of their
//! namespaces.

use crate::xml::tree::Element;
use std::collections::BTreeSet;

/// The namespace in which a file says how domains of the test driver start.
const TEST: &str = "http://libvirt.org/schemas/domain/test/1.0";

/// Drops what the test driver's own namespace says, and declarations that
/// nothing needs any more.
pub fn tidy(domain: &mut Element) {
    let test = domain.attributes.iter().filter(|(_, uri)| uri == TEST);
    let prefixes: Vec<String> =
        test.filter_map(|(key, _)| Some(format!("{}:", key.strip_prefix("xmlns:")?))).collect();
    domain
        .retain_elements(|element| !prefixes.iter().any(|prefix| element.name.starts_with(prefix)));
    let used: BTreeSet<String> = prefixes_of(domain).into_iter().collect();
    domain.attributes.retain(|(key, _)| match key.strip_prefix("xmlns:") {
        Some(prefix) => used.contains(prefix),
        None => true,
    });
}

/// The prefixes in an element's names, and in all that it holds.
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
