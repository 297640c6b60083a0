//! cgroup:///session: the cgroup v2 subtree that is delegated to the caller.

use crate::driver::host::cgroup::hierarchy::{Host, own_processes};
use crate::driver::host::cgroup::version::lists_memory;
use crate::driver::host::error;
use crate::driver::host::error::{Failed, system};
use crate::driver::host::state::records::Place;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::{Dir, Errno, RelPath, process};

/// With this attribute systemd marks the groups that it leaves to who runs in them.
const MARK: (&str, &[u8]) = ("user.delegate", b"1");

/// In this group a systemd runs; the groups around it are its own.
const MANAGER: &str = "init.scope";

/// The names of what may be delegated.
const UNITS: [&str; 2] = [".scope", ".service"];

const UNIT_FILE_MAX: usize = 64 << 10;

/// The group that the processes of the delegated one are moved to. No domain's is
/// named so.
const PROCESSES: &str = "virmemctl.processes";

/// How often the delegated group is looked through for processes that were started
/// while others were being moved.
const PASSES_MAX: usize = 64;

/// The delegated subtree and the user's directories.
///
/// Errors: VIR_ERR_CONFIG_UNSUPPORTED, with what to do.
pub fn place(host: &Host) -> Result<Place> {
    if host.memory.version.subtree_control.is_none() {
        return Err(refused("cgroup v1 hands no subtree to a user"));
    }
    let own = process::own_memberships(&host.proc).unwrap_or_default();
    let parent = host.memory.group_of(&own).and_then(|group| delegated(host, group));
    let parent = parent.ok_or_else(|| refused("no cgroup subtree is delegated to this user"))?;
    if !host
        .memory
        .open(&parent)
        .and_then(|dir| lists_memory(&dir, "cgroup.controllers"))
        .is_ok_and(|lists| lists)
    {
        return Err(refused(format!(
            "group '{parent}' is delegated without the memory controller"
        )));
    }
    let settings = folder("XDG_CONFIG_HOME", Some(".config")).and_then(|path| path.join("domains"));
    let state = folder("XDG_STATE_HOME", Some(".local/state")).and_then(|path| path.join("log"));
    match (folder("XDG_RUNTIME_DIR", None), settings, state) {
        (Some(records), Some(domains), Some(logs)) => {
            let (boot, parsed) = (host.boot_id(), Default::default());
            Ok(Place { parent, records, domains, logs, systemd: None, session: true, boot, parsed })
        }
        (None, ..) => Err(refused("XDG_RUNTIME_DIR names no directory")),
        _ => Err(refused("HOME names no directory")),
    }
}

fn refused(why: impl std::fmt::Display) -> Error {
    error::refused(
        virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
        format!(
            "{why}: start the program with \
             'systemd-run --user --scope -p Delegate=yes PROGRAM' on a cgroup v2 host"
        ),
    )
}

/// The directory `virmemctl` in the one that a variable of the XDG base directory
/// specification names, or else in its place below $HOME.
fn folder(variable: &str, below_home: Option<&str>) -> Option<RelPath> {
    let at_home = || RelPath::new(&format!("{}/{}", folder_of("HOME")?, below_home?));
    folder_of(variable).or_else(at_home)?.join("virmemctl")
}

/// The directory that a variable names, if that is an absolute path.
fn folder_of(variable: &str) -> Option<RelPath> {
    let path = std::env::var(variable).ok().filter(|path| path.starts_with('/'));
    RelPath::new(&path?)
}

/// What is delegated to the caller: the nearest group above that systemd says it
/// of, else the topmost one that the caller may write. Below one in which another
/// systemd runs, as a user's own does, that is what this one leaves to a unit.
fn delegated(host: &Host, group: RelPath) -> Option<RelPath> {
    let (mut topmost, mut unit) = (None, None);
    let mut next = Some(group);
    while let Some(path) = next {
        let dir = host.memory.open(&path).ok().filter(is_writable);
        let Some(dir) = dir else {
            break;
        };
        if dir.has(MANAGER) {
            return unit.filter(|unit| leaves_alone(host, unit));
        }
        if dir.has_attribute(MARK.0, MARK.1) {
            return Some(path);
        }
        if unit.is_none() && UNITS.iter().any(|suffix| path.file_name().ends_with(suffix)) {
            unit = Some(path.clone());
        }
        next = path.parent();
        topmost = Some(path);
    }
    topmost
}

/// Whether a user's systemd, which may make no marks, leaves a unit's group alone,
/// as far as it tells: of units that have no file it writes down how they were
/// asked for.
fn leaves_alone(host: &Host, unit: &RelPath) -> bool {
    let path =
        folder_of("XDG_RUNTIME_DIR").and_then(|path| path.join("systemd")?.join("transient"));
    let content = path.and_then(|path| {
        let dir = host.root.sub(&path).ok()?;
        dir.read_all(unit.file_name(), UNIT_FILE_MAX).ok()
    });
    let Some(content) = content else {
        return true;
    };
    let text = String::from_utf8_lossy(&content);
    text.lines().filter_map(|line| line.strip_prefix("Delegate=")).any(|value| value != "no")
}

fn is_writable(dir: &Dir) -> bool {
    ["cgroup.procs", "cgroup.subtree_control"].iter().all(|file| dir.may_write(file))
}

/// Moves the processes of the delegated group, the caller among them, into a group
/// below it: the kernel hands no controller down from a group that has processes.
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
        let pids = own_processes(&dir).during(&doing)?;
        if pids.is_empty() {
            return Ok(());
        }
        // Nothing is moved where not all may be.
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
        format!("cannot {doing}: more are started all the time"),
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
