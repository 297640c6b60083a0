//! `<address>`: a device's bus address.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::shape::{
    Attribute, Shape, attr, element, hex, hex_address, number, on_off,
};
use crate::xml::definition::{refuse, unsupported};
use crate::xml::tree::Element;

const DRIVE: &[Attribute] = &[
    number("controller").or("0"),
    number("bus").or("0"),
    number("target").or("0"),
    number("unit").or("0"),
];

/// The attributes of each type of address.
const TYPES: &[(&str, &[Attribute])] = &[
    (
        "pci",
        &[
            hex("domain", 4).or("0x0000"),
            hex("bus", 2).or("0x00"),
            hex("slot", 2).or("0x00"),
            hex("function", 1).or("0x0"),
            on_off("multifunction"),
        ],
    ),
    ("drive", DRIVE),
    (
        "virtio-serial",
        &[number("controller").or("0"), number("bus").or("0"), number("port").or("0")],
    ),
    ("ccid", &[number("controller").or("0"), number("slot").or("0")]),
    ("usb", &[number("bus").or("0"), attr("port")]),
    ("spapr-vio", &[hex_address("reg", 8, u64::MAX)]),
    ("virtio-s390", &[]),
    ("ccw", &[hex("cssid", 1), hex("ssid", 1), hex("devno", 4)]),
    ("virtio-mmio", &[]),
    ("isa", &[hex_address("iobase", 1, 0xffff_ffff), hex_address("irq", 1, 0xffff_ffff)]),
    ("dimm", &[number("slot"), hex_address("base", 1, u64::MAX)]),
    ("unassigned", &[]),
];

/// The attributes of a PCI address without a type.
const HOST_PCI: Shape = element("address").attributes(&[
    hex("domain", 4).or("0x0000"),
    hex("bus", 2).or("0x00"),
    hex("slot", 2).or("0x00"),
    hex("function", 1).or("0x0"),
]);

/// Normalizes a device's address; drops an alias that the user did not choose.
pub fn apply(device: &mut Element) -> Result<()> {
    let ours = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    device.retain_elements(|element| {
        let name = element.attribute("name").unwrap_or_default();
        element.name != "alias" || name.starts_with("ua-") && ours(name)
    });
    match device.child_mut("address") {
        Some(address) => apply_type(address),
        None => Ok(()),
    }
}

/// Normalizes the address of a PCI device of the host.
pub fn apply_host_pci(address: &mut Element) -> Result<()> {
    HOST_PCI.apply(address)
}

/// Normalizes an address by the shape of its type.
pub fn apply_type(address: &mut Element) -> Result<()> {
    let Some(kind) = address.take_attribute("type") else {
        return refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, "<address> has no attribute 'type'");
    };
    let Some((_, attributes)) = TYPES.iter().find(|(known, _)| *known == kind) else {
        return unsupported(format!("<address> has type='{kind}', which is unknown"));
    };
    element("address").attributes(attributes).apply(address)?;
    if kind == "pci" {
        check_pci(address)?;
    }
    address.attributes.insert(0, ("type".to_owned(), kind));
    Ok(())
}

/// Checks the parts of a PCI address, and drops one that is all zeros.
fn check_pci(address: &mut Element) -> Result<()> {
    let parts = [("domain", 0xffff), ("bus", 0xff), ("slot", 0x1f), ("function", 7)];
    let mut any = false;
    for (name, most) in parts {
        let value = address.attribute(name).and_then(|text| text.strip_prefix("0x"));
        let value = value.and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0);
        any |= value != 0;
        if value > most {
            return Err(Error::new(
                virErrorDomain::VIR_FROM_NONE,
                virErrorNumber::VIR_ERR_XML_ERROR,
                format!("<address> has {name}='{value:#x}', expected at most {most:#x}"),
            ));
        }
    }
    if !any {
        parts.iter().for_each(|(name, _)| drop(address.take_attribute(name)));
    }
    Ok(())
}

/// A drive address: controller, bus, target, unit.
pub fn drive(element: &Element) -> Option<[u64; 4]> {
    let address = element.child("address").filter(|a| a.attribute("type") == Some("drive"))?;
    let value = |name| address.attribute(name).and_then(crate::xml::size::parse_number);
    Some(["controller", "bus", "target", "unit"].map(|name| value(name).unwrap_or(0)))
}

/// The element of a drive address.
pub fn new_drive([controller, bus, target, unit]: [u64; 4]) -> Element {
    let mut address = Element::new("address");
    address.set_attribute("type", "drive");
    let values = [("controller", controller), ("bus", bus), ("target", target), ("unit", unit)];
    values.iter().for_each(|(name, value)| address.set_attribute(name, &value.to_string()));
    address
}
