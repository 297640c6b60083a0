//! Persistent definitions of domains.

use crate::driver::Definitions;
use crate::driver::remote::driver::RemoteDriver;
use crate::driver::remote::protocol::{
    domain_define_xml_flags, domain_get_autostart, domain_get_metadata, domain_get_os_type,
    domain_get_xml_desc, domain_is_updated, domain_rename, domain_set_autostart,
    domain_set_lifecycle_action, domain_set_metadata, domain_undefine_flags,
};
use crate::model::Result;
use crate::model::constants::{virDomainLifecycle, virDomainLifecycleAction};
use crate::model::domain::Identity;
use crate::model::metadata::{MetadataChange, MetadataKind};

impl Definitions for RemoteDriver {
    fn define(&self, xml: &[u8], flags: u32) -> Result<Identity> {
        self.call(domain_define_xml_flags(xml, flags))
    }

    fn undefine(&self, domain: &Identity, flags: u32) -> Result<()> {
        self.call(domain_undefine_flags(domain, flags))
    }

    fn xml(&self, domain: &Identity, flags: u32) -> Result<String> {
        self.call(domain_get_xml_desc(domain, flags))
    }

    fn os_kind(&self, domain: &Identity) -> Result<String> {
        self.call(domain_get_os_type(domain))
    }

    fn is_updated(&self, domain: &Identity) -> Result<bool> {
        Ok(self.call(domain_is_updated(domain))? != 0)
    }

    fn rename(&self, domain: &Identity, name: &str, flags: u32) -> Result<()> {
        self.call(domain_rename(domain, Some(name.as_bytes()), flags)).map(|_| ())
    }

    fn autostart(&self, domain: &Identity) -> Result<bool> {
        Ok(self.call(domain_get_autostart(domain))? != 0)
    }

    fn set_autostart(&self, domain: &Identity, on: bool) -> Result<()> {
        self.call(domain_set_autostart(domain, on.into()))
    }

    fn metadata(&self, domain: &Identity, kind: &MetadataKind, flags: u32) -> Result<String> {
        let uri = kind.uri().map(str::as_bytes);
        self.call(domain_get_metadata(domain, kind.number(), uri, flags))
    }

    fn set_metadata(&self, domain: &Identity, change: &MetadataChange, flags: u32) -> Result<()> {
        let MetadataChange { kind, text, key, .. } = change;
        let key = key.as_deref().map(str::as_bytes);
        let uri = kind.uri().map(str::as_bytes);
        self.call(domain_set_metadata(domain, kind.number(), text.as_deref(), key, uri, flags))
    }

    fn set_lifecycle_action(
        &self,
        domain: &Identity,
        occasion: virDomainLifecycle,
        action: virDomainLifecycleAction,
        flags: u32,
    ) -> Result<()> {
        self.call(domain_set_lifecycle_action(domain, occasion as u32, action as u32, flags))
    }
}
