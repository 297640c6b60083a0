//! The mounted cgroup hierarchies of a host, and its root directory and /proc.

use super::controller::Controller;
use super::mount_root::{Caller, MountRoot};
use super::version::Version;
use super::{v1, v2};
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::model::error::errno_text;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sorting::sort_by_key;
use crate::sys::mountinfo::{self, Mount};
use crate::sys::process::{self, Membership};
use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::path::Path;

/// The versions of the interface, in the order in which they are tried.
const VERSIONS: [&Version; 2] = [&v1::VERSION, &v2::VERSION];

const MOUNTINFO_MAX: usize = 16 << 20;

/// The cgroup2 mount option that applies memory.min and memory.low recursively to whole
/// subtrees (kernel documentation, cgroup-v2.rst, "Mounting"; since Linux 5.7).
const RECURSIVE_PROT: &str = "memory_recursiveprot";

/// A mounted hierarchy that has the memory controller.
pub struct Hierarchy {
    /// The version of its interface.
    pub version: &'static Version,
    /// The root directory of its mount.
    pub mount: Dir,
    /// Whether a group's memory.min protects the groups below it too.
    pub recursive_protection: bool,
    /// The group that is the root of its mount.
    top: MountRoot,
}

impl Hierarchy {
    /// The group that these lines of /proc/PID/cgroup name, below the mount.
    pub fn group_of(&self, memberships: &[Membership]) -> Option<RelPath> {
        let line = memberships.iter().find(|line| (self.version.is_membership)(line))?;
        self.top.below(&line.path)
    }

    /// Opens a group's directory.
    pub fn open(&self, group: &RelPath) -> SysResult<Dir> {
        self.mount.sub(group)
    }
}

/// The mounted hierarchy of another v1 controller than memory.
pub struct V1Hierarchy {
    /// The root directory of its mount.
    pub mount: Dir,
    /// The group that is the root of its mount.
    top: MountRoot,
}

/// A host: its file system and its cgroup hierarchies.
pub struct Host {
    /// Its root directory.
    pub root: Dir,
    /// Its /proc.
    pub proc: Dir,
    /// The hierarchy of the memory controller.
    pub memory: Hierarchy,
    /// The v1 hierarchy of the freezer controller, if it is mounted.
    pub freezer: Option<Dir>,
    /// The v1 hierarchies of the controllers besides memory, as far as they are mounted.
    pub(super) others: [Option<V1Hierarchy>; Controller::OTHERS.len()],
}

impl Host {
    /// Finds the hierarchies of the host whose root directory is `root`.
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
        let mounts = Mounts::new(&dir, &proc, mountinfo::parse(&content));
        Ok(Self {
            memory: mounts.memory()?,
            freezer: mounts.v1("freezer").map(|found| found.mount),
            others: Controller::OTHERS.map(|other| mounts.v1(other.name(&v1::VERSION))),
            root: dir,
            proc,
        })
    }

    /// Keeps its directories open although the program may close their file descriptors.
    pub fn anchor(self) -> SysResult<Self> {
        let anchor = |dir: Option<Dir>| dir.map(Dir::anchor).transpose();
        let mut others = [const { None }; Controller::OTHERS.len()];
        for (place, other) in others.iter_mut().zip(self.others) {
            let anchored = other.map(|it| Ok(V1Hierarchy { mount: it.mount.anchor()?, ..it }));
            *place = anchored.transpose()?;
        }
        Ok(Self {
            root: self.root.anchor()?,
            proc: self.proc.anchor()?,
            memory: Hierarchy { mount: self.memory.mount.anchor()?, ..self.memory },
            freezer: anchor(self.freezer)?,
            others,
        })
    }

    /// Opens those again that the program has closed.
    pub fn restore(&self) -> SysResult<()> {
        let others = self.others.iter().flatten().map(|other| &other.mount);
        let v1 = others.chain(&self.freezer);
        let mut dirs = [&self.root, &self.proc, &self.memory.mount].into_iter().chain(v1);
        dirs.try_for_each(Dir::restore)
    }

    /// The v1 hierarchy of a controller besides memory, if it is mounted.
    fn v1(&self, controller: Controller) -> Option<&V1Hierarchy> {
        let place = Controller::OTHERS.iter().position(|other| *other == controller)?;
        self.others.get(place)?.as_ref()
    }

    /// The group of a process in a controller's v1 hierarchy, if it is in what is mounted of that.
    pub fn v1_group_of(&self, controller: Controller, pid: i32) -> Option<RelPath> {
        let name = controller.name(&v1::VERSION);
        let memberships = process::memberships(&self.proc, pid).ok()?;
        let line = memberships.iter().find(|line| line.has(name))?;
        self.v1(controller)?.top.below(&line.path)
    }

    /// The root of a controller's v1 hierarchy, where it has one that is not memory's.
    pub fn separate(&self, controller: Controller) -> SysResult<Option<&Dir>> {
        match self.v1(controller) {
            Some(top) if self.memory.version.separate_hierarchies => {
                let is_separate = top.mount.id()? != self.memory.mount.id()?;
                Ok(is_separate.then_some(&top.mount))
            }
            _ => Ok(None),
        }
    }

    /// The path of a group in a controller's own v1 hierarchy. The library's own groups are
    /// children of the root there.
    pub fn separate_path(&self, group: &RelPath) -> Option<RelPath> {
        if is_own(group) { RelPath::new(group.file_name()) } else { Some(group.clone()) }
    }

    /// The group's directory in the v1 hierarchy of a controller; none where that is not mounted.
    pub fn v1_group(&self, controller: Controller, group: &RelPath) -> SysResult<Option<Dir>> {
        let Some(top) = self.v1(controller) else { return Ok(None) };
        let is_separate = matches!(self.separate(controller), Ok(Some(_)));
        let own = self.separate_path(group).filter(|_| is_separate);
        top.mount.sub(own.as_ref().unwrap_or(group)).map(Some)
    }

    /// The group of a process; `None` where it is outside of what is mounted.
    pub fn group_of(&self, pid: i32) -> SysResult<Option<RelPath>> {
        Ok(self.memory.group_of(&process::memberships(&self.proc, pid)?))
    }

    /// Opens a directory by its absolute path on the host.
    pub fn dir(&self, path: &str) -> SysResult<Dir> {
        below(&self.root, path)
    }

    /// The kernel's boot id.
    pub fn boot_id(&self) -> String {
        let read = |dir: Dir| dir.read_all("boot_id", 64);
        let content = self.dir("/proc/sys/kernel/random").and_then(read).unwrap_or_default();
        String::from_utf8_lossy(&content).trim().to_owned()
    }
}

