//! Makes a running process a domain.

use super::discover::{self, derive_uuid};
use super::error::{self, Failed, system};
use super::groups;
use super::layout::Host;
use super::records::{NAME_MAX, Place, Record};
use crate::model::domain::Identity;
use crate::model::{Result, virErrorNumber};
use crate::store::Store;
use crate::sys::{Dir, Errno, RelPath, process};
use crate::xml::domain::check_name;
use std::collections::{HashMap, HashSet};
use std::time::Duration;

const LOCK_WAIT: Duration = Duration::from_secs(10);

/// How often the processes are looked through for children that were started
/// while their parents were being moved.
const PASSES_MAX: usize = 64;

/// A process that was moved, and where it was before.
struct Moved {
    pid: i32,
    from: RelPath,
}

/// Gives a process and its children a group of their own, as the domain `name`.
/// When that fails they are moved back and nothing is left behind.
pub fn attach(host: &Host, place: &Place, pid: i32, name: &str) -> Result<Identity> {
    check_name(name, NAME_MAX).map_err(error::invalid)?;
    let stat = process::stat(&host.proc, pid).during(format_args!("find process {pid}"))?;
    let store = place.create(&host.root)?;
    let lock = place.lock(&host.root, LOCK_WAIT)?;
    groups::sweep_locked(host, place, &store, &lock);
    check_free(host, place, pid, name)?;
    let group =
        place.group(name).ok_or_else(|| error::invalid(format!("name '{name}' makes no group")))?;
    let record = Record {
        name: name.to_owned(),
        uuid: derive_uuid(host, &[&pid.to_string(), &stat.start_time.to_string(), name]),
        pid,
        start_time: stat.start_time,
        made_parent: is_parent_ours(host, place, &store)?,
        group,
    };
    place.write(&store, &record)?;
    if let Err(error) = fill(host, place, &record) {
        groups::remove(host, &store, &record);
        return Err(error);
    }
    Ok(Identity { name: record.name, uuid: record.uuid, id: Some(pid) })
}

/// Whether the group that ours are made in is missing, or was made for one of
/// them: whoever is the last of them removes it.
fn is_parent_ours(host: &Host, place: &Place, store: &Store) -> Result<bool> {
    let missing = host.memory.open(&place.parent).is_err();
    Ok(missing || place.list(store)?.iter().any(|record| record.made_parent))
}

/// Refuses a name that is taken and a process that is a domain's already.
fn check_free(host: &Host, place: &Place, pid: i32, name: &str) -> Result<()> {
    let current = host.group_of(pid).during(format_args!("find the group of process {pid}"))?;
    for guest in discover::all(host, place)?.guests {
        if guest.identity.name == name {
            return Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_FAILED,
                format!("domain '{name}' is there already, with uuid {}", guest.identity.uuid),
            ));
        }
        if current.as_ref().is_some_and(|group| group.is_within(&guest.group)) {
            return Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!("process {pid} belongs to domain '{}' already", guest.identity.name),
            ));
        }
    }
    Ok(())
}

fn fill(host: &Host, place: &Place, record: &Record) -> Result<()> {
    groups::make_parent(host, &place.parent)?;
    let group = groups::make(host, &record.group)?;
    let mut moved = Vec::new();
    let result = move_all(host, &group, record, &mut moved);
    if result.is_err() {
        move_back(host, &moved);
    }
    result
}

fn move_all(host: &Host, group: &Dir, record: &Record, moved: &mut Vec<Moved>) -> Result<()> {
    move_one(host, group, record.pid, moved)
        .during(format_args!("move process {} to group '{}'", record.pid, record.group))?;
    let again = process::stat(&host.proc, record.pid);
    if !again.is_ok_and(|stat| stat.start_time == record.start_time) {
        return Err(system(
            Errno::SRCH,
            format_args!("find process {}: it ended meanwhile", record.pid),
        ));
    }
    for _ in 0..PASSES_MAX {
        let outside = children_outside(host, record.pid, moved)?;
        if outside.is_empty() {
            return Ok(());
        }
        for pid in outside {
            match move_one(host, group, pid, moved) {
                Ok(()) | Err(Errno::SRCH) => {}
                Err(errno) => {
                    let what = format_args!("move process {pid}, a child of {}", record.pid);
                    return Err(system(errno, what));
                }
            }
        }
    }
    Err(error::refused(
        virErrorNumber::VIR_ERR_OPERATION_FAILED,
        format!("process {} starts children faster than they can be moved", record.pid),
    ))
}

fn move_one(
    host: &Host,
    group: &Dir,
    pid: i32,
    moved: &mut Vec<Moved>,
) -> crate::sys::SysResult<()> {
    let from = host.group_of(pid)?;
    group.write("cgroup.procs", pid.to_string().as_bytes())?;
    moved.extend(from.map(|from| Moved { pid, from }));
    Ok(())
}

/// Puts processes back where they were; one that has ended needs nothing.
fn move_back(host: &Host, moved: &[Moved]) {
    for Moved { pid, from } in moved.iter().rev() {
        let _ = host
            .memory
            .open(from)
            .and_then(|dir| dir.write("cgroup.procs", pid.to_string().as_bytes()));
    }
}

/// The descendants of a process that were not moved yet, parents before their
/// children. What a process starts after it was moved is born in the group.
fn children_outside(host: &Host, ancestor: i32, moved: &[Moved]) -> Result<Vec<i32>> {
    let pids = process::all(&host.proc).during("list the processes")?;
    let mut children: HashMap<i32, Vec<i32>> = HashMap::new();
    for pid in pids {
        if let Ok(stat) = process::stat(&host.proc, pid) {
            children.entry(stat.parent).or_default().push(pid);
        }
    }
    let done: HashSet<i32> = moved.iter().map(|moved| moved.pid).collect();
    let inside = host.group_of(ancestor).ok().flatten();
    let mut found = Vec::new();
    let mut open = vec![ancestor];
    while let Some(parent) = open.pop() {
        for pid in children.remove(&parent).unwrap_or_default() {
            open.push(pid);
            let is_inside = || inside.is_some() && host.group_of(pid).ok().flatten() == inside;
            if !done.contains(&pid) && !is_inside() {
                found.push(pid);
            }
        }
    }
    Ok(found)
}
