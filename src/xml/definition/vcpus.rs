//! `<vcpu>`: how many virtual CPUs a domain may have and has.

use super::{fault, refuse};
use crate::model::{Result, virErrorNumber};
use crate::xml::size;
use crate::xml::tree::Element;

/// Numbers of virtual CPUs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vcpus {
    /// The most that the domain may have.
    pub max: u16,
    /// Those that it has.
    pub current: u16,
    /// Where the host's processors are chosen: `static` or `auto`.
    pub placement: String,
    /// The host's processors that they run on, as written.
    pub cpuset: Option<String>,
}

impl Vcpus {
    /// So many, all in use.
    pub fn all(count: u16) -> Self {
        Self { max: count, current: count, placement: "static".to_owned(), cpuset: None }
    }

    /// Takes `<vcpu>` out of a domain; one virtual CPU where there is none.
    pub fn take(domain: &mut Element) -> Result<Self> {
        let Some(element) = domain.take("vcpu") else {
            return Ok(Self::all(1));
        };
        let max = count(&element.text())?;
        let current = element.attribute("current").map(count).transpose()?.unwrap_or(max);
        match (max, current) {
            (0, _) => refuse(virErrorNumber::VIR_ERR_INTERNAL_ERROR, "<vcpu> is 0, expected more"),
            (max, current) if current > max => refuse(
                virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
                format!("<vcpu> has current='{current}', expected at most {max}"),
            ),
            _ => Ok(Self {
                max,
                current,
                placement: element.attribute("placement").unwrap_or("static").to_owned(),
                cpuset: element.attribute("cpuset").map(str::to_owned),
            }),
        }
    }

    /// The `<vcpu>` element.
    pub fn to_element(&self) -> Element {
        let mut element = Element::with_text("vcpu", self.max.to_string());
        element.set_attribute("placement", &self.placement);
        if let Some(cpuset) = &self.cpuset {
            element.set_attribute("cpuset", cpuset);
        }
        if self.current != self.max {
            element.set_attribute("current", &self.current.to_string());
        }
        element
    }
}

fn count(text: &str) -> Result<u16> {
    size::parse_number(text)
        .and_then(|number| u16::try_from(number).ok())
        .ok_or_else(|| fault(format!("<vcpu> holds '{text}', expected a number up to 65535")))
}
