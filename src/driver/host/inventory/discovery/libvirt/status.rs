//! libvirt's status files of its running guests.

use super::names::Owner;
use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::model::domain::{State, check_name};
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
    all: Vec<Status>,
    by_id: BTreeMap<i32, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Statuses {
    /// Reads them; those that cannot be read are left out with a warning.
    pub fn read(host: &Host, owner: &Owner) -> Result<Self> {
        let all = statuses(host, owner)?;
        let (mut by_id, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        // Of two with the same id or name the first counts.
        for (at, Status { definition, .. }) in all.iter().enumerate() {
            if let Some(id) = definition.id {
                by_id.entry(id).or_insert(at);
            }
            by_name.entry(definition.name.clone()).or_insert(at);
        }
        Ok(Self { all, by_id, by_name })
    }

    /// The status of the guest with that id or, without one, of that name.
    pub fn of(&self, id: Option<i32>, name: &str) -> Option<&Status> {
        let at = match id {
            Some(id) => self.by_id.get(&id),
            None => self.by_name.get(name),
        };
        self.all.get(*at?)
    }
}

fn statuses(host: &Host, owner: &Owner) -> Result<Vec<Status>> {
    let directory = owner.directory();
    let entries = listing(host.dir(&directory), &directory)?;
    let documents = entries.iter().filter(|entry| !entry.is_dir && entry.name.ends_with(".xml"));
    let read = |entry: &Entry| {
        let dir = host.dir(&directory).map_err(|errno| errno.to_string())?;
        let content = dir.read_all(&entry.name, tree::MAX_SIZE);
        parse(&content.map_err(|errno| errno.to_string())?)
    };
    let or_warn = |entry: &Entry| {
        let left_out =
            |reason| warn(format_args!("{directory}/{} is left out: {reason}", entry.name));
        read(entry).map_err(left_out).ok()
    };
    Ok(documents.filter_map(or_warn).collect())
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
