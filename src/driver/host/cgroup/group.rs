//! The life of the groups that the library makes.

use super::freezer;
use super::hierarchy::Host;
use super::version::{Version, lists_memory};
use crate::driver::host::connect::session;
use crate::driver::host::error;
use crate::driver::host::error::{Failed, GONE, system};
use crate::driver::host::state::records::{Place, Record};
use crate::model::error::errno_text;
use crate::model::{Result, virErrorNumber};
use crate::store::Store;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::time::{Duration, Instant};

/// Whether a process lives in the group or below it. Where that cannot be
/// told, it is taken to be so: nothing is removed on a doubt.
pub fn is_populated(host: &Host, group: &RelPath) -> bool {
    match host.memory.open(group).and_then(|dir| host.has_process(&dir)) {
        Ok(populated) => populated,
        Err(errno) => !GONE.contains(&errno),
    }
}

/// Whether the domain of a record runs: a process lives in the group that was made
/// for it, and not in a later one of that name.
pub fn is_alive(host: &Host, record: &Record) -> bool {
    !is_anothers(host, record) && is_populated(host, &record.group)
}

/// Whether another group has the name of a record's by now.
pub fn is_anothers(host: &Host, record: &Record) -> bool {
    let now = host.memory.open(&record.group).and_then(|dir| dir.id());
    match (record.inode, now) {
        (Some(inode), Ok(now)) => now.inode() != inode,
        _ => false,
    }
}

/// How long a group may stay busy after its last process has been reaped: some
/// kernels unlink a process from its group only when it has left its CPU.
const UNLINK_WAIT: Duration = Duration::from_millis(500);
const UNLINK_PAUSE: Duration = Duration::from_millis(1);

/// How often a group is looked through for processes that were started while
/// others were being moved.
pub const PASSES_MAX: usize = 64;

/// Removes a group and its record. What cannot be removed stays for the next
/// call that meets it.
pub fn remove(host: &Host, place: &Place, store: &Store, record: &Record) {
    let removed = match (&place.systemd, &record.unit) {
        _ if is_anothers(host, record) => Ok(()),
        (Some(systemd), Some(unit)) => systemd.end_scope(host, unit, record),
        (None, Some(_)) => Ok(()),
        (_, None) => remove_tree(host, &record.group),
    };
    if matches!(removed, Ok(()) | Err(Errno::NOENT)) && freezer::remove(host, &record.group).is_ok()
    {
        remove_parent(host, record);
        // Last, so that one who is killed before leaves it to be done again.
        let _ = place.forget(store, &record.name);
    }
}

/// Removes the group above a domain's that is gone, if it was made for ours. Others
/// may have moved in; then it is theirs now.
fn remove_parent(host: &Host, record: &Record) {
    let parent = record.group.parent().filter(|_| record.made_parent);
    if let Some(parent) = parent {
        let _ = remove_group(host, &parent);
    }
}

/// Puts what lives in a group where its first process was.
pub fn put_back(host: &Host, group: &RelPath, from: &RelPath) {
    for _ in 0..PASSES_MAX {
        let pids = host.memory.open(group).and_then(|dir| host.processes(&dir));
        let mut pids = pids.unwrap_or_default();
        pids.retain(|pid| *pid > 0);
        if pids.is_empty() {
            return;
        }
        pids.into_iter().for_each(|pid| put_home(host, pid, from));
    }
}

/// Moves a process to a group, or to the nearest above that takes it, if that one
/// has gone. One that has ended needs nothing.
pub fn put_home(host: &Host, pid: i32, home: &RelPath) {
    let pid = pid.to_string();
    let mut target = Some(home.clone());
    while let Some(path) = target {
        let dir = host.memory.open(&path);
        match dir.and_then(|dir| dir.write("cgroup.procs", pid.as_bytes())) {
            Ok(()) | Err(Errno::SRCH) => break,
            Err(_) => target = path.parent(),
        }
    }
}

/// Removes a group with those below it.
pub fn remove_tree(host: &Host, group: &RelPath) -> SysResult<()> {
    let entries = host.memory.open(group)?.entries()?;
    for entry in entries.iter().filter(|entry| entry.is_dir) {
        remove_tree(host, &group.join(&entry.name).ok_or(Errno::INVAL)?)?;
    }
    remove_group(host, group)
}

