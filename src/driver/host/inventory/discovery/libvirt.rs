//! Guests of libvirt, by the groups that it makes for them.
//!
//! With systemd: machine.slice/machine-qemu\x2dID\x2dNAME.scope, the limits in
//! its group `libvirt` where there is one. Without: machine/qemu-ID-NAME.libvirt-qemu.
//! Before libvirt 1.0.5: libvirt/qemu/NAME. The same with lxc for containers.
//! A partition may lie between: more slices, or groups that end in .partition.

use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{group, processes};
use crate::driver::host::derived_ids::uuid_of;
use crate::driver::host::inventory::domain::{HostDomain, Origin};
use crate::driver::host::qemu::CommandLine;
use crate::model::domain::{Identity, State, StateReason, Uuid, check_name};
use crate::model::{Result, virErrorDomain};
use crate::sys::dir::Entry;
use crate::sys::warn::warn;
use crate::sys::{RelPath, process};
use crate::xml::definition::Definition;
use crate::xml::tree::{self, Element};
use std::collections::BTreeMap;

/// One of libvirt's drivers.
struct Owner {
    name: &'static str,
    origin: Origin,
}

impl Owner {
    /// The directory of libvirt's status files.
    fn directory(&self) -> String {
        format!("/run/libvirt/{}", self.name)
    }
}

const OWNERS: &[Owner] = &[
    Owner { name: "qemu", origin: Origin::LibvirtQemu },
    Owner { name: "lxc", origin: Origin::LibvirtLxc },
];

const PARTITION_DEPTH: usize = 8;

/// A group that libvirt made for a guest.
struct Found {
    owner: &'static Owner,
    id: Option<i32>,
    label: String,
    group: RelPath,
}

/// libvirt's status file of a running guest, in /run/libvirt.
struct Status {
    definition: Definition,
    state: State,
}

/// libvirt's running guests.
pub fn find(host: &Host, boot: &str) -> Result<Vec<HostDomain>> {
    let mut found = Vec::new();
    partition(host, "machine.slice", ".slice", &from_scope, &mut found)?;
    partition(host, "machine", ".partition", &from_plain, &mut found)?;
    for owner in OWNERS {
        old_layout(host, owner, &mut found)?;
    }
    // The group of a guest whose processes have exited is no domain any more.
    found.retain(|found| group::is_populated(host, &found.group));
    let mut guests = Vec::new();
    for owner in OWNERS {
        let (of_owner, others): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|found| found.owner.name == owner.name);
        found = others;
        if !of_owner.is_empty() {
            let statuses = Statuses::read(host, owner)?;
            guests.extend(of_owner.into_iter().map(|found| guest(host, boot, found, &statuses)));
        }
    }
    Ok(guests)
}

/// A guest with what its status file says now.
pub fn refreshed(host: &Host, guest: &HostDomain) -> HostDomain {
    let mut guest = guest.clone();
    let Some(owner) = OWNERS.iter().find(|owner| owner.origin == guest.origin) else {
        return guest;
    };
    let name = guest.identity.name.clone();
    guest.persistent = is_persistent(host, owner, &name);
    let content = host
        .dir(&owner.directory())
        .and_then(|dir| dir.read_all(&format!("{name}.xml"), tree::MAX_SIZE));
    let status = content.ok().and_then(|content| status(&content).ok());
    if let Some(status) = status.filter(|status| status.definition.name == name) {
        guest.state.state = status.state;
        guest.live = Some(status.definition);
    }
    guest
}

/// Whether a guest with this group still has a process, its limits are still in that
/// group, and it has no status file that is newer than the scan, by which it would have
/// another identity.
pub fn is_same(host: &Host, guest: &HostDomain, group: &RelPath) -> bool {
    let owner = OWNERS.iter().find(|owner| owner.origin == guest.origin);
    let has_file = |owner: &Owner| {
        let dir = host.dir(&owner.directory());
        dir.is_ok_and(|dir| dir.has(&format!("{}.xml", guest.identity.name)))
    };
    group::is_populated(host, group)
        && nested(host, group.clone()) == *group
        && owner.is_some_and(|owner| has_file(owner) == guest.live.is_some())
}

