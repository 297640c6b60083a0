//! `<filesystem>`.

use super::address;
use super::disk::FORMATS;
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber};
use crate::xml::definition::kind::Kind;
use crate::xml::definition::shape::{Shape, attr, element, of_kind, one_of, text};
use crate::xml::definition::{fault, refuse};
use crate::xml::size::{self, parse_number};
use crate::xml::tree::Element;

const TYPES: &[&str] = &["mount", "block", "file", "template", "ram", "bind", "volume"];

const DRIVERS: &[&str] = &["default", "path", "handle", "loop", "nbd", "ploop", "virtiofs"];

const FILESYSTEM: Shape = element("filesystem")
    .attributes(&[
        one_of("type", TYPES).or("mount"),
        one_of("accessmode", &["passthrough", "mapped", "squash"]),
        one_of("model", &["virtio-transitional", "virtio-non-transitional", "virtio"]),
        one_of("multidevs", &["default", "remap", "forbid", "warn"]).omit("default"),
        of_kind("fmode", Kind::Octal),
        of_kind("dmode", Kind::Octal),
    ])
    .children(&[
        element("driver")
            .attributes(&[
                one_of("type", DRIVERS).omit("default"),
                one_of("format", FORMATS).unsupported(),
                one_of("wrpolicy", &["default", "immediate"]).omit("default"),
            ])
            .omit_empty(),
        element("binary"),
        element("source"),
        element("target").attributes(&[attr("dir")]),
        element("readonly"),
        text("space_hard_limit"),
        text("space_soft_limit"),
    ])
    .info();

/// The attribute of a source of each type.
const SOURCES: &[(&str, &[&str])] = &[
    ("block", &["dev"]),
    ("file", &["file"]),
    ("template", &["name"]),
    ("ram", &["usage", "units"]),
    ("volume", &["volume", "pool"]),
    ("mount", &["dir"]),
    ("bind", &["dir"]),
];

/// Normalizes a file system.
pub fn apply(device: &mut Element) -> Result<()> {
    FILESYSTEM.apply(device)?;
    address::apply(device)?;
    complete_driver(device)?;
    let kind = device.attribute("type").unwrap_or_default().to_owned();
    let names = SOURCES.iter().find(|(known, _)| *known == kind);
    let names = names.map_or(&[] as _, |(_, names)| *names);
    let socket = ["mount", "bind"].contains(&kind.as_str())
        && device.child("source").is_some_and(|source| source.attribute("socket").is_some());
    let names = if socket { &["socket"] } else { names };
    check_volume(device, &kind)?;
    check_ends(device, names.first().copied().unwrap_or_default())?;
    drop_foreign(device, names);
    if !socket && device.attribute("accessmode").is_none() {
        device.attributes.insert(1, ("accessmode".to_owned(), "passthrough".to_owned()));
    }
    complete_ram(device)?;
    ["space_hard_limit", "space_soft_limit"].iter().try_for_each(|n| complete_limit(device, n))
}

fn complete_driver(device: &mut Element) -> Result<()> {
    let Some(driver) = device.child_mut("driver") else { return Ok(()) };
    if driver.attribute("type") != Some("virtiofs") {
        driver.take_attribute("queue");
    }
    match driver.attribute("queue") {
        Some(text) if parse_number(text).is_none_or(|queue| queue > u64::from(u16::MAX)) => {
            Err(fault(format!("<driver> has queue='{text}', expected a size")))
        }
        _ => Ok(()),
    }
}

fn check_volume(device: &Element, kind: &str) -> Result<()> {
    let source = device.child("source").filter(|_| kind == "volume");
    let given = |name: &str| source.is_some_and(|source| source.attribute(name).is_some());
    if given("pool") != given("volume") {
        return Err(fault("<source> has one of 'pool' and 'volume', expected both".to_owned()));
    }
    Ok(())
}

/// Refuses a file system without a source or a target.
fn check_ends(device: &Element, name: &str) -> Result<()> {
    let inner = |element: &str, name: &str| {
        let found = device.child(element).and_then(|element| element.attribute(name));
        found.map(str::to_owned)
    };
    match (inner("source", name), inner("target", "dir")) {
        (None, target) => refuse(virErrorNumber::VIR_ERR_NO_SOURCE, target.unwrap_or_default()),
        (Some(source), None) => refuse(virErrorNumber::VIR_ERR_NO_TARGET, source),
        _ => Ok(()),
    }
}

/// Drops what only sources of other types have.
fn drop_foreign(device: &mut Element, names: &[&str]) {
    let Some(source) = device.child_mut("source") else { return };
    let known = SOURCES.iter().flat_map(|(_, names)| *names).chain(&["socket"]);
    for name in known.filter(|name| !names.contains(name)) {
        source.take_attribute(name);
    }
}

fn complete_ram(device: &mut Element) -> Result<()> {
    let Some(source) = device.child_mut("source") else { return Ok(()) };
    let Some(usage) = source.take_attribute("usage") else { return Ok(()) };
    let mut read = Element::with_text("source", usage);
    read.attributes.extend(source.take_attribute("units").map(|unit| ("unit".to_owned(), unit)));
    let Kib(usage) = size::read(&read)?;
    source.set_first("units", "KiB");
    source.set_first("usage", usage.to_string());
    Ok(())
}

/// Converts a space limit to bytes.
fn complete_limit(device: &mut Element, name: &str) -> Result<()> {
    let Some(limit) = device.child_mut(name) else { return Ok(()) };
    if limit.attribute("unit").is_none() {
        limit.set_attribute("unit", "bytes");
    }
    let bytes = size::read_bytes(limit)?;
    limit.set_text(bytes.to_string());
    limit.set_attribute("unit", "bytes");
    Ok(())
}
