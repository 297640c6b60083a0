//! A document as a tree: bounded in size and depth, entities not expanded.

use crate::model::{Error, Result, virErrorDomain};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The largest document that is read, in bytes.
pub const MAX_SIZE: usize = 4 << 20;
/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 64;

/// What stands inside an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, with its escapes resolved.
    Text(String),
    /// A comment or a processing instruction, just as it was written.
    Markup(String),
}

impl Node {
    fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim_ascii().is_empty())
    }

    /// Whether this is text.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }

    fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn into_element(self) -> Option<Element> {
        match self {
            Self::Element(element) => Some(element),
            _ => None,
        }
    }
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Its name as written, prefix included.
    pub name: String,
    /// Its attributes' names and values, in order.
    pub attributes: Vec<(String, String)>,
    /// Its content, in order.
    pub nodes: Vec<Node>,
}

impl Element {
    /// An element with text in it.
    pub fn with_text(name: &str, text: impl Into<String>) -> Self {
        Self { name: name.to_owned(), nodes: vec![Node::Text(text.into())], ..Self::default() }
    }

    /// An empty element.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// An element with others in it.
    pub fn with_children(name: &str, children: impl IntoIterator<Item = Self>) -> Self {
        let mut element = Self::new(name);
        element.extend(children);
        element
    }

    /// An element with these attributes.
    pub fn with_attributes(name: &str, attributes: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self { attributes: attributes.iter().map(owned).collect(), ..Self::new(name) }
    }

    /// Adds an element behind what is in this one.
    pub fn push(&mut self, child: Self) {
        self.nodes.push(Node::Element(child));
    }

    /// Adds elements behind what is in this one.
    pub fn extend(&mut self, children: impl IntoIterator<Item = Self>) {
        self.nodes.extend(children.into_iter().map(Node::Element));
    }

    /// Adds an element; one of its name that is there takes over what is in it.
    pub fn merge(&mut self, child: Self) {
        match self.child_mut(&child.name) {
            Some(found) => {
                found.attributes.extend(child.attributes);
                found.nodes.extend(child.nodes);
            }
            None => self.push(child),
        }
    }

    /// Gives an attribute a value.
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Takes an attribute out.
    pub fn take_attribute(&mut self, name: &str) -> Option<String> {
        let place = self.attributes.iter().position(|(key, _)| key == name)?;
        Some(self.attributes.remove(place).1)
    }

    /// Takes the elements of that name out; the first of them counts.
    pub fn take(&mut self, name: &str) -> Option<Self> {
        let all = self.take_all(name);
        all.into_iter().next()
    }

    /// Takes all elements of that name out.
    pub fn take_all(&mut self, name: &str) -> Vec<Self> {
        let named = |node: &mut Node| matches!(node, Node::Element(found) if found.is(name));
        self.nodes.extract_if(.., named).filter_map(Node::into_element).collect()
    }

    /// Takes all elements of that name out, as one that holds what they hold;
    /// an empty one where there is none.
    pub fn take_joined(&mut self, name: &str) -> Self {
        let mut joined = Self::new(name);
        for element in self.take_all(name) {
            joined.nodes.extend(element.nodes);
            for (key, value) in element.attributes {
                if joined.attribute(&key).is_none() {
                    joined.attributes.push((key, value));
                }
            }
        }
        joined
    }

    /// Works on what the elements of that name hold; what the work does not take
    /// out stays here.
    pub fn part<T>(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let mut joined = self.take_joined(name);
        let part = work(&mut joined)?;
        joined.nodes.retain(|node| matches!(node, Node::Element(_)));
        if !joined.is_empty() {
            self.push(joined);
        }
        Ok(part)
    }

    /// Takes every element out.
    pub fn take_elements(&mut self) -> Vec<Self> {
        let nodes = std::mem::take(&mut self.nodes);
        nodes.into_iter().filter_map(Node::into_element).collect()
    }

