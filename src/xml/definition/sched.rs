//! `<vcpusched>` and similar: scheduling of threads.

use super::value::{bad, missing, take_one_of, with_attributes};
use super::{fault, unsupported};
use crate::model::cpuset::CpuSet;
use crate::model::number::signed;
use crate::model::parameters::cputune::{Schedule, Schedules};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::Seen;
use crate::xml::tree::Element;
use std::collections::BTreeMap;

const POLICIES: &[&str] = &["batch", "idle", "fifo", "rr"];
/// The policies that have a priority.
const WITH_PRIORITY: &[&str] = &["fifo", "rr"];

/// Removes the elements from `<cputune>` and parses them.
pub fn take(element: &mut Element, vcpus: u16, iothreads: &Seen) -> Result<Schedules> {
    let emulator = element.take("emulatorsched").as_mut().map(take_one).transpose()?;
    let of_vcpus = read(element, "vcpusched", "vcpus", |number| number < vcpus)?;
    let known = |number| iothreads.has(number);
    let of_iothreads = read(element, "iothreadsched", "iothreads", known)?;
    Ok(Schedules { emulator, vcpus: of_vcpus, iothreads: of_iothreads })
}

/// The elements.
pub fn to_elements(schedules: &Schedules) -> impl Iterator<Item = Element> + '_ {
    let emulator = schedules.emulator.iter();
    let emulator = emulator.map(|schedule| to_element(*schedule, "emulatorsched", None));
    let vcpus = write("vcpusched", "vcpus", &schedules.vcpus);
    emulator.chain(vcpus).chain(write("iothreadsched", "iothreads", &schedules.iothreads))
}

fn read(
    element: &mut Element,
    name: &str,
    numbers: &str,
    known: impl Fn(u16) -> bool,
) -> Result<BTreeMap<u16, Schedule>> {
    let mut schedules = BTreeMap::new();
    for mut given in element.take_all(name) {
        let Some(text) = given.take_attribute(numbers) else {
            return Err(fault(missing(&given, numbers).detail().to_owned()));
        };
        let set = CpuSet::parse(&text)?;
        let schedule = take_one(&mut given)?;
        for number in set.iter() {
            if !known(number) {
                return unsupported(format!(
                    "<{name}> has {numbers}='{text}', and the domain has no {number}"
                ));
            }
            if schedules.insert(number, schedule).is_some() {
                return Err(Error::new(
                    virErrorDomain::VIR_FROM_DOMAIN,
                    virErrorNumber::VIR_ERR_XML_DETAIL,
                    format!("<{name}> is given twice for {number}"),
                ));
            }
        }
    }
    Ok(schedules)
}

fn write<'s>(
    name: &'s str,
    numbers: &'s str,
    schedules: &'s BTreeMap<u16, Schedule>,
) -> impl Iterator<Item = Element> + 's {
    let one = move |(number, schedule): (&u16, &Schedule)| {
        to_element(*schedule, name, Some((numbers, number.to_string())))
    };
    schedules.iter().map(one)
}

fn take_one(element: &mut Element) -> Result<Schedule> {
    let policy = take_one_of(element, "scheduler", POLICIES)?;
    let policy = policy.ok_or_else(|| missing(element, "scheduler"))?;
    if !WITH_PRIORITY.contains(&policy) {
        return Ok(Schedule { policy, priority: None });
    }
    let text = element.take_attribute("priority").ok_or_else(|| missing(element, "priority"))?;
    match signed(&text, 10).map(i32::try_from) {
        Some(Ok(priority)) => Ok(Schedule { policy, priority: Some(priority) }),
        _ => Err(bad(element, "priority", &text, "a whole number")),
    }
}

fn to_element(schedule: Schedule, name: &str, of: Option<(&str, String)>) -> Element {
    let policy = ("scheduler", Some(schedule.policy.to_owned()));
    let priority = ("priority", schedule.priority.map(|priority| priority.to_string()));
    let of = of.map(|(name, value)| (name, Some(value)));
    with_attributes(name, of.into_iter().chain([policy, priority]))
}
