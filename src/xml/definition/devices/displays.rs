//! `<graphics>` and `<video>`.

use super::{address, graphics_types};
use crate::model::number::{parse_number, signed};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::sort_by_key;
use crate::xml::definition::shape::{Shape, attr, element, yes_no};
use crate::xml::definition::value::bad;
use crate::xml::definition::{refuse, unsupported};
use crate::xml::tree::Element;

/// Normalizes `<graphics>`.
pub fn apply_graphics(graphics: &mut Element) -> Result<()> {
    graphics_types::apply(graphics)?;
    let kind = graphics.attribute("type").unwrap_or_default().to_owned();
    complete_password(graphics, &kind)?;
    if ["vnc", "spice", "rdp"].contains(&kind.as_str()) {
        complete_listens(graphics)?;
    }
    match kind.as_str() {
        "vnc" => complete_vnc(graphics),
        "spice" => complete_spice(graphics),
        "rdp" => complete_rdp(graphics),
        _ => Ok(()),
    }
}

/// Normalizes the `<listen>` elements; the first address and the first socket are also
/// attributes.
fn complete_listens(graphics: &mut Element) -> Result<()> {
    let address = graphics.take_attribute("listen");
    let socket = graphics.take_attribute("socket");
    if graphics.child("listen").is_none() {
        let mut listen = Element::new("listen");
        let kind = if socket.is_some() { "socket" } else { "address" };
        listen.set_attribute("type", kind);
        listen.attributes.extend(socket.clone().map(|socket| ("socket".to_owned(), socket)));
        let address = address.clone().filter(|_| socket.is_none());
        listen.attributes.extend(address.map(|address| ("address".to_owned(), address)));
        graphics.nodes.insert(0, crate::xml::tree::Node::Element(listen));
    }
    let listen = graphics.child("listen").cloned().unwrap_or_default();
    let found = listen.attribute("address").map(str::to_owned);
    if let (Some(given), Some(found)) = (&address, &found)
        && given != found
    {
        return unsupported(format!(
            "<graphics> has listen='{given}', and its first <listen> has '{found}'"
        ));
    }
    let socket = listen.attribute("socket");
    if let Some(socket) = socket.filter(|_| graphics.attribute("type") == Some("vnc")) {
        graphics.attributes.insert(1, ("socket".to_owned(), socket.to_owned()));
    }
    if let Some(found) = found {
        let behind = ["type", "socket", "port", "tlsPort", "autoport", "websocket"];
        let place = graphics.attributes.iter().take_while(|(k, _)| behind.contains(&k.as_str()));
        let place = place.count();
        graphics.attributes.insert(place, ("listen".to_owned(), found));
    }
    Ok(())
}

/// Whether the first `<listen>` is an address or a network.
fn has_ports(graphics: &Element) -> bool {
    let listen = graphics.child("listen").and_then(|listen| listen.attribute("type"));
    !matches!(listen, Some("socket" | "none"))
}

fn port(graphics: &mut Element, name: &str) -> Result<Option<i32>> {
    let Some(text) = graphics.take_attribute(name) else { return Ok(None) };
    match signed(&text, 10).map(i32::try_from) {
        Some(Ok(port)) => Ok(Some(port)),
        _ if graphics.attribute("type") == Some("spice") => {
            Err(bad(graphics, name, &text, "a port"))
        }
        _ => refuse(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<graphics> has {name}='{text}', expected a port"),
        ),
    }
}

fn complete_vnc(graphics: &mut Element) -> Result<()> {
    let port = port(graphics, "port")?;
    let automatic = graphics.take_attribute("autoport");
    let manual = automatic.as_deref() == Some("no");
    let port = port.filter(|port| !(manual && *port == -1)).or_else(|| manual.then_some(0));
    let automatic = automatic.as_deref() == Some("yes");
    if !has_ports(graphics) {
        return Ok(());
    }
    let attributes = match port {
        Some(port) if port != -1 && !automatic => [port.to_string(), "no".to_owned()],
        _ => ["-1".to_owned(), "yes".to_owned()],
    };
    let attributes = ["port", "autoport"].map(str::to_owned).into_iter().zip(attributes);
    let attributes = attributes.filter(|(_, value)| value != "0");
    graphics.attributes.splice(1..1, attributes);
    Ok(())
}

