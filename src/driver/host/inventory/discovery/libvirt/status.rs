//! libvirt's status files of its running guests.

use super::names::Owner;
use crate::driver::host::caches::StatusFile;
use crate::driver::host::cgroup::file::listing;
use crate::driver::host::context::Context;
use crate::driver::host::file_cache::{Cached, Parsed, Source};
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
}

/// The status files of an owner's running guests.
pub struct Statuses {
    all: Vec<StatusFile>,
    by_id: BTreeMap<i32, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Statuses {
    /// Reads them; those that cannot be read are left out with a warning.
    pub fn read(context: &Context, owner: &Owner) -> Result<Self> {
        let all = statuses(context, owner)?;
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

    /// The status of the guest with that id or, without one, of that name.
    pub fn of(&self, id: Option<i32>, name: &str) -> Option<&StatusFile> {
        let at = match id {
            Some(id) => self.by_id.get(&id),
            None => self.by_name.get(name),
        };
        self.all.get(*at?)
    }
}

fn statuses(context: &Context, owner: &Owner) -> Result<Vec<StatusFile>> {
    let directory = owner.directory();
    let entries = listing(context.host.dir(&directory), &directory)?;
    let is_document = |entry: &Entry| !entry.is_dir && entry.name.ends_with(".xml");
    let names = entries.into_iter().filter(is_document).map(|entry| entry.name).collect();
    let Ok(dir) = context.host.dir(&directory) else { return Ok(Vec::new()) };
    let source = Source {
        fingerprint: |name: &str| dir.fingerprint(name),
        read: |name: &str| {
            let (fingerprint, content) = dir.read_with_fingerprint(name, tree::MAX_SIZE)?;
            Ok((fingerprint, look_at(&content)))
        },
    };
    let caches = &context.caches;
    let cache = if owner.origin == Origin::LibvirtLxc { &caches.lxc } else { &caches.qemu };
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
    let Status { definition, state } = parse(content)?;
    let Definition { name, uuid, id, .. } = definition;
    Ok(StatusFile { name, uuid, id, state })
}

fn head(content: &[u8]) -> Option<StatusFile> {
    let wanted = ["name", "uuid"];
    let root = tree::parse_head(content, &["domstatus", "domain"], &wanted)?.root;
    let domain = root.child("domain").filter(|domain| domain.attribute("xmlns").is_none())?;
    let name = domain.child("name").map(Element::text)?;
    check_name(&name, usize::MAX).ok()?;
    let uuid = parse_uuid(&domain.child("uuid")?.text())?;
    let id = domain.attribute("id").and_then(|id| id.parse().ok());
    Some(StatusFile { name, uuid: Some(uuid), id, state: state(&root) })
}

/// Parses a status file.
pub fn parse(content: &[u8]) -> std::result::Result<Status, String> {
    let root = tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(|e| e.to_string())?;
    let domain = root.child("domain").ok_or("there is no <domain> in it")?;
    let definition = Definition::read_unchecked(domain).map_err(|error| error.to_string())?;
    check_name(&definition.name, usize::MAX)?;
    Ok(Status { definition, state: state(&root) })
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
