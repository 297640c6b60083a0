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

use super::groups::Groups;
use crate::driver::host::caches::StatusFile;
use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{group, processes};
use crate::driver::host::context::Context;
use crate::driver::host::derived_ids::uuid_of;
use crate::driver::host::inventory::domain::{Document, Fingerprint, HostDomain, Origin, Scanned};
use crate::driver::host::inventory::group_map::GroupMap;
use crate::driver::host::qemu::{CommandLine, Program};
use crate::model::Result;
use crate::model::domain::{Identity, State, StateReason, Uuid};
use crate::sys::dir::Entry;
use crate::sys::{Errno, RelPath, process};
use crate::xml::tree;
use guest_group::{GuestGroup, nested, with_limits};
use names::{Named, OWNERS, Owner, from_name, from_old};
use status::Statuses;
use std::sync::Arc;

const PARTITION_DEPTH: usize = 8;

/// The groups in which libvirt makes guests' groups, or partitions for them.
pub const GROUPS: &[&str] = &["", "machine.slice", "machine", "libvirt/qemu", "libvirt/lxc"];

/// The directories with the files of its drivers.
pub fn directories() -> impl Iterator<Item = String> {
    OWNERS.iter().flat_map(|owner| owner.directories().into_iter().chain([owner.definitions()]))
}

/// What the names of partitions with and without systemd end with.
const SLICE: &str = ".slice";
const PARTITION: &str = ".partition";

/// A group of a guest, with the ways to read its name.
struct Found {
    named: Vec<Named>,
    group: RelPath,
}

/// The files of one of libvirt's drivers.
struct Files<'h> {
    owner: &'static Owner,
    statuses: Statuses,
    persistent: Persistent<'h>,
}

/// libvirt's running guests.
pub fn find(context: &Context, groups: &mut Groups<'_>) -> Result<Vec<Scanned>> {
    let host = &context.host;
    let (mut guests, mut known) = (Vec::new(), GroupMap::default());
    let mut all = Vec::new();
    for owner in OWNERS {
        let statuses = Statuses::read(context, owner)?;
        let files = Files { owner, statuses, persistent: Persistent::list(host, owner) };
        for status in files.statuses.all() {
            // The group of a guest whose processes have exited is no domain any more.
            if let Some(found) = guest_group::find(host, groups, owner, status) {
                known.insert(&found.group, ());
                guests.push(guest(context, &files, found, Some(status), None));
            }
        }
        all.push(files);
    }
    let mut found = by_names(host, groups, &known)?;
    found.retain(|found| !known.overlaps(&found.group));
    for Found { named, group } in found {
        let owner = named.first().map(|named| named.owner.name);
        let Some(files) = all.iter().find(|files| Some(files.owner.name) == owner) else {
            continue;
        };
        if let Some(found) = with_limits(host, groups, group, None) {
            let status = named.iter().find_map(|named| files.statuses.of(named));
            guests.push(guest(context, files, found, status, named.into_iter().next()));
        }
    }
    Ok(guests)
}

/// A domain as it is; a machine that is registered with systemd as libvirt's guest if its
/// group has the name of one: in a partition of its own, without a status file.
pub fn of_machine(context: &Context, machine: Scanned) -> Scanned {
    let host = &context.host;
    let domain = &machine.domain;
    let group = domain.group.as_ref().filter(|_| domain.origin == Origin::Machine);
    let named = group.map(names::of_group).unwrap_or_default();
    let (Some(group), Some(named)) = (group, named.into_iter().next()) else {
        return machine;
    };
    let (owner, group) = (named.owner, nested(host, group.clone()));
    let files = Files {
        owner,
        statuses: Statuses::default(),
        persistent: Persistent { host, owner, files: None },
    };
    let mut guest = guest(context, &files, GuestGroup::new(host, group), None, Some(named));
    guest.domain.identity.uuid = domain.identity.uuid;
    guest
}

