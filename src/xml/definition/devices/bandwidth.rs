//! `<bandwidth>` of an interface.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::value::with_attributes;
use crate::xml::size::parse_number;
use crate::xml::tree::Element;

/// How much may pass an interface; a direction without a rate is free.
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
    pub average: u64,
    /// At most.
    pub peak: u64,
    /// What is guaranteed.
    pub floor: u64,
    /// What may pass at the peak rate.
    pub burst: u64,
}

impl InterfaceBandwidth {
    /// Takes it out of an interface; none where no direction is named.
    pub(super) fn take(interface: &mut Element) -> Result<Option<Self>> {
        interface.part("bandwidth", |element| {
            let mut rate = |name: &str| Rate::take(element, name);
            let (inbound, outbound) = (rate("inbound")?, rate("outbound")?);
            if outbound.is_some_and(|rate| rate.floor > 0) {
                return unsupported("<outbound> has a floor, expected it in <inbound> only");
            }
            if inbound.is_none() && outbound.is_none() {
                return Ok(None);
            }
            Ok(Some(Self {
                inbound: inbound.filter(Rate::counts),
                outbound: outbound.filter(Rate::counts),
            }))
        })
    }

    /// The element. It is there even if it is empty, and then on two lines.
    pub(super) fn to_element(self) -> Element {
        let rates = [("inbound", self.inbound), ("outbound", self.outbound)];
        let rates = rates.into_iter().filter_map(|(name, rate)| Some(rate?.to_element(name)));
        let mut element = Element::with_children("bandwidth", rates);
        element.keep_open();
        element
    }
}

impl Rate {
    /// Whether it limits or guarantees anything: a peak or a burst alone do not.
    pub fn counts(&self) -> bool {
        self.average > 0 || self.floor > 0
    }

    fn take(bandwidth: &mut Element, name: &str) -> Result<Option<Self>> {
        let mut element = match bandwidth.take_all(name).as_mut_slice() {
            [] => return Ok(None),
            [element] => std::mem::take(element),
            _ => return incomplete(format!("<{name}> is given twice")),
        };
        if element.attribute("average").is_none() && element.attribute("floor").is_none() {
            return incomplete(format!("<{name}> has neither an average nor a floor"));
        }
        let given = |name: &str| element.attribute(name).is_some();
        if (given("peak") || given("burst")) && !given("average") {
            return unsupported(format!("<{name}> has a peak or a burst, expected an average too"));
        }
        let mut number = |name: &str| take_number(&mut element, name);
        Ok(Some(Self {
            average: number("average")?,
            peak: number("peak")?,
            floor: number("floor")?,
            burst: number("burst")?,
        }))
    }

    fn to_element(self, name: &str) -> Element {
        let values = [
            ("average", self.average),
            ("peak", self.peak),
            ("floor", self.floor),
            ("burst", self.burst),
        ];
        with_attributes(
            name,
            values.map(|(name, value)| (name, (value != 0).then(|| value.to_string()))),
        )
    }
}

fn take_number(element: &mut Element, name: &str) -> Result<u64> {
    let Some(text) = element.take_attribute(name) else { return Ok(0) };
    match parse_number(&text) {
        Some(number) => Ok(number),
        None => unsupported(format!("<{}> has {name}='{text}', expected a number", element.name)),
    }
}

/// libvirt reads this outside of its domain part.
fn unsupported<T>(detail: impl Into<String>) -> Result<T> {
    let code = virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED;
    Err(Error::new(virErrorDomain::VIR_FROM_NONE, code, detail))
}

fn incomplete<T>(detail: String) -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_NONE, virErrorNumber::VIR_ERR_XML_DETAIL, detail))
}
