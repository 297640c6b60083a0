//! `<metadata>`: elements of applications, one per namespace.

use super::namespaces::prefixes_of;
use crate::sorting::Seen;
use crate::xml::tree::{Element, Node};

/// Removes it from a domain. Elements without a namespace, and a second element of the
/// same namespace, are dropped. Declarations of outer elements are copied into it.
pub fn take(domain: &mut Element) -> Option<Element> {
    let mut all = domain.take_all("metadata").into_iter();
    let mut metadata = all.next()?;
    declare(&mut metadata, domain);
    let mut seen = Seen::default();
    let declared = metadata.attributes.clone();
    metadata.nodes.retain(|node| match node {
        Node::Element(element) => match namespace(element, &declared) {
            Some(uri) => !uri.is_empty() && seen.add(uri),
            None => false,
        },
        _ => false,
    });
    Some(metadata)
}

/// The namespaces of its elements.
pub fn uris(metadata: &Element) -> Vec<String> {
    metadata.elements().filter_map(|element| namespace(element, &metadata.attributes)).collect()
}

/// The element of a namespace.
pub fn find<'m>(metadata: &'m Element, uri: &str) -> Option<&'m Element> {
    metadata.elements().find(|element| namespace(element, &metadata.attributes) == Some(uri.into()))
}

/// Replaces the element of a namespace.
pub fn replace(metadata: &mut Element, uri: &str, element: Option<Element>) {
    let outer = metadata.attributes.clone();
    metadata.nodes.retain(|node| match node {
        Node::Element(element) => namespace(element, &outer).as_deref() != Some(uri),
        _ => true,
    });
    metadata.extend(element);
}

/// The namespace of an element, by its own or the outer declarations. A prefix may be
/// bound to the empty namespace, which callers can ask for.
fn namespace(element: &Element, outer: &[(String, String)]) -> Option<String> {
    let name = declaration(&element.name);
    let declared = element.attributes.iter().chain(outer).find(|(key, _)| *key == name);
    declared.map(|(_, uri)| uri.clone()).filter(|uri| !uri.is_empty() || name != "xmlns")
}

/// The name of the attribute that declares an element name's namespace.
fn declaration(name: &str) -> String {
    match name.split_once(':') {
        Some((prefix, _)) => format!("xmlns:{prefix}"),
        None => "xmlns".to_owned(),
    }
}

/// Copies the declarations of outer elements that are used inside.
fn declare(metadata: &mut Element, around: &Element) {
    let prefixed = prefixes_of(metadata).into_iter().map(|prefix| format!("xmlns:{prefix}"));
    for name in prefixed.chain(["xmlns".to_owned()]) {
        if metadata.attribute(&name).is_none()
            && let Some(uri) = around.attribute(&name)
        {
            metadata.attributes.push((name, uri.to_owned()));
        }
    }
}
