//! The processes of a group: listing them and moving them back.

use super::hierarchy::Host;
use crate::sys::{Dir, Errno, RelPath, SysResult};

/// How often a group is searched for processes that were started while others were
/// being moved.
pub const PASSES_MAX: usize = 64;

const PROCESSES_MAX: usize = 64 << 20;
const GROUP_DEPTH_MAX: usize = 32;

/// The processes of a group itself. The pid of a process in another pid namespace
/// reads as 0.
pub fn own(group: &Dir) -> SysResult<Vec<i32>> {
    let content = group.read_all("cgroup.procs", PROCESSES_MAX)?;
    let text = String::from_utf8_lossy(&content);
    Ok(text.lines().filter_map(|line| line.trim().parse::<i32>().ok()).collect())
}

/// The processes of a group and of its descendants.
pub fn all(group: &Dir) -> SysResult<Vec<i32>> {
    let mut pids = Vec::new();
    collect(group, 0, &mut pids)?;
    Ok(pids)
}

/// Whether a group or one of its descendants has a process.
pub fn any(group: &Dir) -> SysResult<bool> {
    let own = group.read("cgroup.procs", &mut [0; 32]).map(|content| !content.is_empty());
    match own {
        Ok(false) | Err(Errno::OPNOTSUPP) => Ok(!all(group)?.is_empty()),
        own => own,
    }
}

fn collect(group: &Dir, depth: usize, pids: &mut Vec<i32>) -> SysResult<()> {
    match own(group) {
        Ok(own) => pids.extend(own),
        // The processes of a threaded group are listed in its domain group.
        Err(Errno::OPNOTSUPP) => {}
        Err(errno) => return Err(errno),
    }
    if depth < GROUP_DEPTH_MAX {
        for entry in group.entries()?.into_iter().filter(|entry| entry.is_dir) {
            let path = RelPath::new(&entry.name).ok_or(Errno::INVAL)?;
            match group.sub(&path).and_then(|sub| collect(&sub, depth + 1, pids)) {
                Ok(()) | Err(Errno::NOENT | Errno::NODEV) => {}
                Err(errno) => return Err(errno),
            }
        }
    }
    Ok(())
}

/// Moves all processes of a group to the group that they came from.
pub fn return_processes(host: &Host, group: &RelPath, from: &RelPath) {
    for _ in 0..PASSES_MAX {
        let mut pids = host.memory.open(group).and_then(|dir| all(&dir)).unwrap_or_default();
        pids.retain(|pid| *pid > 0);
        if pids.is_empty() {
            return;
        }
        pids.into_iter().for_each(|pid| move_to_nearest(host, pid, from));
    }
}

/// Moves a process to a group or, if that is gone, to the nearest ancestor that
/// accepts it. One that has exited is no error.
pub fn move_to_nearest(host: &Host, pid: i32, group: &RelPath) {
    let pid = pid.to_string();
    let mut target = Some(group.clone());
    while let Some(path) = target {
        let dir = host.memory.open(&path);
        match dir.and_then(|dir| dir.write("cgroup.procs", pid.as_bytes())) {
            Ok(()) | Err(Errno::SRCH) => break,
            Err(_) => target = path.parent(),
        }
    }
}
