//! Definitions on the test driver.

use super::driver::TestDriver;
use super::error::operation_invalid;
use super::file::run_state;
use super::host::Host;
use crate::driver::{Definitions, esx_limits, metadata};
use crate::model::constants::virDomainEventDefinedDetailType as Defined;
use crate::model::constants::virDomainEventType::{
    VIR_DOMAIN_EVENT_DEFINED, VIR_DOMAIN_EVENT_UNDEFINED,
};
use crate::model::constants::virDomainEventUndefinedDetailType as Undefined;
use crate::model::constants::{
    virDomainDefineFlags, virDomainLifecycle, virDomainLifecycleAction,
    virDomainUndefineFlagsValues as Undefine, virDomainXMLFlags,
};
use crate::model::domain::{Identity, Uuid};
use crate::model::event::EventKind;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect};
use crate::model::metadata::{MetadataChange, MetadataKind};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::warn::warn;
use crate::xml::definition::{Definition, LifecycleActions, unknown, valid};
use crate::xml::tree;

const VALIDATE: u32 = virDomainDefineFlags::VIR_DOMAIN_DEFINE_VALIDATE as u32;
const WITH_SAVED: u32 = Undefine::VIR_DOMAIN_UNDEFINE_MANAGED_SAVE as u32;
const UNDEFINE_FLAGS: u32 = WITH_SAVED | Undefine::VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA as u32;
const XML_INACTIVE: u32 = virDomainXMLFlags::VIR_DOMAIN_XML_INACTIVE as u32;
const XML_SECURE: u32 = virDomainXMLFlags::VIR_DOMAIN_XML_SECURE as u32;
const XML_MIGRATABLE: u32 = virDomainXMLFlags::VIR_DOMAIN_XML_MIGRATABLE as u32;
const XML_FLAGS: u32 =
    XML_INACTIVE | XML_SECURE | virDomainXMLFlags::VIR_DOMAIN_XML_MIGRATABLE as u32;

impl Definitions for TestDriver {
    fn define(&self, xml: &[u8], flags: u32) -> Result<Identity> {
        self.check_flags(flags, VALIDATE)?;
        let definition = read(xml, flags & VALIDATE != 0)?;
        if definition.name.contains('\n') {
            let what = format!("<name> holds {:?}, expected one line", definition.name);
            return Err(Error::new(
                virErrorDomain::VIR_FROM_XML,
                virErrorNumber::VIR_ERR_XML_DETAIL,
                what,
            ));
        }
        self.shared.change(|host, events| {
            check_new(host, &definition, false)?;
            let guest = host.get_or_add(&definition);
            let detail = match guest.config.replace(definition) {
                Some(_) => Defined::VIR_DOMAIN_EVENT_DEFINED_UPDATED,
                None => Defined::VIR_DOMAIN_EVENT_DEFINED_ADDED,
            };
            guest.persistent = true;
            events.add_lifecycle(guest.identity(), VIR_DOMAIN_EVENT_DEFINED, detail as i32);
            Ok(guest.identity())
        })
    }

    fn undefine(&self, domain: &Identity, flags: u32) -> Result<()> {
        self.check_flags(flags, UNDEFINE_FLAGS)?;
        self.shared.change(|host, events| {
            let guest = host.guest(domain)?;
            if guest.managed_save && flags & WITH_SAVED == 0 {
                return Err(operation_invalid(format!(
                    "domain '{}' has a saved image",
                    guest.name
                )));
            }
            guest.managed_save = false;
            guest.persistent = false;
            let detail = Undefined::VIR_DOMAIN_EVENT_UNDEFINED_REMOVED;
            events.add_lifecycle(guest.identity(), VIR_DOMAIN_EVENT_UNDEFINED, detail as i32);
            if !guest.is_active() {
                host.remove(domain.uuid);
            }
            Ok(())
        })
    }

    fn xml(&self, domain: &Identity, flags: u32) -> Result<String> {
        self.check_flags(flags, XML_FLAGS)?;
        self.read(domain, |guest| {
            let inactive = flags & XML_INACTIVE != 0;
            let shown = match &guest.config {
                Some(config) if inactive => config,
                _ => guest.current()?,
            };
            let id = guest.id().filter(|_| !inactive);
            Ok(shown.to_document(id, flags & XML_SECURE != 0, flags & XML_MIGRATABLE != 0))
        })
    }

    /// libvirt's test driver answers this for any domain, existing or not.
    fn os_kind(&self, _domain: &Identity) -> Result<String> {
        Ok("linux".to_owned())
    }

    fn is_updated(&self, _domain: &Identity) -> Result<bool> {
        Ok(false)
    }

