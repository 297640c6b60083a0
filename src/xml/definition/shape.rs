//! What an element looks like: its attributes and inner elements in libvirt's
//! order, what they may hold and what stands there when nothing is said.
//!
//! An element that was brought into its shape reads as libvirt writes it. What
//! the shape does not know stays, behind what it knows.

use super::value::xml_fault;
use super::{fault, refuse};
use crate::model::cpuset::CpuSet;
use crate::model::{Error, Result, virErrorNumber};
use crate::xml::size::parse_number;
use crate::xml::tree::{Element, Node};

/// What an element looks like.
#[derive(Clone, Copy)]
pub struct Shape {
    name: &'static str,
    attributes: &'static [Attribute],
    children: &'static [Shape],
    many: bool,
    drop_empty: bool,
    content: Option<Kind>,
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

/// What a value may be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Number(u64),
    Signed(i64),
    OneOf(&'static [&'static str]),
    Set,
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
    /// VIR_ERR_INTERNAL_ERROR.
    Internal,
}

/// An element of that name.
pub const fn element(name: &'static str) -> Shape {
    Shape { name, attributes: &[], children: &[], many: false, drop_empty: false, content: None }
}

/// An element that holds a text.
pub const fn text(name: &'static str) -> Shape {
    Shape { content: Some(Kind::Text), ..element(name) }
}

/// An attribute that holds any text.
pub const fn attr(name: &'static str) -> Attribute {
    Attribute { name, kind: Kind::Text, absent: Absent::Fine, refusal: Refusal::Xml, silent: "" }
}

/// An attribute that holds a number up to 2^32 - 1.
pub const fn number(name: &'static str) -> Attribute {
    Attribute { kind: Kind::Number(u32::MAX as u64), ..attr(name) }
}

/// An attribute that holds a number up to 2^64 - 1.
pub const fn long(name: &'static str) -> Attribute {
    Attribute { kind: Kind::Number(u64::MAX), ..attr(name) }
}

/// An attribute that holds a number which may be negative.
pub const fn signed(name: &'static str) -> Attribute {
    Attribute { kind: Kind::Signed(i64::MAX), ..attr(name) }
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

/// An attribute that holds a set of numbers.
pub const fn set(name: &'static str) -> Attribute {
    Attribute { kind: Kind::Set, ..attr(name) }
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

    /// What is wrong is VIR_ERR_INTERNAL_ERROR.
    pub const fn internal(self) -> Self {
        Self { refusal: Refusal::Internal, ..self }
    }

    fn read(&self, element: &str, value: Option<String>) -> Result<Option<String>> {
        let value = match (value, self.absent) {
            (Some(value), _) => {
                let read = self.kind.read(&value)?;
                Some(read.ok_or_else(|| self.refuse(element, &value))?)
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

    fn refuse(&self, element: &str, value: &str) -> Error {
        let expected = self.kind.expected();
        let what = format!("<{element}> has {}='{value}', expected {expected}", self.name);
        self.refusal.error(what)
    }
}

impl Refusal {
    fn error(self, detail: String) -> Error {
        let refused = match self {
            Self::Xml => return xml_fault(detail),
            Self::Domain => return fault(detail),
            Self::Unsupported => refuse(virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, detail),
            Self::Internal => refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail),
        };
        match refused {
            Err(error) => error,
            Ok(()) => xml_fault(String::new()),
        }
    }
}

impl Kind {
    /// The value as libvirt writes it; nothing for one that it refuses.
    fn read(self, value: &str) -> Result<Option<String>> {
        Ok(match self {
            Self::Text => Some(value.to_owned()),
            Self::Number(most) => parse_number(value)
                .filter(|number| *number <= most)
                .map(|number| number.to_string()),
            Self::Signed(_) => value.trim_ascii_start().parse().ok().map(|n: i64| n.to_string()),
            Self::OneOf(words) => words.contains(&value).then(|| value.to_owned()),
            Self::Set => Some(CpuSet::parse(value)?.to_string()),
        })
    }

    fn expected(self) -> String {
        match self {
            Self::Text | Self::Set => "a value".to_owned(),
            Self::Number(most) => format!("a number up to {most}"),
            Self::Signed(_) => "a whole number".to_owned(),
            Self::OneOf(words) => format!("one of {}", words.join(", ")),
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

    /// It may stand there several times; of others the first counts.
    pub const fn many(self) -> Self {
        Self { many: true, ..self }
    }

    /// It is left out when it says nothing.
    pub const fn unless_empty(self) -> Self {
        Self { drop_empty: true, ..self }
    }

    /// The name of the element.
    pub const fn name(&self) -> &'static str {
        self.name
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
        for shape in self.children {
            let found = element.take_all(shape.name);
            for mut child in found.into_iter().take(if shape.many { usize::MAX } else { 1 }) {
                shape.apply(&mut child)?;
                if !(shape.drop_empty && child.is_empty()) {
                    known.push(Node::Element(child));
                }
            }
        }
        if self.content.is_none() {
            element.nodes.retain(|node| matches!(node, Node::Element(_)));
        }
        known.append(&mut element.nodes);
        element.nodes = known;
        Ok(())
    }

    /// Brings the elements of a domain that have this shape into it.
    pub fn apply_in(&self, parent: &mut Element) -> Result<()> {
        let named = parent.elements_mut().filter(|element| element.is(self.name));
        for element in named {
            self.apply(element)?;
        }
        Ok(())
    }
}
