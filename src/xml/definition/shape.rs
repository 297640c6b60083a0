//! The shape of an element: its attributes and child elements in libvirt's order, their
//! types and defaults.
//!
//! [`Shape::apply`] normalizes an element to the form that libvirt writes. Unknown
//! attributes and elements are kept, after the known ones.

use super::fault;
use super::kind::Kind;
use super::value::xml_fault;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use crate::sorting::sort_by_key;
use crate::xml::tree::{Element, Node};

/// The common elements of all devices, written after a device's own.
const INFO: &[Shape] = &[
    element("boot").attributes(&[positive("order").required(), attr("loadparm")]),
    element("alias").attributes(&[attr("name")]),
    element("master").attributes(&[number("startport")]),
    element("rom").attributes(&[yes_no("enabled"), on_off("bar"), attr("file")]),
    element("acpi").attributes(&[number("index")]),
    element("address"),
];

/// The shape of an element.
#[derive(Clone, Copy)]
pub struct Shape {
    name: &'static str,
    attributes: &'static [Attribute],
    children: &'static [Shape],
    info: bool,
    many: bool,
    omit_empty: bool,
    text: bool,
}

/// An attribute of an element.
#[derive(Clone, Copy)]
pub struct Attribute {
    name: &'static str,
    kind: Kind,
    absent: Absent,
    refusal: Refusal,
    omit: &'static str,
}

