//! Moves elements into a namespace and out of it.

use super::tree::{self, Element};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::sort_by_key;

/// Parses an element, declares a namespace in it, and moves all names without a
/// namespace into it.
///
/// Errors: VIR_ERR_XML_DETAIL for a document that is not well formed,
/// VIR_ERR_INTERNAL_ERROR for a key that cannot be used as a prefix here.
pub fn add(text: impl AsRef<[u8]>, uri: &str, key: &str) -> Result<Element> {
    let text = text.as_ref();
    let mut element = tree::parse_with_blanks(text, virErrorDomain::VIR_FROM_DOMAIN)?;
    let attribute = format!("xmlns:{key}");
    if !is_name(key) {
        return Err(fault(format!("the key is '{key}', expected a name that can be a prefix")));
    }
    if element.attribute(&attribute).is_some() {
        return Err(fault(format!("<{}> declares the prefix '{key}' itself", element.name)));
    }
    if text.trim_ascii_start().starts_with(b"<!") {
        return Err(fault("something precedes the element".to_owned()));
    }
    add_prefix(&mut element, key, &mut Vec::new());
    // Declarations come first, in the order in which they were added.
    sort_by_key(&mut element.attributes, |(name, _)| prefix_declared(name).is_none());
    let declared = element.attributes.iter().filter(|(name, _)| prefix_declared(name).is_some());
    let place = declared.count();
    element.attributes.insert(place, (attribute, uri.to_owned()));
    Ok(element)
}

/// Removes the element and its content from a namespace.
pub fn strip(mut element: Element, uri: &str) -> Element {
    remove_prefix(&mut element, uri, &mut Vec::new());
    let declares =
        |(name, value): &(String, String)| prefix_declared(name).is_some() && value == uri;
    if let Some(place) = element.attributes.iter().position(declares) {
        element.attributes.remove(place);
    }
    element
}

/// The prefix that an attribute declares, "" for names without one.
fn prefix_declared(attribute: &str) -> Option<&str> {
    match attribute {
        "xmlns" => Some(""),
        _ => attribute.strip_prefix("xmlns:"),
    }
}

/// The prefix of an element's name, "" if it has none.
fn prefix(element: &Element) -> &str {
    element.name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// Adds the prefix to this element and its descendants that are in no namespace.
fn add_prefix(element: &mut Element, key: &str, outer: &mut Vec<String>) {
    let before = outer.len();
    let declared = element.attributes.iter().filter_map(|(name, _)| prefix_declared(name));
    outer.extend(declared.map(str::to_owned));
    let own = prefix(element);
    let known = own == "xml" || outer.iter().any(|prefix| prefix == own);
    if !known {
        element.name = format!("{key}:{}", element.name);
    }
    element.elements_mut().for_each(|child| add_prefix(child, key, outer));
    outer.truncate(before);
}

/// Removes the prefix from this element and its descendants that are in the namespace.
/// A prefix that neither this element nor one in `outer` declares counts as the namespace's;
/// `xml` needs no declaration.
fn remove_prefix(element: &mut Element, uri: &str, outer: &mut Vec<(String, String)>) {
    let before = outer.len();
    outer.extend(element.attributes.iter().filter_map(|(name, value)| {
        prefix_declared(name).map(|prefix| (prefix.to_owned(), value.clone()))
    }));
    let own = prefix(element);
    let declared = outer.iter().rev().find(|(prefix, _)| prefix == own);
    if own != "xml"
        && declared.is_none_or(|(_, value)| value == uri)
        && let Some((_, name)) = element.name.split_once(':')
    {
        element.name = name.to_owned();
    }
    element.elements_mut().for_each(|child| remove_prefix(child, uri, outer));
    outer.truncate(before);
}

/// Whether a text is a valid prefix: an XML name without a colon.
fn is_name(text: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let continues = |c: char| c.is_alphanumeric() || ['_', '-', '.'].contains(&c);
    text.starts_with(starts) && text.chars().all(continues)
}

fn fault(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_XML, virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips() {
        for text in
            ["<a/>", "<a b=\"1\">\n  <c>2</c>\n</a>", "<a xmlns:o=\"urn:o\">\n  <o:b/>\n</a>"]
        {
            let inside = add(text, "urn:k", "k").unwrap();
            assert_eq!(inside.name, "k:a");
            assert_eq!(inside.attribute("xmlns:k"), Some("urn:k"));
            assert_eq!(strip(inside, "urn:k").to_fragment(), text);
        }
        let other = add("<a xmlns='urn:o'/>", "urn:k", "k").unwrap();
        assert_eq!(other.name, "a");
        let reserved = add("<xml:a/>", "urn:k", "k").unwrap();
        assert_eq!(strip(reserved, "urn:k").to_fragment(), "<xml:a/>");
    }

    #[test]
    fn invalid_arguments() {
        let code = |text, key| add(text, "urn:k", key).unwrap_err().code();
        for (key, text) in [("", "<a/>"), ("k k", "<a/>"), ("1", "<a/>"), ("k", "<a xmlns:k='u'/>")]
        {
            assert_eq!(code(text, key), virErrorNumber::VIR_ERR_INTERNAL_ERROR);
        }
        assert_eq!(code("<a", "k"), virErrorNumber::VIR_ERR_XML_DETAIL);
    }
}
