//! `<source>` of an image on the network: names, hosts and ports.

use crate::model::number::unsigned;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::fault;
use crate::xml::tree::Element;

/// The default port of each protocol that has one.
const PORTS: &[(&str, &str)] = &[
    ("nbd", "10809"),
    ("sheepdog", "7000"),
    ("gluster", "24007"),
    ("iscsi", "3260"),
    ("http", "80"),
    ("https", "443"),
    ("ftp", "21"),
    ("ftps", "990"),
    ("tftp", "69"),
    ("ssh", "22"),
    ("vxhs", "9999"),
];

/// Completes a source of this type, and those of its backing images.
pub fn complete_all(image: &mut Element, kind: &str) -> Result<()> {
    let mut next = Some((image, kind.to_owned()));
    while let Some((image, kind)) = next {
        if let Some(source) = image.child_mut("source").filter(|_| kind == "network") {
            complete(source)?;
        }
        next = image.child_mut("backingStore").map(|backing| {
            let kind = backing.attribute("type").unwrap_or_default().to_owned();
            (backing, kind)
        });
    }
    Ok(())
}

/// Completes a source.
fn complete(source: &mut Element) -> Result<()> {
    let protocol = source.attribute("protocol").unwrap_or_default().to_owned();
    let name = source.attribute("name").unwrap_or_default();
    if ["gluster", "rbd"].contains(&protocol.as_str())
        && name.split_once('/').is_none_or(|(pool, _)| pool.is_empty())
    {
        return Err(fault(format!("<source> has name='{name}', expected a pool and an image")));
    }
    if protocol == "iscsi" {
        complete_unit(source);
    }
    let port = PORTS.iter().find(|(known, _)| *known == protocol).map(|(_, port)| *port);
    let hosts = source.elements_mut().filter(|element| element.is("host"));
    hosts.into_iter().try_for_each(|host| complete_host(host, port))
}

/// An iSCSI target without a unit means its unit 0.
pub fn complete_unit(source: &mut Element) {
    let name = source.attribute("name").filter(|name| !name.is_empty() && !name.contains('/'));
    if let Some(name) = name.map(|name| format!("{name}/0")) {
        source.set_attribute("name", &name);
    }
}

fn complete_host(host: &mut Element, usual: Option<&str>) -> Result<()> {
    let transport = host.attribute("transport").unwrap_or("tcp").to_owned();
    let socket = host.attribute("socket").is_some();
    if (transport == "unix") != socket {
        let what = if socket { "a" } else { "no" };
        return Err(fault(format!("<host> has transport='{transport}' and {what} socket")));
    }
    if transport == "unix" {
        host.take_attribute("name");
        host.take_attribute("port");
        return Ok(());
    }
    let port = host.attribute("port").map(port).transpose()?.filter(|port| *port != 0);
    let port = port.map(|port| port.to_string());
    let usual = usual.filter(|_| transport == "tcp").map(str::to_owned);
    host.take_attribute("port");
    if let Some(port) = port.or(usual) {
        let behind = host.attributes.iter().take_while(|(key, _)| key == "name").count();
        host.attributes.insert(behind, ("port".to_owned(), port));
    }
    Ok(())
}

fn port(text: &str) -> Result<u16> {
    unsigned(text, 10).and_then(|port| u16::try_from(port).ok()).ok_or_else(|| {
        Error::new(
            virErrorDomain::VIR_FROM_NONE,
            virErrorNumber::VIR_ERR_INVALID_ARG,
            format!("<host> has port='{text}', expected a number from 0 to 65535"),
        )
    })
}
