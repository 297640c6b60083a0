//! `<bandwidth>` of an interface.

use crate::model::parameters::in_document_order;
use crate::model::parameters::interface::{INBOUND, InterfaceBandwidth, Rate};
use crate::model::typed::Value;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::definition::value::with_attributes;
use crate::xml::size::parse_number;
use crate::xml::tree::Element;

/// Removes it from an interface and parses it; `None` without any direction.
pub fn take(interface: &mut Element) -> Result<Option<InterfaceBandwidth>> {
    interface.part("bandwidth", |element| {
        let mut rate = |name: &str| take_rate(element, name);
        let (inbound, outbound) = (rate("inbound")?, rate("outbound")?);
        if outbound.is_some_and(|rate| rate.floor > 0) {
            return unsupported("<outbound> has a floor, expected it in <inbound> only");
        }
        let has_nothing_else = element.attributes.is_empty() && element.elements().next().is_none();
        if inbound.is_none() && outbound.is_none() && has_nothing_else {
            return Ok(None);
        }
        Ok(Some(InterfaceBandwidth {
            inbound: inbound.filter(Rate::is_effective),
            outbound: outbound.filter(Rate::is_effective),
        }))
    })
}

/// The element. It is written even if empty, then with separate start and end tags.
pub fn to_element(bandwidth: InterfaceBandwidth) -> Element {
    let rates = [("inbound", bandwidth.inbound), ("outbound", bandwidth.outbound)];
    let rates = rates.into_iter().filter_map(|(name, rate)| Some(rate_to_element(&rate?, name)));
    let mut element = Element::with_children("bandwidth", rates);
    element.keep_end_tag();
    element
}

fn take_rate(bandwidth: &mut Element, name: &str) -> Result<Option<Rate>> {
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
    let mut rate = Rate::default();
    // Both directions have the same attributes; a floor of <outbound> is refused above.
    for (name, parameter) in in_document_order(INBOUND) {
        let value = Value::ULLong(take_number(&mut element, name)?);
        parameter.set_unchecked(&mut rate, &value, virErrorDomain::VIR_FROM_NONE)?;
    }
    Ok(Some(rate))
}

fn rate_to_element(rate: &Rate, name: &str) -> Element {
    let values = in_document_order(INBOUND)
        .map(|(name, parameter)| (name, parameter.value(rate).map(|value| value.to_string())));
    with_attributes(name, values)
}

fn take_number(element: &mut Element, name: &str) -> Result<u64> {
    let Some(text) = element.take_attribute(name) else { return Ok(0) };
    match parse_number(&text) {
        Some(number) => Ok(number),
        None => unsupported(format!("<{}> has {name}='{text}', expected a number", element.name)),
    }
}

/// VIR_ERR_CONFIG_UNSUPPORTED of VIR_FROM_NONE, as in libvirt.
fn unsupported<T>(detail: impl Into<String>) -> Result<T> {
    let code = virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED;
    Err(Error::new(virErrorDomain::VIR_FROM_NONE, code, detail))
}

fn incomplete<T>(detail: String) -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_NONE, virErrorNumber::VIR_ERR_XML_DETAIL, detail))
}
