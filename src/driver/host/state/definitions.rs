//! The persistent definitions of the library's own domains, one file each. The domain's
//! name is that of its file, whatever the document in it says.

use super::document::{AUTOSTART, KIND, check_readable};
use super::records::{Exclusive, LOCK_WAIT, Records};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::context::Context;
use crate::driver::host::definition_cache::{Defined, DefinitionCache, Parsed};
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::paths::{NAME_MAX, Paths};
use crate::model::domain::{Identity, Uuid, check_name};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::store::{Listing, Store};
use crate::sys::warn::warn;
use crate::sys::{Errno, SysResult};
use crate::xml::definition::Definition;
use crate::xml::tree;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A definition to be changed.
pub struct Draft {
    /// The definition.
    pub definition: Definition,
    /// Whether it is to start with the host.
    pub autostart: bool,
}

/// The definitions of a host.
#[derive(Clone, Copy)]
pub struct Definitions<'a> {
    host: &'a Host,
    paths: &'a Paths,
    cache: &'a DefinitionCache,
}

impl<'a> Definitions<'a> {
    /// Those below a host's root directory.
    pub fn of(context: &'a Context) -> Self {
        Self { host: &context.host, paths: &context.paths, cache: &context.definition_cache }
    }

    fn store(&self) -> SysResult<Store> {
        Store::open(&self.host.root, &self.paths.domains)
    }

    /// Every definition that can be read; others are left out with a warning.
    pub fn all(&self) -> Vec<Defined> {
        let opened = match self.store() {
            Err(Errno::NOENT) => return Vec::new(),
            opened => error::opened(opened, &self.paths.domains, ""),
        };
        match opened {
            Ok(store) => self.read_all(&store),
            Err(error) => {
                warn(format_args!("persistent definitions are left out: {error}"));
                Vec::new()
            }
        }
    }

