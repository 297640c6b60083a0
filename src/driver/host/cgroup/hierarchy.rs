//! Where things are on this host: the hierarchy that memory is in, and the
//! directories that stand for /, /proc and the rest.

use super::controller::Controller;
use super::version::{VERSIONS, Version};
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::model::error::errno_text;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::mountinfo::{self, Mount};
use crate::sys::process::{self, Membership};
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::path::Path;

const MOUNTINFO_MAX: usize = 16 << 20;

/// The option of a cgroup2 mount by which groups protect those below them (kernel
/// documentation, "Mounting" of cgroup-v2; since Linux 5.7).
const HANDS_ON: &str = "memory_recursiveprot";

/// A mounted hierarchy with the memory controller.
pub struct Hierarchy {
    /// Its version.
    pub version: &'static Version,
    /// Its mount's root.
    pub mount: Dir,
    /// Whether a group hands its memory.min on to the groups below it.
    pub hands_on_guarantees: bool,
    /// What the mount's root is called in /proc/PID/cgroup.
    base: RelPath,
}

impl Hierarchy {
    /// The group that these lines of /proc/PID/cgroup name, below the mount.
    pub fn group_of(&self, memberships: &[Membership]) -> Option<RelPath> {
        let line = memberships.iter().find(|line| (self.version.is_membership)(line))?;
        let path = RelPath::new(&line.path)?;
        path.is_within(&self.base)
            .then(|| RelPath::new(path.as_str().get(self.base.as_str().len()..)?))?
    }

    /// Opens a group's directory.
    pub fn open(&self, group: &RelPath) -> SysResult<Dir> {
        self.mount.sub(group)
    }
}

/// This host.
pub struct Host {
    /// What stands for `/`.
    pub root: Dir,
    /// What stands for `/proc`.
    pub proc: Dir,
    /// Where memory is.
    pub memory: Hierarchy,
    /// The v1 hierarchy that accounts CPU time, if there is one.
    pub cpuacct: Option<Dir>,
    /// The v1 hierarchy that freezes processes, if there is one.
    pub freezer: Option<Dir>,
    /// The v1 hierarchy with the CPU controller, if there is one.
    pub cpu: Option<Dir>,
}

impl Host {
    /// Looks at the host whose file system begins at `root`.
    ///
    /// Errors: VIR_ERR_INVALID_ARG when there is no such directory,
    /// VIR_ERR_CONFIG_UNSUPPORTED when no memory controller is mounted.
    pub fn find(root: &Path) -> Result<Self> {
        let dir = Dir::open(root).map_err(|errno| {
            let reason = errno_text(errno.raw_os_error());
            error::invalid(format!("root is '{}', expected a directory: {reason}", root.display()))
        })?;
        let proc = below(&dir, "proc").during("open /proc")?;
        let content = proc
            .sub_through_link("self")
            .and_then(|own| own.read_all("mountinfo", MOUNTINFO_MAX))
            .during("read /proc/self/mountinfo")?;
        let mounts = mountinfo::parse(&content);
        Ok(Self {
            memory: find_memory(&dir, &mounts)?,
            cpuacct: find_controller(&dir, &mounts, "cpuacct"),
            freezer: find_controller(&dir, &mounts, "freezer"),
            cpu: find_controller(&dir, &mounts, Controller::Cpu.name()),
            root: dir,
            proc,
        })
    }

    /// The group's directory in the v1 hierarchy with the CPU controller; none where that
    /// is not mounted.
    pub fn cpu_group(&self, group: &RelPath) -> SysResult<Option<Dir>> {
        let Some(top) = &self.cpu else { return Ok(None) };
        let is_shared = top.id()? == self.memory.mount.id()?;
        let own = RelPath::new(group.file_name()).filter(|_| !is_shared && is_own(group));
        top.sub(own.as_ref().unwrap_or(group)).map(Some)
    }

    /// The group of a process; `None` where it lies outside of what is mounted.
    pub fn group_of(&self, pid: i32) -> SysResult<Option<RelPath>> {
        Ok(self.memory.group_of(&process::memberships(&self.proc, pid)?))
    }

