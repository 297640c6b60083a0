//! The groups of many domains, looked at one after the other: the group above them is listed once.

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{freezer, group};
use crate::driver::host::error::GONE;
use crate::sys::dir::{Entry, FileId};
use crate::sys::{Errno, RelPath};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// What is read of a list of processes: enough for nearly all domains.
const PROCESSES: usize = 4096;

/// A host's groups, as a scan sees them.
pub struct Groups<'h> {
    host: &'h Host,
    /// What is in the groups above those of domains, by name; none where that cannot be told.
    parents: BTreeMap<RelPath, Option<Vec<Entry>>>,
    frozen: OnceCell<Option<Vec<Entry>>>,
}

/// A domain's group.
pub struct Seen {
    /// Which directory it is.
    pub id: Option<FileId>,
    /// Whether it, or a group below it, has a process; in doubt it has.
    pub populated: bool,
    /// The pids of its own processes, as far as they were read.
    pids: Vec<u8>,
}

impl Seen {
    /// Whether a process is known to be in the group itself.
    pub fn has(&self, pid: i32) -> bool {
        let pid = pid.to_string();
        self.pids.split(|byte| *byte == b'\n').any(|line| line == pid.as_bytes())
    }
}

impl<'h> Groups<'h> {
    /// Those of a host. What is listed is listed when it is first asked for.
    pub fn new(host: &'h Host) -> Self {
        Self { host, parents: BTreeMap::new(), frozen: OnceCell::new() }
    }

    /// A group that is a domain's; none where there is none.
    pub fn see(&mut self, group: &RelPath) -> Option<Seen> {
        let host = self.host;
        let above = group.parent()?;
        if let Some(entries) = self.list(&above)
            && !has(entries, group.file_name())
        {
            return None;
        }
        let id = host.memory.mount.id_below(group);
        let mut buffer = [0; PROCESSES];
        let file = group.join("cgroup.procs")?;
        let content = host.memory.mount.read_below(&file, &mut buffer);
        let populated = match content {
            Ok(pids) if !pids.is_empty() => true,
            Ok(_) | Err(Errno::OPNOTSUPP) => group::is_populated(host, group),
            Err(errno) => !GONE.contains(&errno),
        };
        // The last pid may have been cut off.
        let whole = content.unwrap_or_default();
        let end = whole.iter().rposition(|byte| *byte == b'\n').unwrap_or_default();
        let pids = whole.get(..end).unwrap_or_default().to_vec();
        Some(Seen { id: id.ok(), populated, pids })
    }

    /// The names of the groups in a group.
    pub fn names_in(&mut self, above: &RelPath) -> impl Iterator<Item = &str> {
        let entries = self.list(above).map(Vec::as_slice).unwrap_or_default();
        entries.iter().filter(|entry| entry.is_dir).map(|entry| entry.name.as_str())
    }

    fn list(&mut self, above: &RelPath) -> Option<&Vec<Entry>> {
        let host = self.host;
        let list = |above: &RelPath| host.memory.open(above).and_then(|dir| dir.entries()).ok();
        self.parents.entry(above.clone()).or_insert_with_key(list).as_ref()
    }

    /// Whether all processes of a group are frozen; false where that cannot be determined.
    pub fn is_frozen(&self, group: &RelPath) -> bool {
        let list = || freezer::separate(self.host)?.entries().ok();
        match self.frozen.get_or_init(list) {
            Some(entries) if !has(entries, group.file_name()) => false,
            _ => freezer::is_frozen(self.host, group),
        }
    }
}

fn has(entries: &[Entry], name: &str) -> bool {
    entries.binary_search_by(|entry| entry.name.as_str().cmp(name)).is_ok()
}
