//! The backend of a character device: `<source>`, `<protocol>` and `<log>`.

use crate::model::{Result, virErrorNumber};
use crate::sorting::sort_by_key;
use crate::xml::definition::shape::{Attribute, Shape, attr, element, on_off, one_of};
use crate::xml::definition::shape::{number, yes_no};
use crate::xml::definition::value::missing;
use crate::xml::definition::{fault, refuse, unsupported};
use crate::xml::tree::Element;

const MODE: Attribute = one_of("mode", &["connect", "bind"]);
const TLS: Attribute = yes_no("tls");

/// The attributes of a source of each backend type, in libvirt's order. A backend that is
/// not listed has no source.
const SOURCES: &[(&str, &[Attribute])] = &[
    ("dev", &[attr("path")]),
    ("file", &[attr("path"), on_off("append")]),
    ("pipe", &[attr("path")]),
    ("udp", &[MODE, attr("host"), attr("service")]),
    ("tcp", &[MODE, attr("host"), attr("service"), TLS]),
    ("unix", &[MODE, attr("path")]),
    ("spiceport", &[attr("channel")]),
    ("nmdm", &[attr("master"), attr("slave")]),
    ("qemu-vdagent", &[]),
    ("dbus", &[attr("channel")]),
];

/// The attributes of any source.
const ATTRIBUTES: &[&str] =
    &["mode", "host", "service", "path", "append", "tls", "channel", "master", "slave"];

/// The children of a source, and the backends that have them.
const CHILDREN: &[(&str, &[&str])] = &[
    ("reconnect", &["tcp", "unix"]),
    ("seclabel", &["dev", "file", "pipe", "unix"]),
    ("clipboard", &["qemu-vdagent"]),
    ("mouse", &["qemu-vdagent"]),
];

const RECONNECT: &[Shape] =
    &[element("reconnect").attributes(&[yes_no("enabled"), number("timeout")])];

/// The attributes that a source must have.
const REQUIRED: &[(&str, &[&str], virErrorNumber)] = &[
    ("dev", &["path"], virErrorNumber::VIR_ERR_INTERNAL_ERROR),
    ("file", &["path"], virErrorNumber::VIR_ERR_INTERNAL_ERROR),
    ("pipe", &["path"], virErrorNumber::VIR_ERR_INTERNAL_ERROR),
    ("nmdm", &["master", "slave"], virErrorNumber::VIR_ERR_INTERNAL_ERROR),
    ("tcp", &["host", "service"], virErrorNumber::VIR_ERR_INTERNAL_ERROR),
    ("udp", &["service"], virErrorNumber::VIR_ERR_INTERNAL_ERROR),
    ("unix", &["path"], virErrorNumber::VIR_ERR_INTERNAL_ERROR),
    ("spiceport", &["channel"], virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED),
    ("dbus", &["channel"], virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED),
];

/// Completes a device's backend; also used for entropy sources and redirected USB
/// ports.
pub fn complete(device: &mut Element) -> Result<()> {
    let kind = device.attribute("type").unwrap_or_default().to_owned();
    check_count(device, &kind)?;
    let sources = device.elements_mut().filter(|element| element.is("source"));
    sources.into_iter().try_for_each(|source| complete_source(source, &kind))?;
    complete_protocol(device, &kind)?;
    check_required(device, &kind)?;
    if kind == "pty" {
        device.take_all("source");
    }
    drop_empty(device, &kind);
    sort(device);
    Ok(())
}

fn check_count(device: &Element, kind: &str) -> Result<()> {
    let most = if kind == "udp" { 2 } else { 1 };
    if device.elements().filter(|element| element.is("source")).count() > most {
        return Err(fault(format!("<{}> has more than {most} <source>", device.name)));
    }
    Ok(())
}

/// Normalizes a source, and drops what only sources of other backends have.
fn complete_source(source: &mut Element, kind: &str) -> Result<()> {
    let attributes = SOURCES.iter().find(|(known, _)| *known == kind);
    let attributes = attributes.map_or(&[] as _, |(_, attributes)| *attributes);
    let shape = element("source").attributes(attributes);
    let foreign = ATTRIBUTES.iter().filter(|name| !shape.has_attribute(name));
    foreign.for_each(|name| drop(source.take_attribute(name)));
    for (name, kinds) in CHILDREN {
        if !kinds.contains(&kind) {
            source.take_all(name);
        }
    }
    shape.children(RECONNECT).apply(source)?;
    if ["tcp", "udp", "unix"].contains(&kind) && source.attribute("mode").is_none() {
        source.set_first("mode", "connect");
    }
    complete_reconnect(source)
}

