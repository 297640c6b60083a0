//! Making, inspecting and removing groups.

use super::delegation::enable_controllers;
use super::hierarchy::Host;
use super::processes;
use super::version::Version;
use crate::driver::host::error::{Failed, GONE};
use crate::model::Result;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::time::{Duration, Instant};

/// How long a group may stay busy after its last process was reaped: some kernels
/// unlink a process from its group only when it has left its CPU.
const UNLINK_WAIT: Duration = Duration::from_millis(500);
const UNLINK_PAUSE: Duration = Duration::from_millis(1);

/// Whether the group or one of its descendants has a process. Where that cannot be
/// told, it is assumed: in doubt nothing is removed.
pub fn is_populated(host: &Host, group: &RelPath) -> bool {
    if let Some(file) = group.join("cgroup.procs")
        && let Ok([_, ..]) = host.memory.mount.read_below(&file, &mut [0; 32])
    {
        return true;
    }
    match host.memory.open(group).and_then(|dir| processes::any(&dir)) {
        Ok(populated) => populated,
        Err(errno) => !GONE.contains(&errno),
    }
}

/// Whether there is no such group.
pub fn is_gone(host: &Host, group: &RelPath) -> bool {
    matches!(host.memory.open(group), Err(Errno::NOENT))
}

/// The inode of a group's directory, which tells it from a later one of its name.
pub fn inode(dir: &Dir, group: &RelPath) -> Result<u64> {
    let id = dir.id().during(format_args!("stat group '{group}'"))?;
    Ok(id.inode())
}

/// Makes a group that has the memory controller.
pub fn make(host: &Host, group: &RelPath) -> Result<Dir> {
    let doing = format_args!("make group '{group}'");
    let parent = group.parent().unwrap_or_default();
    enable_controllers(host, &parent)?;
    let above = host.memory.open(&parent).during(doing)?;
    above.make_dir(group.file_name(), 0o755).during(doing)?;
    let made = host.memory.open(group).during(doing);
    let made = made.and_then(|dir| prepare(host.memory.version, &dir, group).map(|()| dir));
    if made.is_err() {
        let _ = above.remove_dir(group.file_name());
    }
    made
}

/// Writes what a new group needs, where the kernel has that file and it holds another
/// value.
pub fn prepare(version: &Version, dir: &Dir, group: &RelPath) -> Result<()> {
    for (file, value) in version.on_create {
        let mut buffer = [0; 64];
        let held = match dir.read(file, &mut buffer) {
            Err(Errno::NOENT) => continue,
            content => content.during(format_args!("read {file} of group '{group}'"))?,
        };
        if held.trim_ascii_end() != value.as_bytes() {
            dir.write(file, value.as_bytes())
                .during(format_args!("write {value} to {file} of group '{group}'"))?;
        }
    }
    Ok(())
}

/// Removes a group and its descendants.
pub fn remove_tree(host: &Host, group: &RelPath) -> SysResult<()> {
    let entries = host.memory.open(group)?.entries()?;
    for entry in entries.iter().filter(|entry| entry.is_dir) {
        remove_tree(host, &group.join(&entry.name).ok_or(Errno::INVAL)?)?;
    }
    remove(host, group)
}

/// Removes a group that has no process and no group below it.
pub fn remove(host: &Host, group: &RelPath) -> SysResult<()> {
    let parent = host.memory.open(&group.parent().ok_or(Errno::INVAL)?)?;
    let end = Instant::now() + UNLINK_WAIT;
    loop {
        match parent.remove_dir(group.file_name()) {
            Err(Errno::BUSY) if Instant::now() < end && !is_populated(host, group) => {
                std::thread::sleep(UNLINK_PAUSE);
            }
            result => return result,
        }
    }
}
