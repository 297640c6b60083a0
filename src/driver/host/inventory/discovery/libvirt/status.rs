//! libvirt's status files of its running guests.

use super::names::{Named, Owner};
use crate::driver::host::caches::StatusFile;
use crate::driver::host::cgroup::file::listing;
use crate::driver::host::context::Context;
use crate::driver::host::file_cache::{Cached, FileCache, Parsed, Source};
use crate::driver::host::inventory::domain::Origin;
use crate::model::domain::{State, check_name, parse_uuid};
use crate::model::{Result, virErrorDomain};
use crate::sys::dir::Entry;
use crate::sys::warn::warn;
use crate::xml::definition::Definition;
use crate::xml::tree::{self, Element};
use std::collections::BTreeMap;

/// libvirt's status file of a running guest, in /run/libvirt.
pub struct Status {
    /// The guest's definition.
    pub definition: Definition,
    /// Its state.
    pub state: State,
    /// The pid of its QEMU, or of a container's libvirt_lxc.
    pub pid: Option<i32>,
}

/// The status files of an owner's running guests.
#[derive(Default)]
pub struct Statuses {
    all: Vec<StatusFile>,
    by_id: BTreeMap<i32, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Statuses {
    /// Reads them; those that cannot be read are left out with a warning.
    pub fn read(context: &Context, owner: &Owner) -> Result<Self> {
        let caches = &context.caches;
        let caches = if owner.origin == Origin::LibvirtLxc { &caches.lxc } else { &caches.qemu };
        let mut all = Vec::new();
        for (directory, cache) in owner.directories().iter().zip(caches) {
            all.extend(statuses(context, directory, cache)?);
        }
        let (mut by_id, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        // Of two with the same id or name the first counts.
        for (at, status) in all.iter().enumerate() {
            if let Some(id) = status.id {
                by_id.entry(id).or_insert(at);
            }
            by_name.entry(status.name.clone()).or_insert(at);
        }
        Ok(Self { all, by_id, by_name })
    }

    /// All of them.
    pub fn all(&self) -> &[StatusFile] {
        &self.all
    }

    /// The status of the guest that a group's name means.
    pub fn of(&self, named: &Named) -> Option<&StatusFile> {
        let at = match named.id {
            Some(id) => self.by_id.get(&id),
            None => self.by_name.get(&named.label),
        };
        let status = self.all.get(*at?);
        status.filter(|it| named.is_of(it.id, &it.name))
    }
}

fn statuses(
    context: &Context,
    directory: &str,
    cache: &FileCache<StatusFile>,
) -> Result<Vec<StatusFile>> {
    let entries = listing(context.host.dir(directory), directory)?;
    let is_document = |entry: &Entry| !entry.is_dir && entry.name.ends_with(".xml");
    let names = entries.into_iter().filter(is_document).map(|entry| entry.name).collect();
    let Ok(dir) = context.host.dir(directory) else { return Ok(Vec::new()) };
    let source = Source {
        fingerprint: |name: &str| dir.fingerprint(name),
        read: |name: &str| {
            let (fingerprint, content) = dir.read_with_fingerprint(name, tree::MAX_SIZE)?;
            Ok((fingerprint, look_at(&content)))
        },
    };
    let or_warn = |file: Cached<StatusFile>| {
        let left_out =
            |reason| warn(format_args!("{directory}/{} is left out: {reason}", file.name));
        file.parsed.map_err(left_out).ok()
    };
    let all = cache.all(names, &source);
    Ok(all.into_iter().filter_map(or_warn).collect())
}

/// What a list shows of a status file. The rest is parsed when it is needed, or when the file
/// does not begin and end as one.
fn look_at(content: &[u8]) -> Parsed<StatusFile> {
    if let Some(file) = head(content) {
        return Ok(file);
    }
    let Status { definition, state, pid } = parse(content)?;
    let Definition { name, uuid, id, .. } = definition;
    Ok(StatusFile { name, uuid, id, pid, state })
}

fn head(content: &[u8]) -> Option<StatusFile> {
    let wanted = ["name", "uuid"];
    let root = tree::parse_head(content, &["domstatus", "domain"], &wanted)?.root;
    let domain = root.child("domain").filter(|domain| domain.attribute("xmlns").is_none())?;
    let name = domain.child("name").map(Element::text)?;
    check_name(&name, usize::MAX).ok()?;
    let uuid = parse_uuid(&domain.child("uuid")?.text())?;
    let id = domain.attribute("id").and_then(|id| id.parse().ok());
    Some(StatusFile { name, uuid: Some(uuid), id, pid: pid(&root), state: state(&root) })
}

/// Parses a status file.
pub fn parse(content: &[u8]) -> std::result::Result<Status, String> {
    let root = tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(|e| e.to_string())?;
    let domain = root.child("domain").ok_or("there is no <domain> in it")?;
    let definition = Definition::read_unchecked(domain).map_err(|error| error.to_string())?;
    check_name(&definition.name, usize::MAX)?;
    Ok(Status { definition, state: state(&root), pid: pid(&root) })
}

fn pid(root: &Element) -> Option<i32> {
    root.attribute("pid").and_then(|pid| pid.parse().ok()).filter(|pid| *pid > 0)
}

fn state(root: &Element) -> State {
    match root.attribute("state") {
        Some("paused") => State::VIR_DOMAIN_PAUSED,
        Some("shutdown") => State::VIR_DOMAIN_SHUTDOWN,
        Some("crashed") => State::VIR_DOMAIN_CRASHED,
        Some("pmsuspended") => State::VIR_DOMAIN_PMSUSPENDED,
        _ => State::VIR_DOMAIN_RUNNING,
    }
}
