//! Metadata of a domain: title, description and elements of applications.

use super::constants::virDomainMetadataType;
use super::{Error, Result, virErrorDomain};

/// Which item of a domain's metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetadataKind {
    /// The description.
    Description,
    /// The title, one line.
    Title,
    /// The `<metadata>` element in this namespace.
    Element(String),
    /// A number that is not a virDomainMetadataType.
    Unknown(i32),
}

impl MetadataKind {
    /// The item with that number and namespace: an element requires a namespace, a
    /// title or description must not have one.
    pub fn new(number: i32, uri: Option<&str>) -> Result<Self> {
        let invalid = |what| Err(Error::invalid_arg(virErrorDomain::VIR_FROM_DOMAIN, what));
        let texts = [Self::Description, Self::Title];
        let text = texts.into_iter().find(|kind| kind.number() == number);
        match (text, uri) {
            (Some(_), Some(_)) => invalid("a namespace is given, expected NULL"),
            (Some(text), None) => Ok(text),
            (None, _) if number != virDomainMetadataType::VIR_DOMAIN_METADATA_ELEMENT as i32 => {
                Ok(Self::Unknown(number))
            }
            (None, Some(uri)) => Ok(Self::Element(uri.to_owned())),
            (None, None) => invalid("the namespace is NULL, expected a text"),
        }
    }

    /// The item's virDomainMetadataType.
    pub fn number(&self) -> i32 {
        match self {
            Self::Description => virDomainMetadataType::VIR_DOMAIN_METADATA_DESCRIPTION as i32,
            Self::Title => virDomainMetadataType::VIR_DOMAIN_METADATA_TITLE as i32,
            Self::Element(_) => virDomainMetadataType::VIR_DOMAIN_METADATA_ELEMENT as i32,
            Self::Unknown(number) => *number,
        }
    }

    /// The namespace of an element item.
    pub fn uri(&self) -> Option<&str> {
        match self {
            Self::Element(uri) => Some(uri),
            _ => None,
        }
    }
}

/// A change of one metadata item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataChange {
    /// The item.
    pub kind: MetadataKind,
    /// The new text, in any encoding; for an element, its document. `None` removes
    /// the item.
    pub text: Option<Vec<u8>>,
    /// The prefix for an element's namespace.
    pub key: Option<String>,
}
