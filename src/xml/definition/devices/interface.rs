//! `<interface>`.

use super::bandwidth::InterfaceBandwidth;
use crate::model::Result;
use crate::xml::tree::Element;

/// A network interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface {
    /// How much may pass.
    pub bandwidth: InterfaceBandwidth,
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

    /// The whole element.
    pub fn to_element(&self) -> Element {
        let mut element = self.element.clone();
        if let Some(bandwidth) = self.bandwidth.to_element() {
            element.insert_behind("source", bandwidth);
        }
        element
    }
}
