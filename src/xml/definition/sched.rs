//! `<vcpusched>` and its like: the host's scheduler for threads.

use super::value::{bad, missing, take_one_of, with_attributes};
use super::{fault, unsupported};
use crate::model::cpuset::CpuSet;
use crate::model::number::signed;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::xml::tree::Element;
use std::collections::{BTreeMap, BTreeSet};

/// How a thread is scheduled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    policy: &'static str,
    priority: Option<i32>,
}

/// How threads are scheduled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedules {
    emulator: Option<Schedule>,
    vcpus: BTreeMap<u16, Schedule>,
    iothreads: BTreeMap<u16, Schedule>,
}

const POLICIES: &[&str] = &["batch", "idle", "fifo", "rr"];
/// Those that have a priority.
const WITH_PRIORITY: &[&str] = &["fifo", "rr"];

impl Schedules {
    /// Takes them out of `<cputune>`.
    pub fn take(element: &mut Element, vcpus: u16, iothreads: &BTreeSet<u32>) -> Result<Self> {
        let emulator = element.take("emulatorsched").as_mut().map(Schedule::take).transpose()?;
        let of_vcpus = read(element, "vcpusched", "vcpus", |number| number < vcpus)?;
        let known = |number| iothreads.contains(&u32::from(number));
        let of_iothreads = read(element, "iothreadsched", "iothreads", known)?;
        Ok(Self { emulator, vcpus: of_vcpus, iothreads: of_iothreads })
    }

    /// The elements.
    pub fn to_elements(&self) -> impl Iterator<Item = Element> + '_ {
        let emulator =
            self.emulator.iter().map(|schedule| schedule.to_element("emulatorsched", None));
        let vcpus = write("vcpusched", "vcpus", &self.vcpus);
        emulator.chain(vcpus).chain(write("iothreadsched", "iothreads", &self.iothreads))
    }
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
        let schedule = Schedule::take(&mut given)?;
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
        schedule.to_element(name, Some((numbers, number.to_string())))
    };
    schedules.iter().map(one)
}

impl Schedule {
    fn take(element: &mut Element) -> Result<Self> {
        let policy = take_one_of(element, "scheduler", POLICIES)?;
        let policy = policy.ok_or_else(|| missing(element, "scheduler"))?;
        if !WITH_PRIORITY.contains(&policy) {
            return Ok(Self { policy, priority: None });
        }
        let text =
            element.take_attribute("priority").ok_or_else(|| missing(element, "priority"))?;
        match signed(&text, 10).map(i32::try_from) {
            Some(Ok(priority)) => Ok(Self { policy, priority: Some(priority) }),
            _ => Err(bad(element, "priority", &text, "a whole number")),
        }
    }

    fn to_element(self, name: &str, of: Option<(&str, String)>) -> Element {
        let policy = ("scheduler", Some(self.policy.to_owned()));
        let priority = ("priority", self.priority.map(|priority| priority.to_string()));
        let of = of.map(|(name, value)| (name, Some(value)));
        with_attributes(name, of.into_iter().chain([policy, priority]))
    }
}
