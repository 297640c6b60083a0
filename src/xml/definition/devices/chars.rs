//! `<serial>`, `<parallel>`, `<console>` and `<channel>`.

use super::{address, char_source};
use crate::model::Result;
use crate::model::number::{signed, wrapping};
use crate::xml::definition::shape::{Attribute, Shape, attr, dropped, element, on_off, one_of};
use crate::xml::definition::{fault, unsupported};
use crate::xml::tree::Element;

const BACKENDS: &[&str] = &[
    "null",
    "vc",
    "pty",
    "dev",
    "file",
    "pipe",
    "stdio",
    "udp",
    "tcp",
    "unix",
    "spicevmc",
    "spiceport",
    "nmdm",
    "qemu-vdagent",
    "dbus",
];

/// The target types of each device type.
const TARGETS: &[(&str, &[&str])] = &[
    (
        "serial",
        &[
            "none",
            "isa-serial",
            "usb-serial",
            "pci-serial",
            "spapr-vio-serial",
            "system-serial",
            "sclp-serial",
            "isa-debug",
        ],
    ),
    ("parallel", &[]),
    ("console", &["none", "serial", "xen", "uml", "virtio", "lxc", "openvz", "sclp", "sclplm"]),
    ("channel", &["none", "guestfwd", "virtio", "xen"]),
];

const ATTRIBUTES: &[Attribute] =
    &[one_of("type", BACKENDS).unsupported().or("pty"), dropped("tty")];

const CHILDREN: &[Shape] = &[
    element("source").many(),
    element("protocol").attributes(&[attr("type")]),
    element("log").attributes(&[attr("file"), on_off("append")]),
    element("target").attributes(&[
        attr("type"),
        attr("name"),
        attr("address"),
        attr("port"),
        dropped("state"),
    ]),
];

const fn shape(name: &'static str) -> Shape {
    element(name).attributes(ATTRIBUTES).children(CHILDREN).info()
}

const SHAPES: &[Shape] = &[shape("serial"), shape("parallel"), shape("console"), shape("channel")];

/// Normalizes a character device.
pub fn apply(device: &mut Element) -> Result<()> {
    for (shape, (name, _)) in SHAPES.iter().zip(TARGETS) {
        if device.is(name) {
            shape.apply(device)?;
        }
    }
    address::apply(device)?;
    char_source::complete(device)?;
    check_target(device)
}

fn check_target(device: &mut Element) -> Result<()> {
    let name = device.name.clone();
    let known =
        TARGETS.iter().find(|(kind, _)| *kind == name).map_or(&[] as _, |(_, types)| *types);
    let target = device.child("target").cloned().unwrap_or_default();
    match target.attribute("type") {
        Some(kind) if !known.contains(&kind) && name != "parallel" => {
            return unsupported(format!(
                "<target> of <{name}> has type='{kind}', which is unknown"
            ));
        }
        None if name == "channel" => {
            return Err(fault("<channel> has no <target> with a type".to_owned()));
        }
        kind if device.attribute("type") == Some("spicevmc") && kind != Some("virtio") => {
            return unsupported(format!(
                "<{name}> of type 'spicevmc' has no <target> of type 'virtio'"
            ));
        }
        _ => {}
    }
    match device.child_mut("target") {
        Some(target) if name != "channel" => complete_port(target),
        _ => Ok(()),
    }
}

/// A port is a 32-bit number that wraps around; -1 means none.
fn complete_port(target: &mut Element) -> Result<()> {
    let Some(text) = target.attribute("port").map(str::to_owned) else { return Ok(()) };
    let port = wrapping(&text, u32::BITS).and_then(|port| u32::try_from(port).ok());
    match port.map(u32::cast_signed) {
        Some(-1) => drop(target.take_attribute("port")),
        Some(port) => target.set_attribute("port", &port.to_string()),
        None => return Err(fault(format!("<target> has port='{text}', expected a number"))),
    }
    Ok(())
}

/// Assigns ports to the devices, and makes the first serial device the first console
/// too.
pub fn complete(devices: &mut Vec<Element>, fully_virtual: bool) -> Result<()> {
    number_consoles(devices, fully_virtual)?;
    if fully_virtual {
        add_serial(devices);
    }
    for name in ["serial", "parallel"] {
        number_ports(devices, name);
    }
    if fully_virtual {
        add_console(devices);
    }
    for console in devices.iter_mut().filter(|device| device.is("console")) {
        edit_target(console, |target| {
            let kind = target.take_attribute("type").unwrap_or_else(|| "serial".to_owned());
            target.set_first("type", kind);
        });
    }
    Ok(())
}

/// The port of a console is its place; only the first can be a serial line.
fn number_consoles(devices: &mut [Element], fully_virtual: bool) -> Result<()> {
    let consoles = devices.iter_mut().filter(|device| device.is("console"));
    for (place, console) in consoles.enumerate() {
        let kind = console.child("target").and_then(|target| target.attribute("type"));
        let serial = matches!(kind, None | Some("serial"));
        if serial && place > 0 {
            return unsupported("<console> is a serial line, expected it as the first one only");
        }
        let named = kind == Some("serial");
        if !(named && fully_virtual && place == 0) {
            edit_target(console, |target| target.set_attribute("port", &place.to_string()));
        }
    }
    Ok(())
}

/// A console of type serial creates the serial device.
fn add_serial(devices: &mut Vec<Element>) {
    let first = devices.iter().find(|device| device.is("console")).filter(|c| is_serial(c));
    if let Some(console) = first
        && !devices.iter().any(|device| device.is("serial"))
    {
        let mut serial = console.clone();
        serial.name = "serial".to_owned();
        edit_target(&mut serial, |target| drop(target.take_attribute("type")));
        devices.push(serial);
    }
}

/// The first serial device is the first console.
fn add_console(devices: &mut Vec<Element>) {
    let Some(serial) = devices.iter().find(|device| device.is("serial")) else { return };
    let port = serial.child("target").and_then(|target| target.attribute("port"));
    let port = port.unwrap_or("0").to_owned();
    let mut console = serial.clone();
    console.name = "console".to_owned();
    edit_target(&mut console, |target| {
        *target = Element::new("target");
        target.set_attribute("type", "serial");
        target.set_attribute("port", &port);
    });
    let first = devices.iter().position(|device| device.is("console"));
    match first {
        Some(place) if devices.get(place).is_some_and(is_serial) => {
            if let Some(found) = devices.get_mut(place) {
                *found = console;
            }
        }
        Some(place) => devices.insert(place, console),
        None => devices.push(console),
    }
}

fn is_serial(console: &Element) -> bool {
    let kind = console.child("target").and_then(|target| target.attribute("type"));
    matches!(kind, None | Some("none" | "serial"))
}

/// Devices without a port get the ports after the highest given one.
fn number_ports(devices: &mut [Element], name: &str) {
    let port = |device: &Element| signed(device.child("target")?.attribute("port")?, 10);
    let mut of_name: Vec<&mut Element> = devices.iter_mut().filter(|d| d.is(name)).collect();
    let mut last = of_name.iter().filter_map(|device| port(device)).max();
    for device in of_name.iter_mut().filter(|device| port(device).is_none()) {
        let next = last.map_or(0, |last| last.max(-1) + 1);
        edit_target(device, |target| target.set_attribute("port", &next.to_string()));
        last = Some(next);
    }
}

/// The elements that follow a target.
const BEHIND_TARGET: &[&str] = &["boot", "alias", "rom", "acpi", "address"];

fn edit_target(device: &mut Element, work: impl FnOnce(&mut Element)) {
    device.edit("target", BEHIND_TARGET, work);
}
