//! Guests of libvirt, by the groups that it makes for them.
//!
//! With systemd: machine.slice/machine-qemu\x2dID\x2dNAME.scope, the limits in
//! its group `libvirt` where there is one. Without: machine/qemu-ID-NAME.libvirt-qemu.
//! Before libvirt 1.0.5: libvirt/qemu/NAME. The same with lxc for containers.
//! A partition may lie between: more slices, or groups that end in .partition.

mod names;
mod status;

use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{group, processes};
use crate::driver::host::context::Context;
use crate::driver::host::derived_ids::uuid_of;
use crate::driver::host::inventory::domain::{Document, Fingerprint, HostDomain, Origin, Scanned};
use crate::driver::host::qemu::{CommandLine, Program};
use crate::model::Result;
use crate::model::domain::{Identity, State, StateReason, Uuid};
use crate::sys::dir::Entry;
use crate::sys::{Dir, RelPath, process};
use crate::xml::tree;
use names::{OWNERS, Owner, from_plain, from_scope};
use status::Statuses;
use std::sync::Arc;

const PARTITION_DEPTH: usize = 8;

const NESTED: &str = "libvirt";

/// A group that libvirt made for a guest.
struct Found {
    owner: &'static Owner,
    id: Option<i32>,
    label: String,
    group: RelPath,
    /// Whether it has a process.
    populated: bool,
}

/// libvirt's running guests.
pub fn find(context: &Context) -> Result<Vec<Scanned>> {
    let host = &context.host;
    let mut found = Vec::new();
    partition(host, "machine.slice", ".slice", &from_scope, &mut found)?;
    partition(host, "machine", ".partition", &from_plain, &mut found)?;
    for owner in OWNERS {
        old_layout(host, owner, &mut found)?;
    }
    // The group of a guest whose processes have exited is no domain any more.
    found.retain(|found| found.populated);
    let mut guests = Vec::new();
    for owner in OWNERS {
        let (of_owner, others): (Vec<Found>, Vec<Found>) =
            found.into_iter().partition(|found| found.owner.name == owner.name);
        found = others;
        if !of_owner.is_empty() {
            let statuses = Statuses::read(context, owner)?;
            let persistent = Persistent::list(host, owner);
            let guest = |found| guest(context, found, &statuses, &persistent);
            guests.extend(of_owner.into_iter().map(guest));
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
        guest.live = Some(Document::Read(Arc::new(status.definition)));
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
        let dir = host.memory.open(&path).ok();
        for entry in entries.into_iter().filter(|entry| entry.is_dir) {
            let Some(group) = path.join(&entry.name) else {
                continue;
            };
            if let Some((owner, id, label)) = from(&entry.name) {
                let (group, populated) = with_limits(host, dir.as_ref(), group);
                found.push(Found { owner, id, label, group, populated });
            } else if entry.name.ends_with(inner) && depth < PARTITION_DEPTH {
                open.push((group, depth + 1));
            }
        }
    }
    Ok(())
}

/// The group of a guest that holds its limits, and whether it has a process.
fn with_limits(host: &Host, above: Option<&Dir>, scope: RelPath) -> (RelPath, bool) {
    let file = RelPath::new(&format!("{}/{NESTED}/cgroup.procs", scope.file_name()));
    if let (Some(above), Some(file)) = (above, file)
        && let Ok([_, ..]) = above.read_below(&file, &mut [0; 32])
        && let Some(inner) = scope.join(NESTED)
    {
        return (inner, true);
    }
    let group = nested(host, scope);
    let populated = group::is_populated(host, &group);
    (group, populated)
}

/// Since libvirt 7.1 the limits of a guest under systemd are in a group `libvirt` inside
/// the scope.
fn nested(host: &Host, scope: RelPath) -> RelPath {
    match scope.join(NESTED) {
        Some(inner) if host.memory.open(&inner).is_ok() => inner,
        _ => scope,
    }
}

fn old_layout(host: &Host, owner: &'static Owner, found: &mut Vec<Found>) -> Result<()> {
    let path = RelPath::new(&format!("libvirt/{}", owner.name)).unwrap_or_default();
    let entries = listing(host.memory.open(&path), path.as_str())?;
    for entry in entries.into_iter().filter(|entry| entry.is_dir) {
        if let Some(group) = path.join(&entry.name) {
            let populated = group::is_populated(host, &group);
            found.push(Found { owner, id: None, label: entry.name, group, populated });
        }
    }
    Ok(())
}

fn guest(
    context: &Context,
    found: Found,
    statuses: &Statuses,
    persistent: &Persistent<'_>,
) -> Scanned {
    let host = &context.host;
    let status = statuses.of(found.id, &found.label);
    let id = found.id.or(status.and_then(|status| status.id));
    // What is known without its processes needs no list of them.
    let pids = match (status, id) {
        (Some(_), Some(_)) => Vec::new(),
        _ => {
            host.memory.open(&found.group).and_then(|dir| processes::all(&dir)).unwrap_or_default()
        }
    };
    let line = match status {
        Some(_) => None,
        None => command_line(host, &pids),
    };
    let name = status
        .map(|status| status.name.clone())
        .or(line.as_ref().and_then(|line| line.name.clone()))
        .unwrap_or(found.label);
    let uuid: Option<Uuid> =
        status.and_then(|status| status.uuid).or(line.and_then(|line| line.uuid));
    let group = host.memory.mount.id_below(&found.group).ok();
    let domain = HostDomain {
        identity: Identity {
            uuid: uuid.unwrap_or_else(|| uuid_of(&context.paths.boot, &[found.group.as_str()])),
            id: id.or(pids.first().copied()),
            name: name.clone(),
        },
        origin: found.owner.origin,
        group: Some(found.group),
        state: StateReason {
            state: status.map_or(State::VIR_DOMAIN_RUNNING, |status| status.state),
            reason: 0,
        },
        live: status.map(|_| Document::OfOwner),
        config: None,
        is_qemu: found.owner.origin == Origin::LibvirtQemu,
        persistent: persistent.has(&name),
        autostart: false,
    };
    Scanned { domain, fingerprint: Fingerprint { group, definition: None, record: None } }
}

/// The definitions that libvirt keeps of its persistent domains.
struct Persistent<'h> {
    host: &'h Host,
    owner: &'static Owner,
    files: Option<Vec<Entry>>,
}

impl<'h> Persistent<'h> {
    fn list(host: &'h Host, owner: &'static Owner) -> Self {
        let files = host.dir(&owner.definitions()).and_then(|dir| dir.entries()).ok();
        Self { host, owner, files }
    }

    fn has(&self, name: &str) -> bool {
        let file = format!("{name}.xml");
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