/// A timeout belongs to reconnects that are enabled.
fn complete_reconnect(source: &mut Element) -> Result<()> {
    let bound = source.attribute("mode") == Some("bind");
    let Some(reconnect) = source.child_mut("reconnect") else { return Ok(()) };
    if reconnect.attribute("enabled") != Some("yes") {
        reconnect.take_attribute("timeout");
        source.remove_empty("reconnect");
        return Ok(());
    }
    if reconnect.attribute("timeout").is_none() {
        return Err(missing(reconnect, "timeout"));
    }
    match bound {
        true => internal("<reconnect> is for mode='connect' only"),
        false => Ok(()),
    }
}

fn complete_protocol(device: &mut Element, kind: &str) -> Result<()> {
    if kind != "tcp" {
        device.take_all("protocol");
        return Ok(());
    }
    let kind = device.child("protocol").and_then(|protocol| protocol.attribute("type"));
    let kind = kind.unwrap_or("raw").to_owned();
    if !["raw", "telnet", "telnets", "tls"].contains(&kind.as_str()) {
        return unsupported(format!("<protocol> has type='{kind}', which is unknown"));
    }
    match device.child_mut("protocol") {
        Some(protocol) => protocol.set_first("type", kind),
        None => {
            let protocol = Element::with_attributes("protocol", &[("type", &kind)]);
            device.insert_after("source", protocol);
        }
    }
    Ok(())
}

fn check_required(device: &Element, kind: &str) -> Result<()> {
    let Some((_, names, code)) = REQUIRED.iter().find(|(known, ..)| *known == kind) else {
        return Ok(());
    };
    if kind == "unix" && has_generated_path(device) {
        return Ok(());
    }
    for name in *names {
        let given = |source: &Element| source.attribute(name).is_some_and(|text| !text.is_empty());
        let counts = |source: &&Element| {
            source.is("source") && (kind != "udp" || source.attribute("mode") == Some("connect"))
        };
        if !device.elements().filter(counts).any(given) {
            return refuse(
                *code,
                format!("<{}> of type '{kind}' has no <source> with '{name}'", device.name),
            );
        }
    }
    Ok(())
}

/// Whether the hypervisor chooses the path of a socket when the domain starts.
fn has_generated_path(device: &Element) -> bool {
    let target = device.child("target").and_then(|target| target.attribute("type"));
    device.is("channel") && matches!(target, Some("virtio" | "xen"))
}

/// Drops a source that says nothing: a socket without a path, the end of a UDP connection
/// without an address, or an empty element.
fn drop_empty(device: &mut Element, kind: &str) {
    for source in device.elements_mut().filter(|element| element.is("source")) {
        let given = |name: &&str| source.attribute(name).is_some();
        let silent = match kind {
            "unix" => !given(&"path"),
            "udp" => !["host", "service"].iter().any(given),
            _ => false,
        };
        if silent {
            ATTRIBUTES.iter().for_each(|name| drop(source.take_attribute(name)));
            CHILDREN.iter().for_each(|(name, _)| drop(source.take_all(name)));
        }
    }
    device.remove_empty("source");
    if let Some(log) = device.child_mut("log")
        && log.attribute("file").is_none_or(str::is_empty)
    {
        log.attributes.retain(|(name, _)| name != "file" && name != "append");
        device.remove_empty("log");
    }
}

/// The end that is bound comes first; of each mode the first source counts.
fn sort(device: &mut Element) {
    let mut sources = device.take_all("source");
    sort_by_key(&mut sources, |source| source.attribute("mode") != Some("bind"));
    sources.dedup_by(|later, first| later.attribute("mode") == first.attribute("mode"));
    let rest = std::mem::take(&mut device.nodes);
    device.extend(sources);
    device.nodes.extend(rest);
}

fn internal<T>(detail: impl Into<String>) -> Result<T> {
    refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
}