type FromName = dyn Fn(&str) -> Option<(&'static Owner, Option<i32>, String)>;

/// Searches a partition and the partitions inside it.
fn partition(
    host: &Host,
    top: &str,
    inner: &str,
    from: &FromName,
    found: &mut Vec<Found>,
) -> Result<()> {
    let mut open: Vec<(RelPath, usize)> =
        RelPath::new(top).into_iter().map(|path| (path, 0)).collect();
    while let Some((path, depth)) = open.pop() {
        let entries = listing(host.memory.open(&path), path.as_str())?;
        for entry in entries.into_iter().filter(|entry| entry.is_dir) {
            let Some(group) = path.join(&entry.name) else {
                continue;
            };
            if let Some((owner, id, label)) = from(&entry.name) {
                found.push(Found { owner, id, label, group: nested(host, group) });
            } else if entry.name.ends_with(inner) && depth < PARTITION_DEPTH {
                open.push((group, depth + 1));
            }
        }
    }
    Ok(())
}

/// Since libvirt 7.1 the limits of a guest under systemd are in a group `libvirt` inside
/// the scope.
fn nested(host: &Host, scope: RelPath) -> RelPath {
    match scope.join("libvirt") {
        Some(inner) if host.memory.open(&inner).is_ok() => inner,
        _ => scope,
    }
}

fn old_layout(host: &Host, owner: &'static Owner, found: &mut Vec<Found>) -> Result<()> {
    let path = RelPath::new(&format!("libvirt/{}", owner.name)).unwrap_or_default();
    let entries = listing(host.memory.open(&path), path.as_str())?;
    for entry in entries.into_iter().filter(|entry| entry.is_dir) {
        if let Some(group) = path.join(&entry.name) {
            found.push(Found { owner, id: None, label: entry.name, group });
        }
    }
    Ok(())
}

fn from_scope(name: &str) -> Option<(&'static Owner, Option<i32>, String)> {
    let escaped = name.strip_prefix("machine-")?.strip_suffix(".scope")?;
    from_machine_name(&unescape_unit(escaped)?, |_| true)
}

fn from_plain(name: &str) -> Option<(&'static Owner, Option<i32>, String)> {
    let (machine, owner) = name.rsplit_once(".libvirt-")?;
    from_machine_name(machine, |candidate| candidate.name == owner)
}

/// Parses `qemu-ID-NAME`.
fn from_machine_name(
    name: &str,
    accepts: impl Fn(&Owner) -> bool,
) -> Option<(&'static Owner, Option<i32>, String)> {
    let mut parts = name.splitn(3, '-');
    let (owner, id, label) = (parts.next()?, parts.next()?, parts.next()?);
    let owner = OWNERS.iter().find(|known| known.name == owner && accepts(known))?;
    let id = id.parse::<i32>().ok().filter(|id| *id > 0)?;
    check_name(label, usize::MAX).ok()?;
    Some((owner, Some(id), label.to_owned()))
}

/// Unescapes a unit's name, as `systemd-escape -u` does.
fn unescape_unit(name: &str) -> Option<String> {
    let mut parts = name.split("\\x");
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// The status files of an owner's running guests.
struct Statuses {
    all: Vec<Status>,
    by_id: BTreeMap<i32, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Statuses {
    fn read(host: &Host, owner: &Owner) -> Result<Self> {
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

    /// The status of a group's guest.
    fn of(&self, found: &Found) -> Option<&Status> {
        let at = match found.id {
            Some(id) => self.by_id.get(&id),
            None => self.by_name.get(&found.label),
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
        status(&content.map_err(|errno| errno.to_string())?)
    };
    let or_warn = |entry: &Entry| {
        let left_out =
            |reason| warn(format_args!("{directory}/{} is left out: {reason}", entry.name));
        read(entry).map_err(left_out).ok()
    };
    Ok(documents.filter_map(or_warn).collect())
}

fn status(content: &[u8]) -> std::result::Result<Status, String> {
    let root = tree::parse(content, virErrorDomain::VIR_FROM_CGROUP).map_err(|e| e.to_string())?;
    let domain = root.child("domain").ok_or("there is no <domain> in it")?;
    let definition = Definition::read_as_it_is(domain).map_err(|error| error.to_string())?;
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

fn guest(host: &Host, boot: &str, found: Found, statuses: &Statuses) -> HostDomain {
    let status = statuses.of(&found);
    let pids = host.memory.open(&found.group).and_then(|dir| processes::all(&dir));
    let pids = pids.unwrap_or_default();
    let line = match status {
        Some(_) => None,
        None => command_line(host, &pids),
    };
    let line = line.unwrap_or_default();
    let definition = status.map(|status| &status.definition);
    let name = definition
        .map(|definition| definition.name.clone())
        .or(line.name)
        .unwrap_or_else(|| found.label.clone());
    let uuid: Option<Uuid> = definition.and_then(|definition| definition.uuid).or(line.uuid);
    let id = found.id.or(definition.and_then(|definition| definition.id));
    HostDomain {
        identity: Identity {
            uuid: uuid.unwrap_or_else(|| uuid_of(boot, &[found.group.as_str()])),
            id: id.or(pids.first().copied()),
            name: name.clone(),
        },
        origin: found.owner.origin,
        group: Some(found.group),
        state: StateReason {
            state: status.map_or(State::VIR_DOMAIN_RUNNING, |status| status.state),
            reason: 0,
        },
        live: definition.cloned(),
        config: None,
        persistent: is_persistent(host, found.owner, &name),
        autostart: false,
    }
}

/// libvirt keeps the definitions of its persistent domains here.
fn is_persistent(host: &Host, owner: &Owner, name: &str) -> bool {
    host.dir(&format!("/etc/libvirt/{}", owner.name))
        .is_ok_and(|dir| dir.has(&format!("{name}.xml")))
}

/// What the guest's QEMU was started with: the first process that
/// gives a name or a uuid.
fn command_line(host: &Host, pids: &[i32]) -> Option<CommandLine> {
    pids.iter()
        .filter_map(|pid| process::arguments(&host.proc, *pid).ok())
        .map(|arguments| CommandLine::parse(&arguments))
        .find(|line| line.name.is_some() || line.uuid.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn group_names() {
        let parts = |found: Option<(&'static Owner, Option<i32>, String)>| {
            found.map(|(owner, id, label)| (owner.name, id, label))
        };
        let web = Some(("qemu", Some(3), "web-01".to_owned()));
        assert_eq!(parts(from_scope("machine-qemu\\x2d3\\x2dweb\\x2d01.scope")), web);
        assert_eq!(parts(from_plain("qemu-3-web-01.libvirt-qemu")), web);
        for name in [
            "machine-qemu\\x2d51\\x2dup\\x2f..\\x2f...scope",
            "machine-qemu\\x2d52\\x2dnul\\x00.scope",
            "machine-nsp1.scope",
            "machine-qemu\\x2.scope",
            "machine-qemu\\xzz3.scope",
            "qemu-3-x.scope",
        ] {
            assert!(from_scope(name).is_none(), "{name}");
        }
        for name in [
            "qemu-3-x.libvirt-lxc",
            "qemu-x-y.libvirt-qemu",
            "qemu-3-.libvirt-qemu",
            "prod.partition",
        ] {
            assert!(from_plain(name).is_none(), "{name}");
        }
    }
}
