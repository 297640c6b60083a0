//! `<source>` of a disk.

use crate::model::Result;
use crate::xml::definition::shape::{Shape, attr, dropped, element, one_of};
use crate::xml::definition::value::missing;
use crate::xml::definition::{fault, unsupported};
use crate::xml::tree::Element;

const PROTOCOLS: &[&str] = &[
    "nbd", "rbd", "sheepdog", "gluster", "iscsi", "http", "https", "ftp", "ftps", "tftp", "ssh",
    "vxhs", "nfs",
];

/// The shape of `<source>`.
pub const SOURCE: Shape = element("source")
    .omit_empty()
    .attributes(&[
        attr("file"),
        attr("dev"),
        attr("dir"),
        one_of("protocol", PROTOCOLS),
        attr("name"),
        attr("pool"),
        attr("volume"),
        attr("mode"),
        attr("type"),
        attr("managed"),
        attr("namespace"),
        one_of("startupPolicy", &["default", "mandatory", "requisite", "optional"]).omit("default"),
        dropped("index"),
    ])
    .children(&[
        element("host").many().attributes(&[
            attr("name"),
            attr("port"),
            one_of("transport", &["tcp", "unix", "rdma"]).unsupported().omit("tcp"),
            attr("socket"),
        ]),
        element("snapshot").attributes(&[attr("name")]),
        element("config").attributes(&[attr("file")]),
        element("initiator"),
        element("auth"),
    ]);

/// Refuses a disk with an invalid source.
pub fn check(disk: &Element) -> Result<()> {
    let Some(source) = disk.child("source") else { return Ok(()) };
    let kind = disk.attribute("type").unwrap_or("file");
    if kind == "network" && source.attribute("protocol").is_none() {
        return Err(missing(source, "protocol"));
    }
    if kind == "network" && source.attribute("name").is_none() && needs_name(source) {
        return Err(fault("<source> has no attribute 'name'".to_owned()));
    }
    if kind == "volume" && source.attribute("volume").is_none() {
        return Err(fault("<source> has no attribute 'volume'".to_owned()));
    }
    for host in source.elements().filter(|_| kind == "network").filter(|host| host.is("host")) {
        match host.attribute("transport") {
            None | Some("tcp") if host.attribute("name").is_none() => {
                return Err(fault("<host> has no attribute 'name'".to_owned()));
            }
            _ => {}
        }
    }
    check_policy(disk, source, kind)
}

/// The attributes and children of a source of each type.
const OF_TYPE: &[(&str, &[&str])] = &[
    ("file", &["file"]),
    ("block", &["dev"]),
    ("dir", &["dir"]),
    ("network", &["protocol", "name", "host", "snapshot", "config", "initiator"]),
    ("volume", &["pool", "volume", "mode"]),
    ("nvme", &["type", "managed", "namespace"]),
    ("vhostuser", &["type", "mode", "path"]),
];

/// Drops what only sources of other types have.
pub fn drop_foreign(disk: &mut Element, kind: &str) {
    let Some(source) = disk.child_mut("source") else { return };
    let own = OF_TYPE.iter().find(|(known, _)| *known == kind).map_or(&[] as _, |(_, own)| *own);
    let known = OF_TYPE.iter().flat_map(|(_, names)| *names);
    for name in known.filter(|name| !own.contains(name)) {
        source.take_attribute(name);
        source.take_all(name);
    }
    disk.remove_empty("source");
}

fn needs_name(source: &Element) -> bool {
    ["rbd", "sheepdog", "gluster", "iscsi", "ssh", "vxhs", "nfs"]
        .contains(&source.attribute("protocol").unwrap_or_default())
}

fn check_policy(disk: &Element, source: &Element, kind: &str) -> Result<()> {
    let removable = ["cdrom", "floppy"].contains(&disk.attribute("device").unwrap_or_default());
    match source.attribute("startupPolicy") {
        None | Some("default") => Ok(()),
        Some("requisite") if !removable => Err(fault(
            "<source> has startupPolicy='requisite', expected a removable disk".to_owned(),
        )),
        Some(_) if kind == "network" => {
            Err(fault("<source> of a network disk has a startupPolicy".to_owned()))
        }
        Some(_) => Ok(()),
    }
}

/// The strings of a disk with a limited length.
const WORDS: &[(&str, usize)] = &[("vendor", 8), ("product", 16)];

/// Refuses strings that are too long or not printable.
pub fn check_words(disk: &Element) -> Result<()> {
    for (name, most) in WORDS {
        let text = disk.child(name).map(Element::text).unwrap_or_default();
        if text.len() > *most {
            return unsupported(format!(
                "<{name}> holds '{text}', expected at most {most} characters"
            ));
        }
        if !text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
            return Err(fault(format!("<{name}> holds '{text}', expected ASCII characters")));
        }
    }
    Ok(())
}