    /// Takes the text that stands directly in this element, if there is any.
    pub fn take_own_text(&mut self) -> Option<String> {
        let texts = self.nodes.extract_if(.., |node| node.is_text());
        let text: String = texts.filter_map(Node::into_text).collect();
        (!text.is_empty()).then_some(text)
    }

    /// Makes a text all that it holds.
    pub fn set_text(&mut self, text: impl Into<String>) {
        self.nodes = vec![Node::Text(text.into())];
    }

    /// Adds an element behind the last one of that name, or at the front.
    pub fn insert_behind(&mut self, name: &str, element: Self) {
        let named = |node: &Node| matches!(node, Node::Element(found) if found.name == name);
        let place = self.nodes.iter().rposition(named).map_or(0, |place| place + 1);
        self.nodes.insert(place, Node::Element(element));
    }

    /// Whether it has neither attributes nor content.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.nodes.is_empty()
    }

    /// Whether this is an element of libvirt's own with that name.
    pub fn is(&self, name: &str) -> bool {
        self.name == name && self.attribute("xmlns").is_none_or(str::is_empty)
    }

    /// The elements inside this one, to be changed.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.nodes.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The first element of that name inside this one, to be changed.
    pub fn child_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.elements_mut().find(|element| element.name == name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The elements inside this one.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The first element of that name inside this one.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The element's name without its prefix.
    pub fn local_name(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// All text inside this element, that of inner elements included.
    pub fn text(&self) -> String {
        let text_of = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => element.text(),
            Node::Markup(_) => String::new(),
        };
        self.nodes.iter().map(text_of).collect()
    }
}

/// Reads a document; one that is not well formed is VIR_ERR_XML_DETAIL with
/// the line in int1.
///
/// `domain` is the part of the library that asks.
pub fn parse(content: &[u8], domain: virErrorDomain) -> Result<Element> {
    let fault = |fault: Fault| fault.into_error(content, domain);
    if content.len() > MAX_SIZE {
        let what = format!("the document has {} bytes, expected at most {MAX_SIZE}", content.len());
        return Err(fault(Fault { offset: 0, what }));
    }
    let text = std::str::from_utf8(content).map_err(|error| {
        fault(Fault::new(error.valid_up_to(), "the document is not UTF-8 here"))
    })?;
    Builder::default().read(text).map_err(fault)
}

/// What is wrong at a place of the document.
struct Fault {
    offset: usize,
    what: String,
}

impl Fault {
    fn new(offset: usize, what: impl ToString) -> Self {
        Self { offset, what: what.to_string() }
    }

    fn into_error(self, content: &[u8], domain: virErrorDomain) -> Error {
        let (line, column) = place(content, self.offset);
        let detail = format!("line {line}, column {column}: {}", self.what);
        Error::xml_detail(domain, line, detail)
    }
}

fn place(content: &[u8], offset: usize) -> (usize, usize) {
    let before = content.get(..offset.min(content.len())).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    (line, column)
}

#[derive(Default)]
struct Builder {
    open: Vec<Element>,
    root: Option<Element>,
}

