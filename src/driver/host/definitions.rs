//! What a domain of this host looks like as a document.

use super::persistent::{self, KIND, OS_KIND};
use super::qemu::CommandLine;
use super::{HostDriver, info};
use crate::driver::Definitions;
use crate::model::Result;
use crate::model::constants::virDomainXMLFlags::{
    VIR_DOMAIN_XML_INACTIVE, VIR_DOMAIN_XML_MIGRATABLE, VIR_DOMAIN_XML_SECURE,
};
use crate::model::domain::{Identity, Info};
use crate::model::flags;
use crate::model::memtune::Memtune;
use crate::xml::definition::Definition;
use crate::xml::size;
use crate::xml::tree::Element;

/// The kind of system that runs in a virtual machine.
const VIRTUAL_MACHINE: &str = "hvm";

const INACTIVE: u32 = VIR_DOMAIN_XML_INACTIVE as u32;
const SECURE: u32 = VIR_DOMAIN_XML_SECURE as u32;
const MIGRATABLE: u32 = VIR_DOMAIN_XML_MIGRATABLE as u32;

impl Definitions for HostDriver {
    fn define(&self, xml: &[u8], flags: u32) -> Result<Identity> {
        flags::check(self.error_domain, flags, 0)?;
        let definition = persistent::read(xml)?;
        persistent::put(&self.host, &self.place, &definition)?;
        let uuid = definition.uuid.unwrap_or_default();
        self.discover()?;
        let defined = Identity { name: definition.name, uuid, id: None };
        self.guest(&defined).map(|guest| guest.identity.clone())
    }

    /// Its owner's document where there is one, else what is known of it; the
    /// memory parameters are those that the kernel holds.
    fn xml(&self, domain: &Identity, flags: u32) -> Result<String> {
        flags::check(self.error_domain, flags, INACTIVE | SECURE | MIGRATABLE)?;
        let guest = self.fresh_guest(domain)?;
        let inactive = flags & INACTIVE != 0;
        let definition = match guest.config {
            Some(config) if inactive || guest.group.is_none() => config,
            _ => self.live_definition(domain)?,
        };
        let id = guest.identity.id.filter(|_| !inactive);
        Ok(definition.to_document(id, flags & SECURE != 0, flags & MIGRATABLE != 0))
    }

    fn os_kind(&self, domain: &Identity) -> Result<String> {
        let guest = self.guest(domain)?;
        Ok(if guest.is_qemu() { VIRTUAL_MACHINE } else { OS_KIND }.to_owned())
    }

    fn autostart(&self, domain: &Identity) -> Result<bool> {
        Ok(self.guest(domain)?.autostart)
    }

    fn is_updated(&self, domain: &Identity) -> Result<bool> {
        self.guest(domain).map(|_| false)
    }
}

impl HostDriver {
    /// What a running domain runs with, as the kernel has it by now.
    fn live_definition(&self, domain: &Identity) -> Result<Definition> {
        let live = self.fresh_live(domain)?;
        let held = self.or_gone(&live, self.live_memory(&live))?;
        match &live.guest.live {
            Some(definition) => Ok(Definition { memtune: held, ..definition.clone() }),
            None => {
                let info = self.or_gone(&live, info::info(&self.host, &live))?;
                describe(&live.guest.identity, &info, held)
            }
        }
    }
}

/// A document for a domain that has none from its owner.
fn describe(domain: &Identity, info: &Info, held: Memtune) -> Result<Definition> {
    let parts = [
        size::to_element("memory", info.max_memory),
        size::to_element("currentMemory", info.memory),
        Element::with_text("vcpu", info.vcpus.to_string()),
    ];
    let definition = outline(domain, KIND, OS_KIND, parts)?;
    Ok(Definition { memtune: held, ..definition })
}

/// What a QEMU runs with that nobody else has a document of: as much of it as is
/// read from its command line.
pub fn of_qemu(domain: &Identity, line: &CommandLine) -> Result<Definition> {
    let kind = if line.kvm { "kvm" } else { "qemu" };
    let parts = [
        size::to_element("memory", line.total_memory()),
        Element::with_text("vcpu", line.vcpus.to_string()),
    ];
    outline(domain, kind, VIRTUAL_MACHINE, parts)
}

fn outline(
    domain: &Identity,
    kind: &str,
    os_kind: &str,
    parts: impl IntoIterator<Item = Element>,
) -> Result<Definition> {
    let mut element = Element::new("domain");
    element.set_attribute("type", kind);
    element.extend([
        Element::with_text("name", &domain.name),
        Element::with_text("uuid", domain.uuid.to_string()),
    ]);
    element.extend(parts);
    element.extend([Element::with_children("os", [Element::with_text("type", os_kind)])]);
    Definition::read_as_it_is(&element)
}
