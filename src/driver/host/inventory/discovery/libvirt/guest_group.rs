//! The group that holds a guest's limits, by its process: its status file has the pid,
//! which leads to the group by /proc/PID/cgroup.

use super::super::groups::Groups;
use super::names::{self, Named, Owner};
use crate::driver::host::caches::StatusFile;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::thread_group::ThreadGroup;
use crate::driver::host::cgroup::{group, processes};
use crate::driver::host::inventory::domain::Origin;
use crate::driver::host::qemu::CommandLine;
use crate::sys::warn::warn;
use crate::sys::{Errno, FileId, RelPath, SysResult, process};

/// The group that holds a guest's limits.
pub struct GuestGroup {
    /// Its path.
    pub group: RelPath,
    /// Which directory it is.
    pub id: Option<FileId>,
}

impl GuestGroup {
    /// That of a path, whichever directory that is now.
    pub fn new(host: &Host, group: RelPath) -> Self {
        let id = host.memory.mount.id_below(&group).ok();
        Self { group, id }
    }
}

/// How far a helper process may be below the guest's.
const ANCESTORS_MAX: usize = 64;

const SERVICE: &str = ".service";

const NESTED: &str = "libvirt";

/// Since libvirt 7.1 the limits of a guest under systemd are in a group `libvirt` inside
/// the scope.
pub fn nested(host: &Host, scope: RelPath) -> RelPath {
    match scope.join(NESTED) {
        Some(inner) if host.memory.open(&inner).is_ok() => inner,
        _ => scope,
    }
}

/// The group of a guest that holds its limits, and which directory that is; `None` where there is
/// none, or none of its processes.
pub fn with_limits(
    host: &Host,
    groups: &mut Groups<'_>,
    scope: RelPath,
    pid: Option<i32>,
) -> Option<GuestGroup> {
    let mount = &host.memory.mount;
    let inner = scope.join(NESTED)?;
    let processes = mount.read_below(&inner.join("cgroup.procs")?, &mut [0; 32]).map(<[u8]>::len);
    let group = match processes {
        // Each group has that file.
        Err(Errno::NOENT) => scope,
        Ok(1..) => return Some(GuestGroup::new(host, inner)),
        _ => nested(host, scope),
    };
    let seen = groups.see(&group, pid.unwrap_or_default()).filter(|seen| seen.populated)?;
    Some(GuestGroup { group, id: seen.id })
}

/// The guest's own group; `None` where its processes have exited or are not accounted for by
/// themselves, as where libvirt uses no groups.
pub fn find(
    host: &Host,
    groups: &mut Groups<'_>,
    owner: &Owner,
    status: &StatusFile,
) -> Option<GuestGroup> {
    let group = host.group_of(status.pid?).ok().flatten()?;
    let is_it =
        |named: &Named| named.owner.name == owner.name && named.is_of(status.id, &status.name);
    for path in std::iter::successors(Some(group.clone()), RelPath::parent) {
        let named = names::of_group(&path);
        if !named.is_empty() {
            let is_its = named.iter().any(is_it);
            return if is_its { with_limits(host, groups, path, status.pid) } else { None };
        }
    }
    let group = own_group(host, owner, status, group)?;
    group::is_populated(host, &group).then(|| GuestGroup::new(host, group))
}

/// A group that is not named as libvirt does, if nothing else is in it.
fn own_group(host: &Host, owner: &Owner, status: &StatusFile, group: RelPath) -> Option<RelPath> {
    let pid = status.pid?;
    let mut paths = std::iter::successors(Some(group), RelPath::parent);
    let group = paths.find(|path| ThreadGroup::parse(path.file_name()).is_none())?;
    if !is_guest(host, owner, status, pid) {
        return None;
    }
    // Alone in a service it is where that, libvirtd's, has ended and will start again.
    let is_shared = group == RelPath::default() || group.file_name().ends_with(SERVICE);
    if is_shared || is_alone(host, &group, pid) != Ok(true) {
        warn(format_args!(
            "guest '{}' is left out: its process {pid} has no group of its own, but shares '/{group}'",
            status.name
        ));
        return None;
    }
    Some(group)
}

/// Whether the process is the guest's still, and none that has reused its pid.
fn is_guest(host: &Host, owner: &Owner, status: &StatusFile, pid: i32) -> bool {
    if owner.origin == Origin::LibvirtQemu {
        let line = CommandLine::of_process(&host.proc, pid).ok().flatten();
        return line.is_some_and(|line| {
            line.name.as_ref() == Some(&status.name)
                || (line.uuid.is_some() && line.uuid == status.uuid)
        });
    }
    let arguments = process::arguments(&host.proc, pid).unwrap_or_default();
    let mut pairs = arguments.iter().zip(arguments.iter().skip(1));
    pairs.any(|(option, value)| option == "--name" && *value == status.name)
}

/// Whether a group has no processes but one and its descendants.
fn is_alone(host: &Host, group: &RelPath, pid: i32) -> SysResult<bool> {
    for member in processes::all(&host.memory.open(group)?)? {
        match is_descendant(host, member, pid) {
            Ok(true) | Err(Errno::SRCH) => {}
            other => return other,
        }
    }
    Ok(true)
}

fn is_descendant(host: &Host, member: i32, ancestor: i32) -> SysResult<bool> {
    let mut pid = member;
    for _ in 0..ANCESTORS_MAX {
        if pid == ancestor {
            return Ok(true);
        }
        if pid <= 1 {
            return Ok(false);
        }
        pid = process::stat(&host.proc, pid)?.parent;
    }
    Ok(false)
}
