//! `<cputune>`: processor time, and where threads run.

use super::iothreads::IoThread;
use super::sched::Schedules;
use super::value::{
    filled, missing, take_content, take_number, take_positive, take_set, take_signed,
};
use super::value::{texts, with_attributes};
use super::{fault, refuse, unsupported};
use crate::model::cpuset::CpuSet;
use crate::model::{Result, virErrorNumber};
use crate::xml::tree::Element;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// How long a period is in microseconds, and how much of it may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bandwidth {
    /// The period; 0 for the host's own.
    pub period: u64,
    /// What may be used of it; negative for all, 0 for the host's own.
    pub quota: i64,
}

/// Processor time, and where threads run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cputune {
    /// The weight against other domains.
    pub shares: Option<u64>,
    /// For each virtual CPU.
    pub vcpu: Bandwidth,
    /// For the whole domain.
    pub global: Bandwidth,
    /// For the emulator's threads that are no virtual CPUs.
    pub emulator: Bandwidth,
    /// For each I/O thread.
    pub iothread: Bandwidth,
    /// Where each virtual CPU runs.
    pub vcpupin: BTreeMap<u32, CpuSet>,
    /// Where the emulator's threads run.
    pub emulatorpin: Option<CpuSet>,
    /// Where each I/O thread runs.
    pub iothreadpin: BTreeMap<u32, CpuSet>,
    /// How threads are scheduled.
    pub schedules: Schedules,
}

/// The values that a period may have.
pub const PERIODS: std::ops::RangeInclusive<u64> = 1_000..=1_000_000;
/// The values that a quota may have, beside negative ones.
pub const QUOTAS: std::ops::RangeInclusive<i64> = 1_000..=17_592_186_044_415;
/// The values that shares may have, beside 0.
pub const SHARES: std::ops::RangeInclusive<u64> = 2..=262_144;

impl Cputune {
    fn bandwidths(&self) -> [(&'static str, &'static str, Bandwidth); 4] {
        [
            ("period", "quota", self.vcpu),
            ("global_period", "global_quota", self.global),
            ("emulator_period", "emulator_quota", self.emulator),
            ("iothread_period", "iothread_quota", self.iothread),
        ]
    }

    /// Takes it out of a domain that has so many virtual CPUs and these I/O
    /// threads.
    pub fn take(domain: &mut Element, vcpus: u16, iothreads: &[IoThread]) -> Result<Self> {
        domain.part("cputune", |element| {
            let mut cputune = Self::default();
            cputune.read_values(element)?;
            cputune.read_pins(element, vcpus)?;
            let threads: BTreeSet<u32> = iothreads.iter().map(|thread| thread.id).collect();
            if let Some(number) = cputune.iothreadpin.keys().find(|id| !threads.contains(id)) {
                return unsupported(format!(
                    "<iothreadpin> has iothread='{number}', which is none of its own"
                ));
            }
            cputune.schedules = Schedules::take(element, vcpus, &threads)?;
            Ok(cputune)
        })
    }

    fn read_values(&mut self, element: &mut Element) -> Result<()> {
        self.shares = take_content(element, "shares")?;
        let read =
            self.bandwidths().map(|(period, quota, _)| read_bandwidth(element, period, quota));
        let [vcpu, global, emulator, iothread] = read;
        (self.vcpu, self.global, self.emulator, self.iothread) =
            (vcpu?, global?, emulator?, iothread?);
        Ok(())
    }

    /// Refuses values that are out of their range.
    pub fn check(&self) -> Result<()> {
        check("shares", self.shares, |shares| *shares == 0 || SHARES.contains(shares))?;
        for (period, quota, found) in self.bandwidths() {
            check(period, Some(found.period), |value| *value == 0 || PERIODS.contains(value))?;
            check(quota, Some(found.quota), |value| *value <= 0 || QUOTAS.contains(value))?;
        }
        Ok(())
    }

    fn read_pins(&mut self, element: &mut Element, vcpus: u16) -> Result<()> {
        for mut pin in element.take_all("vcpupin") {
            let number = take_number(&mut pin, "vcpu")?.ok_or_else(|| missing(&pin, "vcpu"))?;
            // libvirt does not look at what no virtual CPU can have.
            if number < u32::from(vcpus) {
                let set = pinned(&mut pin)?;
                insert(&mut self.vcpupin, &pin, number, set)?;
            }
        }
        let mut emulator = element.take_all("emulatorpin");
        if emulator.len() > 1 {
            return Err(fault("<cputune> has more than one <emulatorpin>".to_owned()));
        }
        self.emulatorpin = emulator.first_mut().map(pinned).transpose()?;
        for mut pin in element.take_all("iothreadpin") {
            let number = take_positive(&mut pin, "iothread")?;
            let set = pinned(&mut pin)?;
            insert(&mut self.iothreadpin, &pin, number, set)?;
        }
        Ok(())
    }

    /// Whether it says of any thread where it runs.
    pub fn pins(&self) -> bool {
        !self.vcpupin.is_empty() || self.emulatorpin.is_some() || !self.iothreadpin.is_empty()
    }

    /// The element, if there is anything to say.
    pub fn to_element(&self) -> Option<Element> {
        let values = self.bandwidths().into_iter().flat_map(|(period, quota, bandwidth)| {
            let given = |value: i128| (value != 0).then_some(value);
            [(period, given(bandwidth.period.into())), (quota, given(bandwidth.quota.into()))]
        });
        let mut children: Vec<Element> =
            texts([("shares", self.shares.map(i128::from))].into_iter().chain(values)).collect();
        children.extend(pins("vcpupin", "vcpu", &self.vcpupin));
        children.extend(
            self.emulatorpin
                .iter()
                .map(|set| with_attributes("emulatorpin", [("cpuset", Some(set.to_string()))])),
        );
        children.extend(pins("iothreadpin", "iothread", &self.iothreadpin));
        children.extend(self.schedules.to_elements());
        filled("cputune", children)
    }
}

fn read_bandwidth(element: &mut Element, period: &str, quota: &str) -> Result<Bandwidth> {
    Ok(Bandwidth {
        period: take_content(element, period)?.unwrap_or(0),
        quota: take_signed(element, quota)?.unwrap_or(0),
    })
}

fn check<T: std::fmt::Display>(
    name: &str,
    value: Option<T>,
    fits: impl FnOnce(&T) -> bool,
) -> Result<()> {
    match value {
        Some(value) if !fits(&value) => {
            unsupported(format!("<{name}> holds '{value}', which is out of its range"))
        }
        _ => Ok(()),
    }
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
