//! Where a domain's group is: its path, making its parent, its systemd scope, and its
//! removal.

use super::definition_commit::needs_group;
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::delegation::{enable_controllers, make_room};
use crate::driver::host::cgroup::group::{self, is_gone, is_populated};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{freezer, separate_group};
use crate::driver::host::context::Context;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::inventory::domain::{HostDomain, Origin};
use crate::driver::host::state::liveness::is_replaced;
use crate::driver::host::state::record::Record;
use crate::driver::host::state::records::Records;
use crate::driver::host::systemd::Systemd;
use crate::driver::host::systemd::unit_name;
use crate::model::error::errno_text;
use crate::model::{Result, virErrorNumber};
use crate::sys::warn::warn;
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long systemd may take to notice that a scope is empty, before the scope is
/// stopped.
const EMPTY_WAIT: Duration = Duration::from_secs(1);
const EMPTY_PAUSE: Duration = Duration::from_millis(1);

/// The group of a domain of that name, and its systemd unit where systemd runs.
///
/// Errors: VIR_ERR_INVALID_ARG for a name that cannot be a group's or a unit's.
pub fn group_of(context: &Context, name: &str) -> Result<(RelPath, Option<String>)> {
    let unit = context.systemd.as_ref().map(|_| unit_name::unit_name(name)).transpose();
    let unit = unit.map_err(error::invalid)?;
    let group = match &unit {
        Some(unit) => unit_name::group(unit),
        None => context.paths.plain_group(name),
    };
    let group =
        group.ok_or_else(|| error::invalid(format!("name '{name}' cannot be a group's name")))?;
    Ok((group, unit))
}

/// Whether the parent group is missing, or was made for one of our domains, of which these
/// run: then the last of them removes it.
pub fn is_parent_ours(
    context: &Context,
    records: &Records<'_>,
    domains: &[HostDomain],
) -> Result<bool> {
    let parent = &context.paths.parent;
    if is_gone(&context.host, parent) {
        return Ok(true);
    }
    let is_there = |domain: &&HostDomain| {
        let group = domain.group.as_ref().filter(|_| domain.origin == Origin::Own);
        group.is_some_and(|group| group.is_child_of(parent))
    };
    // Those in the same parent agree, so that one record tells.
    match domains.iter().find(is_there).and_then(|domain| records.get(&domain.identity.name)) {
        Some(record) => Ok(record.made_parent),
        None => Ok(records.list()?.iter().any(|record| record.made_parent)),
    }
}

/// Makes the parent of domains' groups where it is missing; one that is delegated to the
/// caller gets its processes moved out of the way.
pub fn make_parent(context: &Context) -> Result<()> {
    let (host, parent) = (&context.host, &context.paths.parent);
    match host.memory.open(parent) {
        Ok(_) if context.paths.session => match enable_controllers(host, parent) {
            Err(error) if error.ints().0 == Errno::BUSY.raw_os_error() => make_room(host, parent),
            result => result,
        },
        Ok(_) => Ok(()),
        Err(_) => group::make(host, parent).map(|_| ()),
    }
}

/// Starts the systemd scope of a record, with these processes in it.
pub fn start_scope(context: &Context, record: &Record, pids: &[i32]) -> Result<Dir> {
    let host = &context.host;
    let Record { name, group, unit, .. } = record;
    let (Some(systemd), Some(unit)) = (&context.systemd, unit) else {
        let reason = format!("domain '{name}' has a systemd unit, but systemd is not running");
        return Err(error::refused(virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, reason));
    };
    systemd.start_scope(host, unit, &format!("Domain {name} (libvirmemctl)"), pids)?;
    let dir = host.memory.open(group).during(format_args!("open group '{group}'"))?;
    group::prepare(host.memory.version, &dir, group).map(|()| dir)
}

/// Removes a group without a record, in whose place a new one is to be made. Refused if
/// it or a group below it has a process, and if it is a unit's, which only systemd may
/// remove.
pub fn remove_stale_group(host: &Host, record: &Record) -> Result<()> {
    let group = &record.group;
    let removed = match &record.unit {
        Some(_) => host.memory.open(group).and(Err(Errno::EXIST)),
        None => group::remove(host, group),
    };
    let removed = match removed {
        Ok(()) | Err(Errno::NOENT) => remove_separate(host, group, true),
        removed => removed,
    };
    match removed {
        Ok(()) => Ok(()),
        Err(errno) => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!(
                "group '{group}' is in use without a record of ours: {}",
                errno_text(errno.raw_os_error())
            ),
        )),
    }
}

