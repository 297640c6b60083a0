//! What a scan has read of the host's files, kept for the next one: no more than a list shows.

use super::file_cache::FileCache;
use super::own_writes::OwnWrites;
use super::stored::{Recent, Stored};
use crate::model::domain::{State, Uuid};
use crate::sys::RelPath;
use std::sync::Arc;

/// How many directories there are where libvirt may keep status files.
pub(super) const STATE_DIRECTORIES: usize = 2;

/// The files of a host that scans read.
#[derive(Debug, Default)]
pub struct Caches {
    /// The persistent definitions of the library's own domains.
    pub definitions: FileCache<DefinitionFile>,
    /// The records of those that run; none where one is of an earlier boot.
    pub records: FileCache<Option<RecordFile>>,
    /// libvirt's status files of QEMU's guests, by directory.
    pub qemu: [FileCache<StatusFile>; STATE_DIRECTORIES],
    /// libvirt's status files of containers, by directory.
    pub lxc: [FileCache<StatusFile>; STATE_DIRECTORIES],
    /// The machines that are registered with systemd.
    pub machines: FileCache<MachineFile>,
    /// The definitions that were parsed last.
    pub recent: Arc<Recent>,
    /// What this connection has written lately.
    pub own: OwnWrites,
}

/// A file that holds a persistent definition.
#[derive(Debug, Clone)]
pub struct DefinitionFile {
    /// Its domain's uuid.
    pub uuid: Uuid,
    /// Whether it is to start with the host.
    pub autostart: bool,
    /// Whether the document in the file has another name than the file.
    pub renamed: bool,
    /// The definition.
    pub stored: Arc<Stored>,
}

/// A file that holds the record of a running domain.
#[derive(Debug, Clone)]
pub struct RecordFile {
    /// Its domain's uuid.
    pub uuid: Uuid,
    /// Its domain's first process.
    pub pid: i32,
    /// When that was started.
    pub start_time: u64,
    /// Its domain's group.
    pub group: RelPath,
    /// The inode of the group's directory.
    pub inode: Option<u64>,
    /// Whether it is complete.
    pub ready: bool,
    /// Whether its domain was attached, and not created.
    pub attached: bool,
    /// Whether it was paused and runs again.
    pub resumed: bool,
    /// The definition that its domain runs with, if it has one.
    pub definition: Option<RunningDefinition>,
}

/// The definition that a domain runs with.
#[derive(Debug, Clone)]
pub struct RunningDefinition {
    /// Whether it is of a virtual machine that QEMU runs.
    pub is_qemu: bool,
    /// The definition.
    pub stored: Arc<Stored>,
}

/// A file that holds the status of one of libvirt's guests.
#[derive(Debug, Clone)]
pub struct StatusFile {
    /// The guest's name.
    pub name: String,
    /// Its uuid.
    pub uuid: Option<Uuid>,
    /// Its id.
    pub id: Option<i32>,
    /// The pid of its QEMU, or of a container's libvirt_lxc.
    pub pid: Option<i32>,
    /// Its state.
    pub state: State,
}

/// A file that describes a registered machine.
#[derive(Debug, Clone)]
pub struct MachineFile {
    /// The machine's name.
    pub name: String,
    /// Its first process.
    pub leader: i32,
    /// The unit that its group is.
    pub unit: Option<String>,
    /// Its uuid.
    pub uuid: Option<Uuid>,
}
