//! `<bandwidth>` of an interface.

use crate::model::Result;
use crate::xml::definition::value::{filled, take_number, with_attributes};
use crate::xml::tree::Element;

/// How much may pass an interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InterfaceBandwidth {
    /// To the guest.
    pub inbound: Option<Rate>,
    /// From the guest.
    pub outbound: Option<Rate>,
}

/// How much may pass, in KiB/s; the burst in KiB. 0 says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// On average.
    pub average: u32,
    /// At most.
    pub peak: u32,
    /// What is guaranteed.
    pub floor: u32,
    /// What may pass at the peak rate.
    pub burst: u32,
}

impl InterfaceBandwidth {
    /// Takes it out of an interface.
    pub(super) fn take(interface: &mut Element) -> Result<Self> {
        interface.part("bandwidth", |element| {
            let mut rate = |name| element.take(name).as_mut().map(Rate::read).transpose();
            Ok(Self { inbound: rate("inbound")?, outbound: rate("outbound")? })
        })
    }

    /// The element, if there is anything to say.
    pub(super) fn to_element(self) -> Option<Element> {
        let rates = [("inbound", self.inbound), ("outbound", self.outbound)];
        let rates = rates.into_iter().filter_map(|(name, rate)| rate?.to_element(name));
        filled("bandwidth", rates)
    }
}

impl Rate {
    fn read(element: &mut Element) -> Result<Self> {
        Ok(Self {
            average: take_number(element, "average")?.unwrap_or(0),
            peak: take_number(element, "peak")?.unwrap_or(0),
            floor: take_number(element, "floor")?.unwrap_or(0),
            burst: take_number(element, "burst")?.unwrap_or(0),
        })
    }

    fn to_element(self, name: &str) -> Option<Element> {
        let values = [
            ("average", self.average),
            ("peak", self.peak),
            ("floor", self.floor),
            ("burst", self.burst),
        ];
        let said = values.map(|(name, value)| (name, (value != 0).then(|| value.to_string())));
        Some(with_attributes(name, said)).filter(|element| !element.is_empty())
    }
}
