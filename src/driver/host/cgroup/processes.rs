//! The processes of a group: listing them and moving them back.

use super::hierarchy::Host;
use crate::sorting::set_of;
use crate::sys::{Dir, Errno, RelPath, SysResult};

/// How often a group is searched for processes that were started while others were
/// being moved.
pub const PASSES_MAX: usize = 64;

const PROCESSES_MAX: usize = 64 << 20;

/// The file that lists the processes of a group.
pub const LIST: &str = "cgroup.procs";

/// What one read takes of it: enough for nearly all domains.
pub(crate) const FIRST: usize = 1024;
const GROUP_DEPTH_MAX: usize = 32;

/// The processes of a group itself. The pid of a process in another pid namespace
/// reads as 0.
pub fn own(group: &Dir) -> SysResult<Vec<i32>> {
    let content = group.read_all("cgroup.procs", PROCESSES_MAX)?;
    let text = String::from_utf8_lossy(&content);
    Ok(text.lines().filter_map(|line| line.trim().parse::<i32>().ok()).collect())
}

/// Whether the first processes that a group lists have this one among them.
pub fn has(host: &Host, group: &RelPath, pid: i32) -> bool {
    let read =
        |file| host.memory.mount.read_below(&file, &mut [0; FIRST]).map(|list| lists(list, pid));
    group.join(LIST).is_some_and(|file| read(file) == Ok(true))
}

/// Whether a list of processes has one: a line that was cut off does not count.
pub fn lists(content: &[u8], pid: i32) -> bool {
    let number = |line: &[u8]| std::str::from_utf8(line.strip_suffix(b"\n")?).ok()?.parse().ok();
    content.split_inclusive(|byte| *byte == b'\n').any(|line| number(line) == Some(pid))
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

/// Moves the processes of a group in the memory hierarchy that are elsewhere in another
/// hierarchy, whose root is `top`, into its group `dir`; whether there were none.
pub fn gather(host: &Host, group: &RelPath, dir: &Dir, top: &Dir) -> SysResult<bool> {
    let outside = outside(host, group, dir)?;
    for pid in &outside {
        match move_in(host, group, *pid, dir, top) {
            Ok(()) | Err(Errno::SRCH) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(outside.is_empty())
}

/// The processes of a group in the memory hierarchy that are not in `dir`, its group in
/// another hierarchy; EOPNOTSUPP where one is in another pid namespace.
pub fn outside(host: &Host, group: &RelPath, dir: &Dir) -> SysResult<Vec<i32>> {
    let mut members = all(&host.memory.open(group)?)?;
    let here = set_of(all(dir)?);
    members.retain(|pid| !here.contains(pid));
    if members.contains(&0) { Err(Errno::OPNOTSUPP) } else { Ok(members) }
}

/// Moves a process, unless it has exited and its pid is another process's: with many forks
/// pids are reused soon.
pub fn move_in(host: &Host, group: &RelPath, pid: i32, dir: &Dir, top: &Dir) -> SysResult<()> {
    let is_member = || {
        let own = host.group_of(pid).ok().flatten();
        own.is_some_and(|own| own.is_within(group))
    };
    if !is_member() {
        return Ok(());
    }
    let text = pid.to_string();
    dir.write("cgroup.procs", text.as_bytes())?;
    if !is_member() {
        // It is another process by now.
        let _ = top.write("cgroup.procs", text.as_bytes());
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
        pids.into_iter().for_each(|pid| move_to_nearest(&host.memory.mount, pid, from));
    }
}

/// Moves a process to a group or, if that is gone, to the nearest ancestor that
/// accepts it. One that has exited is no error.
pub fn move_to_nearest(mount: &Dir, pid: i32, group: &RelPath) {
    let pid = pid.to_string();
    let mut target = Some(group.clone());
    while let Some(path) = target {
        let dir = mount.sub(&path);
        match dir.and_then(|dir| dir.write("cgroup.procs", pid.as_bytes())) {
            Ok(()) | Err(Errno::SRCH) => break,
            Err(_) => target = path.parent(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processes_by_whole_lines() {
        assert!(lists(b"12\n345\n", 12) && lists(b"12\n345\n", 345));
        for (content, pid) in [("12\n345", 345), ("12\n345\n", 34), ("", 0), ("12\n345\n", 2)] {
            assert!(!lists(content.as_bytes(), pid), "{pid}");
        }
    }
}
