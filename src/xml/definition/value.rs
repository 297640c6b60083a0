//! Values of attributes and elements: parsing, validation, writing.

use super::{fault, unsupported};
use crate::model::cpuset::CpuSet;
use crate::model::number::{parse_number, signed};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::tree::Element;

/// The error for an invalid attribute.
pub fn bad(element: &Element, name: &str, value: &str, expected: &str) -> Error {
    xml_fault(format!("<{}> has {name}='{value}', expected {expected}", element.name))
}

/// VIR_ERR_XML_ERROR of VIR_FROM_XML.
pub fn xml_fault(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_XML, virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

/// The error for a missing attribute.
pub fn missing(element: &Element, name: &str) -> Error {
    xml_fault(format!("<{}> has no attribute '{name}'", element.name))
}

/// Removes and parses a numeric attribute.
pub fn take_number(element: &mut Element, name: &str) -> Result<Option<u32>> {
    let Some(value) = element.take_attribute(name) else { return Ok(None) };
    match parse_number(&value).and_then(|number| u32::try_from(number).ok()) {
        None => Err(bad(element, name, &value, "a number that is not negative")),
        number => Ok(number),
    }
}

/// Removes and parses a required number above 0.
pub fn take_positive(element: &mut Element, name: &str) -> Result<u32> {
    match take_number(element, name)? {
        None => Err(missing(element, name)),
        Some(0) => Err(bad(element, name, "0", "more than that")),
        Some(number) => Ok(number),
    }
}

/// Removes and parses a `yes` or `no` attribute.
pub fn take_yes_no(element: &mut Element, name: &str) -> Result<Option<bool>> {
    Ok(take_one_of(element, name, &["yes", "no"])?.map(|value| value == "yes"))
}

/// Removes an attribute and checks that it is one of the given values.
pub fn take_one_of(
    element: &mut Element,
    name: &str,
    values: &[&'static str],
) -> Result<Option<&'static str>> {
    let Some(value) = element.take_attribute(name) else { return Ok(None) };
    match values.iter().find(|known| **known == value) {
        None => Err(bad(element, name, &value, &format!("one of {}", values.join(", ")))),
        known => Ok(known.copied()),
    }
}

/// Removes and parses a set of numbers; an empty set is refused.
pub fn take_set(element: &mut Element, name: &str) -> Result<Option<CpuSet>> {
    let Some(value) = element.take_attribute(name) else { return Ok(None) };
    let set = CpuSet::parse(&value)?;
    if set.is_empty() {
        return unsupported(format!(
            "<{}> has {name}='{value}', expected a number that stays in it",
            element.name
        ));
    }
    Ok(Some(set))
}

/// Removes a child element and returns its text, if any.
pub fn take_text(element: &mut Element, name: &str) -> Option<String> {
    element.take(name).map(|element| element.text()).filter(|text| !text.is_empty())
}

/// Removes a child element and parses its number, if any.
pub fn take_content<T: TryFrom<u64>>(element: &mut Element, name: &str) -> Result<Option<T>> {
    take_read(element, name, |text| parse_number(text)?.try_into().ok())
}

/// The same for a signed number.
pub fn take_signed(element: &mut Element, name: &str) -> Result<Option<i64>> {
    take_read(element, name, |text| signed(text, 10))
}

fn take_read<T>(
    element: &mut Element,
    name: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>> {
    let Some(text) = take_text(element, name) else { return Ok(None) };
    read(&text).map(Some).ok_or_else(|| {
        fault(format!("<{name}> holds '{text}', expected an integer in the allowed range"))
    })
}

/// An element with the attributes that have a value.
pub fn with_attributes<'v>(
    name: &str,
    attributes: impl IntoIterator<Item = (&'v str, Option<String>)>,
) -> Element {
    let mut element = Element::new(name);
    let given = attributes.into_iter().filter_map(|(name, value)| Some((name, value?)));
    element.attributes.extend(given.map(|(name, value)| (name.to_owned(), value)));
    element
}

/// Elements with text, for those that have a value.
pub fn texts<'v, T: ToString>(
    values: impl IntoIterator<Item = (&'v str, Option<T>)>,
) -> impl Iterator<Item = Element> {
    let given = values.into_iter().filter_map(|(name, value)| Some((name, value?)));
    given.map(|(name, value)| Element::with_text(name, value.to_string()))
}

/// The element, if it has children.
pub fn filled(name: &str, children: impl IntoIterator<Item = Element>) -> Option<Element> {
    let element = Element::with_children(name, children);
    (!element.is_empty()).then_some(element)
}

/// `yes` or `no`.
pub fn yes_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}
