//! Mutations of XML documents. What may stand where is learnt from the seeds, and from the
//! documents and fragments in the project's own tests.

use crate::literals::{self, literals};
use crate::tree::{Element, Node};
use crate::{number, one_of};
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What was learnt.
struct Learnt {
    /// The children of elements, by the parent's name.
    children: BTreeMap<String, Vec<Element>>,
    /// The attributes of elements, by the element's name.
    attributes: BTreeMap<String, Vec<(String, String)>>,
    /// The contents of elements that hold text.
    texts: Vec<String>,
    /// Words of the sources that read documents.
    words: Vec<String>,
}

static LEARNT: LazyLock<Learnt> = LazyLock::new(|| {
    let mut learnt = Learnt {
        children: BTreeMap::new(),
        attributes: BTreeMap::new(),
        texts: Vec::new(),
        words: words("src/xml"),
    };
    let documents = seeds();
    documents.iter().filter_map(|text| Element::read(text)).for_each(|root| learnt.learn(&root));
    learnt
});

/// The literals below a path that may be names or values.
pub fn words(path: &str) -> Vec<String> {
    let is_word = |text: &String| {
        (1..40).contains(&text.len()) && !text.contains(['{', '<', '\n', '\'', '&', ' '])
    };
    let words: BTreeSet<String> = literals(path).into_iter().filter(is_word).collect();
    words.into_iter().collect()
}

/// Whole documents: the seeds, and those in the project's tests, completed as the tests do.
pub fn seeds() -> Vec<String> {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let mut found: Vec<String> =
        literals::files("fuzz/seeds/documents").into_iter().map(read).collect();
    let tests = ["c-tests/xml", "c-tests/parameters", "src/xml/definition/tests", "c-tests/walk"];
    let texts = tests.iter().flat_map(|path| literals(path));
    found.extend(texts.filter(|text| text.starts_with('<')).map(|text| whole(&text)));
    found
}

fn whole(text: &str) -> String {
    if text.starts_with("<domain") {
        return text.to_owned();
    }
    let missing = |name: &str, part| if text.contains(name) { "" } else { part };
    let memory = missing("<memory>", "<memory>2048</memory>");
    let os = missing("<os", "<os><type>hvm</type></os>");
    format!("<domain type='test'><name>d</name>{memory}{os}{text}</domain>")
}

/// Documents with one part each of a document that has many.
pub fn pieces(text: &str) -> Vec<String> {
    let Some(root) = Element::read(text) else { return Vec::new() };
    let is_needed =
        |part: &&Element| ["name", "uuid", "memory", "os"].contains(&part.name.as_str());
    let needed: Vec<Element> = root.elements().filter(is_needed).cloned().collect();
    let with = |part: Element| {
        let nodes = needed.iter().cloned().chain([part]).map(Node::Element).collect();
        let mut text = String::new();
        Element { nodes, ..root.clone() }.write(&mut text);
        text
    };
    let mut found = Vec::new();
    for part in root.elements().filter(|part| !is_needed(part)) {
        match part.name.as_str() {
            "devices" => found.extend(part.elements().map(|device| {
                let nodes = vec![Node::Element(device.clone())];
                with(Element { nodes, ..part.clone() })
            })),
            _ => found.push(with(part.clone())),
        }
    }
    found
}

impl Learnt {
    fn learn(&mut self, element: &Element) {
        for attribute in &element.attributes {
            let known = self.attributes.entry(element.name.clone()).or_default();
            if !known.contains(attribute) {
                known.push(attribute.clone());
            }
        }
        for node in &element.nodes {
            match node {
                Node::Raw(text) if !text.trim().is_empty() && text.len() < 100 => {
                    self.texts.push(text.clone());
                }
                Node::Raw(_) => {}
                Node::Element(child) => {
                    let known = self.children.entry(element.name.clone()).or_default();
                    if !known.contains(child) {
                        known.push(child.clone());
                    }
                    self.learn(child);
                }
            }
        }
    }

    /// Any element that was learnt.
    fn any(&self, random: &mut Rng) -> Option<&Element> {
        let parent = self.children.values().nth(random.usize(..self.children.len().max(1)))?;
        one_of(parent, random)
    }

    /// An element that may stand in one of this name; sometimes another.
    fn child(&self, parent: &str, random: &mut Rng) -> Option<&Element> {
        let known = self.children.get(parent).filter(|_| random.u8(..8) > 0);
        known.and_then(|known| one_of(known, random)).or_else(|| self.any(random))
    }

    fn word(&self, random: &mut Rng) -> String {
        one_of(&self.words, random).cloned().unwrap_or_default()
    }

    /// A value for an attribute, or a text.
    fn value(&self, random: &mut Rng) -> String {
        match random.u8(..6) {
            0 => number(random),
            1 => one_of(&self.texts, random).cloned().unwrap_or_default(),
            2 => odd_text(random),
            3 => one_of(&["yes", "no", "on", "off", "default", "auto"], random)
                .map_or_else(String::new, |text| (*text).to_owned()),
            _ => self.word(random),
        }
    }