impl Builder {
    fn read(mut self, text: &str) -> std::result::Result<Element, Fault> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().enable_all_checks(true);
        loop {
            let before = offset(reader.buffer_position());
            let event = reader
                .read_event()
                .map_err(|error| Fault::new(offset(reader.error_position()), error))?;
            match event {
                Event::Eof => break,
                event => self.take(event).map_err(|what| Fault::new(before, what))?,
            }
        }
        match self.root {
            Some(root) if self.open.is_empty() => Ok(root),
            _ => Err(Fault::new(text.len(), "the document ends too early")),
        }
    }

    fn take(&mut self, event: Event<'_>) -> std::result::Result<(), String> {
        match event {
            Event::Start(start) => self.start(&start),
            Event::Empty(start) => {
                self.start(&start)?;
                self.end()
            }
            Event::End(_) => self.end(),
            Event::Text(text) => self.text(&text.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(data) => self.text(&data.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => self.reference(&reference),
            Event::Comment(comment) => self.markup(format!("<!--{}-->", &*comment)),
            Event::PI(instruction) => self.markup(format!("<?{}?>", &*instruction)),
            Event::Decl(_) | Event::DocType(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> std::result::Result<(), String> {
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("elements are nested more than {MAX_DEPTH} deep"));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err("a second element stands beside the first".to_owned());
        }
        let mut element = Element { name: start.name().0.to_owned(), ..Element::default() };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| error.to_string())?;
            element.attributes.push((attribute.key.0.to_owned(), value.into_owned()));
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) -> std::result::Result<(), String> {
        let mut element = self.open.pop().ok_or("an end without a start")?;
        drop_indentation(&mut element);
        match self.open.last_mut() {
            Some(parent) => parent.nodes.push(Node::Element(element)),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> std::result::Result<(), String> {
        match self.open.last_mut() {
            Some(parent) => match parent.nodes.last_mut() {
                Some(Node::Text(before)) => before.push_str(text),
                _ => parent.nodes.push(Node::Text(text.to_owned())),
            },
            None if text.trim().is_empty() => {}
            None => return Err("text stands outside of the element".to_owned()),
        }
        Ok(())
    }

    fn markup(&mut self, markup: String) -> std::result::Result<(), String> {
        if let Some(parent) = self.open.last_mut() {
            parent.nodes.push(Node::Markup(markup));
        }
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> std::result::Result<(), String> {
        if let Some(c) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
            return self.text(c.encode_utf8(&mut [0; 4]));
        }
        match resolve_predefined_entity(reference) {
            Some(text) => self.text(text),
            None => {
                Err(format!("entity '{}' is not known; entities are not expanded", &**reference))
            }
        }
    }
}

/// Drops the blanks between elements, by libxml2's rule: those that are all
/// that an element holds stay, and those in an element that begins with text.
fn drop_indentation(element: &mut Element) {
    let count = element.nodes.len();
    let mut kept: Vec<Node> = Vec::with_capacity(count);
    for node in element.nodes.drain(..) {
        let begins_with_text = kept.first().is_some_and(Node::is_text);
        if !node.is_blank() || count == 1 || begins_with_text {
            kept.push(node);
        }
    }
    element.nodes = kept;
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::virErrorNumber;

    fn read(content: &[u8]) -> Result<Element> {
        parse(content, virErrorDomain::VIR_FROM_XML)
    }

    #[test]
    fn round_trip() {
        let text = "<a x='1 &amp; 2'>\n  <b>&lt;t&#33;&gt;</b>\n  <c/>\n</a>\n";
        let root = read(text.as_bytes()).unwrap();
        assert_eq!(root.attribute("x"), Some("1 & 2"));
        assert_eq!(root.child("b").unwrap().text(), "<t!>");
        assert_eq!(read(root.to_document().as_bytes()).unwrap().child("b"), root.child("b"));
    }

    #[test]
    fn broken_documents_name_the_line() {
        for (text, line) in [
            ("<a>\n<b></a>", 2),
            ("<a>", 1),
            ("", 1),
            ("<a/>\n<b/>", 2),
            ("<a>\n\n&bomb;</a>", 3),
            ("<a x='1' x='2'/>", 1),
            ("junk", 1),
        ] {
            let error = read(text.as_bytes()).unwrap_err();
            assert_eq!(error.code(), virErrorNumber::VIR_ERR_XML_DETAIL, "{text}");
            assert_eq!(error.ints().0, line, "{text}");
        }
        assert!(read(b"<a>\xff</a>").is_err());
    }

    #[test]
    fn size_and_depth_are_bounded() {
        let deep = "<a>".repeat(MAX_DEPTH + 1) + &"</a>".repeat(MAX_DEPTH + 1);
        assert!(read(deep.as_bytes()).is_err());
        assert!(read(&vec![b' '; MAX_SIZE + 1]).is_err());
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>";
        assert!(read(bomb.as_bytes()).is_err());
    }
}
