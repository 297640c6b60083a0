//! Documents: each function reads one and writes it again, or says why it cannot be read.

use crate::model::{Result, virErrorDomain};
use crate::xml::definition::{Definition, valid};
use crate::xml::tree::{self, Element};
use crate::xml::{namespace, size};

const FROM: virErrorDomain = virErrorDomain::VIR_FROM_DOMAIN;

/// What is written of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// All of it.
    Whole,
    /// Without passwords.
    Public,
    /// For the other host of a migration.
    Migratable,
}

/// A `<domain>` that a user wrote.
pub fn of_user(xml: &[u8], form: Form) -> Result<String> {
    let definition = Definition::read(&tree::parse(xml, FROM)?)?;
    let (secure, migratable) = (form != Form::Public, form == Form::Migratable);
    Ok(definition.to_document(None, secure, migratable))
}

/// A `<domain>` of another owner.
pub fn of_owner(xml: &[u8]) -> Result<String> {
    let definition = Definition::read_unchecked(&tree::parse(xml, FROM)?)?;
    Ok(definition.to_document(definition.id, true, false))
}

/// Whether a `<domain>` fits the schema.
pub fn check(xml: &[u8]) -> Result<()> {
    valid::check(&tree::parse(xml, FROM)?)
}

/// Any element, as libvirt writes it.
pub fn tree(xml: &[u8]) -> Result<String> {
    Ok(tree::parse(xml, FROM)?.to_document())
}

/// Any element, as libxml2 writes it.
pub fn fragment(xml: &[u8]) -> Result<String> {
    Ok(tree::parse(xml, FROM)?.to_fragment())
}

/// An element that is moved into a namespace and out of it again.
pub fn through_namespace(xml: &[u8], uri: &str, key: &str) -> Result<String> {
    Ok(namespace::strip(namespace::add(xml, uri, key)?, uri).to_fragment())
}

/// An element's size, in KiB, which is written and read again.
pub fn size(xml: &[u8]) -> Result<(u64, u64)> {
    let read = |element: &Element| size::read(element).map(|size| size.0);
    let element = tree::parse(xml, FROM)?;
    let size = size::read(&element)?;
    Ok((size.0, read(&size::to_element(&element.name, size))?))
}
