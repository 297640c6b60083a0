//! Validates the outline of a document against libvirt's domain schema.

use super::{Definition, order};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::Seen;
use crate::xml::tree::{Element, Node};

/// The children of `<domain>` that may be repeated.
const REPEATED: &[&str] = &["seclabel"];

/// Refuses a `<domain>` with unknown or repeated children, or that cannot be read
/// (VIR_ERR_XML_INVALID_SCHEMA). Another root element is refused when reading, and so is what
/// the schema allows: [`is_beyond_schema`].
pub fn check(domain: &Element) -> Result<()> {
    if domain.local_name() != "domain" {
        return Ok(());
    }
    let fault = match outline(domain) {
        Ok(()) => match Definition::read(domain) {
            Err(error) if is_beyond_schema(domain, &error) => return Err(error),
            read => read.err().map(|error| error.message()),
        },
        Err(fault) => Some(fault),
    };
    fault.map_or(Ok(()), |fault| {
        let code = virErrorNumber::VIR_ERR_XML_INVALID_SCHEMA;
        Err(Error::new(virErrorDomain::VIR_FROM_XML, code, fault))
    })
}

/// Whether the schema allows what this error is about: a size that is too large, and that
/// `<memory>` or `<os>` is missing.
fn is_beyond_schema(domain: &Element, error: &Error) -> bool {
    use virErrorNumber::*;
    match error.code() {
        VIR_ERR_OVERFLOW => true,
        VIR_ERR_XML_ERROR => ["memory", "os"].iter().any(|name| domain.child(name).is_none()),
        _ => false,
    }
}

fn outline(domain: &Element) -> std::result::Result<(), String> {
    for (name, value) in &domain.attributes {
        match name.as_str() {
            "type" | "xmlns" => {}
            "id" if value.parse::<u32>().is_ok() => {}
            prefixed if prefixed.starts_with("xmlns:") => {}
            _ => return Err(format!("<domain> has the attribute {name}='{value}'")),
        }
    }
    let mut seen = Seen::default();
    for node in &domain.nodes {
        match node {
            Node::Text(text) if !text.trim().is_empty() => {
                return Err(format!("<domain> holds the text '{}'", text.trim()));
            }
            Node::Element(element) => child(element, &mut seen)?,
            _ => {}
        }
    }
    Ok(())
}

fn child(element: &Element, seen: &mut Seen) -> std::result::Result<(), String> {
    let name = element.name.as_str();
    if !order::knows(name) {
        return Err(format!("<domain> holds <{name}>"));
    }
    if !seen.add(name) && !REPEATED.contains(&name) {
        return Err(format!("<domain> holds <{name}> more than once"));
    }
    Ok(())
}
