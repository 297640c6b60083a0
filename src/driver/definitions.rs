//! Persistent definitions of domains.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::constants::{virDomainLifecycle, virDomainLifecycleAction};
use crate::model::domain::Identity;
use crate::model::metadata::{MetadataChange, MetadataKind};

/// The definitions of a host's domains. Each driver checks its own flags.
pub trait Definitions: Node {
    /// Stores a definition of a new domain, or replaces that of the domain with the same
    /// name and uuid; a running domain is not changed.
    fn define(&self, _xml: &[u8], _flags: u32) -> Result<Identity> {
        unsupported()
    }

    /// Removes a domain's definition; a domain that is not running is removed with it.
    fn undefine(&self, _domain: &Identity, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// The domain's document.
    fn xml(&self, _domain: &Identity, _flags: u32) -> Result<String> {
        unsupported()
    }

    /// The type of its operating system.
    fn os_kind(&self, _domain: &Identity) -> Result<String> {
        unsupported()
    }

    /// Whether its live configuration has changed since it started.
    fn is_updated(&self, _domain: &Identity) -> Result<bool> {
        unsupported()
    }

    /// Renames it.
    fn rename(&self, _domain: &Identity, _name: &str, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Whether it starts automatically with the host.
    fn autostart(&self, _domain: &Identity) -> Result<bool> {
        unsupported()
    }

    /// Sets whether it starts automatically with the host.
    fn set_autostart(&self, _domain: &Identity, _on: bool) -> Result<()> {
        unsupported()
    }

    /// Its title, description or `<metadata>` element; VIR_ERR_NO_DOMAIN_METADATA if there
    /// is none.
    fn metadata(&self, _domain: &Identity, _kind: &MetadataKind, _flags: u32) -> Result<String> {
        unsupported()
    }

    /// Sets or removes a metadata item.
    fn set_metadata(
        &self,
        _domain: &Identity,
        _change: &MetadataChange,
        _flags: u32,
    ) -> Result<()> {
        unsupported()
    }

    /// Sets the action taken when the guest powers off, reboots or crashes.
    fn set_lifecycle_action(
        &self,
        _domain: &Identity,
        _occasion: virDomainLifecycle,
        _action: virDomainLifecycleAction,
        _flags: u32,
    ) -> Result<()> {
        unsupported()
    }
}
