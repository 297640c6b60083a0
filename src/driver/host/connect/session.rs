//! cgroup:///session: the cgroup v2 subtree that is delegated to the caller.

use crate::driver::host::cgroup::file::lists_memory;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::driver::host::paths::Paths;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::{Dir, RelPath, process};

/// The extended attribute by which systemd marks groups that it delegates.
const DELEGATED: (&str, &[u8]) = ("user.delegate", b"1");

/// The group of a systemd's own process; the groups beside it are that systemd's.
const MANAGER: &str = "init.scope";

/// The suffixes of units whose groups may be delegated.
const UNITS: [&str; 2] = [".scope", ".service"];

const UNIT_FILE_MAX: usize = 64 << 10;

/// The delegated subtree and the user's directories.
///
/// Errors: VIR_ERR_CONFIG_UNSUPPORTED, with what to do.
pub fn paths(host: &Host) -> Result<Paths> {
    if host.memory.version.subtree_control.is_none() {
        return Err(refused("cgroup v1 cannot delegate a subtree to a user"));
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
            let boot = host.boot_id();
            Ok(Paths { parent, records, domains, logs, session: true, boot })
        }
        (None, ..) => Err(refused("XDG_RUNTIME_DIR is not an absolute path")),
        _ => Err(refused("HOME is not an absolute path")),
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

/// The group that is delegated to the caller: the nearest ancestor that systemd has
/// marked so, else the topmost one that the caller may write. Below one in which another
/// systemd runs, such as a user's own, it is the group of that systemd's unit.
fn delegated(host: &Host, group: RelPath) -> Option<RelPath> {
    let (mut topmost, mut unit) = (None, None);
    let mut next = Some(group);
    while let Some(path) = next {
        let dir = host.memory.open(&path).ok().filter(is_writable);
        let Some(dir) = dir else {
            break;
        };
        if dir.has(MANAGER) {
            return unit.filter(|unit| is_delegated(host, unit));
        }
        if dir.has_attribute(DELEGATED.0, DELEGATED.1) {
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

/// Whether a user's systemd, which may not set the attribute, delegates a unit's group.
/// Of units without a file of their own, it writes how they were requested to a
/// transient file.
fn is_delegated(host: &Host, unit: &RelPath) -> bool {
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
