//! The files of the journal: one for each set that is under way, named after the domain's
//! group and this boot.

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

/// The directory of the journal's files.
#[derive(Clone, Copy)]
pub struct JournalDir<'a> {
    host: &'a Host,
    paths: &'a Paths,
}

/// A file of the journal that was found.
pub struct JournalEntry {
    dir: Dir,
    name: String,
    /// What the set was to do.
    pub journal: Journal,
}

/// The file of a set under way, which is removed when the set ends.
#[must_use]
pub struct JournalGuard(Option<(Dir, String)>);

impl Drop for JournalGuard {
    fn drop(&mut self) {
        // A panic leaves things as a kill does.
        if let Some((dir, name)) = self.0.take().filter(|_| !std::thread::panicking()) {
            // An entry that could not be removed is harmless: the next recovery finds nothing
            // to do.
            let _ = dir.remove_file(&name);
        }
    }
}

impl<'a> JournalDir<'a> {
    /// That of a host.
    pub fn new(host: &'a Host, paths: &'a Paths) -> Self {
        Self { host, paths }
    }

    /// Whether there seems to be an entry about a group.
    pub fn has(&self, group: &RelPath) -> bool {
        let path = self.path().join(&self.name(group));
        path.is_some_and(|path| self.host.root.seems_to_have(&path))
    }

    /// Whether there seem to be any entries.
    pub fn any(&self) -> bool {
        let dir = self.host.root.sub(&self.path());
        dir.and_then(|dir| dir.entries()).is_ok_and(|entries| !entries.is_empty())
    }

    /// Writes the entry of a set on a group, which is open in `dir`. Where that is not
    /// possible the set proceeds without: a domain that fills a file system must not prevent
    /// its own limits.
    pub fn write(&self, group: &RelPath, dir: &Dir, journal: &Journal) -> JournalGuard {
        if journal.is_empty() {
            return JournalGuard(None);
        }
        let written = self.make().and_then(|own| {
            let name = self.name(group);
            let text = header(dir.id()?.inode(), group) + &journal.to_text();
            own.write_volatile(&name, text.as_bytes(), 0o644).inspect_err(|_| {
                // A partial entry is ignored by recovery.
                let _ = own.remove_file(&name);
            })?;
            Ok((own, name))
        });
        if let Err(errno) = written {
            warn(format_args!("group '{group}': update proceeds without a journal entry: {errno}"));
        }
        JournalGuard(written.ok())
    }

    /// The entry about a group, which is open in `dir`; one that cannot be understood says
    /// that nothing was to be done.
    pub fn of(&self, group: &RelPath, dir: &Dir) -> SysResult<Option<JournalEntry>> {
        let own = match self.host.root.sub(&self.path()) {
            Err(Errno::NOENT) => return Ok(None),
            own => check_owner(own?)?,
        };
        let name = self.name(group);
        let content = match own.read_own(&name, LONGEST) {
            Err(Errno::NOENT) => return Ok(None),
            content => content?.1,
        };
        let journal = std::str::from_utf8(&content).ok().and_then(|text| {
            let text = text.strip_prefix(&header(dir.id().ok()?.inode(), group))?;
            Journal::parse(self.host.memory.version, text)
        });
        Ok(Some(JournalEntry { dir: own, name, journal: journal.unwrap_or_default() }))
    }

    /// Removes the entries about groups that have gone.
    pub fn sweep(&self) {
        let dir = self.host.root.sub(&self.path()).and_then(check_owner);
        let Ok(dir) = dir else { return };
        for entry in dir.entries().unwrap_or_default() {
            let content = dir.read_own(&entry.name, LONGEST).map(|(_, content)| content);
            // One without content is being written.
            if content.is_ok_and(|content| !content.is_empty() && !self.is_current(&content)) {
                // What cannot be removed now is removed by a later sweep.
                let _ = dir.remove_file(&entry.name);
            }
        }
    }

    /// Whether the group that an entry is about still exists.
    fn is_current(&self, content: &[u8]) -> bool {
        let Some((inode, group)) = subject(content) else { return false };
        let id = self.host.memory.open(&group).and_then(|dir| dir.id());
        id.map_or_else(|errno| !GONE.contains(&errno), |id| id.inode() == inode)
    }

    fn make(&self) -> SysResult<Dir> {
        match self.host.root.sub(&self.path()) {
            Err(Errno::NOENT) => self.host.root.make_path(&self.path()),
            dir => dir,
        }
        .and_then(check_owner)
    }

    fn path(&self) -> RelPath {
        self.paths.records.join(DIRECTORY).unwrap_or_default()
    }

    fn name(&self, group: &RelPath) -> String {
        uuid_of(&self.paths.boot, &["set", group.as_str()]).to_string()
    }
}

impl JournalEntry {
    /// Whether the caller has the rights of its writer.
    pub fn is_callers(&self) -> bool {
        self.dir.may_write(&self.name)
    }

    /// Removes it.
    pub fn remove(self) -> SysResult<()> {
        self.dir.remove_file(&self.name)
    }
}

/// Refuses a directory in which others than root and the caller can have put files.
fn check_owner(dir: Dir) -> SysResult<Dir> {
    if dir.is_own()? { Ok(dir) } else { Err(Errno::PERM) }
}

fn header(inode: u64, group: &RelPath) -> String {
    format!("group {inode} {group}\n")
}

/// The inode and the path of the group that an entry is about.
fn subject(content: &[u8]) -> Option<(u64, RelPath)> {
    let text = std::str::from_utf8(content).ok()?;
    let (inode, group) = text.lines().next()?.strip_prefix("group ")?.split_once(' ')?;
    Some((inode.parse().ok()?, RelPath::new(group)?))
}
