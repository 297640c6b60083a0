//! Parses a document into a tree: bounded size and depth, entities are not expanded.

use super::element::{Element, Node};
use super::wellformed;
pub use crate::model::units::DOCUMENT_MAX as MAX_SIZE;
use crate::model::{Error, Result, virErrorDomain};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// The maximum nesting depth, as in libxml2.
const MAX_DEPTH: usize = 257;

/// Parses a document; one that is not well formed fails with VIR_ERR_XML_DETAIL and the
/// line in int1.
///
/// `domain` is the calling part of the library.
pub fn parse(content: &[u8], domain: virErrorDomain) -> Result<Element> {
    read(content, domain, Builder::default())
}

/// As [`parse`], keeping whitespace between elements.
pub fn parse_with_blanks(content: &[u8], domain: virErrorDomain) -> Result<Element> {
    read(content, domain, Builder { keeps_blanks: true, ..Builder::default() })
}

/// The beginning of a document.
#[derive(Debug)]
pub struct Head<'t> {
    /// The root element, with what was read of it.
    pub root: Element,
    /// What follows.
    pub rest: &'t str,
}

/// Reads the beginning of a document: until the element at the end of `path`, whose first name
/// is the root's, has all of the wanted children. Other children of the elements of that path
/// are skipped.
///
/// `None` where the document does not begin so, or does not end with the root's end tag: it has to
/// be parsed to tell why. What stands between is not looked at.
pub fn parse_head<'t>(content: &'t [u8], path: &[&str], wanted: &[&str]) -> Option<Head<'t>> {
    let text = std::str::from_utf8(content).ok().filter(|text| text.len() <= MAX_SIZE)?;
    let end = text.trim_end().strip_suffix('>')?.strip_suffix(path.first()?)?;
    if !end.ends_with("</") {
        return None;
    }
    let mut builder = Builder::default();
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    loop {
        let before = offset(reader.buffer_position());
        let event = reader.read_event().ok()?;
        let depth = builder.open.len();
        if let Event::Start(start) | Event::Empty(start) = &event {
            let among =
                if depth == path.len() { wanted } else { path.get(depth..=depth).unwrap_or(&[]) };
            if depth <= path.len() && !among.contains(&start.name().0) {
                if depth == 0 {
                    return None;
                }
                if let Event::Start(_) = event {
                    reader.read_to_end(start.name()).ok()?;
                }
                continue;
            }
        }
        match event {
            Event::Eof => return None,
            // What stands between the children.
            Event::Text(_) if depth <= path.len() && depth > 0 => continue,
            _ => {}
        }
        builder.take(event, before).ok()?;
        if builder.open.len() == path.len() {
            let last = builder.open.last()?;
            if wanted.iter().all(|name| last.child(name).is_some()) {
                break;
            }
        }
    }
    while builder.open.len() > 1 {
        builder.end().ok()?;
    }
    let rest = text.get(offset(reader.buffer_position())..)?;
    Some(Head { root: builder.open.pop()?, rest })
}

