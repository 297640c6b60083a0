//! XML as the mutations see it: elements as they are written, all else as it is.

/// A node inside an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, references, comments, instructions, CDATA: as written.
    Raw(String),
}

/// An element.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes, with the values as written.
    pub attributes: Vec<(String, String)>,
    /// Its content.
    pub nodes: Vec<Node>,
}

impl Element {
    /// Reads a document's first element; none where there is none that ends.
    pub fn read(text: &str) -> Option<Self> {
        let mut open: Vec<Self> = vec![Self::default()];
        let mut rest = text;
        while !rest.is_empty() {
            let length = token(rest)?;
            let (token, after) = rest.split_at(length);
            rest = after;
            if let Some(name) = token.strip_prefix("</") {
                let element = open.pop()?;
                if name.trim_end_matches('>').trim() != element.name {
                    return None;
                }
                open.last_mut()?.nodes.push(Node::Element(element));
            } else if token.starts_with('<') && !token[1..].starts_with(['!', '?']) {
                let (element, is_empty) = start(token)?;
                match is_empty {
                    true => open.last_mut()?.nodes.push(Node::Element(element)),
                    false => open.push(element),
                }
            } else {
                open.last_mut()?.nodes.push(Node::Raw(token.to_owned()));
            }
        }
        let [document] = <[Self; 1]>::try_from(open).ok()?;
        document.nodes.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        })
    }

    /// Writes it.
    pub fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (key, value) in &self.attributes {
            let quote = if value.contains('\'') { '"' } else { '\'' };
            out.push_str(&format!(" {key}={quote}{value}{quote}"));
        }
        if self.nodes.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.write(out),
                Node::Raw(text) => out.push_str(text),
            }
        }
        out.push_str(&format!("</{}>", self.name));
    }

    /// The number of elements in it, itself among them.
    pub fn count(&self) -> usize {
        1 + self.elements().map(Self::count).sum::<usize>()
    }

    /// Its child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Raw(_) => None,
        })
    }

    /// The element of that number, in the order of the document.
    pub fn at(&mut self, number: usize) -> Option<&mut Self> {
        if number == 0 {
            return Some(self);
        }
        let mut before = 1;
        for node in &mut self.nodes {
            if let Node::Element(element) = node {
                let count = element.count();
                if number < before + count {
                    return element.at(number - before);
                }
                before += count;
            }
        }
        None
    }
}

/// The length of the first token: a tag, a comment and the like, or text.
fn token(text: &str) -> Option<usize> {
    let up_to = |end: &str| text.find(end).map(|at| at + end.len());
    if text.starts_with("<!--") {
        return up_to("-->");
    }
    if text.starts_with("<![CDATA[") {
        return up_to("]]>");
    }
    if text.starts_with("<?") {
        return up_to("?>");
    }
    if !text.starts_with('<') {
        return Some(text.find('<').unwrap_or(text.len()));
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// A start tag, and whether it is an end tag too.
fn start(tag: &str) -> Option<(Element, bool)> {
    let inner = tag.strip_prefix('<')?.strip_suffix('>')?;
    let (inner, is_empty) = match inner.strip_suffix('/') {
        Some(inner) => (inner, true),
        None => (inner, false),
    };
    let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
    let (name, mut rest) = inner.split_at(end);
    let mut element = Element { name: name.to_owned(), ..Element::default() };
    while let Some((key, value)) = rest.split_once('=') {
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| ['"', '\''].contains(c))?;
        let (value, after) = value[1..].split_once(quote)?;
        element.attributes.push((key.trim().to_owned(), value.to_owned()));
        rest = after;
    }
    (!name.is_empty() && rest.trim().is_empty()).then_some((element, is_empty))
}
