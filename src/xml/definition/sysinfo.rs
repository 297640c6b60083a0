//! The uuid of a domain in `<sysinfo>`.

use super::refuse;
use crate::model::domain::{Uuid, parse_uuid};
use crate::model::{Result, virErrorNumber};
use crate::xml::tree::Element;

/// Returns the domain's uuid: the given one, or else that of `<sysinfo>`. Refuses two that
/// differ.
pub fn uuid(domain: &mut Element, given: Option<Uuid>) -> Result<Option<Uuid>> {
    let mut uuid = given;
    let blocks = domain.elements_mut().filter(|element| element.is("sysinfo"));
    for block in blocks.filter(|block| block.attribute("type") == Some("smbios")) {
        let Some(system) = block.child_mut("system") else { continue };
        system.retain_elements(|entry| !entry.is("entry") || !entry.text().is_empty());
        if let Some(entry) = entry(system) {
            uuid = Some(read(entry, uuid)?);
        }
        let is_empty = system.elements().next().is_none();
        if is_empty {
            block.take_all("system");
        }
    }
    Ok(uuid)
}

fn entry(system: &mut Element) -> Option<&mut Element> {
    let named = |entry: &&mut Element| entry.attribute("name") == Some("uuid");
    system.elements_mut().filter(|entry| entry.is("entry")).find(named)
}

fn read(entry: &mut Element, known: Option<Uuid>) -> Result<Uuid> {
    let text = entry.text();
    match parse_uuid(&text) {
        Some(uuid) if known.is_none_or(|known| known == uuid) => {
            entry.set_text(uuid.to_string());
            Ok(uuid)
        }
        Some(uuid) => {
            contradiction(format!("<sysinfo> has uuid {uuid}, which is not the domain's"))
        }
        None => contradiction(format!("<sysinfo> has uuid '{text}', which is malformed")),
    }
}

fn contradiction<T>(detail: String) -> Result<T> {
    refuse(virErrorNumber::VIR_ERR_XML_DETAIL, detail)
}
