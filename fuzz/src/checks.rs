//! Checks that several targets make.

use crate::tree::{Element, Node};
use std::fmt::Display;

/// What is written of a document is read again, and then written the same.
pub fn fixed_point<E: Display>(
    what: &str,
    input: &[u8],
    read: impl Fn(&[u8]) -> Result<String, E>,
) -> bool {
    let Ok(first) = read(input) else { return false };
    match read(first.as_bytes()) {
        Ok(second) => assert!(first == second, "{what}: no fixed point\n{}", diff(&first, &second)),
        Err(error) => panic!("{what}: what is written cannot be read: {error}\n{first}"),
    }
    true
}

/// As [`fixed_point`], from the second time on, for documents that users define. The first time
/// differs from that only where libvirt's own documents change when they are defined again.
pub fn settles<E: Display>(
    what: &str,
    input: &[u8],
    read: impl Fn(&[u8]) -> Result<String, E>,
) -> bool {
    let Ok(first) = read(input) else { return false };
    if NOT_READ_AGAIN.iter().any(|text| first.contains(text)) {
        return false;
    }
    let second = read(first.as_bytes());
    if second.as_ref().is_ok_and(|second| *second != first && settled(second) == settled(&first)) {
        return fixed_point(what, first.as_bytes(), read);
    }
    fixed_point(what, input, |xml| if xml == input { Ok(first.clone()) } else { read(xml) })
}

/// What libvirt writes, and this library with it, and neither reads: retries of spin locks from
/// 2^31 on.
const NOT_READ_AGAIN: &[&str] = &["retries='-"];

/// A document without what libvirt changes in its own documents.
fn settled(document: &str) -> Option<Element> {
    let mut root = Element::read(document)?;
    settle(&mut root);
    Some(root)
}

fn settle(element: &mut Element) {
    element.nodes.retain(|node| match node {
        Node::Raw(text) => !text.trim().is_empty(),
        // No bandwidth at all is left out the second time.
        Node::Element(child) => child.name != "bandwidth" || child.elements().next().is_some(),
    });
    let kind = element.attributes.iter().find(|(key, _)| key == "type");
    let dropped: &[&str] = match (element.name.as_str(), kind.map(|(_, kind)| kind.as_str())) {
        // Port 0 is not written, and then is one that is chosen.
        ("graphics", Some("rdp")) => &["port", "autoport"],
        // Without the password it has no meaning, and is not read.
        ("graphics", _) => &["passwdValidTo", "connected"],
        // The first console may be a serial line, and is counted only where it is written.
        ("target", _) => &["port"],
        _ => &[],
    };
    element.attributes.retain(|(key, _)| !dropped.contains(&key.as_str()));
    element.nodes.iter_mut().for_each(|node| {
        if let Node::Element(child) = node {
            settle(child);
        }
    });
    sort_controllers(element);
}

/// Controllers are sorted when they are read, before all of them have their numbers.
fn sort_controllers(devices: &mut Element) {
    let text = |node: &Node| match node {
        Node::Element(child) if child.name == "controller" => {
            let mut text = String::new();
            child.write(&mut text);
            Some(text)
        }
        _ => None,
    };
    devices.nodes.sort_by_key(text);
}

/// The lines between the parts that two texts begin and end with alike, and both texts.
fn diff(first: &str, second: &str) -> String {
    let before = first.lines().zip(second.lines()).take_while(|(one, other)| one == other).count();
    let from =
        |text: &str| -> Vec<String> { text.lines().skip(before).map(str::to_owned).collect() };
    let (mut one, mut other) = (from(first), from(second));
    while one.last().is_some_and(|last| other.last() == Some(last)) {
        one.pop();
        other.pop();
    }
    let marked = |mark: &str, lines: Vec<String>| {
        lines.into_iter().map(|line| format!("{mark} {line}\n")).collect::<String>()
    };
    let lines = marked("-", one) + &marked("+", other);
    format!("{lines}--- first\n{first}\n--- second\n{second}")
}