fn read(content: &[u8], domain: virErrorDomain, builder: Builder) -> Result<Element> {
    let fault = |fault: Fault| fault.into_error(content, domain);
    if content.len() > MAX_SIZE {
        let what = format!("the document has {} bytes, expected at most {MAX_SIZE}", content.len());
        return Err(fault(Fault { offset: 0, what }));
    }
    let text = std::str::from_utf8(content).map_err(|error| {
        fault(Fault::new(error.valid_up_to(), "the document is not UTF-8 here"))
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(offset) = wellformed::bad_character(text) {
        return Err(fault(Fault::new(offset, "a character that XML does not allow")));
    }
    builder.read(text).map_err(fault)
}

/// An error at an offset in the document.
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
    keeps_blanks: bool,
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
                event => self.take(event, before).map_err(|what| Fault::new(before, what))?,
            }
        }
        match self.root {
            Some(root) if self.open.is_empty() => Ok(root),
            _ => Err(Fault::new(text.len(), "the document ends too early")),
        }
    }

    fn take(&mut self, event: Event<'_>, offset: usize) -> std::result::Result<(), String> {
        match event {
            Event::Start(start) => self.start(&start),
            Event::Empty(start) => {
                self.start(&start)?;
                self.end()
            }
            Event::End(_) => self.end(),
            Event::Text(text) => {
                wellformed::text(&text)?;
                self.text(&text.xml_content(XmlVersion::Implicit1_0))
            }
            Event::CData(data) => self.text(&data.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => self.reference(&reference),
            Event::Comment(comment) => self.markup(format!("<!--{}-->", &*comment)),
            Event::PI(instruction) => {
                wellformed::instruction(&instruction)?;
                self.markup(format!("<?{}?>", &*instruction))
            }
            Event::Decl(declaration) => wellformed::declaration(&declaration, offset == 0),
            Event::DocType(_) => self.document_type(),
            Event::Eof => Ok(()),
        }
    }

    fn document_type(&self) -> std::result::Result<(), String> {
        if self.open.is_empty() && self.root.is_none() {
            return Ok(());
        }
        Err("a document type must precede the element".to_owned())
    }

    fn start(&mut self, start: &BytesStart<'_>) -> std::result::Result<(), String> {
        wellformed::start(start)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("elements are nested more than {MAX_DEPTH} deep"));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err("a second root element".to_owned());
        }
        let mut element = Element { name: start.name().0.to_owned(), ..Element::default() };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| error.to_string())?;
            wellformed::attribute(attribute.key.0, &attribute.value, &value)?;
            element.attributes.push((attribute.key.0.to_owned(), value.into_owned()));
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self) -> std::result::Result<(), String> {
        let mut element = self.open.pop().ok_or("an end without a start")?;
        if !self.keeps_blanks {
            drop_indentation(&mut element);
        }
        match self.open.last_mut() {
            Some(parent) => parent.nodes.push(Node::Element(element)),
            None => self.root = Some(element),
        }
        Ok(())
    }

    /// Adds text; an empty one, as CDATA may be, is none.
    fn text(&mut self, text: &str) -> std::result::Result<(), String> {
        if text.is_empty() {
            return Ok(());
        }
        match self.open.last_mut() {
            Some(parent) => match parent.nodes.last_mut() {
                Some(Node::Text(before)) => before.push_str(text),
                _ => parent.nodes.push(Node::Text(text.to_owned())),
            },
            None if text.trim().is_empty() => {}
            None => return Err("text outside of the root element".to_owned()),
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
            wellformed::character(c)?;
            return self.text(c.encode_utf8(&mut [0; 4]));
        }
        match resolve_predefined_entity(reference) {
            Some(text) => self.text(text),
            None => Err(format!("unknown entity '{}'; entities are not expanded", &**reference)),
        }
    }
}

/// Drops indentation, by libxml2's rule: whitespace that is an element's only content, or
/// in an element that starts with text, is kept.
fn drop_indentation(element: &mut Element) {
    let count = element.nodes.len();
    if count < 2 {
        return;
    }
    let mut kept: Vec<Node> = Vec::with_capacity(count);
    for node in element.nodes.drain(..) {
        let begins_with_text = kept.first().is_some_and(Node::is_text);
        if !node.is_blank() || begins_with_text {
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
    fn the_head_of_a_document() {
        let text = "<?xml version='1.0'?>\n<s a='1'><f><d/></f><d t='x'><n>1 &amp; 2</n><o><n/></o><u/><r>\
                    </d>\n</s>\n";
        let head = parse_head(text.as_bytes(), &["s", "d"], &["u", "n"]).unwrap();
        assert_eq!((head.root.attribute("a"), head.rest), (Some("1"), "<r></d>\n</s>\n"));
        let inner = head.root.child("d").unwrap();
        assert_eq!(inner.attribute("t"), Some("x"));
        assert_eq!(inner.child("n").unwrap().text(), "1 & 2");
        let names: Vec<&str> = inner.elements().map(|child| child.name.as_str()).collect();
        assert_eq!(names, ["n", "u"]);
        let root = parse_head(b"<s a='1'>what &ever;</s>", &["s"], &[]).unwrap().root;
        assert_eq!(root.attribute("a"), Some("1"));
        for text in [
            "<s><d><n/></d></s>",
            "<s><d><n/><u/></d>",
            "<s><d><n/><u/></d></t>",
            "<t><s><d><n/><u/></d></s></t>",
            "<s><d><n>&x;</n><u/></d></s>",
            "<s><d><n><u/></d></s>",
            "<s><n/><u/></s>",
            "",
        ] {
            assert!(parse_head(text.as_bytes(), &["s", "d"], &["u", "n"]).is_none(), "{text}");
        }
    }

    #[test]
    fn empty_text_is_no_content() {
        let root = read(b"<a><b><![CDATA[]]></b><c/><![CDATA[]]></a>").unwrap();
        assert_eq!(root.to_document(), "<a>\n  <b/>\n  <c/>\n</a>\n");
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
