//! Guests of libvirt, by the groups that it makes for them.
//!
//! With systemd: machine.slice/machine-qemu\x2dID\x2dNAME.scope, the limits in
//! its group `libvirt` where there is one. Without: machine/qemu-ID-NAME.libvirt-qemu.
//! Before libvirt 1.0.5: libvirt/qemu/NAME. The same with lxc for containers.
//! A partition may lie between: more slices, or groups that end in .partition.

mod names;
pub mod status;

use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{group, processes};
use crate::driver::host::derived_ids::uuid_of;
use crate::driver::host::inventory::domain::HostDomain;
use crate::driver::host::qemu::{CommandLine, Program};
use crate::model::Result;
use crate::model::domain::{Identity, State, StateReason, Uuid};
use crate::sys::{RelPath, process};
use crate::xml::tree;
use names::{OWNERS, Owner, from_plain, from_scope};
use status::Statuses;

const PARTITION_DEPTH: usize = 8;

/// A group that libvirt made for a guest.
struct Found {
    owner: &'static Owner,
    id: Option<i32>,
    label: String,
    group: RelPath,
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
    let status = content.ok().and_then(|content| status::parse(&content).ok());
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

fn guest(host: &Host, boot: &str, found: Found, statuses: &Statuses) -> HostDomain {
    let status = statuses.of(found.id, &found.label);
    let pids = host.memory.open(&found.group).and_then(|dir| processes::all(&dir));
    let pids = pids.unwrap_or_default();
    let line = match status {
        Some(_) => None,
        None => command_line(host, &pids),
    };
    let definition = status.map(|status| &status.definition);
    let name = definition
        .map(|definition| definition.name.clone())
        .or(line.as_ref().and_then(|line| line.name.clone()))
        .unwrap_or_else(|| found.label.clone());
    let uuid: Option<Uuid> =
        definition.and_then(|definition| definition.uuid).or(line.and_then(|line| line.uuid));
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
        .map(|arguments| CommandLine::parse(Program { arguments: &arguments, executable: None }))
        .find(|line| line.name.is_some() || line.uuid.is_some())
}
