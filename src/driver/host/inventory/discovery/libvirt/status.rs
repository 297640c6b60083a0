//! libvirt's status files of its running guests.

use super::names::{Named, Owner};
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
    /// The pid of its QEMU, or of a container's libvirt_lxc.
    pub pid: Option<i32>,
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
        let mut all = Vec::new();
        for directory in owner.directories() {
            all.extend(statuses(host, &directory)?);
        }
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

    /// All of them.
    pub fn all(&self) -> &[Status] {
        &self.all
    }

    /// The status of the guest that a group's name means.
    pub fn of(&self, named: &Named) -> Option<&Status> {
        let at = match named.id {
            Some(id) => self.by_id.get(&id),
            None => self.by_name.get(&named.label),
        };
        let status = self.all.get(*at?);
        status.filter(|it| named.is_of(it.definition.id, &it.definition.name))
    }
}

fn statuses(host: &Host, directory: &str) -> Result<Vec<Status>> {
    let entries = listing(host.dir(directory), directory)?;
    let documents = entries.iter().filter(|entry| !entry.is_dir && entry.name.ends_with(".xml"));
    let read = |entry: &Entry| {
        let dir = host.dir(directory).map_err(|errno| errno.to_string())?;
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
    let pid = root.attribute("pid").and_then(|pid| pid.parse().ok()).filter(|pid| *pid > 0);
    Ok(Status { definition, state: state(&root), pid })
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
