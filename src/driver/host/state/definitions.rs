//! The persistent definitions of the library's own domains: one file each. A
//! file's name is its domain's; what its document says of that does not count.

use super::document::{AUTOSTART, KIND, check_readable};
use super::records::{LOCK_WAIT, NAME_MAX, Place};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::domain::Guest;
use crate::model::domain::{Identity, Uuid, check_name};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::store::{Listing, Store};
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use crate::sys::{Errno, SysResult};
use crate::xml::definition::Definition;
use crate::xml::tree;
use std::collections::BTreeMap;
use std::os::fd::OwnedFd;
use std::sync::Arc;

/// A domain that is defined.
#[derive(Debug, Clone)]
pub struct Defined {
    /// Its uuid.
    pub uuid: Uuid,
    /// Its definition.
    pub definition: Arc<Definition>,
    /// Whether it is to start with the host.
    pub autostart: bool,
    /// Whether the file has another name than its document.
    renamed: bool,
}

/// A definition to be changed.
pub struct Draft {
    /// The definition.
    pub definition: Definition,
    /// Whether it is to start with the host.
    pub autostart: bool,
}

/// What a change was made of.
#[derive(Debug, PartialEq, Eq)]
pub enum Before {
    /// No definition.
    Nothing,
    /// Another one.
    Defined,
}

/// Every definition that can be read; others are left out with a warning.
pub fn all(host: &Host, place: &Place) -> Vec<Defined> {
    let opened = match Store::open(&host.root, &place.domains) {
        Err(Errno::NOENT) => return Vec::new(),
        opened => error::opened(opened, &place.domains, ""),
    };
    match opened {
        Ok(store) => read_all(place, &store, listing(place, &store).names),
        Err(error) => {
            warn(format_args!("what is defined is left out: {error}"));
            Vec::new()
        }
    }
}

/// What is defined under this name now, if anything is.
pub fn read(host: &Host, place: &Place, name: &str) -> Result<Option<Defined>> {
    let store = match Store::open(&host.root, &place.domains) {
        Err(Errno::NOENT) => return Ok(None),
        opened => error::opened(opened, &place.domains, "")?,
    };
    let content = match store.read(name) {
        Err(Errno::NOENT) => return Ok(None),
        content => content.during(format_args!("read /{}/{name}.xml", place.domains))?,
    };
    let parsed = parse(name, &content);
    parsed.map(Some).map_err(|reason| {
        let detail = format!("/{}/{name}.xml: {reason}", place.domains);
        error::refused(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
    })
}

/// Whether somebody writes a definition now, or was killed while he did.
pub fn has_unfinished(host: &Host, place: &Place) -> bool {
    Store::open(&host.root, &place.domains)
        .is_ok_and(|store| store.listing().unwrap_or_default().unfinished)
}

fn listing(place: &Place, store: &Store) -> Listing {
    store.listing().unwrap_or_else(|errno| {
        warn(format_args!("/{} is left out: {errno}", place.domains));
        Listing::default()
    })
}

fn read_all(place: &Place, store: &Store, names: Vec<String>) -> Vec<Defined> {
    let skip = |name: &str, reason: &str| {
        warn(format_args!("/{}/{name}.xml is left out: {reason}", place.domains));
    };
    let mut by_uuid: BTreeMap<Uuid, Defined> = BTreeMap::new();
    for (name, read) in place.parsed.all(store, names) {
        let found = match read {
            Ok(found) => found,
            Err(reason) => {
                skip(&name, &reason);
                continue;
            }
        };
        // Of a file and its copy, the one that has its document's name is the first.
        let copy = match by_uuid.get(&found.uuid) {
            Some(other) if found.renamed || !other.renamed => Some(found),
            _ => by_uuid.insert(found.uuid, found),
        };
        if let Some(copy) = copy {
            skip(&copy.definition.name, &format!("another file has its uuid, {}", copy.uuid));
        }
    }
    let mut all: Vec<Defined> = by_uuid.into_values().collect();
    all.sort_by(|one, other| one.definition.name.cmp(&other.definition.name));
    all
}

/// What a file of that name defines.
pub fn parse(name: &str, content: &[u8]) -> std::result::Result<Defined, String> {
    let text = |error: Error| error.to_string();
    let mut root = tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(text)?;
    let autostart = root.take_attribute(AUTOSTART).is_some_and(|value| value == "yes");
    let mut definition = Definition::read_as_it_is(&root).map_err(text)?;
    if definition.kind != KIND {
        return Err(format!("its domain has type '{}', not '{KIND}'", definition.kind));
    }
    check_name(name, NAME_MAX)?;
    let uuid = definition.uuid.ok_or("its domain has no uuid")?;
    let renamed = definition.name != name;
    name.clone_into(&mut definition.name);
    Ok(Defined { uuid, definition: Arc::new(definition), autostart, renamed })
}

/// The definitions, open to be changed, by one who has the place's lock.
pub struct Open<'p> {
    host: &'p Host,
    place: &'p Place,
    store: Store,
    _lock: Lock<OwnedFd>,
}

impl<'p> Open<'p> {
    /// Waits for the lock, at most ten seconds.
    pub fn new(host: &'p Host, place: &'p Place) -> Result<Self> {
        place.create(&host.root)?;
        let lock = place.lock(&host.root, LOCK_WAIT)?;
        let store = Store::create(&host.root, &place.domains);
        let store = error::opened(store, &place.domains, " to write")?;
        Ok(Self { host, place, store, _lock: lock })
    }

