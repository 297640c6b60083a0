//! What an element looks like: its attributes and inner elements in libvirt's
//! order, what they may hold and what stands there when nothing is said.
//!
//! An element that was brought into its shape reads as libvirt writes it. What
//! the shape does not know stays, behind what it knows.

use super::fault;
use super::kind::Kind;
use super::value::xml_fault;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use crate::xml::tree::{Element, Node};

/// What any device may have, behind what it has of its own.
const INFO: &[Shape] = &[
    element("boot").attributes(&[positive("order").required(), attr("loadparm")]),
    element("alias").attributes(&[attr("name")]),
    element("master").attributes(&[number("startport")]),
    element("rom").attributes(&[yes_no("enabled"), on_off("bar"), attr("file")]),
    element("acpi").attributes(&[number("index")]),
    element("address"),
];

/// What an element looks like.
#[derive(Clone, Copy)]
pub struct Shape {
    name: &'static str,
    attributes: &'static [Attribute],
    children: &'static [Shape],
    info: bool,
    many: bool,
    drop_empty: bool,
    text: bool,
}

/// An attribute of an element.
#[derive(Clone, Copy)]
pub struct Attribute {
    name: &'static str,
    kind: Kind,
    absent: Absent,
    refusal: Refusal,
    silent: &'static str,
}

/// What happens when an attribute is not there.
#[derive(Clone, Copy)]
enum Absent {
    Fine,
    Refused,
    Means(&'static str),
}

/// How a wrong value is refused.
#[derive(Clone, Copy)]
enum Refusal {
    /// VIR_ERR_XML_ERROR of the XML part.
    Xml,
    /// VIR_ERR_XML_ERROR of the domain part.
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
        drop_empty: false,
        text: false,
    }
}

/// An element that holds a text.
pub const fn text(name: &'static str) -> Shape {
    Shape { text: true, ..element(name) }
}

/// An attribute that holds any text.
pub const fn attr(name: &'static str) -> Attribute {
    Attribute { name, kind: Kind::Text, absent: Absent::Fine, refusal: Refusal::Xml, silent: "" }
}

/// An attribute that holds a number of a range.
pub const fn ranged(name: &'static str, least: u64, most: u64) -> Attribute {
    Attribute { kind: Kind::Number(10, least, most), ..attr(name) }
}

/// An attribute that holds a number up to 2^32 - 1.
pub const fn number(name: &'static str) -> Attribute {
    ranged(name, 0, u32::MAX as u64)
}

/// An attribute that holds a number up to 2^64 - 1.
pub const fn long(name: &'static str) -> Attribute {
    ranged(name, 0, u64::MAX)
}

/// An attribute that holds a number from 1 to 2^32 - 1.
pub const fn positive(name: &'static str) -> Attribute {
    ranged(name, 1, u32::MAX as u64)
}

/// An attribute that holds a number which may be negative.
pub const fn signed(name: &'static str) -> Attribute {
    Attribute { kind: Kind::Signed, ..attr(name) }
}

/// An attribute that is written as a hexadecimal number of so many digits.
pub const fn hex(name: &'static str, digits: usize) -> Attribute {
    Attribute { kind: Kind::Hexadecimal(0, u32::MAX as u64, digits), ..attr(name) }
}

/// The same of an address, which is read as a hexadecimal number too.
pub const fn hex_address(name: &'static str, digits: usize, most: u64) -> Attribute {
    Attribute { kind: Kind::Hexadecimal(16, most, digits), ..attr(name) }
}

/// An attribute whose kind no other function makes.
pub const fn of_kind(name: &'static str, kind: Kind) -> Attribute {
    Attribute { kind, ..attr(name) }
}

/// An attribute that only a running domain has: it is not kept.
pub const fn dropped(name: &'static str) -> Attribute {
    Attribute { kind: Kind::Dropped, ..attr(name) }
}

/// An attribute that holds one of some words.
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
    /// It must be there.
    pub const fn required(self) -> Self {
        Self { absent: Absent::Refused, ..self }
    }

    /// What it means when it is not there.
    pub const fn or(self, value: &'static str) -> Self {
        Self { absent: Absent::Means(value), ..self }
    }

    /// A value that is not written.
    pub const fn silent(self, value: &'static str) -> Self {
        Self { silent: value, ..self }
    }

    /// What is wrong is VIR_ERR_CONFIG_UNSUPPORTED.
    pub const fn unsupported(self) -> Self {
        Self { refusal: Refusal::Unsupported, ..self }
    }

    /// What is wrong is VIR_ERR_XML_ERROR of the domain part.
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
            (None, Absent::Fine) => None,
            (None, Absent::Means(value)) => Some(value.to_owned()),
            (None, Absent::Refused) => {
                let what = format!("<{element}> has no attribute '{}'", self.name);
                return Err(self.refusal.error(what));
            }
        };
        Ok(value.filter(|value| self.silent.is_empty() || *value != self.silent))
    }

    /// libvirt's domain part takes no text for no number.
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
    /// With these attributes, in this order.
    pub const fn attributes(self, attributes: &'static [Attribute]) -> Self {
        Self { attributes, ..self }
    }

    /// With these elements inside, in this order.
    pub const fn children(self, children: &'static [Shape]) -> Self {
        Self { children, ..self }
    }

    /// With what any device may have: boot order, alias, address.
    pub const fn info(self) -> Self {
        Self { info: true, ..self }
    }

    /// It may stand there several times; of others the first counts.
    pub const fn many(self) -> Self {
        Self { many: true, ..self }
    }

    /// It is left out when it says nothing.
    pub const fn unless_empty(self) -> Self {
        Self { drop_empty: true, ..self }
    }

    /// Whether an element of that name may stand inside.
    pub fn knows(&self, name: &str) -> bool {
        self.children.iter().any(|shape| shape.name == name)
    }

    /// Whether an element has the name of this shape.
    pub fn is_of(&self, element: &Element) -> bool {
        element.is(self.name)
    }

    /// Brings an element into its shape.
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
                if !(shape.drop_empty && child.is_empty()) {
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

    /// Brings the elements of this name into the shape: all of them, or one that
    /// holds what they hold.
    pub fn apply_in(&self, parent: &mut Element) -> Result<()> {
        let mut found = match self.many {
            true => parent.take_all(self.name),
            false if parent.child(self.name).is_none() => Vec::new(),
            false => vec![parent.take_joined(self.name)],
        };
        for element in &mut found {
            self.apply(element)?;
        }
        parent.extend(found.into_iter().filter(|element| !(self.drop_empty && element.is_empty())));
        Ok(())
    }
}
