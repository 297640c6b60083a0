//! The persistent definitions of the library's own domains: one file each.

use super::discover;
use super::error::{self, Failed};
use super::guest::Guest;
use super::layout::Host;
use super::records::{NAME_MAX, Place};
use crate::model::domain::{Identity, Uuid, check_name};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::store::Store;
use crate::sys::Errno;
use crate::sys::warn::warn;
use crate::xml::definition::Definition;
use crate::xml::tree;
use std::time::Duration;

/// How long a change waits for others who make, end or define domains.
const LOCK_WAIT: Duration = Duration::from_secs(10);

/// A domain that is defined.
#[derive(Debug, Clone)]
pub struct Defined {
    /// Its uuid.
    pub uuid: Uuid,
    /// Its definition.
    pub definition: Definition,
    /// Whether it is to start with the host.
    pub autostart: bool,
}

/// The kind of domain that this driver makes.
pub const KIND: &str = "cgroup";
/// The kind of system that runs in what is not a virtual machine.
pub const OS_KIND: &str = "exe";

/// Every definition that can be read; others are left out with a warning.
pub fn all(host: &Host, place: &Place) -> Vec<Defined> {
    let store = match Store::open(&host.root, &place.domains) {
        Ok(store) => store,
        Err(Errno::NOENT) => return Vec::new(),
        Err(errno) => {
            warn(format_args!("/{} is left out: {errno}", place.domains));
            return Vec::new();
        }
    };
    let names = store.names().unwrap_or_default();
    names.into_iter().filter_map(|name| one(&store, place, &name)).collect()
}

fn one(store: &Store, place: &Place, name: &str) -> Option<Defined> {
    let content = store.read(name).map_err(|errno| errno.to_string());
    let definition = content.and_then(|content| {
        let root = tree::parse(&content, virErrorDomain::VIR_FROM_CGROUP);
        let root = root.map_err(|error| error.to_string())?;
        let definition = Definition::read_as_it_is(&root).map_err(|error| error.to_string())?;
        if definition.name != name || definition.kind != KIND {
            return Err("it does not define a domain of ours of that name".to_owned());
        }
        Ok(definition)
    });
    let definition = definition
        .map_err(|reason| warn(format_args!("/{}/{name}.xml is left out: {reason}", place.domains)))
        .ok()?;
    let uuid = definition.uuid?;
    Some(Defined { uuid, definition, autostart: false })
}

/// Reads a user's document for this host; one without a uuid gets one.
///
/// Errors: those of [`Definition::read_for`]; VIR_ERR_CONFIG_UNSUPPORTED for
/// another kind of domain, or of system, than this driver makes;
/// VIR_ERR_XML_ERROR for a name or an `<init>` that cannot be.
pub fn read(xml: &[u8]) -> Result<Definition> {
    let root = tree::parse(xml, virErrorDomain::VIR_FROM_DOMAIN)?;
    let mut definition = Definition::read_for(&root, &super::node::arch())?;
    if definition.kind != KIND {
        return Err(error::refused(
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            format!("<domain> has type '{}', expected '{KIND}'", definition.kind),
        ));
    }
    let os = definition.rest.child("os");
    let text = |name| os.and_then(|os| os.child(name)).map(|child| child.text());
    match text("type") {
        Some(kind) if kind == OS_KIND => {}
        kind => {
            return Err(error::refused(
                virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
                format!("<os> has type '{}', expected '{OS_KIND}'", kind.unwrap_or_default()),
            ));
        }
    }
    check_name(&definition.name, NAME_MAX).map_err(fault)?;
    match text("init") {
        Some(init) if init.starts_with('/') => {}
        init => {
            let init = init.unwrap_or_default();
            return Err(fault(format!("<init> holds '{init}', expected an absolute path")));
        }
    }
    definition.uuid.get_or_insert_with(Uuid::new_v4);
    Ok(definition)
}

fn fault(detail: String) -> Error {
    error::refused(virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

/// Stores a new definition, or one over that of a domain of the same name and uuid.
///
/// Errors: VIR_ERR_OPERATION_FAILED for the name or the uuid of another domain.
pub fn put(host: &Host, place: &Place, definition: &Definition) -> Result<()> {
    place.create(&host.root)?;
    let _lock = place.lock(&host.root, LOCK_WAIT)?;
    check_new(&discover::all(host, place)?.guests, definition)?;
    write(host, place, definition)
}

/// Refuses a definition that would take another domain's name or uuid.
pub fn check_new(guests: &[Guest], definition: &Definition) -> Result<()> {
    let other = guests
        .iter()
        .map(|guest| &guest.identity)
        .find(|other| (other.name == definition.name) != (Some(other.uuid) == definition.uuid));
    match other {
        None => Ok(()),
        Some(other) => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!("domain '{}' is there already, with uuid {}", other.name, other.uuid),
        )),
    }
}

/// Writes a definition; only for one who has the place's lock.
fn write(host: &Host, place: &Place, definition: &Definition) -> Result<()> {
    let document = definition.to_document(None, true, false);
    Store::create(&host.root, &place.domains)
        .and_then(|store| store.write(&definition.name, document.as_bytes()))
        .during(format_args!("write /{}/{}.xml", place.domains, definition.name))
}

/// Changes a definition: the new one is on the disk, or the old one still is.
///
/// Errors: VIR_ERR_NO_DOMAIN when it has gone meanwhile.
pub fn change(
    host: &Host,
    place: &Place,
    domain: &Identity,
    change: impl FnOnce(&mut Definition) -> Result<()>,
) -> Result<()> {
    place.create(&host.root)?;
    let _lock = place.lock(&host.root, LOCK_WAIT)?;
    let found = all(host, place).into_iter().find(|defined| defined.uuid == domain.uuid);
    let mut definition = found.map(|defined| defined.definition).ok_or_else(|| {
        let detail = format!("'{}' ({}) is not defined any more", domain.name, domain.uuid);
        error::refused(virErrorNumber::VIR_ERR_NO_DOMAIN, detail)
    })?;
    change(&mut definition)?;
    write(host, place, &definition)
}
