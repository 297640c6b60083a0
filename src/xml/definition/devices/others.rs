//! Devices described by little more than a shape.

use super::vsock::{self, VSOCK};
use super::{Machine, address, char_source, network_source};
use crate::model::{Result, virErrorNumber};
use crate::xml::definition::kind::Kind;
use crate::xml::definition::shape::{
    Attribute, Shape, attr, element, number, of_kind, on_off, one_of, positive, text, yes_no,
};
use crate::xml::definition::{fault, refuse, unsupported};
use crate::xml::tree::Element;

const SOUNDS: &[&str] = &["sb16", "es1370", "pcspk", "ac97", "ich6", "ich9", "usb", "ich7"];
const TPMS: &[&str] = &["tpm-tis", "tpm-crb", "tpm-spapr", "spapr-tpm-proxy"];
const BALLOONS: &[&str] =
    &["virtio", "xen", "none", "virtio-transitional", "virtio-non-transitional"];
const WATCHDOGS: &[&str] = &["i6300esb", "ib700", "diag288"];
const ACTIONS: &[&str] = &["reset", "shutdown", "poweroff", "pause", "none", "dump", "inject-nmi"];
const RNGS: &[&str] = &["virtio", "virtio-transitional", "virtio-non-transitional"];
const PANICS: &[&str] = &["default", "isa", "pseries", "hyperv", "s390", "pvpanic"];
const INPUTS: &[&str] = &["mouse", "tablet", "keyboard", "passthrough", "evdev"];

const AUDIOS: &[&str] =
    &["none", "alsa", "coreaudio", "jack", "oss", "pulseaudio", "sdl", "spice", "file", "dbus"];
const CARDS: &[&str] = &["host", "host-certificates", "passthrough"];

const RATE: &[Attribute] = &[number("bytes").plain().omit("0"), number("period").plain().omit("0")];

const SHAPES: &[Shape] = &[
    element("sound")
        .attributes(&[one_of("model", SOUNDS).required()])
        .children(&[element("codec").many(), element("audio")])
        .info(),
    element("tpm")
        .attributes(&[one_of("model", TPMS)])
        .children(&[element("backend").attributes(&[one_of(
            "type",
            &["passthrough", "emulator", "external"],
        )
        .required()])])
        .info(),
    element("memballoon")
        .attributes(&[
            one_of("model", BALLOONS).required(),
            on_off("autodeflate"),
            on_off("freePageReporting"),
        ])
        .children(&[
            element("stats")
                .attributes(&[of_kind("period", Kind::NegativeIsZero).omit("0")])
                .omit_empty(),
            element("driver"),
        ])
        .info(),
    element("watchdog")
        .attributes(&[
            one_of("model", WATCHDOGS).unsupported(),
            one_of("action", ACTIONS).unsupported().or("reset"),
        ])
        .info(),
    element("rng")
        .attributes(&[one_of("model", RNGS).unsupported()])
        .children(&[
            element("rate").attributes(RATE),
            text("backend")
                .attributes(&[attr("model"), attr("type")])
                .children(&[element("source").many(), element("protocol")]),
            element("driver"),
        ])
        .info(),
    element("input")
        .attributes(&[
            one_of("type", INPUTS).unsupported(),
            one_of("bus", &["ps2", "usb", "xen", "parallels", "virtio", "none"]).unsupported(),
            one_of("model", &["virtio", "virtio-transitional", "virtio-non-transitional"]),
        ])
        .children(&[element("driver"), element("source")])
        .info(),
    element("hostdev")
        .attributes(&[
            one_of("mode", &["subsystem", "capabilities"]).unsupported().or("subsystem"),
            one_of("type", &["usb", "pci", "scsi", "scsi_host", "mdev", "storage", "misc", "net"])
                .unsupported(),
            yes_no("managed").or("no"),
        ])
        .children(&[
            element("driver"),
            element("source"),
            element("teaming"),
            element("readonly"),
            element("shareable"),
        ])
        .info(),
    element("redirdev")
        .attributes(&[attr("bus"), attr("type")])
        .children(&[element("source").many(), element("protocol")])
        .info(),
    element("hub").attributes(&[one_of("type", &["usb"]).unsupported()]).info(),
    element("smartcard")
        .attributes(&[one_of("mode", CARDS).required()])
        .children(&[element("source").many(), element("protocol")])
        .info(),
    element("panic").attributes(&[one_of("model", PANICS).unsupported()]).info(),
    element("nvram").info(),
    VSOCK,
    element("shmem").attributes(&[attr("name").required().plain()]).info(),
    element("audio").attributes(&[positive("id").required(), one_of("type", AUDIOS).required()]),
    element("iommu").attributes(&[one_of("model", &["intel", "smmuv3", "virtio"]).required()]),
];

