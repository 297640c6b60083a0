//! `<interface>`.

use super::address;
use super::bandwidth;
use crate::model::mac::Mac;
use crate::model::parameters::interface::InterfaceBandwidth;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::shape::{Shape, attr, element, number, one_of, text, yes_no};
use crate::xml::definition::value::{missing, take_content, texts};
use crate::xml::definition::{fault, refuse};
use crate::xml::tree::Element;

/// A network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// Its bandwidth limits, if any.
    pub bandwidth: Option<InterfaceBandwidth>,
    /// Everything else.
    pub element: Element,
}

const TYPES: &[&str] = &[
    "user",
    "ethernet",
    "vhostuser",
    "server",
    "client",
    "mcast",
    "network",
    "bridge",
    "internal",
    "direct",
    "hostdev",
    "udp",
    "vdpa",
    "null",
    "vds",
];
const MODES: &[&str] = &["vepa", "private", "bridge", "passthrough"];

/// The elements that follow the bandwidth.
const BEHIND_BANDWIDTH: &[&str] = &[
    "port",
    "ip",
    "route",
    "script",
    "downscript",
    "backenddomain",
    "target",
    "guest",
    "model",
    "driver",
    "backend",
    "filterref",
    "tune",
    "teaming",
    "link",
    "mtu",
    "coalesce",
    "boot",
    "alias",
    "rom",
    "acpi",
    "address",
];

const SOURCE: Shape = element("source").attributes(&[
    attr("bridge"),
    attr("network"),
    attr("portgroup"),
    attr("name"),
    attr("dev"),
    attr("address"),
    attr("port"),
    attr("type"),
    attr("path"),
    attr("mode"),
]);

const INTERFACE: Shape = element("interface")
    .attributes(&[
        one_of("type", TYPES).or("user"),
        yes_no("managed"),
        yes_no("trustGuestRxFilters"),
    ])
    .children(&[
        element("mac").attributes(&[
            attr("address"),
            one_of("type", &["generated", "static"]),
            yes_no("check"),
        ]),
        SOURCE,
        element("vlan"),
        element("virtualport"),
        element("bandwidth"),
        element("port").attributes(&[yes_no("isolated")]),
        element("ip").many(),
        element("route").many(),
        element("script").attributes(&[attr("path")]),
        element("downscript").attributes(&[attr("path")]),
        element("backenddomain").attributes(&[attr("name")]),
        element("target").attributes(&[attr("dev"), yes_no("managed")]).omit_empty(),
        element("guest").attributes(&[attr("dev"), attr("actual")]).omit_empty(),
        element("model").attributes(&[attr("type")]).omit_empty(),
        element("driver"),
        element("backend").attributes(&[attr("tap"), attr("vhost")]).omit_empty(),
        element("filterref").attributes(&[attr("filter")]),
        element("tune").children(&[text("sndbuf")]),
        element("teaming").attributes(&[
            one_of("type", &["persistent", "transient"]).required(),
            attr("persistent"),
        ]),
        element("link").attributes(&[one_of("state", &["up", "down"]).unsupported()]),
        element("mtu").attributes(&[number("size").plain().omit("0")]).omit_empty(),
        element("coalesce"),
    ])
    .info();

/// Inserts a child before the first one with one of those names, or that is not known.
fn insert_before(interface: &mut Element, names: &[&str], child: Element) {
    let known = |name: &str| INTERFACE.knows(name) || BEHIND_BANDWIDTH.contains(&name);
    let before: Vec<String> = interface
        .elements()
        .map(|element| element.name.clone())
        .filter(|name| names.contains(&name.as_str()) || !known(name))
        .collect();
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    interface.insert_before(&before, child);
}

impl Interface {
    /// Parses, checks and completes an `<interface>`.
    pub fn read(mut element: Element) -> Result<Self> {
        INTERFACE.apply(&mut element)?;
        address::apply(&mut element)?;
        let mut interface = Self::read_unchecked(element)?;
        interface.complete_source()?;
        interface.complete_mac()?;
        interface.complete_rest()?;
        interface.check_floor()?;
        Ok(interface)
    }

    /// Parses an `<interface>` from a trusted document, without checks.
    pub fn read_unchecked(mut element: Element) -> Result<Self> {
        Ok(Self { bandwidth: bandwidth::take(&mut element)?, element })
    }

    /// Its type: `network`, `bridge`, `user`, …
    pub fn kind(&self) -> &str {
        self.element.attribute("type").unwrap_or("user")
    }

    /// Its target device on the host, such as `vnet0`.
    pub fn target(&self) -> Option<&str> {
        self.element.child("target")?.attribute("dev")
    }

    /// Its MAC address.
    pub fn mac(&self) -> Option<&str> {
        self.element.child("mac")?.attribute("address")
    }

    /// Whether it is identified by `name`: its MAC address, in any notation, or its target
    /// device.
    pub fn is_identified_by(&self, name: &str) -> bool {
        match Mac::parse(name) {
            Some(address) => self.mac().and_then(Mac::parse) == Some(address),
            None => self.target() == Some(name),
        }
    }

