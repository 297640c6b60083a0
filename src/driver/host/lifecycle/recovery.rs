//! Brings order where writers were killed: what they had begun is finished or
//! undone, and what is left of domains that ended is removed.
//!
//! All of this is for one who has the place's lock: then nobody else is at work,
//! and what is unfinished stays so.

use super::attach;
use crate::driver::host::cgroup::group;
use crate::driver::host::cgroup::group::is_populated;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::kill;
use crate::driver::host::context::Context;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::state::records::{Place, Record};
use crate::store::Store;
use crate::sys::RelPath;
use crate::sys::lock::Lock;
use crate::sys::warn::warn;
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
pub fn try_tidy(driver: &HostDriver) -> bool {
    let Context { host, place, .. } = &driver.context;
    // A caller that may not write leaves all as it is.
    let store = match place.open(&host.root) {
        Ok(None) => place.create(&host.root).ok(),
        store => store.ok().flatten(),
    };
    match (store, place.lock(&host.root, TIDY_WAIT)) {
        (Some(store), Ok(lock)) => tidy(driver, &store, &lock),
        _ => false,
    }
}

/// Brings order; whether domains came to be by that.
pub fn tidy(driver: &HostDriver, store: &Store, _lock: &Lock<OwnedFd>) -> bool {
    let Context { host, place, .. } = &driver.context;
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
            some_finished |= finish_or_undo(driver, store, record);
        } else if !group::is_alive(host, record) {
            group::remove(host, place, store, record);
        }
    }
    remove_orphans(host, place, store);
    some_finished
}

/// Whether the attach or the create was finished.
fn finish_or_undo(driver: &HostDriver, store: &Store, record: &Record) -> bool {
    let Context { host, place, .. } = &driver.context;
    // A scope that is not known to be ours may be somebody else's machine.
    let mut is_ours = match (record.inode, &record.unit) {
        (Some(_), _) => !group::is_anothers(host, record),
        (None, unit) => unit.is_none(),
    };
    match &record.from {
        Some(from) => {
            match settles_inside(host, place, record) {
                Settled::Unknown => return false,
                Settled::Inside => match attach::finish(driver, store, record) {
                    Ok(()) => return true,
                    Err(error) => {
                        is_ours = true;
                        warn(format_args!(
                            "the attach of '{}' was broken off, and cannot be finished: {error}",
                            record.name
                        ));
                    }
                },
                Settled::Outside => {}
            }
            if is_ours {
                group::put_back(host, &record.group, from);
            }
        }
        // A scope ends with its process, and that ends with who started it.
        None if !is_ours => {
            if is_populated(host, &record.group) {
                // What lives there is somebody else's.
                let _ = place.forget(store, &record.name);
                return false;
            }
        }
        // What a create has started, and nobody knows of.
        None => {
            if let Err(error) = kill::kill_all(host, &record.group) {
                warn(format_args!("'{}' was not started: {error}", record.name));
            }
        }
    }
    group::remove(host, place, store, record);
    false
}

/// Where the first process of an attach is that was broken off.
enum Settled {
    Inside,
    /// It has ended, or nobody is going to move it.
    Outside,
    /// systemd may be about to move it.
    Unknown,
}

fn settles_inside(host: &Host, place: &Place, record: &Record) -> Settled {
    let end = Instant::now() + SCOPE_WAIT;
    loop {
        if !attach::is_same_process(host, record) || group::is_anothers(host, record) {
            return Settled::Outside;
        }
        if host.group_of(record.pid) == Ok(Some(record.group.clone())) {
            return Settled::Inside;
        }
        let (Some(systemd), Some(unit)) = (&place.systemd, &record.unit) else {
            return Settled::Outside;
        };
        // In a scope that others run in it does not come any more.
        match systemd.exists(unit) {
            Ok(exists) if !exists || is_populated(host, &record.group) => return Settled::Outside,
            Ok(_) if Instant::now() < end => sleep(SCOPE_PAUSE),
            _ => return Settled::Unknown,
        }
    }
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
            let _ = group::remove_tree(host, &group);
        }
    }
}