    /// The definition of that name, if there is one now.
    pub fn read(&self, name: &str) -> Result<Option<Defined>> {
        let domains = &self.paths.domains;
        let store = match self.store() {
            Err(Errno::NOENT) => return Ok(None),
            opened => error::opened(opened, domains, "")?,
        };
        let content = match store.read(name) {
            Err(Errno::NOENT) => return Ok(None),
            content => content.during(format_args!("read /{domains}/{name}.xml"))?,
        };
        parse(name, &content).map(Some).map_err(|reason| {
            let detail = format!("/{domains}/{name}.xml: {reason}");
            error::refused(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
        })
    }

    /// Whether there are temporary files, of writers at work or killed.
    pub fn has_unfinished(&self) -> bool {
        self.store().is_ok_and(|store| store.listing().unwrap_or_default().unfinished)
    }

    /// Removes the temporary files of writers that were killed. The caller must hold
    /// the lock.
    pub fn remove_unfinished(&self, _exclusive: &Exclusive<'_>) {
        if let Ok(store) = self.store() {
            store.remove_unfinished();
        }
    }

    fn read_all(&self, store: &Store) -> Vec<Defined> {
        let names = store.listing().unwrap_or_else(|errno| {
            warn(format_args!("/{} is left out: {errno}", self.paths.domains));
            Listing::default()
        });
        let skip = |name: &str, reason: &str| {
            warn(format_args!("/{}/{name}.xml is left out: {reason}", self.paths.domains));
        };
        let mut by_uuid: BTreeMap<Uuid, Defined> = BTreeMap::new();
        for (name, parsed) in self.cache.all(store, names.names, parse) {
            let found = match parsed {
                Ok(found) => found,
                Err(reason) => {
                    skip(&name, &reason);
                    continue;
                }
            };
            // Of a file and its copy, the one that has its document's name counts.
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
}

/// Parses the file of that name.
pub fn parse(name: &str, content: &[u8]) -> Parsed {
    let text = |error: Error| error.to_string();
    let mut root = tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(text)?;
    let autostart = root.take_attribute(AUTOSTART).is_some_and(|value| value == "yes");
    let mut definition = Definition::read_unchecked(&root).map_err(text)?;
    if definition.kind != KIND {
        return Err(format!("its domain has type '{}', not '{KIND}'", definition.kind));
    }
    check_name(name, NAME_MAX)?;
    let uuid = definition.uuid.ok_or("its domain has no uuid")?;
    let renamed = definition.name != name;
    name.clone_into(&mut definition.name);
    Ok(Defined { uuid, definition: Arc::new(definition), autostart, renamed })
}

/// The definitions, open to be changed, with the lock held.
pub struct Open<'a> {
    definitions: Definitions<'a>,
    store: Store,
    exclusive: Exclusive<'a>,
}

impl<'a> Open<'a> {
    /// Waits for the lock, at most ten seconds.
    pub fn new(definitions: Definitions<'a>) -> Result<Self> {
        let Definitions { host, paths, .. } = definitions;
        let exclusive = Exclusive::wait(host, paths, LOCK_WAIT)?;
        let store = Store::create(&host.root, &paths.domains);
        let store = error::opened(store, &paths.domains, " to write")?;
        Ok(Self { definitions, store, exclusive })
    }

    /// The records of running domains, which the same lock protects.
    pub fn records(&self) -> &Records<'a> {
        &self.exclusive.records
    }

    /// The definition of a domain; VIR_ERR_NO_DOMAIN when it has gone meanwhile.
    pub fn find(&self, domain: &Identity) -> Result<Defined> {
        self.find_uuid(domain.uuid).ok_or_else(|| {
            let detail = format!("'{}' ({}) is not defined any more", domain.name, domain.uuid);
            error::refused(virErrorNumber::VIR_ERR_NO_DOMAIN, detail)
        })
    }

    /// The definition with that uuid, if there is one.
    pub fn find_uuid(&self, uuid: Uuid) -> Option<Defined> {
        let mut all = self.definitions.read_all(&self.store).into_iter();
        all.find(|defined| defined.uuid == uuid)
    }

    /// A domain's definition, to be changed; VIR_ERR_NO_DOMAIN when it has gone
    /// meanwhile.
    pub fn draft(&self, domain: &Identity) -> Result<Draft> {
        let Defined { definition, autostart, .. } = self.find(domain)?;
        Ok(Draft { definition: Arc::unwrap_or_clone(definition), autostart })
    }

    /// Refuses a name whose file exists and holds no definition.
    pub fn check_free(&self, name: &str) -> Result<()> {
        if self.store.has(name) {
            let file = self.file(name);
            return Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_FAILED,
                format!("{file} exists and is not a domain definition; move it away first"),
            ));
        }
        Ok(())
    }

    /// Stores a definition, or leaves the old one in place.
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

    /// Renames the file of a definition; its document keeps the old name.
    pub fn rename(&self, from: &str, to: &str) -> Result<()> {
        self.done(self.store.rename(from, to), "rename a definition to", to)
    }

    fn done(&self, result: SysResult<()>, doing: &str, name: &str) -> Result<()> {
        result.during(format_args!("{doing} {}", self.file(name)))
    }

    fn file(&self, name: &str) -> String {
        format!("/{}/{name}.xml", self.definitions.paths.domains)
    }
}

/// Changes a definition: afterwards the new one is stored, or the old one still is.
///
/// Errors: VIR_ERR_NO_DOMAIN when it has gone meanwhile.
pub fn change(
    definitions: Definitions<'_>,
    domain: &Identity,
    change: impl FnOnce(&mut Draft) -> Result<()>,
) -> Result<()> {
    let open = Open::new(definitions)?;
    let mut draft = open.draft(domain)?;
    change(&mut draft)?;
    open.write(&draft.definition, draft.autostart)
}

/// Removes a definition.
///
/// Errors: VIR_ERR_NO_DOMAIN when it has gone meanwhile.
pub fn remove(definitions: Definitions<'_>, domain: &Identity) -> Result<()> {
    let open = Open::new(definitions)?;
    let name = &open.find(domain)?.definition.name;
    open.done(open.store.remove(name), "remove", name)
}
