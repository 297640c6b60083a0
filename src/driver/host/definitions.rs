//! What a domain of this host looks like as a document.

use super::guest::Origin;
use super::{HostDriver, info};
use crate::driver::{Definitions, Memory};
use crate::model::Result;
use crate::model::constants::virDomainXMLFlags::{
    VIR_DOMAIN_XML_INACTIVE, VIR_DOMAIN_XML_MIGRATABLE, VIR_DOMAIN_XML_SECURE,
};
use crate::model::domain::{Identity, Info};
use crate::model::flags::{self, Affect};
use crate::model::memtune::Memtune;
use crate::xml::definition::Definition;
use crate::xml::size;
use crate::xml::tree::Element;

const INACTIVE: u32 = VIR_DOMAIN_XML_INACTIVE as u32;
const SECURE: u32 = VIR_DOMAIN_XML_SECURE as u32;
const MIGRATABLE: u32 = VIR_DOMAIN_XML_MIGRATABLE as u32;

/// The kind of system that runs in what is not a virtual machine.
const OS_KIND: &str = "exe";

impl Definitions for HostDriver {
    /// Its owner's document where there is one, else what is known of it; the
    /// memory parameters are those that the kernel holds.
    fn xml(&self, domain: &Identity, flags: u32) -> Result<String> {
        flags::check(self.error_domain, flags, INACTIVE | SECURE | MIGRATABLE)?;
        let (guest, dir) = self.fresh_guest(domain)?;
        let held = self.memory(domain, Affect::from_flags(0))?;
        let id = guest.identity.id.filter(|_| flags & INACTIVE == 0);
        let definition = match guest.definition {
            Some(definition) => Definition { memtune: held, ..definition },
            None => {
                let info = self.or_gone(domain, &dir, info::info(&self.host, &guest, &dir))?;
                describe(&guest.identity, &info, held)?
            }
        };
        Ok(definition.to_document(id, flags & SECURE != 0, flags & MIGRATABLE != 0))
    }

    fn os_kind(&self, domain: &Identity) -> Result<String> {
        let (guest, _) = self.guest(domain)?;
        let virtual_machine = guest.origin == Origin::LibvirtQemu;
        Ok(if virtual_machine { "hvm" } else { OS_KIND }.to_owned())
    }

    /// No domain of this host is started with it by this library.
    fn autostart(&self, domain: &Identity) -> Result<bool> {
        self.guest(domain).map(|_| false)
    }

    fn is_updated(&self, domain: &Identity) -> Result<bool> {
        self.guest(domain).map(|_| false)
    }
}

/// A document for a domain that has none from its owner.
fn describe(domain: &Identity, info: &Info, held: Memtune) -> Result<Definition> {
    let mut element = Element::new("domain");
    element.set_attribute("type", "cgroup");
    element.extend([
        Element::with_text("name", &domain.name),
        Element::with_text("uuid", domain.uuid.to_string()),
        size::to_element("memory", info.max_memory),
        size::to_element("currentMemory", info.memory),
        Element::with_text("vcpu", info.vcpus.to_string()),
        Element::with_children("os", [Element::with_text("type", OS_KIND)]),
    ]);
    Ok(Definition { memtune: held, ..Definition::read_as_it_is(&element)? })
}