/// How a missing attribute is handled.
#[derive(Clone, Copy)]
enum Absent {
    Optional,
    Required,
    Default(&'static str),
}

/// The error for an invalid value.
#[derive(Clone, Copy)]
enum Refusal {
    /// VIR_ERR_XML_ERROR of VIR_FROM_XML.
    Xml,
    /// VIR_ERR_XML_ERROR of VIR_FROM_DOMAIN.
    Domain,
    /// VIR_ERR_CONFIG_UNSUPPORTED.
    Unsupported,
}

/// An element of that name.
pub const fn element(name: &'static str) -> Shape {
    Shape {
        name,
        attributes: &[],
        children: &[],
        info: false,
        many: false,
        omit_empty: false,
        text: false,
    }
}

/// An element that contains text.
pub const fn text(name: &'static str) -> Shape {
    Shape { text: true, ..element(name) }
}

/// An attribute with any text.
pub const fn attr(name: &'static str) -> Attribute {
    Attribute { name, kind: Kind::Text, absent: Absent::Optional, refusal: Refusal::Xml, omit: "" }
}

/// An attribute with a number in a range.
pub const fn ranged(name: &'static str, least: u64, most: u64) -> Attribute {
    Attribute { kind: Kind::Number(10, least, most), ..attr(name) }
}

/// An attribute with a number up to 2^32 - 1.
pub const fn number(name: &'static str) -> Attribute {
    ranged(name, 0, u32::MAX as u64)
}

/// An attribute with a number up to 2^64 - 1.
pub const fn long(name: &'static str) -> Attribute {
    ranged(name, 0, u64::MAX)
}

/// An attribute with a number from 1 to 2^32 - 1.
pub const fn positive(name: &'static str) -> Attribute {
    ranged(name, 1, u32::MAX as u64)
}

/// An attribute with a signed number.
pub const fn signed(name: &'static str) -> Attribute {
    Attribute { kind: Kind::Signed, ..attr(name) }
}

/// An attribute that is written in hexadecimal with `digits` digits.
pub const fn hex(name: &'static str, digits: usize) -> Attribute {
    Attribute { kind: Kind::Hexadecimal(0, u32::MAX as u64, digits), ..attr(name) }
}

/// The same for an address, which may also be given in hexadecimal.
pub const fn hex_address(name: &'static str, digits: usize, most: u64) -> Attribute {
    Attribute { kind: Kind::Hexadecimal(16, most, digits), ..attr(name) }
}

/// An attribute of any other type.
pub const fn of_kind(name: &'static str, kind: Kind) -> Attribute {
    Attribute { kind, ..attr(name) }
}

/// An attribute that only a running domain has, and that is dropped.
pub const fn dropped(name: &'static str) -> Attribute {
    Attribute { kind: Kind::Dropped, ..attr(name) }
}

/// An attribute with one of the given words.
pub const fn one_of(name: &'static str, words: &'static [&'static str]) -> Attribute {
    Attribute { kind: Kind::OneOf(words), ..attr(name) }
}

/// An attribute that is `yes` or `no`.
pub const fn yes_no(name: &'static str) -> Attribute {
    one_of(name, &["yes", "no"])
}

/// An attribute that is `on` or `off`.
pub const fn on_off(name: &'static str) -> Attribute {
    one_of(name, &["on", "off"])
}

impl Attribute {
    /// The attribute is required.
    pub const fn required(self) -> Self {
        Self { absent: Absent::Required, ..self }
    }

    /// The default value.
    pub const fn or(self, value: &'static str) -> Self {
        Self { absent: Absent::Default(value), ..self }
    }

    /// A value that is omitted when writing.
    pub const fn omit(self, value: &'static str) -> Self {
        Self { omit: value, ..self }
    }

    /// Invalid values fail with VIR_ERR_CONFIG_UNSUPPORTED.
    pub const fn unsupported(self) -> Self {
        Self { refusal: Refusal::Unsupported, ..self }
    }

    /// Invalid values fail with VIR_ERR_XML_ERROR of VIR_FROM_DOMAIN.
    pub const fn plain(self) -> Self {
        Self { refusal: Refusal::Domain, ..self }
    }

    fn read(&self, element: &str, value: Option<String>) -> Result<Option<String>> {
        let value = value.filter(|value| !value.is_empty() || !self.ignores_empty());
        let value = match (value, self.absent) {
            (Some(_), _) if matches!(self.kind, Kind::Dropped) => None,
            (Some(value), _) => {
                Some(self.kind.read(&value).ok_or_else(|| self.refuse(element, &value))?)
            }
            (None, Absent::Optional) => None,
            (None, Absent::Default(value)) => Some(value.to_owned()),
            (None, Absent::Required) => {
                let what = format!("<{element}> has no attribute '{}'", self.name);
                return Err(self.refusal.error(what));
            }
        };
        Ok(value.filter(|value| self.omit.is_empty() || *value != self.omit))
    }

    /// An empty text is no number: VIR_FROM_DOMAIN attributes ignore it, as in libvirt.
    fn ignores_empty(&self) -> bool {
        matches!((self.kind, self.refusal), (Kind::Number(..), Refusal::Domain))
    }

    fn refuse(&self, element: &str, value: &str) -> Error {
        let expected = self.kind.expected();
        let what = format!("<{element}> has {}='{value}', expected {expected}", self.name);
        self.refusal.error(what)
    }
}

impl Refusal {
    fn error(self, detail: String) -> Error {
        match self {
            Self::Xml => xml_fault(detail),
            Self::Domain => fault(detail),
            Self::Unsupported => {
                Error::new(VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, detail)
            }
        }
    }
}

impl Shape {
    /// Sets the attributes, in this order.
    pub const fn attributes(self, attributes: &'static [Attribute]) -> Self {
        Self { attributes, ..self }
    }

    /// Sets the child elements, in this order.
    pub const fn children(self, children: &'static [Shape]) -> Self {
        Self { children, ..self }
    }

    /// Adds the common elements of devices: boot order, alias, address.
    pub const fn info(self) -> Self {
        Self { info: true, ..self }
    }

    /// The element may be repeated; otherwise the first of a name counts.
    pub const fn many(self) -> Self {
        Self { many: true, ..self }
    }

    /// The element is omitted when empty.
    pub const fn omit_empty(self) -> Self {
        Self { omit_empty: true, ..self }
    }

    /// Whether a child element of that name is known.
    pub fn knows(&self, name: &str) -> bool {
        self.children.iter().any(|shape| shape.name == name)
    }

    /// Whether an attribute of that name is known.
    pub fn has_attribute(&self, name: &str) -> bool {
        self.attributes.iter().any(|attribute| attribute.name == name)
    }

    /// Whether an element has the name of this shape.
    pub fn matches(&self, element: &Element) -> bool {
        element.is(self.name)
    }

    /// Sets an attribute of a normalized element, in its place.
    pub fn set(&self, element: &mut Element, name: &str, value: &str) {
        element.set_attribute(name, value);
        let place = |name: &str| self.attributes.iter().position(|known| known.name == name);
        sort_by_key(&mut element.attributes, |(name, _)| place(name).unwrap_or(usize::MAX));
    }

    /// Normalizes an element.
    pub fn apply(&self, element: &mut Element) -> Result<()> {
        self.apply_attributes(element)?;
        self.apply_children(element)
    }

    fn apply_attributes(&self, element: &mut Element) -> Result<()> {
        let mut known = Vec::new();
        for attribute in self.attributes {
            let given = element.take_attribute(attribute.name);
            if let Some(value) = attribute.read(&element.name, given)? {
                known.push((attribute.name.to_owned(), value));
            }
        }
        known.append(&mut element.attributes);
        element.attributes = known;
        Ok(())
    }

    fn apply_children(&self, element: &mut Element) -> Result<()> {
        let mut known = Vec::new();
        let info = if self.info { INFO } else { &[] };
        for shape in self.children.iter().chain(info) {
            let found = element.take_all(shape.name);
            for mut child in found.into_iter().take(if shape.many { usize::MAX } else { 1 }) {
                shape.apply(&mut child)?;
                if !(shape.omit_empty && child.is_empty()) {
                    known.push(Node::Element(child));
                }
            }
        }
        if !self.text {
            element.nodes.retain(|node| matches!(node, Node::Element(_)));
        }
        known.append(&mut element.nodes);
        element.nodes = known;
        Ok(())
    }

    /// Normalizes the children of this name: each of them, or, if the element may not be
    /// repeated, one merged from all.
    pub fn apply_in(&self, parent: &mut Element) -> Result<()> {
        let mut found = match self.many {
            true => parent.take_all(self.name),
            false if parent.child(self.name).is_none() => Vec::new(),
            false => vec![parent.take_merged(self.name)],
        };
        for element in &mut found {
            self.apply(element)?;
        }
        parent.extend(found.into_iter().filter(|element| !(self.omit_empty && element.is_empty())));
        Ok(())
    }
}
