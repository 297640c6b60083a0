//! Guests of libvirt: by the processes that its status files name, in whatever group they
//! are, and by the groups that it makes for them.
//!
//! With systemd: machine.slice/machine-qemu\x2dID\x2dNAME.scope, the limits in
//! its group `libvirt` where there is one. Without: machine/qemu-ID-NAME.libvirt-qemu.
//! Before libvirt 1.3 without the id; before 1.0.5 libvirt/qemu/NAME. The same with lxc for
//! containers. A partition may lie between or stand for `machine`: more slices, or groups
//! that end in .partition.

mod guest_group;
mod names;
pub mod status;

use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{group, processes};
use crate::driver::host::derived_ids::uuid_of;
use crate::driver::host::inventory::domain::{HostDomain, Origin};
use crate::driver::host::inventory::group_map::GroupMap;
use crate::driver::host::qemu::{CommandLine, Program};
use crate::model::Result;
use crate::model::domain::{Identity, State, StateReason, Uuid};
use crate::sys::{RelPath, process};
use crate::xml::tree;
use guest_group::nested;
use names::{Named, OWNERS, Owner, from_name, from_old};
use status::{Status, Statuses};

const PARTITION_DEPTH: usize = 8;

/// What the names of partitions with and without systemd end with.
const SLICE: &str = ".slice";
const PARTITION: &str = ".partition";

/// A group of a guest, with the ways to read its name.
struct Found {
    named: Vec<Named>,
    group: RelPath,
}

/// libvirt's running guests.
pub fn find(host: &Host, boot: &str) -> Result<Vec<HostDomain>> {
    let (mut guests, mut known) = (Vec::new(), GroupMap::default());
    let mut all = Vec::new();
    for owner in OWNERS {
        let statuses = Statuses::read(host, owner)?;
        for status in statuses.all() {
            let group = guest_group::find(host, owner, status);
            let is_there = |group: &RelPath| {
                host.memory.open(group).is_ok() && group::is_populated(host, group)
            };
            if let Some(group) = group.filter(is_there) {
                known.insert(&group, ());
                guests.push(guest(host, boot, owner, group, Some(status), None));
            }
        }
        all.push((owner, statuses));
    }
    let mut found = by_names(host)?;
    // The group of a guest whose processes have exited is no domain any more.
    found.retain(|it| !known.overlaps(&it.group) && group::is_populated(host, &it.group));
    for Found { named, group } in found {
        let owner = named.first().map(|named| named.owner.name);
        let of_owner = all.iter().find(|(known, _)| Some(known.name) == owner);
        if let Some((owner, statuses)) = of_owner {
            let status = named.iter().find_map(|named| statuses.of(named));
            guests.push(guest(host, boot, owner, group, status, named.into_iter().next()));
        }
    }
    Ok(guests)
}

/// A domain as it is; a machine that is registered with systemd as libvirt's guest if its
/// group has the name of one: in a partition of its own, without a status file.
pub fn of_machine(host: &Host, boot: &str, machine: HostDomain) -> HostDomain {
    let group = machine.group.as_ref().filter(|_| machine.origin == Origin::Machine);
    let named = group.map(names::of_group).unwrap_or_default();
    let (Some(group), Some(named)) = (&machine.group, named.into_iter().next()) else {
        return machine;
    };
    let (owner, group) = (named.owner, nested(host, group.clone()));
    let mut guest = guest(host, boot, owner, group, None, Some(named));
    guest.identity.uuid = machine.identity.uuid;
    guest
}

/// The groups whose names are libvirt's, where it makes them.
fn by_names(host: &Host) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    partition(host, "machine.slice", &mut found)?;
    partition(host, "machine", &mut found)?;
    for entry in listing(host.memory.open(&RelPath::default()), "the root group")? {
        if entry.is_dir && entry.name.ends_with(PARTITION) {
            partition(host, &entry.name, &mut found)?;
        }
    }
    for owner in OWNERS {
        old_layout(host, owner, &mut found)?;
    }
    Ok(found)
}

