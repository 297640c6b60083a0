//! Delegating controllers to the groups below: cgroup.subtree_control, and the rule
//! that a group which enables controllers has no processes of its own.

use super::controller::Controller;
use super::file::lists_controller;
use super::hierarchy::Host;
use super::processes::{self, PASSES_MAX};
use super::v2;
use crate::driver::host::error;
use crate::driver::host::error::{Failed, system};
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::{Dir, Errno, RelPath, SysResult, process};

/// The group that the processes of a delegated one are moved to. No domain's is
/// named so.
const PROCESSES: &str = "virmemctl.processes";

/// The controller that a domain's group has to have; the others it has where the kernel offers them.
const REQUIRED: &str = Controller::Memory.name(&v2::VERSION);

/// Enables the controllers of domains' groups in each group from the root to `group`,
/// for the groups below. Does nothing on cgroup v1.
///
/// Errors: VIR_ERR_SYSTEM_ERROR where memory cannot be enabled: EBUSY while processes
/// live in one of the groups. An optional controller that cannot be is no error.
pub fn enable_controllers(host: &Host, group: &RelPath) -> Result<()> {
    let Some(file) = host.memory.version.subtree_control else {
        return Ok(());
    };
    let mut path = RelPath::default();
    let mut names = group.names();
    loop {
        let dir = host.memory.open(&path).during(format_args!("open group '{path}'"))?;
        let enabled = lists_controller(&dir, file, REQUIRED);
        if !enabled.during(format_args!("read {file} of group '{path}'"))? {
            enable(&dir, file, REQUIRED).map_err(|errno| refused(errno, file, &path))?;
        }
        let others = Controller::OTHERS.map(|other| other.name(&v2::VERSION));
        others.into_iter().for_each(|controller| enable_optional(&dir, file, controller));
        match names.next().and_then(|name| path.join(name)) {
            Some(next) => path = next,
            None => return Ok(()),
        }
    }
}

fn enable(dir: &Dir, file: &str, controller: &str) -> SysResult<()> {
    dir.write(file, format!("+{controller}").as_bytes())
}

fn enable_optional(dir: &Dir, file: &str, controller: &str) {
    let offered = lists_controller(dir, "cgroup.controllers", controller) == Ok(true);
    if offered && lists_controller(dir, file, controller) == Ok(false) {
        let _ = enable(dir, file, controller);
    }
}

fn refused(errno: Errno, file: &str, path: &RelPath) -> Error {
    let error = system(errno, format_args!("write +{REQUIRED} to {file} of group '{path}'"));
    if errno == Errno::BUSY {
        error.context("processes live in that group; move them to a group below it first")
    } else {
        error
    }
}

/// Moves the processes of a delegated group, the caller among them, into a group
/// below it: the kernel enables no controller for the groups below one that has
/// processes.
///
/// Errors: VIR_ERR_OPERATION_FAILED where some are another user's.
pub fn make_room(host: &Host, parent: &RelPath) -> Result<()> {
    let doing = format!("move the processes of group '{parent}' to its group {PROCESSES}");
    let dir = host.memory.open(parent).during(&doing)?;
    match dir.make_dir(PROCESSES, 0o755) {
        Ok(()) | Err(Errno::EXIST) => {}
        Err(errno) => return Err(system(errno, doing)),
    }
    let below = parent.join(PROCESSES).unwrap_or_default();
    let below = host.memory.open(&below).during(&doing)?;
    for _ in 0..PASSES_MAX {
        let pids = processes::own(&dir).during(&doing)?;
        if pids.is_empty() {
            return Ok(());
        }
        // All or none: nothing is moved unless every process may be.
        pids.iter().try_for_each(|pid| check_owner(host, parent, *pid))?;
        for pid in pids {
            match below.write("cgroup.procs", pid.to_string().as_bytes()) {
                Ok(()) | Err(Errno::SRCH) => {}
                Err(errno) => return Err(system(errno, doing)),
            }
        }
    }
    Err(error::refused(
        virErrorNumber::VIR_ERR_OPERATION_FAILED,
        format!("cannot {doing}: new ones are started all the time"),
    ))
}

fn check_owner(host: &Host, parent: &RelPath, pid: i32) -> Result<()> {
    match process::owner(&host.proc, pid) {
        Ok(user) if user != rustix::process::geteuid().as_raw() => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!(
                "process {pid} in the delegated group '{parent}' belongs to user {user}: \
                 it has to be moved to a group below before domains can be made there"
            ),
        )),
        _ => Ok(()),
    }
}
