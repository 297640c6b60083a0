//! `<cputune>`: CPU time, pinning and scheduling of threads.

use super::iothreads::IoThread;
use super::sched;
use super::value::{
    bad, filled, missing, take_content, take_number, take_positive, take_set, take_signed,
    with_attributes,
};
use super::{fault, refuse, unsupported};
use crate::model::constants::virTypedParameterType::VIR_TYPED_PARAM_LLONG;
use crate::model::cpuset::CpuSet;
use crate::model::parameters::cputune::Cputune;
use crate::model::parameters::scheduler::PARAMETERS;
use crate::model::parameters::{Parameter, Unit, in_document_order};
use crate::model::typed::Value;
use crate::model::{Result, virErrorDomain, virErrorNumber};
use crate::sorting::Seen;
use crate::xml::tree::Element;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The unit of what is not counted in microseconds.
const MEGAHERTZ: &str = "MHz";

/// Removes it from a domain with `vcpus` virtual CPUs and these I/O threads, and parses it.
pub fn take(domain: &mut Element, vcpus: u16, iothreads: &[IoThread]) -> Result<Cputune> {
    domain.part("cputune", |element| {
        let mut cputune = Cputune::default();
        read_values(&mut cputune, element)?;
        read_pins(&mut cputune, element, vcpus)?;
        let mut threads = Seen::default();
        for thread in iothreads {
            threads.add(thread.id);
        }
        if let Some(number) = cputune.iothreadpin.keys().find(|id| !threads.has(id)) {
            return unsupported(format!(
                "<iothreadpin> has iothread='{number}', which is not one of the domain's"
            ));
        }
        cputune.schedules = sched::take(element, vcpus, &threads)?;
        Ok(cputune)
    })
}

fn read_values(cputune: &mut Cputune, element: &mut Element) -> Result<()> {
    for (name, parameter) in in_document_order(PARAMETERS) {
        if parameter.unit == Unit::Megahertz {
            check_megahertz(element, name)?;
        }
        let value = match parameter.kind {
            VIR_TYPED_PARAM_LLONG => take_signed(element, name)?.map(Value::LLong),
            _ => take_content(element, name)?.map(Value::ULLong),
        };
        if let Some(value) = value {
            parameter.set_unchecked(cputune, &value, virErrorDomain::VIR_FROM_DOMAIN)?;
        }
    }
    Ok(())
}

fn check_megahertz(cputune: &Element, name: &str) -> Result<()> {
    let Some(element) = cputune.child(name) else { return Ok(()) };
    match element.attribute("unit").filter(|unit| *unit != MEGAHERTZ) {
        Some(unit) => Err(bad(element, "unit", unit, MEGAHERTZ)),
        None => Ok(()),
    }
}

/// Refuses values outside their ranges.
pub fn check(cputune: &Cputune) -> Result<()> {
    for (name, parameter) in in_document_order(PARAMETERS) {
        let number = parameter.value(cputune).and_then(|value| value.whole());
        if let Some(number) = number.filter(|number| !parameter.limits.fit_definition(*number)) {
            return unsupported(format!("<{name}> holds '{number}', {}", parameter.expected()));
        }
    }
    Ok(())
}

fn read_pins(cputune: &mut Cputune, element: &mut Element, vcpus: u16) -> Result<()> {
    for mut pin in element.take_all("vcpupin") {
        let number = take_number(&mut pin, "vcpu")?.ok_or_else(|| missing(&pin, "vcpu"))?;
        // libvirt ignores pinning of virtual CPUs that the domain cannot have.
        if number < u32::from(vcpus) {
            let set = pinned(&mut pin)?;
            insert(&mut cputune.vcpupin, &pin, number, set)?;
        }
    }
    let mut emulator = element.take_all("emulatorpin");
    if emulator.len() > 1 {
        return Err(fault("<cputune> has more than one <emulatorpin>".to_owned()));
    }
    cputune.emulatorpin = emulator.first_mut().map(pinned).transpose()?;
    for mut pin in element.take_all("iothreadpin") {
        let number = take_positive(&mut pin, "iothread")?;
        let set = pinned(&mut pin)?;
        insert(&mut cputune.iothreadpin, &pin, number, set)?;
    }
    Ok(())
}

/// The element, if anything is set.
pub fn to_element(cputune: &Cputune) -> Option<Element> {
    let values = in_document_order(PARAMETERS);
    let mut children: Vec<Element> =
        values.filter_map(|(name, parameter)| value_to_element(name, parameter, cputune)).collect();
    children.extend(pins("vcpupin", "vcpu", &cputune.vcpupin));
    let emulator = cputune.emulatorpin.iter();
    children.extend(
        emulator.map(|set| with_attributes("emulatorpin", [("cpuset", Some(set.to_string()))])),
    );
    children.extend(pins("iothreadpin", "iothread", &cputune.iothreadpin));
    children.extend(sched::to_elements(&cputune.schedules));
    filled("cputune", children)
}

/// The least of what is counted in MHz is no reservation, or no limit, and is not written.
fn value_to_element(
    name: &str,
    parameter: &Parameter<Cputune>,
    cputune: &Cputune,
) -> Option<Element> {
    let value = parameter.value(cputune)?;
    let mut element = Element::with_text(name, value.to_string());
    if parameter.unit == Unit::Megahertz {
        if value.whole() == Some(parameter.limits.least) {
            return None;
        }
        element.set_attribute("unit", MEGAHERTZ);
    }
    Some(element)
}

fn pinned(pin: &mut Element) -> Result<CpuSet> {
    match take_set(pin, "cpuset")? {
        Some(set) => Ok(set),
        None => refuse(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<{}> has no attribute 'cpuset'", pin.name),
        ),
    }
}

fn insert(pins: &mut BTreeMap<u32, CpuSet>, pin: &Element, number: u32, set: CpuSet) -> Result<()> {
    match pins.entry(number) {
        Entry::Vacant(place) => {
            place.insert(set);
            Ok(())
        }
        Entry::Occupied(_) => refuse(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!("<{}> is given twice for '{number}'", pin.name),
        ),
    }
}

fn pins<'p>(
    name: &'p str,
    number: &'p str,
    pins: &'p BTreeMap<u32, CpuSet>,
) -> impl Iterator<Item = Element> + 'p {
    pins.iter().map(move |(of, set)| {
        with_attributes(name, [(number, Some(of.to_string())), ("cpuset", Some(set.to_string()))])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a set of a definition stores is read again, whichever parameter it is.
    #[test]
    fn no_parameter_is_lost() {
        let mut all = Cputune::default();
        for (number, (_, parameter)) in (1000_u64..).zip(in_document_order(PARAMETERS)) {
            let value = match parameter.kind {
                VIR_TYPED_PARAM_LLONG => Value::LLong(number.cast_signed()),
                _ => Value::ULLong(number),
            };
            parameter.set_unchecked(&mut all, &value, virErrorDomain::VIR_FROM_DOMAIN).unwrap();
        }
        let mut domain = Element::with_children("domain", to_element(&all));
        assert_eq!(take(&mut domain, 1, &[]), Ok(all));
        assert!(domain.is_empty());
    }
}