    fn all(&self) -> Vec<Defined> {
        read_all(self.place, &self.store, listing(self.place, &self.store).names)
    }

    /// VIR_ERR_NO_DOMAIN when it has gone meanwhile.
    fn find(&self, domain: &Identity) -> Result<Defined> {
        self.all().into_iter().find(|defined| defined.uuid == domain.uuid).ok_or_else(|| {
            let detail = format!("'{}' ({}) is not defined any more", domain.name, domain.uuid);
            error::refused(virErrorNumber::VIR_ERR_NO_DOMAIN, detail)
        })
    }

    /// A domain's definition, to be changed; VIR_ERR_NO_DOMAIN when it has gone
    /// meanwhile.
    pub fn draft(&self, domain: &Identity) -> Result<Draft> {
        let Defined { definition, autostart, .. } = self.find(domain)?;
        Ok(Draft { definition: Arc::unwrap_or_clone(definition), autostart })
    }

    fn guests(&self) -> Result<Vec<Guest>> {
        Ok(discovery::all(self.host, self.place)?.guests)
    }

    /// Refuses to put a definition in the place of a file that is none.
    fn check_free(&self, name: &str) -> Result<()> {
        if self.store.has(name) {
            let file = self.file(name);
            return Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_FAILED,
                format!("{file} is there, and defines no domain; move it away first"),
            ));
        }
        Ok(())
    }

    /// Puts a definition on the disk, or leaves the old one there.
    pub fn write(&self, definition: &Definition, autostart: bool) -> Result<()> {
        let mut element = definition.to_element(None);
        if autostart {
            element.set_attribute(AUTOSTART, "yes");
        }
        let document = element.to_document();
        check_readable(&definition.name, &document)?;
        let written = self.store.write_private(&definition.name, document.as_bytes());
        self.done(written, "write", &definition.name)
    }

    fn done(&self, result: SysResult<()>, doing: &str, name: &str) -> Result<()> {
        result.during(format_args!("{doing} {}", self.file(name)))
    }

    fn file(&self, name: &str) -> String {
        format!("/{}/{name}.xml", self.place.domains)
    }
}

/// Stores a new definition, or one over that of a domain of the same name and
/// uuid.
///
/// Errors: VIR_ERR_OPERATION_FAILED for the name or the uuid of another domain.
pub fn put(host: &Host, place: &Place, definition: &Definition) -> Result<Before> {
    let open = Open::new(host, place)?;
    check_new(&open.guests()?, definition)?;
    let before = open.all().into_iter().find(|defined| Some(defined.uuid) == definition.uuid);
    let Some(before) = before else {
        open.check_free(&definition.name)?;
        open.write(definition, false)?;
        return Ok(Before::Nothing);
    };
    open.write(definition, before.autostart)?;
    Ok(Before::Defined)
}

/// Refuses a definition that would take another domain's name or uuid.
pub fn check_new(guests: &[Guest], definition: &Definition) -> Result<()> {
    let other = guests
        .iter()
        .map(|guest| &guest.identity)
        .find(|other| (other.name == definition.name) != (Some(other.uuid) == definition.uuid));
    match other {
        None => Ok(()),
        Some(other) => Err(Error::new(
            virErrorDomain::VIR_FROM_DOMAIN,
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!("domain '{}' is there already, with uuid {}", other.name, other.uuid),
        )),
    }
}

/// Changes a definition: the new one is on the disk, or the old one still is.
///
/// Errors: VIR_ERR_NO_DOMAIN when it has gone meanwhile.
pub fn change(
    host: &Host,
    place: &Place,
    domain: &Identity,
    change: impl FnOnce(&mut Draft) -> Result<()>,
) -> Result<()> {
    let open = Open::new(host, place)?;
    let mut draft = open.draft(domain)?;
    change(&mut draft)?;
    open.write(&draft.definition, draft.autostart)
}

/// Removes a definition.
///
/// Errors: VIR_ERR_NO_DOMAIN when it has gone meanwhile.
pub fn remove(host: &Host, place: &Place, domain: &Identity) -> Result<()> {
    let open = Open::new(host, place)?;
    let name = &open.find(domain)?.definition.name;
    open.done(open.store.remove(name), "remove", name)
}

/// Gives the definition of a domain that does not run another name. The moment of
/// the change is that of the file's name; its document follows.
///
/// Errors: VIR_ERR_NO_DOMAIN when it has gone meanwhile,
/// VIR_ERR_OPERATION_INVALID when it runs by now, or the name is taken.
pub fn rename(host: &Host, place: &Place, domain: &Identity, name: &str) -> Result<()> {
    let open = Open::new(host, place)?;
    let before = open.find(domain)?;
    let guests = open.guests()?;
    let runs = |guest: &Guest| guest.identity.uuid == domain.uuid && guest.is_active();
    if guests.iter().any(runs) {
        return Err(may_not(format!("domain '{}' runs, it can be renamed when not", domain.name)));
    }
    if guests.iter().any(|guest| guest.identity.name == name) {
        return Err(may_not(format!("a domain '{name}' is there already")));
    }
    open.check_free(name)?;
    open.done(open.store.rename(&before.definition.name, name), "rename a definition to", name)?;
    let definition = Definition { name: name.to_owned(), ..Definition::clone(&before.definition) };
    if let Err(error) = open.write(&definition, before.autostart) {
        warn(format_args!("the document of domain '{name}' keeps its old name: {error}"));
    }
    Ok(())
}

fn may_not(detail: String) -> Error {
    let code = virErrorNumber::VIR_ERR_OPERATION_INVALID;
    Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail)
}