/// Removes a domain's group and its record. What cannot be removed stays for the next
/// crash recovery.
pub fn remove(context: &Context, records: &Records<'_>, record: &Record) {
    let host = &context.host;
    let removed = match (&context.systemd, &record.unit) {
        _ if is_replaced(host, record) => Ok(()),
        (Some(systemd), Some(unit)) => end_scope(host, systemd, unit, record),
        (None, Some(_)) => Ok(()),
        (_, None) => group::remove_tree(host, &record.group),
    };
    let others = || {
        // What has left the domain's group alone is no process of the domain.
        leave_separate_groups(host, record);
        freezer::remove(host, &record.group)
            .and_then(|()| remove_separate(host, &record.group, false))
    };
    if matches!(removed, Ok(()) | Err(Errno::NOENT)) && others().is_ok() {
        remove_parent(host, record);
        // The record goes last: if the caller is killed before, recovery does the rest.
        let _ = records.remove(&record.name);
    }
}

/// Removes a domain's groups in other v1 hierarchies; where they are to be unused, EBUSY for one
/// that has a process.
fn remove_separate(host: &Host, group: &RelPath, unused: bool) -> SysResult<()> {
    for controller in Controller::OTHERS {
        if unused && separate_group::is_populated(host, controller, group) {
            return Err(Errno::BUSY);
        }
        separate_group::remove(host, controller, group)?;
    }
    Ok(())
}

/// A domain's groups in the v1 hierarchies of other controllers than memory, which its processes
/// have not joined yet.
#[derive(Default)]
pub struct SeparateGroups(Vec<(Controller, Dir)>);

/// Makes the groups of a record in other v1 hierarchies. Where one cannot be made the domain goes
/// without: it has no parameters of that controller then.
pub fn make_separate_groups(host: &Host, record: &Record) -> SeparateGroups {
    let make = |controller: Controller| {
        let from = record.separate_from(controller);
        let made = separate_group::make(host, controller, &record.group, &from);
        made.unwrap_or_else(|errno| {
            warn_without(host, record, controller, errno);
            None
        })
        .map(|dir| (controller, dir))
    };
    SeparateGroups(Controller::OTHERS.into_iter().filter_map(make).collect())
}

/// Moves the processes of a record's group into what [`make_separate_groups`] made. Where they
/// cannot be moved the domain goes without it, unless its definition has such parameters.
pub fn join_separate_groups(host: &Host, record: &Record, made: SeparateGroups) -> Result<()> {
    made.0.into_iter().try_for_each(|(controller, dir)| {
        let joined = separate_group::join(host, controller, &record.group, &dir);
        let definition = record.definition.as_ref();
        match joined {
            Err(errno) if !definition.is_some_and(|it| needs_group(it, controller)) => {
                warn_without(host, record, controller, errno);
                let _ = separate_group::remove(host, controller, &record.group);
                Ok(())
            }
            joined => joined.during(format_args!(
                "move the processes of '{}' to its group in the hierarchy of the {} controller",
                record.name,
                controller.name(host.memory.version)
            )),
        }
    })
}

fn warn_without(host: &Host, record: &Record, controller: Controller, errno: Errno) {
    let (name, version) = (&record.name, host.memory.version);
    let controller = controller.name(version);
    warn(format_args!("'{name}' has no parameters of the {controller} controller: {errno}"));
}

/// Moves the processes of a record's domain out of its groups in other v1 hierarchies.
pub fn leave_separate_groups(host: &Host, record: &Record) {
    for controller in Controller::OTHERS {
        let to = record.separate_from(controller);
        separate_group::leave(host, controller, &record.group, &to);
    }
}

/// Removes the parent of a removed group, if it was made for our domains. One that has other
/// groups stays: nothing is waited for, as it has no processes of its own.
fn remove_parent(host: &Host, record: &Record) {
    let parent = record.group.parent().filter(|_| record.made_parent);
    let above = parent.as_ref().and_then(RelPath::parent);
    if let Some((parent, above)) = parent.zip(above) {
        let _ = host.memory.open(&above).and_then(|dir| dir.remove_dir(parent.file_name()));
    }
}

/// Waits for an empty scope to end by itself, and stops it otherwise. Its group is left
/// to systemd: if the group vanished before systemd had inspected it, the scope would
/// stay active for ever.
///
/// Errors: EBUSY while it has a process.
fn end_scope(host: &Host, systemd: &Systemd, unit: &str, record: &Record) -> SysResult<()> {
    let end = Instant::now() + EMPTY_WAIT;
    while !is_gone(host, &record.group) && !is_replaced(host, record) {
        // Stopping a unit kills its processes.
        if is_populated(host, &record.group) {
            return Err(Errno::BUSY);
        }
        if Instant::now() > end {
            return systemd.stop(unit).or_else(|error| {
                warn(format_args!("{error}"));
                Ok(())
            });
        }
        sleep(EMPTY_PAUSE);
    }
    Ok(())
}
