//! Serializes trees as libvirt does; the content of `<metadata>` as libxml2 does.

use super::element::{Element, Node};
use quick_xml::escape::escape;

/// Whose serialization to follow.
#[derive(Clone, Copy, PartialEq)]
enum Style {
    /// libvirt: single quotes.
    Libvirt,
    /// libxml2: double quotes, fewer escapes.
    Libxml,
}

impl Element {
    /// This element as a document, indented by two spaces per level.
    pub fn to_document(&self) -> String {
        self.to_document_at(0)
    }

    /// This element as part of a document, at nesting level `depth`.
    pub fn to_document_at(&self, depth: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, Style::Libvirt, Some(depth));
        text
    }

    /// This element as libxml2 writes it: the form in which metadata is returned.
    pub fn to_fragment(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, Style::Libxml, Some(0));
        text.truncate(text.trim_end_matches('\n').len());
        text
    }

    /// `depth` is the indentation level; `None` next to text.
    fn write(&self, out: &mut String, style: Style, depth: Option<usize>) {
        let style = if self.name == "metadata" { Style::Libxml } else { style };
        indent(out, depth);
        out.push('<');
        out.push_str(&self.name);
        self.attributes.iter().for_each(|attribute| style.attribute(out, attribute));
        if self.nodes.is_empty() {
            out.push_str("/>");
        } else {
            out.push('>');
            self.write_nodes(out, style, depth);
            out.push_str(&format!("</{}>", self.name));
        }
        end_line(out, depth);
    }

    fn write_nodes(&self, out: &mut String, style: Style, depth: Option<usize>) {
        let inner = depth.filter(|_| !self.nodes.iter().any(Node::is_text)).map(|depth| depth + 1);
        end_line(out, inner);
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.write(out, style, inner),
                Node::Text(text) => style.text(out, text),
                Node::Markup(markup) if markup.is_empty() => {}
                Node::Markup(markup) => {
                    indent(out, inner);
                    out.push_str(markup);
                    end_line(out, inner);
                }
            }
        }
        if inner.is_some() {
            indent(out, depth);
        }
    }
}

impl Style {
    fn attribute(self, out: &mut String, (name, value): &(String, String)) {
        match self {
            Self::Libvirt => {
                out.push_str(&format!(" {name}='"));
                push_escaped(out, value, &['\t', '\n', '\r']);
                out.push('\'');
            }
            Self::Libxml => {
                out.push_str(&format!(" {name}=\""));
                value.chars().for_each(|c| match c {
                    '"' => out.push_str("&quot;"),
                    '\t' | '\n' => out.push_str(&format!("&#{};", u32::from(c))),
                    c if !c.is_ascii() => out.push_str(&format!("&#x{:X};", u32::from(c))),
                    c => libxml_char(out, c),
                });
                out.push('"');
            }
        }
    }

    fn text(self, out: &mut String, text: &str) {
        match self {
            Self::Libvirt => push_escaped(out, text, &['\r']),
            Self::Libxml => text.chars().for_each(|c| libxml_char(out, c)),
        }
    }
}

/// Writes the whitespace that a parser would normalize as character references.
fn push_escaped(out: &mut String, text: &str, blanks: &[char]) {
    for piece in escape(text).split_inclusive(blanks) {
        match piece.strip_suffix(blanks) {
            Some(before) => {
                out.push_str(before);
                let blank = piece.chars().next_back().map_or(0, u32::from);
                out.push_str(&format!("&#{blank};"));
            }
            None => out.push_str(piece),
        }
    }
}

fn libxml_char(out: &mut String, c: char) {
    match c {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        '\r' => out.push_str("&#13;"),
        c => out.push(c),
    }
}

fn indent(out: &mut String, depth: Option<usize>) {
    out.push_str(&"  ".repeat(depth.unwrap_or(0)));
}

fn end_line(out: &mut String, depth: Option<usize>) {
    if depth.is_some() {
        out.push('\n');
    }
}