/// What the names of the library's own groups begin with.
pub const OWN_PREFIX: &str = "virmemctl-";

/// The parent of the library's own groups on v1, without systemd.
pub const OWN_PARENT: &str = "machine";

/// What libvirt's names for groups in the same parent end with.
const LIBVIRT_SUFFIXES: [&str; 2] = [".libvirt-qemu", ".libvirt-lxc"];

/// Whether a group is one of the library's own on v1.
pub fn is_own(group: &RelPath) -> bool {
    let name = group.file_name();
    group.parent().is_some_and(|parent| parent.as_str() == OWN_PARENT)
        && name.starts_with(OWN_PREFIX)
        && !LIBVIRT_SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

fn below(root: &Dir, path: &str) -> SysResult<Dir> {
    root.sub(&RelPath::new(path).ok_or(Errno::INVAL)?)
}

/// The cgroup mounts of a host, and what tells where they are in their hierarchies.
struct Mounts<'a> {
    host: &'a Dir,
    all: Vec<Mount>,
    caller: Option<i32>,
    memberships: Vec<Membership>,
}

impl<'a> Mounts<'a> {
    /// Those that can be written are tried first, then those of the largest part of their
    /// hierarchy.
    fn new(host: &'a Dir, proc: &Dir, mut all: Vec<Mount>) -> Self {
        // Others are not opened: a network's may not answer.
        all.retain(|mount| mount.fs_type.starts_with("cgroup"));
        sort_by_key(&mut all, |mount| (mount.read_only, MountRoot::depth(&mount.root)));
        let memberships = process::own_memberships(proc).unwrap_or_default();
        Self { host, all, caller: process::own_pid(proc).ok(), memberships }
    }

    fn memory(&self) -> Result<Hierarchy> {
        for version in VERSIONS {
            for mount in &self.all {
                let opened = self.open(mount, version.is_membership);
                let opened = opened.filter(|(dir, _)| (version.is_mount)(mount, dir));
                if let Some((dir, top)) = opened {
                    let recursive_protection = has_option(mount, RECURSIVE_PROT);
                    return Ok(Hierarchy { version, mount: dir, recursive_protection, top });
                }
            }
        }
        Err(Error::new(
            virErrorDomain::VIR_FROM_CGROUP,
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            "no cgroup hierarchy with the memory controller is mounted on this host, expected a \
             cgroup mount with the option memory, or a cgroup2 mount whose cgroup.controllers \
             lists it",
        ))
    }

    /// The hierarchy of another v1 controller.
    fn v1(&self, controller: &str) -> Option<V1Hierarchy> {
        let is_it = |mount: &&Mount| mount.fs_type == "cgroup" && has_option(mount, controller);
        let mounts = self.all.iter().filter(is_it);
        let open = |mount| self.open(mount, |line| line.has(controller));
        let (mount, top) = mounts.filter_map(open).next()?;
        Some(V1Hierarchy { mount, top })
    }

    /// Opens a mount of the hierarchy that `is_membership` tells from others.
    fn open(
        &self,
        mount: &Mount,
        is_membership: impl Fn(&Membership) -> bool,
    ) -> Option<(Dir, MountRoot)> {
        let dir = below(self.host, &mount.point).ok()?;
        let own = self.memberships.iter().find(|line| is_membership(line));
        let caller = self.caller.zip(own).map(|(pid, line)| Caller { pid, group: &line.path });
        let top = MountRoot::find(&mount.root, &dir, caller)?;
        Some((dir, top))
    }
}

fn has_option(mount: &Mount, name: &str) -> bool {
    mount.super_options.iter().any(|option| option == name)
}
