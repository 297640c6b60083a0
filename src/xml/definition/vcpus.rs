//! `<vcpu>` and `<vcpus>`: maximum and current virtual CPUs.

use super::value::{filled, with_attributes};
use super::value::{missing, take_number, take_one_of, take_set, take_yes_no, yes_no};
use super::{fault, refuse, unsupported};
use crate::model::cpuset::CpuSet;
use crate::model::placement::Placement;
use crate::model::{Result, virErrorNumber};
use crate::xml::size;
use crate::xml::tree::Element;

/// The maximum number of CPUs in a set of virtual or host CPUs.
const EVERY: usize = 16_384;

/// The virtual CPUs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vcpus {
    /// The maximum number.
    pub max: u16,
    /// The current number.
    pub current: u16,
    /// How the host CPUs are chosen.
    pub placement: Placement,
    /// The host CPUs that they run on.
    pub cpuset: Option<CpuSet>,
    /// The entries of `<vcpus>`, `max` of them; empty without `<vcpus>`.
    pub individual: Vec<Vcpu>,
}

/// An entry of `<vcpus>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Vcpu {
    /// Whether it is enabled.
    pub online: bool,
    /// Whether it can be added and removed while the domain runs.
    pub hotpluggable: Option<bool>,
    /// The position in hotplug order, from 1; 0 for none.
    pub order: u32,
}

impl Vcpus {
    /// `count` virtual CPUs, all enabled.
    pub fn all(count: u16) -> Self {
        Self {
            max: count,
            current: count,
            placement: Placement::Static,
            cpuset: None,
            individual: Vec::new(),
        }
    }

    /// Removes `<vcpu>` and `<vcpus>` from a domain and parses them; the default is one
    /// virtual CPU.
    pub fn take(domain: &mut Element) -> Result<Self> {
        let mut vcpus = match domain.take("vcpu") {
            Some(mut element) => {
                let vcpus = read(&mut element)?;
                domain.put_back(element);
                vcpus
            }
            None => Self::all(1),
        };
        domain.part("vcpus", |element| vcpus.read_individual(element))?;
        Ok(vcpus)
    }

    /// Refuses a domain without virtual CPUs.
    pub fn check(&self) -> Result<()> {
        match self.max {
            0 => refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, "<vcpu> is 0, expected more"),
            _ => Ok(()),
        }
    }

    fn read_individual(&mut self, element: &mut Element) -> Result<()> {
        let given = element.take_all("vcpu");
        if given.is_empty() {
            return Ok(());
        }
        self.individual = vec![Vcpu::default(); usize::from(self.max)];
        for mut element in given {
            let id = take_number(&mut element, "id")?.ok_or_else(|| missing(&element, "id"))?;
            let place = usize::try_from(id).ok().and_then(|id| self.individual.get_mut(id));
            let place = place.ok_or_else(|| {
                fault(format!("<vcpus> has vcpu '{id}', expected less than {}", self.max))
            })?;
            let online = take_yes_no(&mut element, "enabled")?;
            place.online = online.ok_or_else(|| missing(&element, "enabled"))?;
            place.hotpluggable = take_yes_no(&mut element, "hotpluggable")?;
            place.order = take_number(&mut element, "order")?.unwrap_or(0);
        }
        self.count_online();
        Ok(())
    }

    fn count_online(&mut self) {
        let online = self.individual.iter().filter(|vcpu| vcpu.online).count();
        self.current = u16::try_from(online).unwrap_or(self.max);
    }

    /// Whether the virtual CPU with that number is enabled.
    pub fn is_online(&self, number: u16) -> bool {
        match self.individual.get(usize::from(number)) {
            Some(vcpu) => vcpu.online,
            None => number < self.current,
        }
    }

    /// The numbers of the enabled virtual CPUs.
    pub fn online(&self) -> impl Iterator<Item = u16> + '_ {
        (0..self.max).filter(|number| self.is_online(*number))
    }

    /// Enables the first `count` virtual CPUs.
    pub fn set_current(&mut self, count: u16) {
        self.current = count.min(self.max);
        for (number, vcpu) in self.individual.iter_mut().enumerate() {
            vcpu.online = number < usize::from(count);
        }
    }

    /// Sets the maximum number.
    pub fn set_max(&mut self, max: u16) {
        self.max = max;
        if self.individual.is_empty() {
            self.current = self.current.min(max);
        } else {
            self.individual.resize(usize::from(max), Vcpu::default());
            self.count_online();
        }
    }

    /// The elements `<vcpu>` and, if there are individual entries, `<vcpus>`.
    pub fn to_elements(&self) -> impl Iterator<Item = Element> + use<> {
        let mut element = with_attributes(
            "vcpu",
            [
                ("placement", Some(self.placement.name().to_owned())),
                ("cpuset", self.cpuset.as_ref().map(ToString::to_string)),
                ("current", (self.current != self.max).then(|| self.current.to_string())),
            ],
        );
        element.set_text(self.max.to_string());
        let each = self.individual.iter().enumerate().map(|(id, vcpu)| vcpu.to_element(id));
        [Some(element), filled("vcpus", each)].into_iter().flatten()
    }
}

impl Vcpu {
    fn to_element(self, id: usize) -> Element {
        let order = (self.order != 0).then(|| self.order.to_string());
        with_attributes(
            "vcpu",
            [
                ("id", Some(id.to_string())),
                ("enabled", Some(yes_no(self.online))),
                ("hotpluggable", Some(yes_no(self.hotpluggable.unwrap_or(!self.online)))),
                ("order", order),
            ],
        )
    }
}

fn read(element: &mut Element) -> Result<Vcpus> {
    let max = count(&element.take_own_text().unwrap_or_default())?;
    let current = take_number(element, "current")?;
    let current = current.map(|current| u16::try_from(current).unwrap_or(u16::MAX));
    let placement = match take_one_of(element, "placement", &["static", "auto"])? {
        Some("auto") => Placement::Auto,
        _ => Placement::Static,
    };
    let cpuset = match placement {
        Placement::Auto => {
            element.take_attribute("cpuset");
            None
        }
        // A cpuset of all CPUs is the same as none.
        Placement::Static => take_set(element, "cpuset")?.filter(|set| set.iter().count() < EVERY),
    };
    match current.unwrap_or(max) {
        current if current > max => {
            unsupported(format!("<vcpu> has current='{current}', expected at most {max}"))
        }
        current => Ok(Vcpus { max, current, placement, cpuset, individual: Vec::new() }),
    }
}

fn count(text: &str) -> Result<u16> {
    size::parse_number(text)
        .and_then(|number| u16::try_from(number).ok())
        .ok_or_else(|| fault(format!("<vcpu> holds '{text}', expected a number up to 65535")))
}
