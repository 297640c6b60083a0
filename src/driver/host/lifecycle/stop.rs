//! Ends domains.

use super::recovery;
use crate::driver::host::cgroup::{group, kill, processes};
use crate::driver::host::context::Context;
use crate::driver::host::error::Failed;
use crate::driver::host::open_domains::Live;
use crate::driver::host::state::record::Record;
use crate::driver::host::state::records::{Exclusive, LOCK_WAIT};
use crate::model::domain::Identity;
use crate::model::{Result, virErrorNumber};
use crate::sys::process::Signal;
use crate::sys::warn::warn;
use std::time::Duration;

/// How long a domain that is destroyed gracefully may take to end.
const GRACE: Duration = Duration::from_secs(10);

/// Kills all processes. If the caller is killed meanwhile some may be left, frozen: so
/// the record is marked before, as that of an interrupted create, for crash recovery.
/// Where it cannot be marked the processes are killed all the same.
pub fn kill(context: &Context, live: &Live) -> Result<()> {
    let record = mark_ending(context, live).unwrap_or_else(|error| {
        warn(format_args!(
            "'{}' is killed, but its record could not be marked as ending: {error}",
            live.domain.identity.name
        ));
        None
    });
    kill::kill_open(&context.host, &live.group, &live.dir).inspect_err(|_| {
        // It is a running domain still.
        let _ = record.map(|record| unmark(context, &record));
    })
}

/// Marks the record; the record as it was.
fn mark_ending(context: &Context, live: &Live) -> Result<Option<Record>> {
    let exclusive = Exclusive::wait(&context.host, &context.paths, LOCK_WAIT)?;
    let record = exclusive.records.find(&live.domain.identity).ok().flatten();
    let record =
        record.filter(|record| group::inode(&live.dir, &record.group).ok() == record.inode);
    if let Some(record) = &record {
        exclusive.records.write(&ending(record))?;
    }
    Ok(record)
}

fn unmark(context: &Context, record: &Record) -> Result<()> {
    let exclusive = Exclusive::wait(&context.host, &context.paths, LOCK_WAIT)?;
    // It may be another domain's by now.
    let is_marked = exclusive.records.get(&record.name) == Some(ending(record));
    if is_marked { exclusive.records.write(record) } else { Ok(()) }
}

/// The record of a domain whose processes are being killed.
fn ending(record: &Record) -> Record {
    Record { ready: false, from: None, separate_from: Vec::new(), ..record.clone() }
}

/// Sends SIGTERM to the first process.
pub fn terminate(context: &Context, live: &Live) -> Result<()> {
    let name = &live.domain.identity.name;
    let doing = format_args!("send SIGTERM to domain '{name}'");
    let first = live.domain.identity.id;
    // Where that has just exited, to the next one.
    let members = processes::all(&live.dir).during(doing)?;
    for pid in first.into_iter().chain(members) {
        if kill::signal_member(&context.host, &live.group, pid, Signal::TERM).during(doing)? {
            return Ok(());
        }
    }
    Err(context.gone(&live.domain.identity))
}

/// Sends SIGTERM, and waits for the domain's end.
///
/// Errors: VIR_ERR_OPERATION_FAILED when it is still running.
pub fn end_gracefully(context: &Context, live: &Live) -> Result<()> {
    terminate(context, live)?;
    if kill::wait_until_empty(&live.dir, GRACE) {
        return Ok(());
    }
    let name = &live.domain.identity.name;
    Err(context.error(
        virErrorNumber::VIR_ERR_OPERATION_FAILED,
        format!("domain '{name}' is still running {} s after SIGTERM", GRACE.as_secs()),
    ))
}

/// Removes what is left of a domain that has ended. What cannot be removed now is left
/// to crash recovery.
pub fn clean_up(context: &Context, domain: &Identity) {
    if let Err(error) = recovery::clean_up(context) {
        warn(format_args!(
            "'{}' has ended, but its group or record could not be removed: {error}",
            domain.name
        ));
    }
}
