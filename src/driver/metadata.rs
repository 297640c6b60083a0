//! Metadata items in definitions.

use crate::model::constants::virDomainMetadataType;
use crate::model::metadata::{MetadataChange, MetadataKind};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::{Definition, metadata};
use crate::xml::namespace;
use crate::xml::tree::Element;

/// Refuses a number above the known ones. A negative one passes, as in libvirt: there is
/// never such an item, and setting it has no effect.
pub fn check_kind(kind: &MetadataKind) -> Result<()> {
    let last = virDomainMetadataType::VIR_DOMAIN_METADATA_ELEMENT as i32;
    match kind {
        MetadataKind::Unknown(number) if *number > last => Err(Error::unfit_arg(
            virErrorDomain::VIR_FROM_DOMAIN,
            format!("the kind of metadata is {number}, expected at most {last}"),
        )),
        _ => Ok(()),
    }
}

/// A metadata item of a definition; VIR_ERR_NO_DOMAIN_METADATA if there is none.
pub fn get(definition: &Definition, kind: &MetadataKind) -> Result<String> {
    let text = match kind {
        MetadataKind::Description => definition.description.clone(),
        MetadataKind::Title => definition.title.clone(),
        MetadataKind::Element(uri) => element(definition, uri),
        MetadataKind::Unknown(_) => None,
    };
    text.ok_or_else(|| none(&definition.name))
}

/// VIR_ERR_NO_DOMAIN_METADATA for a domain.
pub fn none(name: &str) -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_DOMAIN,
        virErrorNumber::VIR_ERR_NO_DOMAIN_METADATA,
        format!("domain '{name}' carries no such text"),
    )
}

fn element(definition: &Definition, uri: &str) -> Option<String> {
    let found = metadata::find(definition.metadata.as_ref()?, uri)?;
    Some(namespace::strip(found.clone(), uri).to_fragment())
}

/// Sets a metadata item in a definition; an empty text removes it.
pub fn set(definition: &mut Definition, change: &MetadataChange) -> Result<()> {
    let given = change.text.as_deref().filter(|text| !text.is_empty());
    let text = given.map(|text| String::from_utf8_lossy(text).into_owned());
    match &change.kind {
        MetadataKind::Description => definition.description = text,
        MetadataKind::Title => definition.title = text,
        MetadataKind::Element(uri) => {
            let key = change.key.as_deref().unwrap_or_default();
            let text = change.text.as_deref();
            let new = text.map(|text| namespace::add(text, uri, key)).transpose()?;
            if new.is_some() {
                definition.metadata.get_or_insert_with(|| Element::new("metadata"));
            }
            if let Some(all) = &mut definition.metadata {
                metadata::replace(all, uri, new);
            }
        }
        MetadataKind::Unknown(_) => {}
    }
    Ok(())
}
