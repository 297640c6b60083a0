//! What `<graphics>` of each type consists of.

use crate::model::Result;
use crate::xml::definition::shape::{
    Attribute, Shape, attr, dropped, element, on_off, one_of, signed, yes_no,
};
use crate::xml::definition::{fault, unsupported};
use crate::xml::tree::Element;

const TYPES: &[&str] = &["sdl", "vnc", "rdp", "desktop", "spice", "egl-headless", "dbus"];

const CHANNELS: &[&str] =
    &["main", "display", "inputs", "cursor", "playback", "record", "smartcard", "usbredir"];
const SECURE: &[&str] = &["any", "secure", "insecure"];
const IMAGES: &[&str] = &["auto_glz", "auto_lz", "quic", "glz", "lz", "off"];
const COMPRESSION: Attribute = one_of("compression", &["auto", "never", "always"]).required();

const TYPE: Attribute = one_of("type", TYPES).required();

const LISTEN: Shape = element("listen").many().attributes(&[
    one_of("type", &["none", "address", "network", "socket"]).required(),
    attr("address"),
    attr("network"),
    attr("socket"),
]);
const GL: Shape = element("gl").attributes(&[yes_no("enable").required(), attr("rendernode")]);
const AUDIO: Shape = element("audio").attributes(&[attr("id")]);

const VNC: Shape = element("graphics")
    .attributes(&[
        TYPE,
        attr("socket"),
        attr("port"),
        attr("autoport"),
        signed("websocket").omit("0"),
        attr("listen"),
        attr("keymap"),
        one_of("sharePolicy", &["allow-exclusive", "force-shared", "ignore"]),
        yes_no("powerControl"),
        attr("passwd"),
        attr("passwdValidTo"),
        attr("connected"),
    ])
    .children(&[LISTEN, AUDIO]);

const SPICE: Shape = element("graphics")
    .attributes(&[
        TYPE,
        attr("socket"),
        attr("port"),
        attr("tlsPort"),
        attr("autoport"),
        attr("listen"),
        attr("keymap"),
        one_of("defaultMode", SECURE).omit("any"),
        attr("passwd"),
        attr("passwdValidTo"),
        attr("connected"),
    ])
    .children(&[
        LISTEN,
        element("channel")
            .many()
            .attributes(&[one_of("name", CHANNELS).required(), one_of("mode", SECURE).required()]),
        element("image").attributes(&[one_of("compression", IMAGES).required()]),
        element("jpeg").attributes(&[COMPRESSION]),
        element("zlib").attributes(&[COMPRESSION]),
        element("playback").attributes(&[on_off("compression").required()]),
        element("streaming").attributes(&[one_of("mode", &["filter", "all", "off"]).required()]),
        element("mouse").attributes(&[one_of("mode", &["server", "client"]).required()]),
        element("clipboard").attributes(&[yes_no("copypaste").required()]),
        element("filetransfer").attributes(&[yes_no("enable").required()]),
        GL,
    ]);

const RDP: Shape = element("graphics")
    .attributes(&[
        TYPE,
        attr("socket"),
        attr("port"),
        attr("autoport"),
        attr("listen"),
        attr("replaceUser"),
        attr("multiUser"),
    ])
    .children(&[LISTEN]);

const SDL: Shape = element("graphics")
    .attributes(&[TYPE, attr("display"), attr("xauth"), yes_no("fullscreen").omit("no")])
    .children(&[element("gl").attributes(&[yes_no("enable").required(), dropped("rendernode")])]);

const DESKTOP: Shape =
    element("graphics").attributes(&[TYPE, attr("display"), yes_no("fullscreen").omit("no")]);

const EGL: Shape = element("graphics")
    .attributes(&[TYPE])
    .children(&[element("gl").attributes(&[attr("rendernode")]).omit_empty()]);

const DBUS: Shape =
    element("graphics").attributes(&[TYPE, yes_no("p2p"), attr("address")]).children(&[GL, AUDIO]);

const SHAPES: &[(&str, Shape)] = &[
    ("vnc", VNC),
    ("spice", SPICE),
    ("rdp", RDP),
    ("sdl", SDL),
    ("desktop", DESKTOP),
    ("egl-headless", EGL),
    ("dbus", DBUS),
];

/// Normalizes `<graphics>`, and drops what only other types have.
pub fn apply(graphics: &mut Element) -> Result<()> {
    let kind = graphics.attribute("type").unwrap_or_default();
    let shape = SHAPES.iter().find(|(known, _)| *known == kind).map_or(VNC, |(_, shape)| *shape);
    let attributes = graphics.attributes.iter().map(|(name, _)| name.clone());
    let foreign: Vec<String> = attributes.filter(|name| !shape.has_attribute(name)).collect();
    for name in foreign.iter().filter(|name| SHAPES.iter().any(|(_, s)| s.has_attribute(name))) {
        graphics.take_attribute(name);
    }
    graphics.retain_elements(|child| {
        shape.knows(&child.name) || !SHAPES.iter().any(|(_, shape)| shape.knows(&child.name))
    });
    shape.apply(graphics)?;
    let kind = graphics.attribute("type").unwrap_or_default().to_owned();
    let mut listens = graphics.elements_mut().filter(|child| LISTEN.matches(child));
    listens.try_for_each(|listen| check_listen(listen, &kind))
}

/// Where a `<listen>` listens: an attribute that is called as its type. Another address is left
/// out, another place is refused.
fn check_listen(listen: &mut Element, graphics: &str) -> Result<()> {
    let kind = listen.attribute("type").unwrap_or_default().to_owned();
    if graphics == "rdp" && ["none", "socket"].contains(&kind.as_str()) {
        let what = format!("<listen> of <graphics> of type 'rdp' has type '{kind}'");
        return unsupported(format!("{what}, expected 'address' or 'network'"));
    }
    for name in ["address", "network", "socket"] {
        let value = listen.attribute(name).filter(|value| !value.is_empty());
        match value {
            Some(value) if kind != name && name != "address" => {
                let what = format!("<listen> of type '{kind}' has {name}='{value}'");
                return Err(fault(format!("{what}, expected it with type '{name}' alone")));
            }
            Some(_) if kind == name => {}
            _ => _ = listen.take_attribute(name),
        }
    }
    Ok(())
}