fn remove_group(host: &Host, group: &RelPath) -> SysResult<()> {
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

/// Makes the group that ours are made in, where it is missing; in one that is
/// delegated to the caller, room for groups.
pub fn make_parent(host: &Host, place: &Place) -> Result<()> {
    let parent = &place.parent;
    match host.memory.open(parent) {
        Ok(_) if place.session => match hand_down(host, parent) {
            Err(error) if error.ints().0 == Errno::BUSY.raw_os_error() => {
                session::make_room(host, parent)
            }
            result => result,
        },
        Ok(_) => Ok(()),
        Err(_) => make(host, parent).map(|_| ()),
    }
}

/// Starts the scope that a record tells of, with these processes in it.
pub fn start_scope(host: &Host, place: &Place, record: &Record, pids: &[i32]) -> Result<Dir> {
    let Record { name, group, unit, .. } = record;
    let (Some(systemd), Some(unit)) = (&place.systemd, unit) else {
        let reason = format!("domain '{name}' wants a systemd unit, and systemd does not run");
        return Err(error::refused(virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, reason));
    };
    systemd.start_scope(host, unit, &format!("Domain {name} (libvirmemctl)"), pids)?;
    let dir = host.memory.open(group).during(format_args!("open group '{group}'"))?;
    prepare_group(host.memory.version, &dir, group).map(|()| dir)
}

/// Removes a group without a record that stands where a new one is to be made.
/// It is refused if anything lives in it or below it, and if it is a unit's, which
/// only systemd may remove.
pub fn clear_way(host: &Host, record: &Record) -> Result<()> {
    let group = &record.group;
    let removed = match &record.unit {
        Some(_) => host.memory.open(group).and(Err(Errno::EXIST)),
        None => remove_group(host, group),
    };
    match removed {
        Ok(()) | Err(Errno::NOENT) => Ok(()),
        Err(errno) => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!(
                "group '{group}' is in use without a record of ours: {}",
                errno_text(errno.raw_os_error())
            ),
        )),
    }
}

/// What a group's record tells it by from a later one of that name.
pub fn number(dir: &Dir, record: &Record) -> Result<u64> {
    let id = dir.id().during(format_args!("look at group '{}'", record.group))?;
    Ok(id.inode())
}

/// Writes what a new group needs, where the kernel has it and it reads otherwise.
pub fn prepare_group(version: &Version, dir: &Dir, group: &RelPath) -> Result<()> {
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

/// Makes a group with the memory controller in it.
pub fn make(host: &Host, group: &RelPath) -> Result<Dir> {
    let doing = format_args!("make group '{group}'");
    let parent = group.parent().unwrap_or_default();
    hand_down(host, &parent)?;
    let above = host.memory.open(&parent).during(doing)?;
    above.make_dir(group.file_name(), 0o755).during(doing)?;
    let made = host.memory.open(group).during(doing);
    let made = made.and_then(|dir| prepare_group(host.memory.version, &dir, group).map(|()| dir));
    if made.is_err() {
        let _ = above.remove_dir(group.file_name());
    }
    made
}

/// Has the memory controller handed down from the top to the groups in `group`.
fn hand_down(host: &Host, group: &RelPath) -> Result<()> {
    let Some(file) = host.memory.version.subtree_control else {
        return Ok(());
    };
    let mut path = RelPath::default();
    let mut names = group.names();
    loop {
        let dir = host.memory.open(&path).during(format_args!("open group '{path}'"))?;
        if !lists_memory(&dir, file).during(format_args!("read {file} of group '{path}'"))? {
            dir.write(file, b"+memory").map_err(|errno| refused(errno, file, &path))?;
        }
        match names.next().and_then(|name| path.join(name)) {
            Some(next) => path = next,
            None => return Ok(()),
        }
    }
}

fn refused(errno: Errno, file: &str, path: &RelPath) -> crate::model::Error {
    let error = system(errno, format_args!("write +memory to {file} of group '{path}'"));
    if errno == Errno::BUSY {
        error.context("processes live in that group; move them to a group below it first")
    } else {
        error
    }
}
