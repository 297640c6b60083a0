//! A domain's group in the CPU controller's own v1 hierarchy.
//!
//! On v2 all controllers share one group, and systemd makes the groups of its units in every
//! hierarchy. For the library's own groups on v1 one of the same name is made there, directly
//! below the root; it is removed with the domain's group.

use super::hierarchy::{Host, is_own};
use super::processes::{self, PASSES_MAX};
use crate::driver::host::error::GONE;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::time::{Duration, Instant};

/// How long the group may stay busy after its last process was reaped.
const UNLINK_WAIT: Duration = Duration::from_millis(500);
const UNLINK_PAUSE: Duration = Duration::from_millis(1);

/// Makes the group, or opens it where it is there; `None` where there is none to make.
pub fn make(host: &Host, group: &RelPath) -> SysResult<Option<Dir>> {
    let Some(top) = root(host, group) else { return Ok(None) };
    match top.make_dir(group.file_name(), 0o755) {
        Ok(()) | Err(Errno::EXIST) => host.cpu_group(group),
        Err(errno) => Err(errno),
    }
}

/// Moves all processes of a domain's group into it: all of them, or none.
///
/// Errors: EAGAIN when processes are started faster than they can be moved.
pub fn join(host: &Host, group: &RelPath, dir: &Dir) -> SysResult<()> {
    let Some(top) = root(host, group) else { return Ok(()) };
    let mut moved = Vec::new();
    let joined = move_all(host, group, dir, top, &mut moved);
    if joined.is_err() {
        for (pid, from) in moved.into_iter().rev() {
            processes::move_to_nearest(top, pid, &from);
        }
    }
    joined
}

/// As [`join`]; `moved` are the processes that were moved, and where from.
fn move_all(
    host: &Host,
    group: &RelPath,
    dir: &Dir,
    top: &Dir,
    moved: &mut Vec<(i32, RelPath)>,
) -> SysResult<()> {
    for _ in 0..PASSES_MAX {
        let outside = processes::outside(host, group, dir)?;
        if outside.is_empty() {
            return Ok(());
        }
        for pid in outside {
            let from = host.cpu_group_of(pid).unwrap_or_default();
            match processes::move_in(host, group, pid, dir, top) {
                Ok(()) => moved.push((pid, from)),
                Err(Errno::SRCH) => {}
                Err(errno) => return Err(errno),
            }
        }
    }
    Err(Errno::AGAIN)
}

/// Moves its processes to a group of the hierarchy or, if that is gone, to the nearest
/// ancestor that accepts them.
pub fn leave(host: &Host, group: &RelPath, to: &RelPath) {
    let Some(top) = root(host, group) else { return };
    for _ in 0..PASSES_MAX {
        let dir = host.cpu_group(group);
        let pids = dir.map(|dir| dir.map_or_else(|| Ok(Vec::new()), |dir| processes::all(&dir)));
        let mut pids = pids.and_then(|pids| pids).unwrap_or_default();
        pids.retain(|pid| *pid > 0);
        if pids.is_empty() {
            return;
        }
        pids.into_iter().for_each(|pid| processes::move_to_nearest(top, pid, to));
    }
}

/// Whether it, or a group below it, has a process. Where there is none it has not.
pub fn is_populated(host: &Host, group: &RelPath) -> bool {
    let dir = root(host, group).map(|top| top.sub(&own_name(group)));
    dir.is_some_and(|dir| match dir.and_then(|dir| processes::any(&dir)) {
        Ok(populated) => populated,
        Err(errno) => !GONE.contains(&errno),
    })
}

/// Removes it with the groups below it, once its processes have exited or left. Where there
/// is none nothing is done.
pub fn remove(host: &Host, group: &RelPath) -> SysResult<()> {
    let Some(top) = root(host, group) else { return Ok(()) };
    let end = Instant::now() + UNLINK_WAIT;
    loop {
        match remove_tree(top, &own_name(group)) {
            Err(Errno::BUSY) if Instant::now() < end && !is_populated(host, group) => {
                std::thread::sleep(UNLINK_PAUSE);
            }
            Err(errno) if !GONE.contains(&errno) => return Err(errno),
            _ => return Ok(()),
        }
    }
}

fn remove_tree(above: &Dir, name: &RelPath) -> SysResult<()> {
    let dir = above.sub(name)?;
    for entry in dir.entries()?.into_iter().filter(|entry| entry.is_dir) {
        remove_tree(&dir, &RelPath::new(&entry.name).ok_or(Errno::INVAL)?)?;
    }
    above.remove_dir(name.file_name())
}

fn own_name(group: &RelPath) -> RelPath {
    RelPath::new(group.file_name()).unwrap_or_default()
}

/// The root of the hierarchy, where the group is one of the library's own and the hierarchy
/// is not memory's.
fn root<'h>(host: &'h Host, group: &RelPath) -> Option<&'h Dir> {
    let separate = is_own(group) && host.has_separate_cpu() == Ok(true);
    host.cpu.as_ref().filter(|_| separate).map(|cpu| &cpu.mount)
}