fn complete_spice(graphics: &mut Element) -> Result<()> {
    let ports = [port(graphics, "port")?, port(graphics, "tlsPort")?];
    let automatic = graphics.take_attribute("autoport");
    let automatic = automatic.as_deref() == Some("yes") || ports == [Some(-1), Some(-1)];
    if !ports.iter().flatten().any(|port| *port != 0)
        && !automatic
        && graphics.attribute("listen").is_none()
    {
        let network = graphics.child("listen").and_then(|listen| listen.attribute("network"));
        if has_ports(graphics) && network.is_none() {
            graphics.edit("listen", &[], |listen| listen.set_attribute("type", "none"));
            return Ok(());
        }
    }
    if !has_ports(graphics) {
        return Ok(());
    }
    let mut attributes = Vec::new();
    let ports = ports.map(|port| port.filter(|port| *port != 0));
    if automatic {
        attributes.push(("autoport".to_owned(), "yes".to_owned()));
    } else {
        let given = ["port", "tlsPort"].into_iter().zip(ports);
        attributes
            .extend(given.filter_map(|(name, port)| Some((name.to_owned(), port?.to_string()))));
        attributes.push(("autoport".to_owned(), "no".to_owned()));
    }
    graphics.attributes.splice(1..1, attributes);
    Ok(())
}

fn complete_rdp(graphics: &mut Element) -> Result<()> {
    let port = port(graphics, "port")?;
    let automatic = graphics.take_attribute("autoport").as_deref() == Some("yes");
    let attributes = match port {
        Some(port) if port != -1 && !automatic => vec![("port", port.to_string())],
        _ => vec![("port", "0".to_owned()), ("autoport", "yes".to_owned())],
    };
    let manual = attributes.len() == 1;
    let attributes = attributes.into_iter().map(|(name, value)| (name.to_owned(), value));
    graphics.attributes.splice(1..1, attributes.filter(|(_, value)| !(manual && value == "0")));
    graphics.attributes.retain(|(name, value)| {
        !["replaceUser", "multiUser"].contains(&name.as_str()) || value == "yes"
    });
    Ok(())
}

/// Without a password, nothing is said of it.
fn complete_password(graphics: &mut Element, kind: &str) -> Result<()> {
    if graphics.attribute("passwd").is_none() {
        graphics.take_attribute("passwdValidTo");
        graphics.take_attribute("connected");
        return Ok(());
    }
    let time = graphics.attribute("passwdValidTo");
    if let Some(time) = time.filter(|time| !is_time(time)) {
        return refuse(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<graphics> has passwdValidTo='{time}', expected YYYY-MM-DDTHH:MM:SS"),
        );
    }
    match graphics.attribute("connected") {
        Some("keep") | None => Ok(()),
        Some("fail" | "disconnect") if kind == "spice" => Ok(()),
        Some(other) => unsupported(format!("<graphics> of type '{kind}' has connected='{other}'")),
    }
}

/// Whether the text is a time such as 2030-12-31T23:59:59.
fn is_time(text: &str) -> bool {
    let shape = "0000-00-00T00:00:00";
    let fits = |(given, expected): (char, char)| match expected {
        '0' => given.is_ascii_digit(),
        other => given == other,
    };
    text.chars().count() == shape.len() && text.chars().zip(shape.chars()).all(fits)
}

/// The models of video cards, and the default memory of each in KiB.
const MODELS: &[(&str, Option<u64>)] = &[
    ("vga", Some(16_384)),
    ("cirrus", Some(16_384)),
    ("vmvga", Some(16_384)),
    ("xen", Some(4_096)),
    ("vbox", None),
    ("qxl", Some(65_536)),
    ("parallels", None),
    ("virtio", None),
    ("gop", None),
    ("none", None),
    ("bochs", Some(16_384)),
    ("ramfb", None),
];