    /// An attribute of an element of this name; sometimes with another name or value.
    fn attribute(&self, element: &str, random: &mut Rng) -> (String, String) {
        let known = self.attributes.get(element).and_then(|known| one_of(known, random));
        let (key, value) = known.cloned().unwrap_or_else(|| (self.word(random), String::new()));
        match random.u8(..8) {
            0..4 => (key, value),
            4..6 => (key, self.value(random)),
            6 => (self.word(random), self.value(random)),
            _ => namespace(random),
        }
    }
}

/// Texts that need care where they are written.
const ODD: &[&str] = &[
    "&lt;",
    "&gt;",
    "&amp;",
    "&quot;",
    "&apos;",
    "&#65;",
    "&#x9;",
    "&#10;",
    "&#13;",
    "&#xA0;",
    "&#x85;",
    "&#x2028;",
    "\u{a0}",
    "\u{85}",
    "\u{feff}",
    "\u{e9}",
    "\u{1f600}",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "  \n  ",
    "a b",
    "<!-- a -->",
    "<!---->",
    "<?a b?>",
    "<![CDATA[a]]>",
    "<![CDATA[<a>&amp;]]>",
    "<![CDATA[]]>",
    "<![CDATA[ ]]>",
    "]]",
    "%s",
    "..",
    "/",
];

fn odd_text(random: &mut Rng) -> String {
    (0..random.usize(1..4)).filter_map(|_| one_of(ODD, random)).copied().collect()
}

const PREFIXES: &[&str] = &["a", "b", "test", "qemu", "xml", "xmlns"];

fn namespace(random: &mut Rng) -> (String, String) {
    let uris = [
        "urn:a",
        "urn:b",
        "",
        "http://libvirt.org/schemas/domain/test/1.0",
        "http://libvirt.org/schemas/domain/qemu/1.0",
    ];
    let prefix = one_of(PREFIXES, random).unwrap_or(&"a");
    let key = match random.u8(..4) {
        0 => "xmlns".to_owned(),
        1 => format!("{prefix}:x"),
        _ => format!("xmlns:{prefix}"),
    };
    (key, one_of(&uris, random).map_or_else(String::new, |uri| (*uri).to_owned()))
}

/// A changed document; none for what is no document.
pub fn change(data: &[u8], random: &mut Rng) -> Option<Vec<u8>> {
    let mut root = Element::read(std::str::from_utf8(data).ok()?)?;
    for _ in 0..1 << random.u8(..4) {
        let place = random.usize(..root.count());
        change_at(root.at(place)?, random);
    }
    let mut text = String::new();
    root.write(&mut text);
    Some(text.into_bytes())
}

fn change_at(element: &mut Element, random: &mut Rng) {
    let learnt = &*LEARNT;
    let count = element.nodes.len();
    let place = random.usize(..=count);
    match random.u8(..20) {
        0..5 => {
            if let Some(child) = learnt.child(&element.name, random) {
                element.nodes.insert(place, Node::Element(child.clone()));
            }
        }
        5 if count > 0 => {
            element.nodes.remove(random.usize(..count));
        }
        6 if count > 0 => {
            let copy = element.nodes[random.usize(..count)].clone();
            element.nodes.insert(place, copy);
        }
        7 if count > 1 => element.nodes.swap(random.usize(..count), random.usize(..count)),
        8 => element.nodes.insert(place, Node::Raw(odd_text(random))),
        9 => element.nodes = vec![Node::Raw(learnt.value(random))],
        10 => element.nodes.clear(),
        11..14 => set(element, learnt, random),
        14 if !element.attributes.is_empty() => {
            element.attributes.remove(random.usize(..element.attributes.len()));
        }
        15 if element.attributes.len() > 1 => {
            let count = element.attributes.len();
            element.attributes.swap(random.usize(..count), random.usize(..count));
        }
        16 if !element.attributes.is_empty() => {
            let place = random.usize(..element.attributes.len());
            element.attributes[place].1 = learnt.value(random);
        }
        17 => rename(element, learnt, random),
        18 => {
            let inner = std::mem::take(&mut element.nodes);
            let name = element.name.clone();
            element.nodes =
                vec![Node::Element(Element { name, nodes: inner, ..Element::default() })];
        }
        _ => element.nodes.insert(place, Node::Raw(number(random))),
    }
}

fn set(element: &mut Element, learnt: &Learnt, random: &mut Rng) {
    let (key, value) = learnt.attribute(&element.name, random);
    match element.attributes.iter_mut().find(|(known, _)| *known == key) {
        Some((_, old)) => *old = value,
        None => element.attributes.push((key, value)),
    }
}

fn rename(element: &mut Element, learnt: &Learnt, random: &mut Rng) {
    let local = element.name.rsplit(':').next().unwrap_or_default().to_owned();
    element.name = match random.u8(..4) {
        0 => local,
        1 => learnt.word(random).replace(['=', '/', '"', '>'], ""),
        2 => learnt.any(random).map_or(local, |other| other.name.clone()),
        _ => format!("{}:{local}", one_of(PREFIXES, random).unwrap_or(&"a")),
    };
    if element.name.is_empty() {
        element.name = "a".to_owned();
    }
}
