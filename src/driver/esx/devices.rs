//! Devices of a machine in its document: disks and network cards, with libvirt's words.

use super::properties::Object;
use super::soap::type_of;
use crate::xml::tree::Element;

/// The property that has all devices of a machine.
pub const PROPERTY: &str = "config.hardware.device";

/// The network cards, with libvirt's words for their models; of some it has none.
const CARDS: [(&str, Option<&str>); 7] = [
    ("VirtualPCNet32", Some("vlance")),
    ("VirtualVmxnet", Some("vmxnet")),
    ("VirtualVmxnet2", Some("vmxnet2")),
    ("VirtualVmxnet3", Some("vmxnet3")),
    ("VirtualE1000", Some("e1000")),
    ("VirtualE1000e", Some("e1000e")),
    ("VirtualSriovEthernetCard", None),
];

/// The disks and network cards of a machine; no document of libvirt's needs its other devices.
pub fn of(machine: &Object) -> Vec<Element> {
    let all = machine.value(PROPERTY).into_iter().flat_map(Element::elements);
    let mut disks = 0;
    let mut found = Vec::new();
    for device in all {
        let kind = type_of(device).unwrap_or_default();
        if kind == "VirtualDisk" {
            found.extend(disk(device, disks));
            disks += 1;
        } else if let Some((_, model)) = CARDS.iter().find(|(known, _)| *known == kind) {
            found.extend(card(device, *model));
        }
    }
    found
}

fn disk(device: &Element, number: usize) -> Option<Element> {
    let file = device.child("backing")?.child("fileName")?.text();
    let mut disk = Element::with_attributes("disk", &[("type", "file"), ("device", "disk")]);
    disk.push(Element::with_attributes("source", &[("file", &file)]));
    let name = format!("sd{}", letters(number));
    disk.push(Element::with_attributes("target", &[("dev", &name), ("bus", "scsi")]));
    Some(disk)
}

/// a to z, aa to zz, and so on, as disks are counted.
fn letters(number: usize) -> String {
    let mut letters = String::new();
    let mut rest = number + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'a' + letter));
        rest = (rest - 1) / 26;
    }
    letters
}

fn card(device: &Element, model: Option<&str>) -> Option<Element> {
    let address = device.child("macAddress")?.text();
    let (kind, source) = source(device);
    let mut card = Element::with_attributes("interface", &[("type", kind)]);
    card.push(Element::with_attributes("mac", &[("address", &address)]));
    card.extend(source);
    card.extend(model.map(|model| Element::with_attributes("model", &[("type", model)])));
    Some(card)
}

/// What a card is connected to: a network, a port of a distributed switch, or nothing that the host tells.
fn source(device: &Element) -> (&'static str, Option<Element>) {
    let Some(backing) = device.child("backing") else { return ("dummy", None) };
    let named = backing.child("deviceName").map(Element::text).filter(|name| !name.is_empty());
    if let Some(network) = named {
        return ("bridge", Some(Element::with_attributes("source", &[("bridge", &network)])));
    }
    let Some(port) = backing.child("port") else { return ("dummy", None) };
    let part = |name: &str| port.child(name).map(Element::text).unwrap_or_default();
    let (switch, group) = (part("switchUuid"), part("portgroupKey"));
    let (key, connection) = (part("portKey"), part("connectionCookie"));
    let source = [
        ("switchid", switch.as_str()),
        ("portgroupid", group.as_str()),
        ("portid", key.as_str()),
        ("connectionid", connection.as_str()),
    ];
    ("vds", Some(Element::with_attributes("source", &source)))
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn names_of_disks() {
        for (number, name) in
            [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba"), (701, "zz"), (702, "aaa")]
        {
            assert_eq!(letters(number), name);
        }
    }
}
