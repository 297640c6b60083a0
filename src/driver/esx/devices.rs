//! Devices of a machine in its document: disks and network cards, with libvirt's words.

use super::properties::Object;
use super::soap::type_of;
use crate::model::domain::parse_uuid;
use crate::xml::tree::Element;

/// The property that has all devices of a machine.
pub const PROPERTY: &str = "config.hardware.device";

/// The network cards whose models libvirt has words for.
const CARDS: [(&str, &str); 6] = [
    ("VirtualPCNet32", "vlance"),
    ("VirtualVmxnet", "vmxnet"),
    ("VirtualVmxnet2", "vmxnet2"),
    ("VirtualVmxnet3", "vmxnet3"),
    ("VirtualE1000", "e1000"),
    ("VirtualE1000e", "e1000e"),
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
        } else {
            // No other device has a MAC address, whatever kind of card it is.
            let known = CARDS.iter().find(|(known, _)| *known == kind);
            found.extend(card(device, known.map(|(_, model)| *model)));
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
    let (kind, source) = source(device).unzip();
    let kind = kind.unwrap_or(NOT_CONNECTED);
    let mut card = Element::with_attributes("interface", &[("type", kind)]);
    card.push(Element::with_attributes("mac", &[("address", &address)]));
    card.extend(source);
    card.extend(model.map(|model| Element::with_attributes("model", &[("type", model)])));
    Some(card)
}

/// The type of an interface whose network is not known.
const NOT_CONNECTED: &str = "null";

/// The type of an interface, and its source: a network, or a port of a distributed switch.
fn source(device: &Element) -> Option<(&'static str, Element)> {
    let backing = device.child("backing")?;
    if let Some(network) = filled(backing, "deviceName") {
        return Some(("bridge", Element::with_attributes("source", &[("bridge", &network)])));
    }
    let port = backing.child("port")?;
    let switch = filled(port, "switchUuid")?;
    // The host separates the bytes by blanks.
    let switch = parse_uuid(&switch).map_or(switch, |uuid| uuid.to_string());
    let mut source = Element::with_attributes("source", &[("switchid", &switch)]);
    for (name, part) in PORT {
        if let Some(value) = filled(port, part) {
            source.set_attribute(name, &value);
        }
    }
    Some(("vds", source))
}

/// Of a port on a switch: libvirt's words, and the host's. One that is not in use has no port key yet.
const PORT: [(&str, &str); 3] =
    [("portid", "portKey"), ("portgroupid", "portgroupKey"), ("connectionid", "connectionCookie")];

/// The text of a child that is there and not empty.
fn filled(element: &Element, name: &str) -> Option<String> {
    element.child(name).map(Element::text).filter(|text| !text.is_empty())
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
