//! The groups of many domains, looked at one after the other: the group above them is listed once.

use crate::driver::host::cgroup::file::listing;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{freezer, group, processes};
use crate::driver::host::error::GONE;
use crate::model::Result;
use crate::sys::dir::Entry;
use crate::sys::{Dir, Errno, FileId, RelPath};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A host's groups, as a scan sees them.
pub struct Groups<'h> {
    host: &'h Host,
    /// The groups above those of domains, by path; none where one cannot be listed.
    parents: BTreeMap<String, Option<Parent>>,
    frozen: OnceCell<Option<Vec<Entry>>>,
}

/// A group above those of domains.
struct Parent {
    dir: Dir,
    /// What is in it, by name.
    entries: Vec<Entry>,
    /// Its identity, where its list tells the inodes that its groups have.
    lists_inodes: Option<FileId>,
}

/// A domain's group.
pub struct Seen {
    /// Which directory it is.
    pub id: Option<FileId>,
    /// Whether it, or a group below it, has a process; in doubt it has.
    pub populated: bool,
    /// Whether the process that was asked for is known to be in the group itself.
    pub has_process: bool,
}

impl<'h> Groups<'h> {
    /// Those of a host. What is listed is listed when it is first asked for.
    pub fn new(host: &'h Host) -> Self {
        Self { host, parents: BTreeMap::new(), frozen: OnceCell::new() }
    }

    /// A group that is a domain's, and whether a process is in it; none where there is none.
    pub fn see(&mut self, group: &RelPath, pid: i32) -> Option<Seen> {
        let host = self.host;
        let (above, name) = group.split_last();
        let (id, top, file) = match self.parent(above) {
            Some(parent) => {
                let file = RelPath::new(name)?.join(processes::LIST)?;
                (parent.id_of(parent.find(name)?), &parent.dir, file)
            }
            None => {
                let top = &host.memory.mount;
                (top.id_below(group).ok(), top, group.join(processes::LIST)?)
            }
        };
        let mut buffer = [0; processes::FIRST];
        let content = top.read_below(&file, &mut buffer);
        let populated = match content {
            Ok(pids) if !pids.is_empty() => true,
            Ok(_) | Err(Errno::OPNOTSUPP) => group::is_populated(host, group),
            Err(errno) => !GONE.contains(&errno),
        };
        Some(Seen {
            id,
            populated,
            has_process: processes::lists(content.unwrap_or_default(), pid),
        })
    }

    /// The names of the groups in a group: none where there is no such group, or where the caller
    /// may not list it.
    pub fn list(&mut self, above: &RelPath) -> Result<Vec<&str>> {
        let is_listed = self.parent(above.as_str()).is_some();
        // Other failures must not pass for that.
        if !is_listed && !listing(self.host.memory.open(above), above.as_str())?.is_empty() {
            self.parents.remove(above.as_str());
        }
        Ok(self.names_in(above).collect())
    }

    /// The same; none where they cannot be listed.
    pub fn names_in(&mut self, above: &RelPath) -> impl Iterator<Item = &str> {
        let parent = self.parent(above.as_str());
        let entries = parent.map(|parent| parent.entries.as_slice()).unwrap_or_default();
        entries.iter().filter(|entry| entry.is_dir).map(|entry| entry.name.as_str())
    }

    /// The groups that were listed, and those that could not be.
    pub fn listed(&self) -> Vec<String> {
        self.parents.keys().cloned().collect()
    }

    fn parent(&mut self, path: &str) -> Option<&Parent> {
        if !self.parents.contains_key(path) {
            let opened = RelPath::new(path).and_then(|path| Parent::open(self.host, &path));
            self.parents.insert(path.to_owned(), opened);
        }
        self.parents.get(path)?.as_ref()
    }

    /// Whether all processes of a group are frozen; false where that cannot be determined.
    pub fn is_frozen(&self, group: &RelPath) -> bool {
        let list = || freezer::separate(self.host)?.entries().ok();
        match self.frozen.get_or_init(list) {
            Some(entries) if find(entries, group.file_name()).is_none() => false,
            _ => freezer::is_frozen(self.host, group),
        }
    }
}

impl Parent {
    fn open(host: &Host, path: &RelPath) -> Option<Self> {
        let dir = host.memory.open(path).ok()?;
        let entries = dir.entries().ok()?;
        // Some file systems list other inodes than files have.
        let agrees = |id: &FileId| {
            let first = entries.iter().find(|entry| entry.is_dir)?;
            let now = dir.id_below(&RelPath::new(&first.name)?).ok()?;
            Some(now == id.sibling(first.inode))
        };
        let lists_inodes = dir.id().ok().filter(|id| agrees(id) == Some(true));
        Some(Self { dir, entries, lists_inodes })
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        find(&self.entries, name)
    }

    fn id_of(&self, entry: &Entry) -> Option<FileId> {
        match self.lists_inodes {
            Some(own) => Some(own.sibling(entry.inode)),
            None => self.dir.id_below(&RelPath::new(&entry.name)?).ok(),
        }
    }
}

fn find<'e>(entries: &'e [Entry], name: &str) -> Option<&'e Entry> {
    let at = entries.binary_search_by(|entry| entry.name.as_str().cmp(name)).ok()?;
    entries.get(at)
}
