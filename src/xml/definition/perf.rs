//! `<perf>`: performance events.

use super::fault;
use super::value::{bad, filled, missing, take_yes_no, with_attributes};
use crate::model::parameters::in_document_order;
use crate::model::parameters::perf::{PARAMETERS, Perf};
use crate::model::typed::Value;
use crate::model::{Result, virErrorDomain};
use crate::xml::tree::Element;

/// Removes the events from a domain and parses them.
///
/// Errors: VIR_ERR_XML_ERROR for an unknown or duplicate event, and for a value other
/// than `yes` and `no`.
pub fn take(domain: &mut Element) -> Result<Perf> {
    domain.part("perf", |element| {
        let mut perf = Perf::default();
        for mut event in element.take_all("event") {
            let name = event.take_attribute("name").ok_or_else(|| missing(&event, "name"))?;
            let known = in_document_order(PARAMETERS).find(|(known, _)| *known == name);
            let Some((_, parameter)) = known else {
                return Err(bad(&event, "name", &name, "that of a performance event"));
            };
            let counted = take_yes_no(&mut event, "enabled")?;
            let counted = counted.ok_or_else(|| missing(&event, "enabled"))?;
            if parameter.value(&perf).is_some() {
                return Err(fault(format!("<perf> has event '{name}' twice")));
            }
            parameter.set_unchecked(
                &mut perf,
                &Value::Boolean(counted),
                virErrorDomain::VIR_FROM_DOMAIN,
            )?;
        }
        Ok(perf)
    })
}

/// The element, if anything is set.
pub fn to_element(perf: &Perf) -> Option<Element> {
    let events = in_document_order(PARAMETERS).filter_map(|(name, parameter)| {
        let counted = parameter.value(perf)?.to_string();
        Some(with_attributes(
            "event",
            [("name", Some(name.to_owned())), ("enabled", Some(counted))],
        ))
    });
    filled("perf", events)
}
