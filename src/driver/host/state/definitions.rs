//! The persistent definitions of the library's own domains, one file each. The domain's
//! name is that of its file, whatever the document in it says.

use super::document::{AUTOSTART, KIND, check_readable};
use super::records::{Exclusive, LOCK_WAIT, Records};
use crate::driver::host::caches::{Caches, DefinitionFile};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::context::Context;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::file_cache::{Cached, Parsed, Source};
use crate::driver::host::paths::{NAME_MAX, Paths};
use crate::driver::host::stored::{Recent, Stored};
use crate::model::domain::{Identity, Uuid, check_name, parse_uuid};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::sort_by;
use crate::store::{Listing, Store};
use crate::sys::warn::warn;
use crate::sys::{Errno, FileFingerprint, SysResult};
use crate::xml::definition::Definition;
use crate::xml::tree::{self, Element};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A domain that is defined.
#[derive(Debug, Clone)]
pub struct Defined {
    /// Its name.
    pub name: String,
    /// Its uuid.
    pub uuid: Uuid,
    /// Whether it is to start with the host.
    pub autostart: bool,
    /// Its definition.
    pub stored: Arc<Stored>,
    /// The fingerprint of its file.
    pub fingerprint: Option<FileFingerprint>,
}

impl Defined {
    /// Its definition, parsed.
    pub fn definition(&self) -> Result<Arc<Definition>> {
        self.stored.definition(&self.name)
    }
}

/// The files of definitions.
#[derive(Debug, Default)]
pub struct Listed {
    /// The definitions, by name.
    pub defined: Vec<Defined>,
    /// The fingerprints of the files that were left out, by name.
    pub left_out: BTreeMap<String, FileFingerprint>,
    /// Whether there are temporary files, of writers at work or killed.
    pub unfinished: bool,
}

/// A definition to be changed.
pub struct Draft {
    /// The definition.
    pub definition: Definition,
    /// Whether it is to start with the host.
    pub autostart: bool,
}

/// How often the definitions are listed where others rename them meanwhile.
const LISTS_MAX: u32 = 32;

/// The definitions of a host.
#[derive(Clone, Copy)]
pub struct Definitions<'a> {
    host: &'a Host,
    paths: &'a Paths,
    caches: &'a Caches,
}

impl<'a> Definitions<'a> {
    /// Those below a host's root directory.
    pub fn of(context: &'a Context) -> Self {
        Self { host: &context.host, paths: &context.paths, caches: &context.caches }
    }

    fn store(&self) -> SysResult<Store> {
        Store::open(&self.host.root, &self.paths.domains)
    }

    /// Every definition that can be read; others are left out with a warning.
    pub fn all(&self) -> Listed {
        let opened = match self.store() {
            Err(Errno::NOENT) => return Listed::default(),
            opened => error::opened(opened, &self.paths.domains, ""),
        };
        match opened {
            Ok(store) => self.read_all(&store),
            Err(error) => {
                warn(format_args!("persistent definitions are left out: {error}"));
                Listed::default()
            }
        }
    }

