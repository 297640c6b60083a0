//! A domain's group in a controller's own v1 hierarchy.
//!
//! On v2 all controllers share one group, and systemd makes the groups of its units in every
//! hierarchy. For the library's own groups on v1 one of the same name is made there, directly
//! below the root; it is removed with the domain's group.

use super::controller::Controller;
use super::hierarchy::{Host, is_own};
use super::processes::{self, PASSES_MAX};
use crate::driver::host::error::GONE;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::time::{Duration, Instant};

/// How long the group may stay busy after its last process was reaped.
const UNLINK_WAIT: Duration = Duration::from_millis(500);
const UNLINK_PAUSE: Duration = Duration::from_millis(1);

/// The files of a new group that are empty, and accept no process before they are written: it gets
/// what the group holds that its first process comes from.
const COPIED: [&str; 2] = ["cpuset.cpus", "cpuset.mems"];
/// Has pages follow when the memory nodes are changed.
const MIGRATE: &str = "cpuset.memory_migrate";
const COPIED_MAX: usize = 64 << 10;

/// Makes the group, or opens it where it is there; `None` where there is none to make. Its
/// processes come from the group `from` of the hierarchy.
pub fn make(
    host: &Host,
    controller: Controller,
    group: &RelPath,
    from: &RelPath,
) -> SysResult<Option<Dir>> {
    let Some(top) = root(host, controller, group) else { return Ok(None) };
    match top.make_dir(group.file_name(), 0o755) {
        Ok(()) | Err(Errno::EXIST) => {}
        Err(errno) => return Err(errno),
    }
    let made = host.v1_group(controller, group)?;
    if let (Controller::Cpuset, Some(dir)) = (controller, &made) {
        COPIED.iter().try_for_each(|file| copy_if_empty(&top.sub(from)?, dir, file))?;
        // As v2 always does; what cannot migrate stays where it is.
        let _ = dir.write(MIGRATE, b"1");
    }
    Ok(made)
}

fn copy_if_empty(from: &Dir, to: &Dir, file: &str) -> SysResult<()> {
    if to.read_all(file, COPIED_MAX)?.trim_ascii().is_empty() {
        to.write(file, &from.read_all(file, COPIED_MAX)?)?;
    }
    Ok(())
}

/// Moves all processes of a domain's group into it: all of them, or none.
///
/// Errors: EAGAIN when processes are started faster than they can be moved.
pub fn join(host: &Host, controller: Controller, group: &RelPath, dir: &Dir) -> SysResult<()> {
    let Some(top) = root(host, controller, group) else { return Ok(()) };
    let mut moved = Vec::new();
    let joined = move_all(host, controller, group, dir, top, &mut moved);
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
    controller: Controller,
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
            let from = host.v1_group_of(controller, pid).unwrap_or_default();
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
pub fn leave(host: &Host, controller: Controller, group: &RelPath, to: &RelPath) {
    let Some(top) = root(host, controller, group) else { return };
    for _ in 0..PASSES_MAX {
        let dir = host.v1_group(controller, group);
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
pub fn is_populated(host: &Host, controller: Controller, group: &RelPath) -> bool {
    let dir = root(host, controller, group).map(|top| top.sub(&own_name(group)));
    dir.is_some_and(|dir| match dir.and_then(|dir| processes::any(&dir)) {
        Ok(populated) => populated,
        Err(errno) => !GONE.contains(&errno),
    })
}

/// Removes it with the groups below it, once its processes have exited or left. Where there
/// is none nothing is done.
pub fn remove(host: &Host, controller: Controller, group: &RelPath) -> SysResult<()> {
    let Some(top) = root(host, controller, group) else { return Ok(()) };
    let end = Instant::now() + UNLINK_WAIT;
    loop {
        match remove_tree(top, &own_name(group)) {
            Err(Errno::BUSY) if Instant::now() < end && !is_populated(host, controller, group) => {
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
fn root<'h>(host: &'h Host, controller: Controller, group: &RelPath) -> Option<&'h Dir> {
    host.separate(controller).ok().flatten().filter(|_| is_own(group))
}
