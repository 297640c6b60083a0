//! Configurations of machines. They are made by the host's own tools.

use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::machine::MACHINE;
use crate::driver::esx::properties::{retrieve_one, unless_gone};
use crate::driver::esx::soap::{Reference, is_true};
use crate::driver::esx::{document, machine};
use crate::driver::{Definitions, Node};
use crate::model::Result;
use crate::model::constants::virDomainXMLFlags::*;
use crate::model::domain::Identity;

const XML_FLAGS: u32 = VIR_DOMAIN_XML_SECURE as u32
    | VIR_DOMAIN_XML_INACTIVE as u32
    | VIR_DOMAIN_XML_MIGRATABLE as u32;

const MANAGER: &str = "configManager.autoStartManager";
const ENABLED: &str = "config.defaults";
const STARTING: &str = "config.powerInfo";

impl Definitions for EsxDriver {
    fn xml(&self, domain: &Identity, flags: u32) -> Result<String> {
        self.check_flags(flags, XML_FLAGS)?;
        let found = self.machine(domain, &document::PROPERTIES)?;
        let now = machine::identity(&found).unwrap_or_else(|| domain.clone());
        let id = now.id.filter(|_| flags & VIR_DOMAIN_XML_INACTIVE as u32 == 0);
        Ok(document::definition(&now, &found)?.to_document(id, false, false))
    }

    fn os_kind(&self, domain: &Identity) -> Result<String> {
        self.machine(domain, &[]).map(|_| "hvm".to_owned())
    }

    fn is_updated(&self, domain: &Identity) -> Result<bool> {
        self.machine(domain, &[]).map(|_| false)
    }

    fn autostart(&self, domain: &Identity) -> Result<bool> {
        let starting = self.starting()?;
        self.with_machine(domain, |reference| {
            // That it is there still.
            retrieve_one(&self.session, MACHINE, reference, &["name"])?;
            Ok(starting.contains(reference))
        })
    }
}

impl EsxDriver {
    /// The machines that start with the host; none where it tells nothing of that.
    pub fn starting(&self) -> Result<Vec<Reference>> {
        let manager = self.host(&[MANAGER])?;
        let Some(manager) = manager.optional(MANAGER)?.and_then(Reference::read) else {
            return Ok(Vec::new());
        };
        let kind = "HostAutoStartManager";
        let found = retrieve_one(&self.session, kind, &manager, &[ENABLED, STARTING]);
        let Some(found) = unless_gone(found)? else { return Ok(Vec::new()) };
        let defaults = found.optional(ENABLED)?.and_then(|defaults| defaults.child("enabled"));
        if !is_true(defaults) {
            return Ok(Vec::new());
        }
        let infos = found.optional(STARTING)?.into_iter().flat_map(|infos| infos.elements());
        let starts = infos.filter(|info| {
            let action = info.child("startAction").map(|action| action.text());
            action.is_some_and(|action| action.eq_ignore_ascii_case("powerOn"))
        });
        Ok(starts.filter_map(|info| Reference::read(info.child("key")?)).collect())
    }
}