const VIDEO: Shape = element("video")
    .children(&[
        element("driver"),
        element("model")
            .attributes(&[
                attr("type"),
                attr("ram"),
                attr("vram"),
                attr("vram64"),
                attr("vgamem"),
                attr("heads"),
                yes_no("primary"),
                attr("blob"),
            ])
            .children(&[element("acceleration"), element("resolution")]),
    ])
    .info();

/// Normalizes `<video>`; the model defaults to `default_model`.
pub fn apply_video(video: &mut Element, default_model: &str) -> Result<()> {
    VIDEO.apply(video)?;
    address::apply(video)?;
    video.edit("model", &["boot", "alias", "rom", "acpi", "address"], |model| {
        complete_model(model, default_model)
    })
}

fn complete_model(model: &mut Element, default_model: &str) -> Result<()> {
    let given = model.take_attribute("type").filter(|kind| kind != "default");
    let kind = given.unwrap_or_else(|| default_model.to_owned());
    let Some((_, memory)) = MODELS.iter().find(|(known, _)| *known == kind) else {
        return unsupported(format!("<model> of <video> has type='{kind}', which is unknown"));
    };
    let xml = virErrorNumber::VIR_ERR_XML_ERROR;
    let numbers = [
        ("ram", number(model, "ram", xml)?),
        ("vram", number(model, "vram", xml)?),
        ("vram64", number(model, "vram64", xml)?),
        ("vgamem", number(model, "vgamem", xml)?),
        ("heads", number(model, "heads", virErrorNumber::VIR_ERR_INTERNAL_ERROR)?),
    ];
    let mut known = vec![("type".to_owned(), kind.clone())];
    for (name, given) in numbers {
        if kind != "qxl" && given.is_some() && ["ram", "vram64", "vgamem"].contains(&name) {
            return unsupported(format!("<model> has {name}, expected it with type='qxl' only"));
        }
        let otherwise = match name {
            "ram" if kind == "qxl" => *memory,
            "vram" => *memory,
            "heads" if kind != "none" => Some(1),
            _ => None,
        };
        let power = |value: u64| match name {
            "ram" | "vram" => value.checked_next_power_of_two().unwrap_or(value),
            _ => value,
        };
        let value = given.filter(|value| *value != 0).map(power);
        let value = value.or(otherwise).filter(|_| kind != "none");
        known.extend(value.map(|value| (name.to_owned(), value.to_string())));
    }
    known.append(&mut model.attributes);
    model.attributes = known;
    Ok(())
}

fn number(model: &mut Element, name: &str, code: virErrorNumber) -> Result<Option<u64>> {
    let text = model.take_attribute(name);
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    match parse_number(&text).filter(|number| *number <= u64::from(u32::MAX)) {
        None => Err(Error::new(
            virErrorDomain::VIR_FROM_DOMAIN,
            code,
            format!("<model> of <video> has {name}='{text}', expected a number"),
        )),
        number => Ok(number),
    }
}

/// Adds a video card if there are graphics without one; sorts the primary card first.
pub fn complete(devices: &mut Vec<Element>, default_model: &str) -> Result<()> {
    let exists = |name: &str, devices: &[Element]| devices.iter().any(|device| device.is(name));
    if exists("graphics", devices) && !exists("video", devices) {
        let mut video = Element::new("video");
        apply_video(&mut video, default_model)?;
        devices.push(video);
    }
    let primary = |video: &Element| {
        video.child("model").and_then(|model| model.attribute("primary")) == Some("yes")
    };
    let mut videos: Vec<Element> = devices.extract_if(.., |device| device.is("video")).collect();
    sort_by_key(&mut videos, |video| !primary(video));
    let model = videos.first_mut().and_then(|video| video.child_mut("model"));
    if let Some(model) = model.filter(|model| model.attribute("type") != Some("none")) {
        model.take_attribute("primary");
        let known = ["type", "ram", "vram", "vram64", "vgamem", "heads"];
        let place = model.attributes.iter().take_while(|(key, _)| known.contains(&key.as_str()));
        let place = place.count();
        model.attributes.insert(place, ("primary".to_owned(), "yes".to_owned()));
    }
    devices.append(&mut videos);
    Ok(())
}
