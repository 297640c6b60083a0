//! `<interface>`.

use super::bandwidth::InterfaceBandwidth;
use crate::model::Result;
use crate::xml::tree::Element;

/// A network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// How much may pass, where anything is said of it.
    pub bandwidth: Option<InterfaceBandwidth>,
    /// Everything else.
    pub element: Element,
}

impl Interface {
    /// Reads an `<interface>`.
    pub fn read(mut element: Element) -> Result<Self> {
        Ok(Self { bandwidth: InterfaceBandwidth::take(&mut element)?, element })
    }

    /// Its name on the host, such as `vnet0`.
    pub fn target(&self) -> Option<&str> {
        self.element.child("target")?.attribute("dev")
    }

    /// Its address.
    pub fn mac(&self) -> Option<&str> {
        self.element.child("mac")?.attribute("address")
    }

    /// Whether a name means it: its address, in any of its forms, or else its name
    /// on the host.
    pub fn is_named(&self, name: &str) -> bool {
        match mac_bytes(name) {
            Some(address) => self.mac().and_then(mac_bytes) == Some(address),
            None => self.target() == Some(name),
        }
    }

    /// The whole element.
    pub fn to_element(&self) -> Element {
        let mut element = self.element.clone();
        if let Some(bandwidth) = self.bandwidth {
            let before = element.child("source").map_or("mac", |_| "source");
            element.insert_behind(before, bandwidth.to_element());
        }
        element
    }
}

/// The six bytes of an address such as `52:54:00:0:0:1`.
fn mac_bytes(text: &str) -> Option<Vec<u8>> {
    let byte = |text: &str| {
        let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_hexdigit());
        digits.then(|| u8::from_str_radix(text, 16).ok())?
    };
    let bytes: Vec<u8> = text.split(':').map(byte).collect::<Option<_>>()?;
    (bytes.len() == 6).then_some(bytes)
}