    /// The definition of that name, if there is one now.
    pub fn read(&self, name: &str) -> Result<Option<Definition>> {
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

    /// Removes the temporary files of writers that were killed. The caller must hold
    /// the lock.
    pub fn remove_unfinished(&self, _exclusive: &Exclusive<'_>) {
        if let Ok(store) = self.store() {
            store.remove_unfinished();
        }
    }

    fn read_all(&self, store: &Store) -> Listed {
        let (files, unfinished) = self.files(store);
        let mut listed = Listed { unfinished, ..Listed::default() };
        let mut by_uuid: BTreeMap<Uuid, (Cached<()>, DefinitionFile)> = BTreeMap::new();
        for Cached { name, fingerprint, parsed } in files {
            let file = Cached { name, fingerprint, parsed: Ok(()) };
            let found = match parsed {
                Ok(found) => found,
                Err(reason) => {
                    self.leave_out(&mut listed, file, &reason);
                    continue;
                }
            };
            let uuid = found.uuid;
            // Of a file and its copy, the one that has its document's name counts.
            let copy = match by_uuid.get(&uuid) {
                Some((_, other)) if found.renamed || !other.renamed => Some((file, found)),
                _ => by_uuid.insert(uuid, (file, found)),
            };
            if let Some((copy, _)) = copy {
                self.leave_out(&mut listed, copy, &format!("another file has its uuid, {uuid}"));
            }
        }
        let defined = by_uuid.into_values().map(|(file, found)| Defined {
            name: file.name,
            uuid: found.uuid,
            autostart: found.autostart,
            stored: found.stored,
            fingerprint: file.fingerprint,
        });
        listed.defined = defined.collect();
        sort_by(&mut listed.defined, |one, other| one.name.cmp(&other.name));
        listed
    }

    /// What the files hold, and whether there are temporary ones. A file that has gone since it was
    /// listed may have another name by now.
    fn files(&self, store: &Store) -> (Vec<Cached<DefinitionFile>>, bool) {
        let recent = &self.caches.recent;
        let source = Source {
            fingerprint: |name: &str| store.fingerprint(name),
            read: |name: &str| {
                let (fingerprint, content) = store.read_with_fingerprint(name)?;
                Ok((fingerprint, look_at(name, content, recent)))
            },
        };
        let mut tries = LISTS_MAX;
        loop {
            let Listing { names, unfinished } = store.listing().unwrap_or_else(|errno| {
                warn(format_args!("/{} is left out: {errno}", self.paths.domains));
                Listing::default()
            });
            let count = names.len();
            let files = self.caches.definitions.all(names, &source);
            tries -= 1;
            if files.len() == count || tries == 0 {
                return (files, unfinished);
            }
        }
    }

    fn leave_out(&self, listed: &mut Listed, file: Cached<()>, reason: &str) {
        let Cached { name, fingerprint, .. } = file;
        warn(format_args!("/{}/{name}.xml is left out: {reason}", self.paths.domains));
        listed.left_out.extend(fingerprint.map(|fingerprint| (name, fingerprint)));
    }
}

/// What a list shows of the file of that name. The definition in it is parsed when it is needed,
/// or when it does not begin and end as one.
fn look_at(name: &str, content: Vec<u8>, recent: &Arc<Recent>) -> Parsed<DefinitionFile> {
    let stored = |content| Stored::new(content, parse, recent);
    if let Some((uuid, autostart, renamed)) = head(name, &content) {
        return Ok(DefinitionFile { uuid, autostart, renamed, stored: stored(content) });
    }
    let (definition, autostart, renamed) = parse_file(name, &content)?;
    let uuid = definition.uuid.unwrap_or_default();
    Ok(DefinitionFile { uuid, autostart, renamed, stored: stored(content) })
}

/// The uuid of a definition, whether it is to start with the host, and whether it has another
/// name than its file.
fn head(name: &str, content: &[u8]) -> Option<(Uuid, bool, bool)> {
    let root = tree::parse_head(content, &["domain"], &["name", "uuid"])?.root;
    let text = |child: &str| root.child(child).map(Element::text);
    check_name(name, NAME_MAX).ok()?;
    let own_name = text("name").filter(|name| !name.is_empty())?;
    let is_ours = root.attribute("type") == Some(KIND) && root.attribute("xmlns").is_none();
    let uuid = parse_uuid(&text("uuid")?).filter(|_| is_ours)?;
    Some((uuid, is_autostarted(root.attribute(AUTOSTART)), own_name != name))
}

fn is_autostarted(value: Option<&str>) -> bool {
    value == Some("yes")
}

/// Parses the file of that name.
pub fn parse(name: &str, content: &[u8]) -> Parsed<Definition> {
    parse_file(name, content).map(|(definition, ..)| definition)
}

/// The definition in the file of that name, whether it is to start with the host, and whether it
/// has another name than its file.
fn parse_file(name: &str, content: &[u8]) -> Parsed<(Definition, bool, bool)> {
    let text = |error: Error| error.to_string();
    let mut root = tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(text)?;
    let autostart = is_autostarted(root.take_attribute(AUTOSTART).as_deref());
    let mut definition = Definition::read_unchecked(&root).map_err(text)?;
    if definition.kind != KIND {
        return Err(format!("its domain has type '{}', not '{KIND}'", definition.kind));
    }
    check_name(name, NAME_MAX)?;
    definition.uuid.ok_or("its domain has no uuid")?;
    let renamed = definition.name != name;
    name.clone_into(&mut definition.name);
    Ok((definition, autostart, renamed))
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
        let mut all = self.definitions.read_all(&self.store).defined.into_iter();
        all.find(|defined| defined.uuid == uuid)
    }

    /// A domain's definition, to be changed; VIR_ERR_NO_DOMAIN when it has gone
    /// meanwhile.
    pub fn draft(&self, domain: &Identity) -> Result<Draft> {
        let defined = self.find(domain)?;
        let definition = Definition::clone(&*defined.definition()?);
        Ok(Draft { definition, autostart: defined.autostart })
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
        self.definitions.caches.own.note(document.as_bytes());
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
    let name = open.find(domain)?.name;
    open.done(open.store.remove(&name), "remove", &name)
}
