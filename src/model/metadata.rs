//! Texts that a domain carries for others.

use super::constants::virDomainMetadataType;
use super::{Error, Result, virErrorDomain};

/// Which of a domain's texts is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetadataKind {
    /// The description.
    Description,
    /// The title, one line.
    Title,
    /// The element of `<metadata>` in this namespace.
    Element(String),
    /// A number that is no virDomainMetadataType.
    Unknown(i32),
}

impl MetadataKind {
    /// The text of that number, in that namespace: an element needs one, a title
    /// and a description have none.
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

    /// Its number: a virDomainMetadataType.
    pub fn number(&self) -> i32 {
        match self {
            Self::Description => virDomainMetadataType::VIR_DOMAIN_METADATA_DESCRIPTION as i32,
            Self::Title => virDomainMetadataType::VIR_DOMAIN_METADATA_TITLE as i32,
            Self::Element(_) => virDomainMetadataType::VIR_DOMAIN_METADATA_ELEMENT as i32,
            Self::Unknown(number) => *number,
        }
    }

    /// The namespace of an element.
    pub fn uri(&self) -> Option<&str> {
        match self {
            Self::Element(uri) => Some(uri),
            _ => None,
        }
    }
}

/// A text to store; none removes what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataChange {
    /// Which text.
    pub kind: MetadataKind,
    /// The text, in whatever encoding: for an element, its document.
    pub text: Option<Vec<u8>>,
    /// The prefix that an element's namespace gets.
    pub key: Option<String>,
}
