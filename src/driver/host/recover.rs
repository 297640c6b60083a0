//! Brings order where writers were killed: what they had begun is finished or
//! undone, and what is left of domains that ended is removed.
//!
//! All of this is for one who has the place's lock: then nobody else is at work,
//! and what is unfinished stays so.

use super::attach;
use super::end;
use super::groups::{self, is_populated};
use super::layout::Host;
use super::records::{Place, Record};
use crate::store::Store;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
use crate::sys::{Errno, RelPath};
use std::os::fd::OwnedFd;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a scope may take that systemd was asked for by one who was killed.
const SCOPE_WAIT: Duration = Duration::from_secs(2);
const SCOPE_PAUSE: Duration = Duration::from_millis(20);

/// How long a look waits for others who make or end domains. Most take less; with
/// systemd it may be seconds, for which no look is to be held up.
const TIDY_WAIT: Duration = Duration::from_millis(100);

/// Brings order if nobody else is at work for long; else the next look does. Whether
/// domains came to be by that.
pub fn try_tidy(host: &Host, place: &Place) -> bool {
    // A caller that may not write leaves all as it is.
    let store = match place.open(&host.root) {
        Ok(None) => place.create(&host.root).ok(),
        store => store.ok().flatten(),
    };
    match (store, place.lock(&host.root, TIDY_WAIT)) {
        (Some(store), Ok(lock)) => tidy(host, place, &store, &lock),
        _ => false,
    }
}

/// Brings order; whether domains came to be by that.
pub fn tidy(host: &Host, place: &Place, store: &Store, _lock: &Lock<OwnedFd>) -> bool {
    let Ok(listed) = place.look(store) else {
        return false;
    };
    place.clear(store);
    if let Ok(definitions) = Store::open(&host.root, &place.domains) {
        definitions.remove_unfinished();
    }
    for name in &listed.outdated {
        // What it described went with its boot.
        let _ = place.forget(store, name);
    }
    let mut some_finished = false;
    for record in &listed.records {
        if !record.ready {
            some_finished |= finish_or_undo(host, place, store, record);
        } else if !is_populated(host, &record.group) {
            groups::remove(host, place, store, record);
        }
    }
    remove_orphans(host, place, store);
    some_finished
}

/// Whether the attach or the create was finished.
fn finish_or_undo(host: &Host, place: &Place, store: &Store, record: &Record) -> bool {
    match &record.from {
        Some(from) => {
            if settles_inside(host, place, record) && attach::is_same_process(host, record) {
                match attach::finish(host, place, store, record) {
                    Ok(()) => return true,
                    Err(error) => warn(format_args!(
                        "the attach of '{}' was broken off, and cannot be finished: {error}",
                        record.name
                    )),
                }
            }
            // In a scope that is not known to be ours may be somebody else's machine.
            if record.unit.is_none() {
                put_back(host, &record.group, from);
            }
        }
        // A scope ends with its process, and that ends with who started it.
        None if record.unit.is_some() => {}
        // What a create has started, and nobody knows of.
        None => {
            if let Err(error) = end::kill_all(host, &record.group) {
                warn(format_args!("'{}' was not started: {error}", record.name));
            }
        }
    }
    groups::remove(host, place, store, record);
    false
}

/// Whether the first process is in its group. systemd may be about to move it.
fn settles_inside(host: &Host, place: &Place, record: &Record) -> bool {
    let end = Instant::now() + SCOPE_WAIT;
    loop {
        let is_inside = host.group_of(record.pid) == Ok(Some(record.group.clone()));
        let is_coming = || match (&place.systemd, &record.unit) {
            (Some(systemd), Some(unit)) => systemd.exists(unit).unwrap_or(false),
            _ => false,
        };
        if is_inside || Instant::now() > end || !is_coming() {
            return is_inside;
        }
        sleep(SCOPE_PAUSE);
    }
}

/// Puts what lives in a group where its first process was, or above that if that
/// has gone.
fn put_back(host: &Host, group: &RelPath, from: &RelPath) {
    for pid in members(host, group) {
        let mut target = Some(from.clone());
        while let Some(path) = target {
            let dir = host.memory.open(&path);
            match dir.and_then(|dir| dir.write("cgroup.procs", pid.to_string().as_bytes())) {
                Ok(()) | Err(Errno::SRCH) => break,
                Err(_) => target = path.parent(),
            }
        }
    }
}

fn members(host: &Host, group: &RelPath) -> Vec<i32> {
    let pids = host.memory.open(group).and_then(|dir| host.processes(&dir));
    pids.unwrap_or_default().into_iter().filter(|pid| *pid > 0).collect()
}

/// Whether there are groups of ours that no record tells of.
pub fn has_orphans(host: &Host, place: &Place, records: &[Record]) -> bool {
    !orphans(host, place, records).is_empty()
}

fn orphans(host: &Host, place: &Place, records: &[Record]) -> Vec<RelPath> {
    let entries = host.memory.open(&place.parent).and_then(|dir| dir.entries());
    let ours = |name: &str| place.plain_group(name.strip_prefix(Place::PREFIX)?);
    let groups = entries.unwrap_or_default().into_iter().filter(|entry| entry.is_dir);
    groups
        .filter_map(|entry| ours(&entry.name))
        .filter(|group| !records.iter().any(|record| record.group == *group))
        .collect()
}

/// Removes groups of ours that no record tells of, unless anything lives there.
fn remove_orphans(host: &Host, place: &Place, store: &Store) {
    let Ok(records) = place.list(store) else {
        return;
    };
    for group in orphans(host, place, &records) {
        if is_populated(host, &group) {
            warn(format_args!("group '{group}' is in use without a record of ours"));
        } else {
            // What cannot be removed now is no worse later.
            let _ = groups::remove_tree(host, &group);
        }
    }
}