    /// The processes in a group and in the groups below it. Those of other pid
    /// namespaces have the number 0.
    pub fn processes(&self, group: &Dir) -> SysResult<Vec<i32>> {
        let mut pids = Vec::new();
        collect_processes(group, 0, &mut pids)?;
        Ok(pids)
    }

    /// Whether a process lives in a group or below it.
    pub fn has_process(&self, group: &Dir) -> SysResult<bool> {
        let own = group.read("cgroup.procs", &mut [0; 32]).map(|content| !content.is_empty());
        match own {
            Ok(false) | Err(Errno::OPNOTSUPP) => Ok(!self.processes(group)?.is_empty()),
            own => own,
        }
    }

    /// Opens a directory by its absolute path on the host.
    pub fn dir(&self, path: &str) -> SysResult<Dir> {
        below(&self.root, path)
    }

    /// What tells this boot from every other.
    pub fn boot_id(&self) -> String {
        let read = |dir: Dir| dir.read_all("boot_id", 64);
        let content = self.dir("/proc/sys/kernel/random").and_then(read).unwrap_or_default();
        String::from_utf8_lossy(&content).trim().to_owned()
    }
}

/// What the names of the library's own groups begin with.
pub const OWN_PREFIX: &str = "virmemctl-";

/// Whether a group is one of the library's own, which stand directly below the top of
/// every v1 hierarchy but memory's.
pub fn is_own(group: &RelPath) -> bool {
    group.file_name().starts_with(OWN_PREFIX)
}

const PROCESSES_MAX: usize = 64 << 20;
const GROUP_DEPTH_MAX: usize = 32;

/// The processes in a group itself.
pub fn own_processes(group: &Dir) -> SysResult<Vec<i32>> {
    let content = group.read_all("cgroup.procs", PROCESSES_MAX)?;
    let text = String::from_utf8_lossy(&content);
    Ok(text.lines().filter_map(|line| line.trim().parse::<i32>().ok()).collect())
}

fn collect_processes(group: &Dir, depth: usize, pids: &mut Vec<i32>) -> SysResult<()> {
    match own_processes(group) {
        Ok(own) => pids.extend(own),
        // A threaded group's processes are listed in the group above.
        Err(Errno::OPNOTSUPP) => {}
        Err(errno) => return Err(errno),
    }
    if depth < GROUP_DEPTH_MAX {
        for entry in group.entries()?.into_iter().filter(|entry| entry.is_dir) {
            let path = RelPath::new(&entry.name).ok_or(Errno::INVAL)?;
            match group.sub(&path).and_then(|sub| collect_processes(&sub, depth + 1, pids)) {
                Ok(()) | Err(Errno::NOENT | Errno::NODEV) => {}
                Err(errno) => return Err(errno),
            }
        }
    }
    Ok(())
}

fn below(root: &Dir, path: &str) -> SysResult<Dir> {
    root.sub(&RelPath::new(path).ok_or(Errno::INVAL)?)
}

fn find_memory(root: &Dir, mounts: &[Mount]) -> Result<Hierarchy> {
    // A whole hierarchy is better than a part of it that is mounted elsewhere.
    let mut mounts: Vec<&Mount> = mounts.iter().collect();
    mounts.sort_by_key(|mount| mount.root != "/");
    for version in VERSIONS {
        for mount in &mounts {
            let Ok(dir) = below(root, &mount.point) else {
                continue;
            };
            if let (true, Some(base)) = ((version.is_mount)(mount, &dir), RelPath::new(&mount.root))
            {
                let hands_on_guarantees =
                    mount.super_options.iter().any(|option| option == HANDS_ON);
                return Ok(Hierarchy { version, mount: dir, hands_on_guarantees, base });
            }
        }
    }
    Err(Error::new(
        virErrorDomain::VIR_FROM_CGROUP,
        virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
        "no cgroup hierarchy with the memory controller is mounted on this host, expected a \
         cgroup mount with the option memory, or a cgroup2 mount whose cgroup.controllers lists it",
    ))
}

/// The hierarchy of another v1 controller.
fn find_controller(root: &Dir, mounts: &[Mount], name: &str) -> Option<Dir> {
    let has_it = |mount: &&Mount| {
        mount.fs_type == "cgroup" && mount.super_options.iter().any(|option| option == name)
    };
    below(root, &mounts.iter().find(has_it)?.point).ok()
}