/// The groups whose names are libvirt's, where it makes them, but for those that are known.
fn by_names(host: &Host, groups: &mut Groups<'_>, known: &GroupMap<()>) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    partition(groups, known, "machine.slice", &mut found)?;
    partition(groups, known, "machine", &mut found)?;
    for entry in listing(host.memory.open(&RelPath::default()), "the root group")? {
        if entry.is_dir && entry.name.ends_with(PARTITION) {
            partition(groups, known, &entry.name, &mut found)?;
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
        guest.live = Some(Document::Read(Arc::new(status.definition)));
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
fn partition(
    groups: &mut Groups<'_>,
    known: &GroupMap<()>,
    top: &str,
    found: &mut Vec<Found>,
) -> Result<()> {
    let is_inner = |name: &str| [SLICE, PARTITION].iter().any(|end| name.ends_with(end));
    let mut open: Vec<(RelPath, usize)> =
        RelPath::new(top).into_iter().map(|path| (path, 0)).collect();
    while let Some((path, depth)) = open.pop() {
        for name in groups.list(&path)? {
            let Some(group) = path.join(name).filter(|group| !known.has(group)) else { continue };
            let named = from_name(name);
            if !named.is_empty() {
                found.push(Found { named, group });
            } else if is_inner(name) && depth < PARTITION_DEPTH {
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
    context: &Context,
    files: &Files<'_>,
    GuestGroup { group, id: directory }: GuestGroup,
    status: Option<&StatusFile>,
    named: Option<Named>,
) -> Scanned {
    let host = &context.host;
    let id = status.and_then(|status| status.id).or(named.as_ref().and_then(|named| named.id));
    // What is known without its processes needs no list of them.
    let pids = match (status, id) {
        (Some(_), Some(_)) => Vec::new(),
        _ => host.memory.open(&group).and_then(|dir| processes::all(&dir)).unwrap_or_default(),
    };
    let line = match status {
        Some(_) => None,
        None => command_line(host, &pids),
    };
    let name = status
        .map(|status| status.name.clone())
        .or(line.as_ref().and_then(|line| line.name.clone()))
        .or(named.map(|named| named.label))
        .unwrap_or_default();
    let uuid: Option<Uuid> =
        status.and_then(|status| status.uuid).or(line.and_then(|line| line.uuid));
    let fingerprint = Fingerprint { group: directory, definition: None, record: None };
    let domain = HostDomain {
        identity: Identity {
            uuid: uuid.unwrap_or_else(|| uuid_of(&context.paths.boot, &[group.as_str()])),
            id: id.or(pids.first().copied()),
            name: name.clone(),
        },
        origin: files.owner.origin,
        leader: status.and_then(|status| status.pid),
        group: Some(group),
        state: StateReason {
            state: status.map_or(State::VIR_DOMAIN_RUNNING, |status| status.state),
            reason: 0,
        },
        live: status.map(|_| Document::OfOwner),
        config: None,
        is_qemu: files.owner.origin == Origin::LibvirtQemu,
        persistent: files.persistent.has(&name),
        autostart: false,
    };
    Scanned { domain, fingerprint }
}

/// The definitions that libvirt keeps of its persistent domains.
struct Persistent<'h> {
    host: &'h Host,
    owner: &'static Owner,
    files: Option<Vec<Entry>>,
}

impl<'h> Persistent<'h> {
    fn list(host: &'h Host, owner: &'static Owner) -> Self {
        let files = match host.dir(&owner.definitions()).and_then(|dir| dir.entries()) {
            Err(Errno::NOENT) => Some(Vec::new()),
            files => files.ok(),
        };
        Self { host, owner, files }
    }

    fn has(&self, name: &str) -> bool {
        let file = [name, ".xml"].concat();
        match &self.files {
            Some(files) => files.binary_search_by(|entry| entry.name.cmp(&file)).is_ok(),
            // A directory that may not be listed.
            None => is_persistent(self.host, self.owner, name),
        }
    }
}

/// libvirt keeps the definitions of its persistent domains here.
fn is_persistent(host: &Host, owner: &Owner, name: &str) -> bool {
    host.dir(&owner.definitions()).is_ok_and(|dir| dir.has(&format!("{name}.xml")))
}

/// What the guest's QEMU was started with: the first process that
/// gives a name or a uuid.
fn command_line(host: &Host, pids: &[i32]) -> Option<CommandLine> {
    pids.iter()
        .filter_map(|pid| process::arguments(&host.proc, *pid).ok())
        .map(|arguments| CommandLine::parse(Program { arguments: &arguments, executable: None }))
        .find(|line| line.name.is_some() || line.uuid.is_some())
}
