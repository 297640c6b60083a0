//! Domain definitions.

use super::{Connection, Domain};
use crate::model::constants::{virDomainLifecycle, virDomainLifecycleAction, virDomainXMLFlags};
use crate::model::flags::Affect;
use crate::model::metadata::{MetadataChange, MetadataKind};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};

/// Flags not allowed on a read-only connection.
const PRIVATE: u32 = virDomainXMLFlags::VIR_DOMAIN_XML_SECURE as u32
    | virDomainXMLFlags::VIR_DOMAIN_XML_MIGRATABLE as u32;

impl Connection {
    /// Defines a new domain, or replaces the definition of the domain with the same name
    /// and uuid.
    ///
    /// Errors: VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for
    /// unknown flags, the errors of an invalid document, VIR_ERR_OPERATION_FAILED for a name
    /// or uuid of another domain.
    pub fn define(&self, xml: &[u8], flags: u32) -> Result<Domain> {
        self.check_writable("defining a domain")?;
        Ok(self.domain(self.driver().define(xml, flags)?))
    }
}

/// Common errors: VIR_ERR_OPERATION_DENIED for changes on a read-only connection,
/// VIR_ERR_INVALID_ARG for unknown flags, VIR_ERR_NO_DOMAIN if the domain no longer
/// exists, VIR_ERR_OPERATION_INVALID if its state does not allow the operation.
impl Domain {
    /// Removes the definition; a domain that is not running is removed with it.
    pub fn undefine(&self, flags: u32) -> Result<()> {
        self.driver_to_change("undefining a domain")?.undefine(self.identity(), flags)
    }

    /// The XML description.
    pub fn xml(&self, flags: u32) -> Result<String> {
        if flags & PRIVATE != 0 {
            self.connection().check_writable("what is secret in a domain's XML")?;
        }
        self.connection().driver().xml(self.identity(), flags)
    }

    /// The OS type.
    pub fn os_kind(&self) -> Result<String> {
        self.connection().driver().os_kind(self.identity())
    }

    /// Whether its live configuration has changed since it started.
    pub fn is_updated(&self) -> Result<bool> {
        self.connection().driver().is_updated(self.identity())
    }

    /// Renames the domain; this handle keeps the old name.
    pub fn rename(&self, name: &str, flags: u32) -> Result<()> {
        self.driver_to_change("renaming a domain")?.rename(self.identity(), name, flags)
    }

    /// Whether it starts automatically with the host.
    pub fn autostart(&self) -> Result<bool> {
        self.connection().driver().autostart(self.identity())
    }

    /// Sets whether it starts automatically with the host.
    pub fn set_autostart(&self, on: bool) -> Result<()> {
        let driver = self.driver_to_change("setting the automatic start")?;
        driver.set_autostart(self.identity(), on)
    }

    /// A metadata item; VIR_ERR_NO_DOMAIN_METADATA if there is none.
    pub fn metadata(&self, kind: &MetadataKind, flags: u32) -> Result<String> {
        Affect::from_flags(flags).check_one()?;
        self.connection().driver().metadata(self.identity(), kind, flags)
    }

    /// Sets or removes a metadata item. A title must be a single line.
    pub fn set_metadata(&self, change: &MetadataChange, flags: u32) -> Result<()> {
        let driver = self.driver_to_change("setting metadata")?;
        let text = change.text.as_deref().unwrap_or_default();
        match &change.kind {
            MetadataKind::Title if text.contains(&b'\n') => {
                let title = String::from_utf8_lossy(text);
                return Err(invalid(format!("the title is {title:?}, expected one line")));
            }
            MetadataKind::Element(_) if change.text.is_some() && change.key.is_none() => {
                return Err(invalid("key is NULL, expected a prefix".to_owned()));
            }
            MetadataKind::Description | MetadataKind::Title if change.key.is_some() => {
                return Err(invalid("a key is given, expected NULL".to_owned()));
            }
            _ => {}
        }
        driver.set_metadata(self.identity(), change, flags)
    }

    /// Sets the action on a lifecycle event; both numbers are libvirt's.
    pub fn set_lifecycle_action(&self, occasion: u32, action: u32, flags: u32) -> Result<()> {
        let driver = self.driver_to_change("setting a lifecycle action")?;
        let occasion = virDomainLifecycle::from_number(occasion)
            .ok_or_else(|| unknown(format!("type is {occasion}, expected a virDomainLifecycle")))?;
        let action = virDomainLifecycleAction::from_number(action).ok_or_else(|| {
            unknown(format!("action is {action}, expected a virDomainLifecycleAction"))
        })?;
        driver.set_lifecycle_action(self.identity(), occasion, action, flags)
    }
}

fn unknown(detail: String) -> Error {
    Error::unfit_arg(VIR_FROM_DOMAIN, detail)
}

fn invalid(detail: String) -> Error {
    Error::invalid_arg(VIR_FROM_DOMAIN, detail)
}
