//! The networks of a test host, as far as guests get addresses from them.

use crate::model::statistics::IpAddress;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::tree::Element;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network.
#[derive(Debug, Clone, Copy)]
pub struct Network {
    /// The address before the first guest's.
    base: IpAddr,
    prefix: u32,
}

impl Network {
    /// The network of test:///default.
    pub const DEFAULT: Self =
        Self { base: IpAddr::V4(Ipv4Addr::new(192, 168, 122, 2)), prefix: 24 };

    /// For interfaces that are not on a network.
    pub const NONE: Self = Self { base: IpAddr::V4(Ipv4Addr::new(192, 168, 0, 0)), prefix: 24 };

    /// The address of the guest's interface with that index. For IPv6 only the last byte is
    /// used, as in libvirt's test driver.
    pub fn address(&self, number: u32) -> IpAddress {
        let offset = number.wrapping_add(1);
        let address = match self.base {
            IpAddr::V4(base) => {
                IpAddr::V4(Ipv4Addr::from_bits(base.to_bits().wrapping_add(offset)))
            }
            IpAddr::V6(base) => {
                let bits = base.to_bits();
                let last = bits.wrapping_add(offset.into()) & 0xff;
                IpAddr::V6(Ipv6Addr::from_bits(bits & !0xff | last))
            }
        };
        IpAddress { address, prefix: self.prefix }
    }
}

/// A network's name and base address; `None` without an address.
///
/// Errors: VIR_ERR_NO_NAME without a name, VIR_ERR_XML_ERROR for an invalid address,
/// VIR_ERR_CONFIG_UNSUPPORTED for a prefix that is too long.
pub fn read(network: &Element) -> Result<Option<(String, Network)>> {
    let name = network.child("name").map(Element::text).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| refused(virErrorNumber::VIR_ERR_NO_NAME, "it has no name"))?;
    let Some(ip) = network.child("ip") else { return Ok(None) };
    let Some(text) = ip.attribute("address") else { return Ok(None) };
    let own: IpAddr = text.parse().map_err(|_| {
        refused(virErrorNumber::VIR_ERR_XML_ERROR, &format!("<ip> has address='{text}'"))
    })?;
    let range = ip.child("dhcp").and_then(|dhcp| dhcp.child("range"));
    let start = range.and_then(|range| range.attribute("start")?.parse().ok());
    let prefix = prefix(ip).unwrap_or_else(|| class_prefix(own));
    if prefix > if own.is_ipv4() { 32 } else { 128 } {
        let what = format!("<ip> has prefix='{prefix}'");
        return Err(refused(virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, &what));
    }
    Ok(Some((name, Network { base: start.unwrap_or(own), prefix })))
}

fn refused(code: virErrorNumber, what: &str) -> Error {
    Error::new(virErrorDomain::VIR_FROM_NETWORK, code, format!("<network>: {what}"))
}

fn prefix(ip: &Element) -> Option<u32> {
    if let Some(prefix) = ip.attribute("prefix") {
        return prefix.parse().ok();
    }
    match ip.attribute("netmask")?.parse().ok()? {
        IpAddr::V4(mask) => Some(mask.to_bits().leading_ones()),
        IpAddr::V6(mask) => Some(mask.to_bits().leading_ones()),
    }
}

/// The default prefix of an address, by its historical class.
fn class_prefix(address: IpAddr) -> u32 {
    match address {
        IpAddr::V6(_) => 64,
        IpAddr::V4(address) => match address.octets() {
            [0..128, ..] => 8,
            [128..192, ..] => 16,
            [192..224, ..] => 24,
            _ => 32,
        },
    }
}