    fn rename(&self, domain: &Identity, name: &str, flags: u32) -> Result<()> {
        self.check_flags(flags, 0)?;
        self.shared.change(|host, events| {
            check_name(host, domain, name)?;
            let before = host.guest(domain)?.identity();
            let guest = host.rename(domain, name)?;
            let detail = Undefined::VIR_DOMAIN_EVENT_UNDEFINED_RENAMED;
            events.add_lifecycle(before, VIR_DOMAIN_EVENT_UNDEFINED, detail as i32);
            let detail = Defined::VIR_DOMAIN_EVENT_DEFINED_RENAMED;
            events.add_lifecycle(guest.identity(), VIR_DOMAIN_EVENT_DEFINED, detail as i32);
            Ok(())
        })
    }

    fn autostart(&self, domain: &Identity) -> Result<bool> {
        self.read(domain, |guest| Ok(guest.autostart))
    }

    fn set_autostart(&self, domain: &Identity, on: bool) -> Result<()> {
        self.change(domain, |guest, _| {
            guest.autostart = on;
            Ok(())
        })
    }

    fn metadata(&self, domain: &Identity, kind: &MetadataKind, flags: u32) -> Result<String> {
        self.check_flags(flags, AFFECT_LIVE | AFFECT_CONFIG)?;
        self.read(domain, |guest| {
            metadata::check_kind(kind)?;
            metadata::get(guest.definition(Affect::from_flags(flags))?, kind)
        })
    }

    fn set_metadata(&self, domain: &Identity, change: &MetadataChange, flags: u32) -> Result<()> {
        self.check_flags(flags, AFFECT_LIVE | AFFECT_CONFIG)?;
        self.change(domain, |guest, events| {
            let definitions = guest.definitions_mut(Affect::from_flags(flags))?;
            metadata::check_kind(&change.kind)?;
            for definition in definitions {
                metadata::set(definition, change)?;
            }
            let uri = change.kind.uri().map(str::to_owned);
            let kind = change.kind.number();
            events.add(guest.identity(), EventKind::MetadataChange { kind, uri });
            Ok(())
        })
    }

    fn set_lifecycle_action(
        &self,
        domain: &Identity,
        occasion: virDomainLifecycle,
        action: virDomainLifecycleAction,
        flags: u32,
    ) -> Result<()> {
        self.check_flags(flags, AFFECT_LIVE | AFFECT_CONFIG)?;
        if !LifecycleActions::allows(occasion, action) {
            return refuse(
                virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
                format!("{action:?} is allowed for a crash only, not for {occasion:?}"),
            );
        }
        self.change(domain, |guest, _| {
            for definition in guest.definitions_mut(Affect::from_flags(flags))? {
                *definition.actions.at(occasion) = action;
            }
            Ok(())
        })
    }
}

fn refuse<T>(code: virErrorNumber, detail: String) -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail))
}

/// Parses a definition; one without a uuid gets a random one.
pub fn read(xml: &[u8], validate: bool) -> Result<Definition> {
    let document = tree::parse(xml, virErrorDomain::VIR_FROM_DOMAIN)?;
    if validate {
        valid::check(&document)?;
    }
    let mut definition = Definition::read(&document)?;
    esx_limits::check(&definition)?;
    if let Some(unknown) = unknown::in_tuning(&definition) {
        warn(format_args!("domain '{}': {unknown}", definition.name));
    }
    run_state(&document)?;
    definition.uuid.get_or_insert_with(Uuid::new_v4);
    definition.devices.name_interfaces()?;
    Ok(definition)
}

/// The definition as its document describes it, which a running domain keeps. A limit
/// above the unlimited value, which can be set, becomes unlimited; a value that no
/// document can contain fails.
pub fn as_written(definition: &Definition) -> Result<Definition> {
    Definition::read(&definition.to_element(None))
}

/// Refuses a definition with another domain's name or uuid, and, if it is to be started,
/// one of a running domain.
pub fn check_new(host: &Host, definition: &Definition, starts: bool) -> Result<()> {
    let name = &definition.name;
    match definition.uuid.and_then(|uuid| host.by_uuid(uuid)) {
        Some(found) if found.name != *name => refuse(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!("domain '{}' has the uuid {} of '{name}'", found.name, found.uuid),
        ),
        Some(found) if starts && found.is_active() => refuse(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("domain '{name}' is already running"),
        ),
        None if host.by_name(name).is_some() => refuse(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!("domain '{name}' already exists with another uuid"),
        ),
        _ => Ok(()),
    }
}

fn check_name(host: &mut Host, domain: &Identity, name: &str) -> Result<()> {
    if host.guest(domain)?.is_active() {
        return Err(operation_invalid(format!(
            "domain '{}' is running, expected one that is shut off",
            domain.name
        )));
    }
    if name.contains('/') {
        let what = format!("the new name is '{name}', expected no '/'");
        let (from, code) = (virErrorDomain::VIR_FROM_TEST, virErrorNumber::VIR_ERR_XML_ERROR);
        return Err(Error::new(from, code, what));
    }
    if host.by_name(name).is_some() {
        let what = format!("a domain '{name}' already exists");
        return refuse(virErrorNumber::VIR_ERR_OPERATION_INVALID, what);
    }
    Ok(())
}
