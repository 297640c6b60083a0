//! `<perf>`: performance events.

use super::fault;
use super::value::{bad, filled, missing, take_yes_no, with_attributes, yes_no};
use crate::model::Result;
use crate::model::perf::{Perf, SPECS};
use crate::xml::tree::Element;

/// Takes the events out of a domain.
///
/// Errors: VIR_ERR_XML_ERROR for an event that there is not, or twice, and for an
/// answer other than `yes` and `no`.
pub fn take(domain: &mut Element) -> Result<Perf> {
    domain.part("perf", |element| {
        let mut perf = Perf::default();
        for mut event in element.take_all("event") {
            let name = event.take_attribute("name").ok_or_else(|| missing(&event, "name"))?;
            if !SPECS.iter().any(|spec| spec.name == name) {
                return Err(bad(&event, "name", &name, "that of a performance event"));
            }
            let counted = take_yes_no(&mut event, "enabled")?;
            let counted = counted.ok_or_else(|| missing(&event, "enabled"))?;
            if perf.set(&name, counted).is_some() {
                return Err(fault(format!("<perf> has event '{name}' twice")));
            }
        }
        Ok(perf)
    })
}

/// The element, if there is anything to say.
pub fn to_element(perf: &Perf) -> Option<Element> {
    let events = perf.iter().map(|(name, counted)| {
        let attributes = [("name", name.to_owned()), ("enabled", yes_no(counted))];
        with_attributes("event", attributes.map(|(name, value)| (name, Some(value))))
    });
    filled("perf", events)
}
