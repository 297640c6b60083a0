//! The identity of a domain: type, name, uuid, title.

use super::value::take_text;
use super::{fault, refuse, unsupported};
use crate::model::domain::{Uuid, parse_uuid};
use crate::model::{Result, virErrorNumber};
use crate::xml::tree::Element;

/// The domain types of libvirt 9.0.0, and the host driver's own.
const KINDS: &[&str] = &[
    "none",
    "qemu",
    "kqemu",
    "kvm",
    "xen",
    "lxc",
    "uml",
    "openvz",
    "test",
    "vmware",
    "hyperv",
    "vbox",
    "phyp",
    "parallels",
    "bhyve",
    "vz",
    "hvf",
    "cgroup",
];

/// Removes and returns the name.
pub fn name(domain: &mut Element) -> Result<String> {
    // Elements of another default namespace are not a domain's.
    let foreign = domain.attribute("xmlns").is_some_and(|uri| !uri.is_empty());
    let name = take_text(domain, "name").filter(|_| !foreign).unwrap_or_default();
    if name.is_empty() {
        return refuse(virErrorNumber::VIR_ERR_NO_NAME, "<domain>");
    }
    Ok(name)
}

/// A name must not contain a slash, because it becomes a file name.
pub fn check_name(name: &str) -> Result<()> {
    if name.contains('/') {
        return Err(fault(format!("<name> holds '{name}', expected no '/'")));
    }
    Ok(())
}

/// Removes and returns the domain type (the `type` attribute).
pub fn kind(domain: &mut Element) -> Result<String> {
    match domain.take_attribute("type").filter(|kind| !kind.is_empty()) {
        Some(kind) if KINDS.contains(&kind.as_str()) => Ok(kind),
        Some(kind) => {
            unsupported(format!("<domain> has type '{kind}', expected one of {}", KINDS.join(", ")))
        }
        None => refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, "<domain> has no type attribute"),
    }
}

/// Removes and returns the uuid, if any.
pub fn uuid(domain: &mut Element) -> Result<Option<Uuid>> {
    take_text(domain, "uuid").as_deref().map(|text| parse("uuid", text)).transpose()
}

/// Normalizes `<genid>`; an empty one gets a random uuid.
pub fn genid(domain: &mut Element) -> Result<()> {
    let Some(genid) = domain.take("genid") else { return Ok(()) };
    let text = genid.text();
    let uuid = if text.is_empty() { Uuid::new_v4() } else { parse("genid", &text)? };
    domain.push(Element::with_text("genid", uuid.to_string()));
    Ok(())
}

/// Removes and returns the title.
pub fn title(domain: &mut Element) -> Result<Option<String>> {
    match take_text(domain, "title") {
        Some(title) if title.contains('\n') => {
            Err(fault("<title> has a newline, expected a single line".to_owned()))
        }
        title => Ok(title),
    }
}

fn parse(name: &str, text: &str) -> Result<Uuid> {
    match parse_uuid(text) {
        Some(uuid) => Ok(uuid),
        None => refuse(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<{name}> holds '{text}', expected 32 hexadecimal digits"),
        ),
    }
}
