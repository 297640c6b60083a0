//! Unknown elements are preserved, wherever they occur.

use super::*;
use crate::xml::tree::Node;

/// A small pseudo-random generator; the same seed yields the same trees.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn text(&mut self) -> String {
        let texts = ["a", " b ", "<&>'\"", "\u{e9}\u{4e16}", "two\nlines", "\t", "]]>", "0"];
        texts[usize::try_from(self.below(8)).unwrap()].to_owned()
    }

    /// An element with an unknown name.
    fn element(&mut self, depth: u64) -> Element {
        let prefix = if self.below(3) == 0 { "v:" } else { "" };
        let mut element = Element::new(&format!("{prefix}unknown{}", self.below(1 << 30)));
        for number in 0..self.below(3) {
            element.set_attribute(&format!("a{number}"), &self.text());
        }
        match self.below(4) {
            0 => element.set_text(self.text()),
            1 => element.nodes.push(Node::Markup("<!-- a comment -->".to_owned())),
            _ if depth > 0 => {
                for _ in 0..self.below(4) {
                    element.push(self.element(depth - 1));
                }
            }
            _ => {}
        }
        element
    }
}

/// A document with every element that can contain unknown ones.
const DOCUMENT: &str = "<domain type='test' xmlns:v='urn:v'><name>d</name><memory>2048</memory>
  <vcpu>2</vcpu><cputune><shares>5</shares></cputune><blkiotune><weight>5</weight></blkiotune>
  <memtune><hard_limit>5</hard_limit></memtune><numatune><memory nodeset='0'/></numatune>
  <os><type>hvm</type></os><clock offset='utc'/><resource><partition>/a</partition></resource>
  <cpu mode='host-model'/><memoryBacking><locked/></memoryBacking>
  <devices>
    <disk><source file='/a'/><target dev='vda'/><iotune><read_iops_sec>1</read_iops_sec></iotune></disk>
    <interface type='network'><source network='n'/></interface><serial type='pty'/>
    <graphics type='vnc'/><video><model type='vga'/></video><memballoon model='virtio'/>
  </devices></domain>";

/// Adds an unknown element to each element that can have children; `path` is its location.
fn fill(
    element: &mut Element,
    random: &mut Random,
    path: &str,
    planted: &mut Vec<(String, Element)>,
) {
    let path = format!("{path}/{}", element.name);
    for inner in element.elements_mut() {
        let leaf = inner.nodes.is_empty() && inner.name != "devices";
        if !leaf && !inner.nodes.iter().any(Node::is_text) {
            fill(inner, random, &path, planted);
        }
    }
    let plant = random.element(3);
    planted.push((path, plant.clone()));
    element.push(plant);
}

fn find<'e>(element: &'e Element, path: &str, name: &str) -> Option<&'e Element> {
    let mut place = element;
    for step in path.split('/').filter(|step| !step.is_empty()).skip(1) {
        place = place.child(step)?;
    }
    place.child(name)
}

#[test]
fn unknown_elements_are_preserved() {
    for seed in 0..200 {
        let mut random = Random(seed);
        let mut planted = Vec::new();
        let mut document = tree::parse(DOCUMENT.as_bytes(), virErrorDomain::VIR_FROM_XML).unwrap();
        fill(&mut document, &mut random, "", &mut planted);
        assert!(planted.len() > 10, "{} elements", planted.len());
        let once = Definition::read(&document).unwrap().to_document(None, true, false);
        let again = tree::parse(once.as_bytes(), virErrorDomain::VIR_FROM_XML).unwrap();
        for (path, plant) in &planted {
            let found = find(&again, path, &plant.name);
            assert_eq!(found, Some(plant), "seed {seed}, {path}\n{once}");
        }
        assert_eq!(again.attribute("xmlns:v").is_some(), once.contains("<v:"), "{once}");
        let mut twice = Definition::read(&again).unwrap();
        twice.id = None;
        assert_eq!(twice.to_document(None, true, false), once, "seed {seed}");
    }
}

#[test]
fn unknown_attributes_are_preserved() {
    let inner = "<vcpu v='1'>2</vcpu><on_crash>destroy</on_crash><os b='2'><type c='3'>hvm</type></os>\
        <devices d='4'><disk e='5'><source file='/a' f='6'/><target dev='vda' g='7'/></disk></devices>";
    let once = read(inner).unwrap().to_document(None, true, false);
    for attribute in ["v='1'", "b='2'", "c='3'", "d='4'", "e='5'", "f='6'", "g='7'"] {
        assert!(once.contains(attribute), "{attribute}\n{once}");
    }
}

#[test]
fn repeated_elements_are_kept_separate() {
    let document = "<domain type='test' xmlns:q='urn:q'><name>d</name><memory>2048</memory>
      <os><type>hvm</type></os>
      <zz a='1'/><zz a='2'>x</zz><seclabel type='none' model='a'/><seclabel type='none' model='b'/>
      <devices><disk type='file' q:a='1'><source file='/a'/><target dev='vda'/></disk><q:zz/></devices>
      </domain>";
    let element = tree::parse(document.as_bytes(), virErrorDomain::VIR_FROM_XML).unwrap();
    let written = Definition::read(&element).unwrap().to_document(None, true, false);
    for part in [
        "<zz a='1'/>\n",
        "<zz a='2'>x</zz>\n",
        "<seclabel type='none' model='a'/>\n",
        "<seclabel type='none' model='b'/>\n",
        "<domain type='test' xmlns:q='urn:q'>\n",
        " q:a='1'>\n",
        "<q:zz/>\n",
    ] {
        assert!(written.contains(part), "{part} is not in {written}");
    }
    let again = tree::parse(written.as_bytes(), virErrorDomain::VIR_FROM_XML).unwrap();
    let again = Definition::read(&again).unwrap().to_document(None, true, false);
    assert_eq!(again, written);
}

#[test]
fn completed_children_stand_before_unknown_ones() {
    for device in [
        "<disk type='file'><source file='/a'/><target dev='hda'/><what/></disk>",
        "<interface type='network'><source network='n'/><mac address='52:54:00:00:00:01'/>\
            <what/><bandwidth><inbound average='5'/></bandwidth></interface>",
        "<serial type='pty'><what/></serial>",
        "<console type='pty'><what/></console>",
        "<video><what/></video>",
        "<vsock><what/></vsock>",
        "<smartcard mode='passthrough' type='spicevmc'><what/></smartcard>",
        "<hostdev type='scsi'><what/><source/></hostdev>",
    ] {
        let once = read(&format!("<devices>{device}</devices>")).unwrap();
        let once = once.to_document(None, true, false);
        let again = tree::parse(once.as_bytes(), virErrorDomain::VIR_FROM_XML).unwrap();
        let again = Definition::read(&again).unwrap().to_document(None, true, false);
        assert_eq!(again, once, "{device}");
    }
}
