//! Crash recovery: completes or rolls back operations whose process was killed, and
//! removes what is left of domains that ended.
//!
//! It runs with the lock held: then no other process is at work, and what is unfinished
//! has lost its writer.

use super::attach;
use super::placement;
use crate::driver::host::cgroup::group;
use crate::driver::host::cgroup::group::is_populated;
use crate::driver::host::cgroup::kill;
use crate::driver::host::cgroup::processes::return_processes;
use crate::driver::host::context::Context;
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::domain::HostDomain;
use crate::driver::host::state::definitions::Definitions;
use crate::driver::host::state::ends::EndFiles;
use crate::driver::host::state::liveness::{is_alive, is_replaced, is_same_process, orphans};
use crate::driver::host::state::record::Record;
use crate::driver::host::state::records::{Exclusive, LOCK_WAIT};
use crate::model::Result;
use crate::sys::warn::warn;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a scope may take that a killed process had requested from systemd.
const SCOPE_WAIT: Duration = Duration::from_secs(2);
const SCOPE_PAUSE: Duration = Duration::from_millis(20);

/// How long a scan waits for other processes that make or end domains. Most take less;
/// with systemd it may be seconds, for which no scan is to be delayed.
const RECOVERY_WAIT: Duration = Duration::from_millis(100);

/// Waits for the lock, recovers what killed processes have left, and finds the domains that
/// there are then.
pub fn begin(context: &Context) -> Result<(Exclusive<'_>, Vec<HostDomain>)> {
    let exclusive = Exclusive::wait(&context.host, &context.paths, LOCK_WAIT)?;
    let mut found = discovery::scan(context)?;
    if found.needs_recovery {
        recover(context, &exclusive);
        found = discovery::scan(context)?;
    }
    Ok((exclusive, found.into_domains()))
}

/// Waits for the lock, and recovers.
pub fn clean_up(context: &Context) -> Result<()> {
    let exclusive = Exclusive::wait(&context.host, &context.paths, LOCK_WAIT)?;
    recover(context, &exclusive);
    Ok(())
}

/// Recovers, unless another process holds the lock for long; then the next scan does.
/// Whether an attach was completed, so that there are more domains than before.
pub fn try_recover(context: &Context) -> bool {
    // A caller without write permission cannot take the lock, and leaves all as it is.
    let exclusive = Exclusive::wait(&context.host, &context.paths, RECOVERY_WAIT);
    exclusive.is_ok_and(|exclusive| recover(context, &exclusive))
}

/// Recovers; whether an attach was completed.
pub fn recover(context: &Context, exclusive: &Exclusive<'_>) -> bool {
    let records = &exclusive.records;
    let Ok(listed) = records.scan() else {
        return false;
    };
    records.remove_unfinished();
    Definitions::of(context).remove_unfinished(exclusive);
    for name in &listed.outdated {
        // Its domain ended with its boot.
        let _ = records.remove(name);
    }
    let ends = EndFiles::new(&context.host, &context.paths);
    let mut some_completed = false;
    for record in &listed.records {
        if !record.ready {
            some_completed |= complete_or_roll_back(context, exclusive, record);
        } else if !is_alive(&context.host, record) {
            if !is_replaced(&context.host, record) {
                ends.count(record);
            }
            placement::remove(context, records, record);
        }
    }
    remove_orphans(context, exclusive);
    ends.sweep(|| {
        let defined =
            Definitions::of(context).all().defined.into_iter().map(|defined| defined.uuid);
        listed.records.iter().map(|record| record.uuid).chain(defined).collect()
    });
    some_completed
}

/// Whether an attach was completed.
fn complete_or_roll_back(context: &Context, exclusive: &Exclusive<'_>, record: &Record) -> bool {
    let (host, records) = (&context.host, &exclusive.records);
    // A scope that is not known to be the record's may be another program's machine.
    let mut is_ours = match (record.inode, &record.unit) {
        (Some(_), _) => !is_replaced(host, record),
        (None, unit) => unit.is_none(),
    };
    match &record.from {
        Some(from) => {
            match first_process(context, record) {
                FirstProcess::Unknown => return false,
                FirstProcess::Inside => match attach::complete(context, exclusive, record) {
                    Ok(()) => return true,
                    Err(error) => {
                        is_ours = true;
                        warn(format_args!(
                            "the interrupted attach of '{}' cannot be completed: {error}",
                            record.name
                        ));
                    }
                },
                FirstProcess::Outside => {}
            }
            if is_ours {
                return_processes(host, &record.group, from);
                placement::leave_separate_groups(host, record);
            }
        }
        // A scope's process exits with the caller that started it.
        None if !is_ours => {
            if is_populated(host, &record.group) {
                // Its processes are another program's.
                let _ = records.remove(&record.name);
                return false;
            }
        }
        // The processes of a create that was never completed.
        None => {
            if let Err(error) = kill::kill_all(host, &record.group) {
                warn(format_args!("'{}' was not started: {error}", record.name));
            }
        }
    }
    placement::remove(context, records, record);
    false
}

/// Where the first process of an interrupted attach is.
enum FirstProcess {
    /// In the domain's group.
    Inside,
    /// It has exited, or nobody is going to move it.
    Outside,
    /// systemd may be about to move it.
    Unknown,
}

fn first_process(context: &Context, record: &Record) -> FirstProcess {
    let host = &context.host;
    let end = Instant::now() + SCOPE_WAIT;
    loop {
        if !is_same_process(host, record) || is_replaced(host, record) {
            return FirstProcess::Outside;
        }
        if host.group_of(record.pid) == Ok(Some(record.group.clone())) {
            return FirstProcess::Inside;
        }
        let (Some(systemd), Some(unit)) = (&context.systemd, &record.unit) else {
            return FirstProcess::Outside;
        };
        // It is not going to be moved into a scope that has other processes.
        match systemd.exists(unit) {
            Ok(exists) if !exists || is_populated(host, &record.group) => {
                return FirstProcess::Outside;
            }
            Ok(_) if Instant::now() < end => sleep(SCOPE_PAUSE),
            _ => return FirstProcess::Unknown,
        }
    }
}

/// Removes groups of ours without a record, unless they have a process.
fn remove_orphans(context: &Context, exclusive: &Exclusive<'_>) {
    let (host, paths) = (&context.host, &context.paths);
    let Ok(records) = exclusive.records.list() else {
        return;
    };
    for group in orphans(host, paths, &records) {
        if is_populated(host, &group) {
            warn(format_args!("group '{group}' is in use without a record of ours"));
        } else {
            // A failure is retried by the next recovery.
            let _ = group::remove_tree(host, &group);
        }
    }
}