    /// Sets its target device.
    pub fn set_target(&mut self, name: &str) {
        if let Some(target) = self.element.child_mut("target") {
            target.set_attribute("dev", name);
            return;
        }
        let mut target = Element::new("target");
        target.set_attribute("dev", name);
        let behind = BEHIND_BANDWIDTH.iter().skip_while(|name| **name != "guest");
        let behind: Vec<&str> = behind.copied().collect();
        insert_before(&mut self.element, &behind, target);
    }

    /// The complete element.
    pub fn to_element(&self) -> Element {
        let mut element = self.element.clone();
        if let Some(bandwidth) = self.bandwidth {
            let mut bandwidth = bandwidth::to_element(bandwidth);
            element
                .take("bandwidth")
                .into_iter()
                .for_each(|unknown| bandwidth.merge_content(unknown));
            insert_before(&mut element, BEHIND_BANDWIDTH, bandwidth);
        }
        element
    }

    /// A floor is allowed only for inbound traffic of a network.
    fn check_floor(&self) -> Result<()> {
        let inbound = self.bandwidth.and_then(|bandwidth| bandwidth.inbound);
        if self.kind() == "network" || inbound.is_none_or(|rate| rate.floor == 0) {
            return Ok(());
        }
        Err(Error::new(
            virErrorDomain::VIR_FROM_NONE,
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            "<inbound> has a floor, expected it on interfaces of type 'network'",
        ))
    }

    fn complete_source(&mut self) -> Result<()> {
        let kind = self.kind().to_owned();
        let (all, any): (&[&str], _) = match kind.as_str() {
            "network" => (&["network"], true),
            "bridge" => (&["bridge"], true),
            "internal" => (&["name"], true),
            "direct" | "vdpa" => (&["dev"], true),
            "hostdev" => (&[], true),
            "server" | "client" | "mcast" | "udp" => (&["port"], true),
            "vhostuser" => (&["type"], true),
            _ => (&[], false),
        };
        let Some(source) = self.element.child_mut("source") else {
            let refused = format!("<interface> of type '{kind}' has no <source>");
            return if any { Err(fault(refused)) } else { Ok(()) };
        };
        if let Some(name) = all.iter().find(|name| source.attribute(name).is_none()) {
            return Err(missing(source, name));
        }
        match (kind.as_str(), source.attribute("mode")) {
            ("direct", None) => SOURCE.set(source, "mode", "vepa"),
            ("direct", Some(mode)) if !MODES.contains(&mode) => {
                return Err(super::super::value::bad(source, "mode", mode, &MODES.join(", ")));
            }
            ("hostdev", _) => {
                if let Some(address) = source.child_mut("address") {
                    address::apply_type(address)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn complete_mac(&mut self) -> Result<()> {
        let address = match self.mac() {
            Some(text) => {
                let mac = Mac::parse(text);
                let mac = mac.ok_or_else(|| fault(format!("<mac> has address='{text}'")))?;
                if mac.is_multicast() {
                    return Err(fault(format!(
                        "<mac> has address='{text}', which is a multicast one"
                    )));
                }
                mac
            }
            None => Mac::random(),
        };
        if let Some(mac) = self.element.child_mut("mac") {
            mac.take_attribute("address");
            mac.attributes.insert(0, ("address".to_owned(), address.to_string()));
            return Ok(());
        }
        let mut mac = Element::new("mac");
        mac.set_attribute("address", &address.to_string());
        self.element.nodes.insert(0, crate::xml::tree::Node::Element(mac));
        Ok(())
    }

    fn complete_tune(&mut self) -> Result<()> {
        let Some(tune) = self.element.child_mut("tune") else { return Ok(()) };
        let size: Option<u64> = take_content(tune, "sndbuf")?;
        tune.extend(texts([("sndbuf", size)]));
        self.element.remove_empty("tune");
        Ok(())
    }

    fn complete_rest(&mut self) -> Result<()> {
        // Names with these prefixes are assigned by the host while a domain runs.
        let made_up = ["vnet", "macvtap", "macvlan"];
        if let Some(target) = self.element.child_mut("target") {
            let name = target.attribute("dev").unwrap_or_default();
            if made_up.iter().any(|prefix| name.starts_with(prefix)) {
                target.take_attribute("dev");
            }
        }
        self.complete_tune()?;
        self.element.remove_empty("target");
        for ip in self.element.elements_mut().filter(|element| element.is("ip")) {
            complete_ip(ip);
        }
        self.element.retain_elements(|element| {
            element.name != "script"
                || element.attribute("path").is_some_and(|path| !path.is_empty())
        });
        let model = self.element.child("model").and_then(|model| model.attribute("type"));
        let model = model.unwrap_or_default();
        if !model.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)) {
            return Err(Error::invalid_arg(
                virErrorDomain::VIR_FROM_DOMAIN,
                format!("<model> has type='{model}', expected letters, digits, '.', '_' and '-'"),
            ));
        }
        if self.kind() == "vhostuser" && !model.starts_with("virtio") {
            return refuse(
                virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                "<interface> of type 'vhostuser' has no <model> of type 'virtio'",
            );
        }
        Ok(())
    }
}

fn complete_ip(ip: &mut Element) {
    let address = ip.take_attribute("address").unwrap_or_default();
    let family = ip.take_attribute("family");
    let other = if address.contains(':') { "ipv6" } else { "ipv4" };
    let family = family.unwrap_or_else(|| other.to_owned());
    ip.attributes.splice(0..0, [("address".to_owned(), address), ("family".to_owned(), family)]);
}
