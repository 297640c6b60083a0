//! An XML element and its content.

use crate::model::Result;

/// A node inside an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, unescaped.
    Text(String),
    /// A comment or processing instruction, verbatim.
    Markup(String),
}

impl Node {
    /// Whether this is whitespace-only text.
    pub fn is_blank(&self) -> bool {
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
    /// Its name as written, including the prefix.
    pub name: String,
    /// Its attributes (name, value), in order.
    pub attributes: Vec<(String, String)>,
    /// Its content, in order.
    pub nodes: Vec<Node>,
}

impl Element {
    /// An element with text content.
    pub fn with_text(name: &str, text: impl Into<String>) -> Self {
        Self { name: name.to_owned(), nodes: vec![Node::Text(text.into())], ..Self::default() }
    }

    /// An empty element.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// An element with child elements.
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

    /// Appends an element.
    pub fn push(&mut self, child: Self) {
        self.nodes.push(Node::Element(child));
    }

    /// Appends elements.
    pub fn extend(&mut self, children: impl IntoIterator<Item = Self>) {
        self.nodes.extend(children.into_iter().map(Node::Element));
    }

    /// Appends an element, or merges it into an existing one of the same name and namespace.
    pub fn merge(&mut self, child: Self) {
        match self.child_mut(&child.name) {
            Some(found) if child.is(&child.name) => found.merge_content(child),
            _ => self.push(child),
        }
    }

    /// Moves another element's content into this one, and the attributes that it lacks.
    pub fn merge_content(&mut self, other: Self) {
        for (key, value) in other.attributes {
            if self.attribute(&key).is_none() {
                self.attributes.push((key, value));
            }
        }
        self.nodes.extend(other.nodes);
    }

    /// Sets an attribute.
    pub fn set_attribute(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }

    /// Removes and returns an attribute.
    pub fn take_attribute(&mut self, name: &str) -> Option<String> {
        let place = self.attributes.iter().position(|(key, _)| key == name)?;
        Some(self.attributes.remove(place).1)
    }

    /// Removes the child elements of that name; returns the first.
    pub fn take(&mut self, name: &str) -> Option<Self> {
        let all = self.take_all(name);
        all.into_iter().next()
    }

    /// Removes and returns all child elements of that name.
    pub fn take_all(&mut self, name: &str) -> Vec<Self> {
        let named = |node: &mut Node| matches!(node, Node::Element(found) if found.is(name));
        self.nodes.extract_if(.., named).filter_map(Node::into_element).collect()
    }

    /// Removes all child elements of that name and merges them into one; an empty one if
    /// there are none.
    pub fn take_merged(&mut self, name: &str) -> Self {
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

    /// Runs `work` on the merged child elements of that name; what it does not remove is put
    /// back.
    pub fn part<T>(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let mut joined = self.take_merged(name);
        let part = work(&mut joined)?;
        self.put_back(joined);
        Ok(part)
    }

    /// Puts back the remainder of a removed element, unless it is empty.
    pub fn put_back(&mut self, mut element: Self) {
        element.nodes.retain(|node| matches!(node, Node::Element(_)));
        if !element.is_empty() {
            self.push(element);
        }
    }

    /// Removes and returns all child elements.
    pub fn take_elements(&mut self) -> Vec<Self> {
        let nodes = std::mem::take(&mut self.nodes);
        nodes.into_iter().filter_map(Node::into_element).collect()
    }

    /// Keeps the selected child elements, and all other nodes.
    pub fn retain_elements(&mut self, mut wanted: impl FnMut(&Self) -> bool) {
        self.nodes.retain(|node| match node {
            Node::Element(element) => wanted(element),
            _ => true,
        });
    }

    /// Removes the empty child elements of that name.
    pub fn remove_empty(&mut self, name: &str) {
        self.retain_elements(|element| !element.is(name) || !element.is_empty());
    }

    /// Inserts an element before the first one with one of those names.
    pub fn insert_before(&mut self, names: &[&str], element: Self) {
        let named = |node: &Node| match node {
            Node::Element(found) => names.iter().any(|name| found.is(name)),
            _ => false,
        };
        let place = self.nodes.iter().position(named).unwrap_or(self.nodes.len());
        self.nodes.insert(place, Node::Element(element));
    }

    /// Runs `work` on the first child element of that name; if there is none, inserts one
    /// before the first with one of the names in `before`.
    pub fn edit<T>(&mut self, name: &str, before: &[&str], work: impl FnOnce(&mut Self) -> T) -> T {
        if self.child(name).is_none() {
            self.insert_before(before, Self::new(name));
        }
        work(self.child_mut(name).unwrap_or(&mut Self::new(name)))
    }

    /// Sets an attribute and moves it to the front.
    pub fn set_first(&mut self, name: &str, value: impl Into<String>) {
        self.take_attribute(name);
        self.attributes.insert(0, (name.to_owned(), value.into()));
    }

    /// Removes and returns the direct text content, if any.
    pub fn take_own_text(&mut self) -> Option<String> {
        let texts = self.nodes.extract_if(.., |node| node.is_text());
        let text: String = texts.filter_map(Node::into_text).collect();
        (!text.is_empty()).then_some(text)
    }

    /// Replaces the content with text.
    pub fn set_text(&mut self, text: impl Into<String>) {
        self.nodes = vec![Node::Text(text.into())];
    }

    /// Writes separate start and end tags even if it is empty.
    pub fn keep_end_tag(&mut self) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::Markup(String::new()));
        }
    }

    /// Inserts an element after the last one of that name, or at the front.
    pub fn insert_after(&mut self, name: &str, element: Self) {
        let named = |node: &Node| matches!(node, Node::Element(found) if found.is(name));
        let place = self.nodes.iter().rposition(named).map_or(0, |place| place + 1);
        self.nodes.insert(place, Node::Element(element));
    }

    /// Whether it has neither attributes nor content.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.nodes.is_empty()
    }

    /// Whether it is an element without a namespace prefix and with that name.
    pub fn is(&self, name: &str) -> bool {
        self.name == name && self.attribute("xmlns").is_none_or(str::is_empty)
    }

    /// The child elements, mutable.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.nodes.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The first child element of that name, mutable.
    pub fn child_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.elements_mut().find(|element| element.is(name))
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            _ => None,
        })
    }

    /// The first child element of that name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.is(name))
    }

    /// The element's name without its prefix.
    pub fn local_name(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    /// All text content, including that of descendants.
    pub fn text(&self) -> String {
        let text_of = |node: &Node| match node {
            Node::Text(text) => text.clone(),
            Node::Element(element) => element.text(),
            Node::Markup(_) => String::new(),
        };
        self.nodes.iter().map(text_of).collect()
    }
}
