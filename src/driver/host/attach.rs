//! Makes a running process a domain.

use super::discover::{self, derive_uuid};
use super::error::{self, Failed, system};
use super::family::{self, Member};
use super::groups;
use super::guest::Guest;
use super::layout::Host;
use super::records::{NAME_MAX, Place, Record};
use crate::model::domain::{Identity, check_name};
use crate::model::{Result, virErrorNumber};
use crate::store::Store;
use crate::sys::{Dir, Errno, RelPath, SysResult, process};
use std::time::Duration;

const LOCK_WAIT: Duration = Duration::from_secs(10);

/// How often the processes are looked through for children that were started
/// while their parents were being moved.
const PASSES_MAX: usize = 64;

/// Gives a process and its children a group of their own, as the domain `name`.
/// When that fails they are moved back and nothing is left behind.
pub fn attach(host: &Host, place: &Place, pid: i32, name: &str) -> Result<Identity> {
    check_name(name, NAME_MAX).map_err(error::invalid)?;
    let stat = find_process(host, pid)?;
    let store = place.create(&host.root)?;
    let lock = place.lock(&host.root, LOCK_WAIT)?;
    groups::sweep_locked(host, place, &store, &lock);
    let guests = discover::all(host, place)?.guests;
    check_name_is_free(&guests, name)?;
    let from = host.group_of(pid).during(format_args!("find the group of process {pid}"))?;
    check_is_free(&guests, pid, from.clone())?;
    let group =
        place.group(name).ok_or_else(|| error::invalid(format!("name '{name}' makes no group")))?;
    groups::clear_way(host, &group)?;
    let record = Record {
        name: name.to_owned(),
        uuid: derive_uuid(host, &[&pid.to_string(), &stat.start_time.to_string(), name]),
        pid,
        start_time: stat.start_time,
        made_parent: is_parent_ours(host, place, &store)?,
        group,
        unit: None,
        from,
        ready: false,
        definition: None,
    };
    place.write(&store, &record)?;
    let filled = fill(host, place, &guests, &record);
    let ready = Record { ready: true, ..record.clone() };
    match filled.and_then(|()| place.write(&store, &ready)) {
        Ok(()) => Ok(Identity { name: record.name, uuid: record.uuid, id: Some(pid) }),
        Err(error) => {
            groups::remove(host, &store, &record);
            Err(error)
        }
    }
}

/// The process that is meant. Init and the kernel's own threads cannot be one.
fn find_process(host: &Host, pid: i32) -> Result<process::Stat> {
    let stat = process::running(&host.proc, pid).during(format_args!("find process {pid}"))?;
    if pid == 1 || stat.is_kernel_thread {
        let what = if pid == 1 { "init, from which all others descend" } else { "a kernel thread" };
        return Err(error::invalid(format!("pid {pid} is {what}, expected an ordinary process")));
    }
    Ok(stat)
}

/// Whether the group that ours are made in is missing, or was made for one of
/// them: whoever is the last of them removes it.
fn is_parent_ours(host: &Host, place: &Place, store: &Store) -> Result<bool> {
    let missing = matches!(host.memory.open(&place.parent), Err(Errno::NOENT));
    Ok(missing || place.list(store)?.iter().any(|record| record.made_parent))
}

fn check_name_is_free(guests: &[Guest], name: &str) -> Result<()> {
    match guests.iter().find(|guest| guest.identity.name == name) {
        None => Ok(()),
        Some(guest) => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!("domain '{name}' is there already, with uuid {}", guest.identity.uuid),
        )),
    }
}

/// Refuses a process that is a domain's already, and one whose group cannot be
/// named here, to which it could not be put back.
fn check_is_free(guests: &[Guest], pid: i32, group: Option<RelPath>) -> Result<()> {
    let Some(group) = group else {
        return Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            format!("process {pid} is in a group outside of what is mounted here"),
        ));
    };
    let holds = |guest: &&Guest| guest.group.as_ref().is_some_and(|own| group.is_within(own));
    match guests.iter().find(holds) {
        None => Ok(()),
        Some(guest) => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("process {pid} belongs to domain '{}' already", guest.identity.name),
        )),
    }
}

/// A process that was moved, and where it was before.
struct Moved {
    member: Member,
    from: RelPath,
}

fn fill(host: &Host, place: &Place, guests: &[Guest], record: &Record) -> Result<()> {
    groups::make_parent(host, &place.parent)?;
    let group = groups::make(host, &record.group)?;
    let mut moved = Vec::new();
    let result = move_all(host, &group, guests, record, &mut moved);
    if result.is_err() {
        moved.iter().rev().for_each(|moved| move_back(host, moved));
    }
    result
}

fn move_all(
    host: &Host,
    group: &Dir,
    guests: &[Guest],
    record: &Record,
    moved: &mut Vec<Moved>,
) -> Result<()> {
    let first = Member { pid: record.pid, start_time: record.start_time };
    move_one(host, group, first, moved)
        .during(format_args!("move process {} to group '{}'", record.pid, record.group))?;
    for _ in 0..PASSES_MAX {
        let descendants = family::descendants(host, record.pid)?;
        let done = |member: &Member| moved.iter().any(|moved| moved.member == *member);
        let is_outside = |member: &Member| {
            !done(member) && host.group_of(member.pid) != Ok(Some(record.group.clone()))
        };
        let outside: Vec<Member> = descendants.into_iter().filter(is_outside).collect();
        if outside.is_empty() {
            return Ok(());
        }
        for member in outside {
            move_child(host, group, guests, member, moved)?;
        }
    }
    Err(error::refused(
        virErrorNumber::VIR_ERR_OPERATION_FAILED,
        format!("process {} starts children faster than they can be moved", record.pid),
    ))
}

/// Moves a child; one that has ended meanwhile needs nothing.
fn move_child(
    host: &Host,
    group: &Dir,
    guests: &[Guest],
    member: Member,
    moved: &mut Vec<Moved>,
) -> Result<()> {
    let Ok(from) = host.group_of(member.pid) else {
        return Ok(());
    };
    check_is_free(guests, member.pid, from)?;
    match move_one(host, group, member, moved) {
        Ok(()) | Err(Errno::SRCH) => Ok(()),
        Err(errno) => Err(system(errno, format_args!("move process {}, a child", member.pid))),
    }
}

/// Moves a process, and back again if another one has got its pid: ESRCH.
fn move_one(host: &Host, group: &Dir, member: Member, moved: &mut Vec<Moved>) -> SysResult<()> {
    let from = host.group_of(member.pid)?.ok_or(Errno::XDEV)?;
    group.write("cgroup.procs", member.pid.to_string().as_bytes())?;
    let moved_now = Moved { member, from };
    match process::stat(&host.proc, member.pid) {
        Ok(stat) if stat.start_time == member.start_time && !stat.ended => {
            moved.push(moved_now);
            Ok(())
        }
        _ => {
            move_back(host, &moved_now);
            Err(Errno::SRCH)
        }
    }
}

/// Puts a process back where it was; one that has ended needs nothing.
fn move_back(host: &Host, Moved { member, from }: &Moved) {
    let _ = host
        .memory
        .open(from)
        .and_then(|dir| dir.write("cgroup.procs", member.pid.to_string().as_bytes()));
}