/// Normalizes a device.
pub fn apply(device: &mut Element, machine: Machine) -> Result<()> {
    match SHAPES.iter().find(|shape| shape.matches(device)) {
        Some(shape) => shape.apply(device)?,
        None => return Ok(()),
    }
    address::apply(device)?;
    match device.name.as_str() {
        "vsock" => vsock::complete(device),
        "input" => complete_input(device, machine),
        "watchdog" if device.attribute("model").is_none() => {
            internal("<watchdog> has no attribute 'model'")
        }
        "rng" => complete_rng(device),
        "hostdev" => complete_hostdev(device),
        "redirdev" => {
            char_source::complete(device)?;
            device.keep_end_tag();
            Ok(())
        }
        "smartcard" if device.attribute("mode") == Some("passthrough") => {
            char_source::complete(device)
        }
        _ => Ok(()),
    }
}

fn complete_input(device: &mut Element, machine: Machine) -> Result<()> {
    let Some(kind) = device.take_attribute("type") else {
        return internal("<input> has no attribute 'type'");
    };
    let usual = match kind.as_str() {
        "mouse" | "keyboard" if machine.fully_virtual => Some("ps2"),
        "mouse" | "keyboard" => Some("xen"),
        "tablet" => Some("usb"),
        _ => None,
    };
    let bus = device.take_attribute("bus").or(usual.map(str::to_owned));
    if bus.as_deref() == Some("ps2") && !["mouse", "keyboard"].contains(&kind.as_str()) {
        return internal(format!("<input> has type='{kind}', which has no bus 'ps2'"));
    }
    if let Some(bus) = bus {
        device.set_first("bus", bus);
    }
    device.set_first("type", kind);
    Ok(())
}

fn complete_rng(device: &mut Element) -> Result<()> {
    if device.attribute("model").is_none() {
        return Err(fault("<rng> has no attribute 'model'".to_owned()));
    }
    device.retain_elements(|rate| rate.name != "rate" || rate.attribute("bytes").is_some());
    let backend = device.child_mut("backend");
    let kind = backend.as_ref().and_then(|backend| backend.attribute("model")).map(str::to_owned);
    match (backend, kind.as_deref()) {
        (Some(backend), Some("random")) if backend.text().is_empty() => {
            backend.set_text("/dev/random");
            Ok(())
        }
        (Some(backend), Some("egd")) => {
            backend.nodes.retain(|node| !node.is_text());
            char_source::complete(backend)
        }
        (_, Some("random" | "builtin")) => Ok(()),
        (_, Some(other)) => {
            unsupported(format!("<backend> has model='{other}', expected random, egd or builtin"))
        }
        _ => Err(fault("<backend> has no attribute 'model'".to_owned())),
    }
}

fn complete_hostdev(device: &mut Element) -> Result<()> {
    match device.attribute("type").map(str::to_owned).as_deref() {
        None => Err(fault("<hostdev> has no attribute 'type'".to_owned())),
        Some("pci") => {
            let source = device.child_mut("source");
            let address = source.and_then(|source| source.child_mut("address"));
            address.map_or(Ok(()), address::apply_host_pci)
        }
        Some("scsi") => {
            let source = device.child_mut("source");
            let iscsi = source.filter(|source| source.attribute("protocol") == Some("iscsi"));
            iscsi.into_iter().for_each(network_source::complete_unit);
            if device.child("address").is_none() {
                device.push(address::new_drive([0; 4]));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn internal<T>(detail: impl Into<String>) -> Result<T> {
    refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
}

/// Device types of which a domain has at most one.
const SINGLE: &[&str] = &["memballoon", "watchdog", "nvram", "iommu", "vsock"];

/// Refuses duplicate devices, and devices whose requirements are missing.
pub fn check_all(devices: &[Element]) -> Result<()> {
    for name in SINGLE {
        if devices.iter().filter(|device| device.is(name)).count() > 1 {
            return internal(format!("<{name}> is given more than once"));
        }
    }
    let usb =
        |device: &&Element| device.is("controller") && device.attribute("type") == Some("usb");
    let none = |device: &Element| device.attribute("model") == Some("none");
    let mut controllers = devices.iter().filter(usb);
    let off = controllers.clone().any(none);
    let on = controllers.any(|device| !none(device));
    let redirected = devices.iter().any(|device| device.is("redirdev"));
    let on_usb = |device: &Element| device.attribute("bus") == Some("usb");
    if redirected && !on || off && devices.iter().any(on_usb) {
        return unsupported("a device is on the USB bus, and the domain has none");
    }
    Ok(())
}

/// Assigns slots to the smart cards.
pub fn complete_smartcards(devices: &mut [Element]) {
    let cards = devices.iter_mut().filter(|device| device.is("smartcard"));
    for (slot, card) in cards.enumerate() {
        if card.child("address").is_none() {
            let mut address = Element::new("address");
            address.set_attribute("type", "ccid");
            address.set_attribute("controller", "0");
            address.set_attribute("slot", &slot.to_string());
            card.push(address);
        }
    }
}
