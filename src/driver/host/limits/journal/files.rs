//! The notes of sets that are under way: a file each, named after the domain's group
//! and this boot.

use super::Journal;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::derived_ids::uuid_of;
use crate::driver::host::error::GONE;
use crate::driver::host::paths::Paths;
use crate::sys::warn::warn;
use crate::sys::{Dir, Errno, RelPath, SysResult};

/// Below the directory of the records.
const DIRECTORY: &str = "sets";

const LONGEST: usize = 16 << 10;

/// Where the notes are.
#[derive(Clone, Copy)]
pub struct Notes<'a> {
    host: &'a Host,
    place: &'a Paths,
}

/// A note that was found.
pub struct Note {
    shelf: Dir,
    name: String,
    /// What the set was to do.
    pub journal: Journal,
}

/// The note of a set, which goes when the set ends.
#[must_use]
pub struct Noted(Option<(Dir, String)>);

impl Drop for Noted {
    fn drop(&mut self) {
        // Who panics leaves things as one who is killed does.
        if let Some((shelf, name)) = self.0.take().filter(|_| !std::thread::panicking()) {
            // One that stays is looked at again, and then there is nothing to be done.
            let _ = shelf.remove_file(&name);
        }
    }
}

impl<'a> Notes<'a> {
    /// Those of a place.
    pub fn new(host: &'a Host, place: &'a Paths) -> Self {
        Self { host, place }
    }

    /// Whether there seems to be one about a group.
    pub fn has(&self, group: &RelPath) -> bool {
        let path = self.directory().join(&self.name(group));
        path.is_some_and(|path| self.host.root.seems_to_have(&path))
    }

    /// Whether there seem to be any.
    pub fn any(&self) -> bool {
        let shelf = self.host.root.sub(&self.directory());
        shelf.and_then(|shelf| shelf.entries()).is_ok_and(|entries| !entries.is_empty())
    }

    /// Notes a set on a group, which is open in `dir`. Where that is not possible the
    /// set goes without: who fills a file system must not be out of reach for it.
    pub fn write(&self, group: &RelPath, dir: &Dir, journal: &Journal) -> Noted {
        if journal.is_empty() {
            return Noted(None);
        }
        let written = self.shelf().and_then(|shelf| {
            let name = self.name(group);
            let text = header(dir.id()?.inode(), group) + &journal.to_text();
            shelf.write_volatile(&name, text.as_bytes(), 0o644).inspect_err(|_| {
                // What there is of it says nothing.
                let _ = shelf.remove_file(&name);
            })?;
            Ok((shelf, name))
        });
        if let Err(errno) = written {
            warn(format_args!("a set of group '{group}' goes without a note: {errno}"));
        }
        Noted(written.ok())
    }

    /// The note about a group, which is open in `dir`; one that cannot be understood
    /// says that nothing was to be done.
    pub fn of(&self, group: &RelPath, dir: &Dir) -> SysResult<Option<Note>> {
        let (shelf, name) = (self.host.root.sub(&self.directory()), self.name(group));
        let shelf = match shelf {
            Err(Errno::NOENT) => return Ok(None),
            shelf => own(shelf?)?,
        };
        let content = match shelf.read_own(&name, LONGEST) {
            Err(Errno::NOENT) => return Ok(None),
            content => content?.1,
        };
        let journal = std::str::from_utf8(&content).ok().and_then(|text| {
            let text = text.strip_prefix(&header(dir.id().ok()?.inode(), group))?;
            Journal::parse(self.host.memory.version, text)
        });
        Ok(Some(Note { shelf, name, journal: journal.unwrap_or_default() }))
    }

    /// Removes the notes about groups that have gone.
    pub fn sweep(&self) {
        let shelf = self.host.root.sub(&self.directory()).and_then(own);
        let Ok(shelf) = shelf else { return };
        for entry in shelf.entries().unwrap_or_default() {
            let content = shelf.read_own(&entry.name, LONGEST).map(|(_, content)| content);
            // One without content is being written.
            if content.is_ok_and(|content| !content.is_empty() && !self.stands(&content)) {
                // What cannot be removed now is no worse later.
                let _ = shelf.remove_file(&entry.name);
            }
        }
    }

    /// Whether the group is there that a note is about.
    fn stands(&self, content: &[u8]) -> bool {
        let Some((inode, group)) = about(content) else { return false };
        let id = self.host.memory.open(&group).and_then(|dir| dir.id());
        id.map_or_else(|errno| !GONE.contains(&errno), |id| id.inode() == inode)
    }

    fn shelf(&self) -> SysResult<Dir> {
        match self.host.root.sub(&self.directory()) {
            Err(Errno::NOENT) => self.host.root.make_path(&self.directory()),
            shelf => shelf,
        }
        .and_then(own)
    }

    fn directory(&self) -> RelPath {
        self.place.records.join(DIRECTORY).unwrap_or_default()
    }

    fn name(&self, group: &RelPath) -> String {
        uuid_of(&self.place.boot, &["set", group.as_str()]).to_string()
    }
}

impl Note {
    /// Whether the caller has the rights of who wrote it.
    pub fn is_callers(&self) -> bool {
        self.shelf.may_write(&self.name)
    }

    /// Removes it.
    pub fn forget(self) -> SysResult<()> {
        self.shelf.remove_file(&self.name)
    }
}

/// A directory in which root and the caller alone can have put notes.
fn own(shelf: Dir) -> SysResult<Dir> {
    if shelf.is_own()? { Ok(shelf) } else { Err(Errno::PERM) }
}

fn header(inode: u64, group: &RelPath) -> String {
    format!("group {inode} {group}\n")
}

fn about(content: &[u8]) -> Option<(u64, RelPath)> {
    let text = std::str::from_utf8(content).ok()?;
    let (inode, group) = text.lines().next()?.strip_prefix("group ")?.split_once(' ')?;
    Some((inode.parse().ok()?, RelPath::new(group)?))
}
