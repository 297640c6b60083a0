//! Virtual machines of Proxmox VE: qemu.slice/VMID.scope, or wherever the pid of
//! /run/qemu-server/VMID.pid leads.

use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::processes;
use crate::driver::host::context::Context;
use crate::driver::host::derived_ids::uuid_of;
use crate::driver::host::inventory::domain::{Document, Fingerprint, HostDomain, Origin, Scanned};
use crate::driver::host::qemu::CommandLine;
use crate::driver::host::state::document;
use crate::model::Result;
use crate::model::domain::{Identity, State, StateReason, Uuid};
use crate::sys::RelPath;
use crate::sys::warn::warn;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Where the files with their pids are.
pub const DIRECTORY: &str = "/run/qemu-server";
const PID_MAX: usize = 64;
/// The group of their groups.
pub const SLICE: &str = "qemu.slice";

/// A machine's process and group.
struct Found {
    pid: i32,
    group: RelPath,
    line: CommandLine,
}

/// The virtual machines that run.
pub fn find(context: &Context) -> Result<Vec<Scanned>> {
    let host = &context.host;
    let mut found: BTreeMap<u32, Found> = BTreeMap::new();
    for entry in listing(host.dir(DIRECTORY), DIRECTORY)? {
        let id = entry.name.strip_suffix(".pid").and_then(id_of);
        let machine = id.and_then(|id| Some((id, by_pid_file(host, &entry.name, id)?)));
        found.extend(machine);
    }
    let slice = RelPath::new(SLICE).unwrap_or_default();
    for entry in listing(host.memory.open(&slice), SLICE)?.iter().filter(|entry| entry.is_dir) {
        let id = entry.name.strip_suffix(".scope").and_then(id_of);
        let id = id.filter(|id| !found.contains_key(id));
        let machine = id.and_then(|id| Some((id, by_group(host, slice.join(&entry.name)?)?)));
        found.extend(machine);
    }
    let mut uuids = BTreeSet::new();
    let domain = |(id, found)| domain(context, id, found, &mut uuids);
    Ok(found.into_iter().filter_map(domain).collect())
}

fn id_of(name: &str) -> Option<u32> {
    name.parse().ok().filter(|id: &u32| id.to_string() == name)
}

fn by_pid_file(host: &Host, file: &str, id: u32) -> Option<Found> {
    let content = host.dir(DIRECTORY).and_then(|dir| dir.read_all(file, PID_MAX)).ok()?;
    let pid: i32 = std::str::from_utf8(&content).ok()?.trim().parse().ok()?;
    let line = qemu(host, pid)?;
    let own = host.group_of(pid).ok().flatten();
    let mut groups = std::iter::successors(own, RelPath::parent);
    let group = groups.find(|group| group.file_name() == scope(id))?;
    Some(Found { pid, group, line })
}

fn by_group(host: &Host, group: RelPath) -> Option<Found> {
    let pids = processes::all(&host.memory.open(&group).ok()?).ok()?;
    let (pid, line) = pids.into_iter().find_map(|pid| Some((pid, qemu(host, pid)?)))?;
    Some(Found { pid, group, line })
}

fn scope(id: u32) -> String {
    format!("{id}.scope")
}

fn qemu(host: &Host, pid: i32) -> Option<CommandLine> {
    CommandLine::of_process(&host.proc, pid).ok().flatten()
}

/// A machine as an attached QEMU is shown. Of several with one uuid, as of copied
/// configurations, the first has it.
fn domain(context: &Context, id: u32, found: Found, uuids: &mut BTreeSet<Uuid>) -> Option<Scanned> {
    let Found { pid, group, line } = found;
    let own = line.uuid.filter(|uuid| !uuid.is_nil() && uuids.insert(*uuid));
    let identity = Identity {
        uuid: own.unwrap_or_else(|| uuid_of(&context.paths.boot, &[group.as_str()])),
        id: Some(pid),
        name: line.name.clone().unwrap_or_else(|| format!("vm{id}")),
    };
    let live = document::of_qemu(&identity, &line);
    let live = live.map_err(|error| warn(format_args!("'/{group}' is left out: {error}"))).ok()?;
    let fingerprint = Fingerprint {
        group: context.host.memory.mount.id_below(&group).ok(),
        definition: None,
        record: None,
    };
    let domain = HostDomain {
        identity,
        origin: Origin::Proxmox,
        leader: Some(pid),
        state: StateReason { state: State::VIR_DOMAIN_RUNNING, reason: 0 },
        group: Some(group),
        live: Some(Document::Read(Arc::new(live))),
        config: None,
        is_qemu: true,
        persistent: false,
        autostart: false,
    };
    Some(Scanned { domain, fingerprint })
}