/// A guest with what its status file says now.
pub fn refreshed(host: &Host, guest: &HostDomain) -> HostDomain {
    let mut guest = guest.clone();
    let Some(owner) = OWNERS.iter().find(|owner| owner.origin == guest.origin) else {
        return guest;
    };
    let name = guest.identity.name.clone();
    guest.persistent = is_persistent(host, owner, &name);
    let file = owner.status_file(host, &name);
    let content = file.and_then(|(dir, file)| dir.read_all(&file, tree::MAX_SIZE).ok());
    let status = content.and_then(|content| status::parse(&content).ok());
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
    let has_file = |owner: &Owner| owner.status_file(host, &guest.identity.name).is_some();
    group::is_populated(host, group)
        && nested(host, group.clone()) == *group
        && owner.is_some_and(|owner| has_file(owner) == guest.live.is_some())
}

/// Searches a partition and the partitions inside it.
fn partition(host: &Host, top: &str, found: &mut Vec<Found>) -> Result<()> {
    let is_inner = |name: &str| [SLICE, PARTITION].iter().any(|end| name.ends_with(end));
    let mut open: Vec<(RelPath, usize)> =
        RelPath::new(top).into_iter().map(|path| (path, 0)).collect();
    while let Some((path, depth)) = open.pop() {
        let entries = listing(host.memory.open(&path), path.as_str())?;
        for entry in entries.into_iter().filter(|entry| entry.is_dir) {
            let Some(group) = path.join(&entry.name) else {
                continue;
            };
            let named = from_name(&entry.name);
            if !named.is_empty() {
                found.push(Found { named, group: nested(host, group) });
            } else if is_inner(&entry.name) && depth < PARTITION_DEPTH {
                open.push((group, depth + 1));
            }
        }
    }
    Ok(())
}

fn old_layout(host: &Host, owner: &'static Owner, found: &mut Vec<Found>) -> Result<()> {
    let path = RelPath::new(&format!("libvirt/{}", owner.name)).unwrap_or_default();
    let entries = listing(host.memory.open(&path), path.as_str())?;
    for entry in entries.into_iter().filter(|entry| entry.is_dir) {
        let named: Vec<Named> = from_old(&path, &entry.name).into_iter().collect();
        if let Some(group) = path.join(&entry.name).filter(|_| !named.is_empty()) {
            found.push(Found { named, group });
        }
    }
    Ok(())
}

fn guest(
    host: &Host,
    boot: &str,
    owner: &Owner,
    group: RelPath,
    status: Option<&Status>,
    named: Option<Named>,
) -> HostDomain {
    let pids = host.memory.open(&group).and_then(|dir| processes::all(&dir));
    let pids = pids.unwrap_or_default();
    let line = match status {
        Some(_) => None,
        None => command_line(host, &pids),
    };
    let definition = status.map(|status| &status.definition);
    let name = definition
        .map(|definition| definition.name.clone())
        .or(line.as_ref().and_then(|line| line.name.clone()))
        .or(named.as_ref().map(|named| named.label.clone()))
        .unwrap_or_default();
    let uuid: Option<Uuid> =
        definition.and_then(|definition| definition.uuid).or(line.and_then(|line| line.uuid));
    let id = definition.and_then(|definition| definition.id);
    let id = id.or(named.and_then(|named| named.id));
    HostDomain {
        identity: Identity {
            uuid: uuid.unwrap_or_else(|| uuid_of(boot, &[group.as_str()])),
            id: id.or(pids.first().copied()),
            name: name.clone(),
        },
        origin: owner.origin,
        group: Some(group),
        state: StateReason {
            state: status.map_or(State::VIR_DOMAIN_RUNNING, |status| status.state),
            reason: 0,
        },
        live: definition.cloned(),
        config: None,
        persistent: is_persistent(host, owner, &name),
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
