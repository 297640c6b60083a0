//! The files of the journal: each is one writer's, and holds the entry of a set while that is
//! under way. Its first byte says whether it is.

use super::Journal;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::error::GONE;
use crate::driver::host::journal_pool::{JournalFile, JournalPool, LONGEST};
use crate::driver::host::paths::Paths;
use crate::driver::host::watch::Counter;
use crate::sys::warn::warn;
use crate::sys::{Dir, Errno, File, RelPath, SysResult};
use compact_str::ToCompactString;
use std::sync::Arc;

/// Room for most entries.
const LINES: usize = 512;

/// Below the directory of the records.
const DIRECTORY: &str = "sets";

/// What an entry begins with.
const GROUP: &str = "group ";
/// What it ends with; without that the set had not begun. What is behind it is of an earlier set.
const END: &str = "\nend\n";

/// The directory of the journal's files.
#[derive(Clone, Copy)]
pub struct JournalDir<'a> {
    host: &'a Host,
    paths: &'a Paths,
    pool: &'a JournalPool,
}

/// A file of the journal with the entry of a set that is under way.
pub struct JournalEntry {
    dir: Dir,
    name: String,
    inode: u64,
    group: RelPath,
    text: String,
}

/// The file with the entry of a set under way, which ends when this is dropped.
#[must_use]
pub struct JournalGuard<'a>(Option<(JournalFile, &'a JournalPool)>);

impl Drop for JournalGuard<'_> {
    fn drop(&mut self) {
        if let Some((file, pool)) = self.0.take() {
            // A panic leaves things as a kill does.
            if std::thread::panicking() { pool.leave(file) } else { pool.put_back(file) }
        }
    }
}

impl<'a> JournalDir<'a> {
    /// That of a host.
    pub fn new(host: &'a Host, paths: &'a Paths, pool: &'a JournalPool) -> Self {
        Self { host, paths, pool }
    }

    /// Whether there may be an entry about a group whose writer was killed. As long as nobody
    /// else writes to the journal, the answer needs no system call.
    pub fn may_have(&self, group: &OpenGroup<'_>) -> bool {
        let files = group.watch().map(|watch| watch.journal());
        let changes = files.map(|files| (files, files.changes()));
        if !self.pool.has_left() && files.is_some_and(|files| files.is_done()) {
            return false;
        }
        let entries = self.entries();
        if let Some((files, changes)) = changes
            && entries.iter().all(|entry| self.pool.is_own(&entry.name))
        {
            files.set_done(changes);
        }
        entries.iter().any(|entry| entry.group == *group.path())
    }

    /// The groups that there are entries about.
    pub fn groups(&self) -> Vec<RelPath> {
        self.entries().into_iter().map(|entry| entry.group).collect()
    }

    /// Writes the entry of a set on a group. Where that is not possible the set proceeds without:
    /// a domain that fills a file system must not prevent its own limits.
    pub fn write(&self, group: &OpenGroup<'_>, journal: &Journal) -> JournalGuard<'a> {
        if journal.is_empty() {
            return JournalGuard(None);
        }
        let written = group.dir().id().and_then(|id| {
            let mut text = String::with_capacity(LINES);
            header(&mut text, id.inode(), group.path());
            journal.write(&mut text);
            let state = group.watch().map(|watch| watch.journal().files());
            self.pool.write(|| self.make(), (&self.paths.boot, state), &text)
        });
        if let Err(errno) = &written {
            warn(format_args!(
                "group '{}': update proceeds without a journal entry: {errno}",
                group.path()
            ));
        }
        JournalGuard(written.ok().map(|file| (file, self.pool)))
    }

    /// The entry about a group.
    pub fn of(&self, group: &OpenGroup<'_>) -> SysResult<Option<JournalEntry>> {
        match self.host.root.sub(&self.path()) {
            Err(Errno::NOENT) => return Ok(None),
            dir => check_owner(dir?)?,
        };
        let inode = group.dir().id()?.inode();
        let mut entries = self.entries().into_iter();
        Ok(entries.find(|entry| entry.inode == inode && entry.group == *group.path()))
    }

    /// Removes the entries about groups that have gone, and the files whose writers have ended.
    pub fn sweep(&self) {
        let Ok(dir) = self.open() else { return };
        for entry in dir.entries().unwrap_or_default() {
            let content = dir.read_own(&entry.name, LONGEST).map(|(_, content)| content);
            let is_over = |content: Vec<u8>| match subject(&content) {
                Some((inode, group)) => !self.is_current(inode, &group),
                None => self.is_left(&dir, &entry.name),
            };
            if !self.is_of_this_boot(&entry.name) || content.is_ok_and(is_over) {
                // What cannot be removed now is removed by a later sweep.
                let _ = dir.remove_file(&entry.name);
            }
        }
    }

    /// Whether a file without an entry has no writer any more.
    fn is_left(&self, dir: &Dir, name: &str) -> bool {
        let file = (!self.pool.is_own(name)).then(|| File::open_to_update(dir, name).ok());
        file.flatten().is_some_and(JournalFile::is_free)
    }

    /// Whether the group that an entry is about still exists.
    fn is_current(&self, inode: u64, group: &RelPath) -> bool {
        let id = self.host.memory.open(group).and_then(|dir| dir.id());
        id.map_or_else(|errno| !GONE.contains(&errno), |id| id.inode() == inode)
    }

    /// The entries of sets that are under way, or whose writers were killed.
    fn entries(&self) -> Vec<JournalEntry> {
        let files = self.open().and_then(|dir| dir.entries()).unwrap_or_default();
        let files = files.into_iter().filter(|file| self.is_of_this_boot(&file.name));
        files.filter_map(|file| self.entry(file.name)).collect()
    }

    fn entry(&self, name: String) -> Option<JournalEntry> {
        let dir = self.open().ok()?;
        let (_, content) = dir.read_own(&name, LONGEST).ok()?;
        let (inode, group) = subject(&content)?;
        let text = String::from_utf8(content).ok()?;
        Some(JournalEntry { dir, name, inode, group, text })
    }

    fn is_of_this_boot(&self, name: &str) -> bool {
        name.starts_with(&self.paths.boot)
    }

    fn open(&self) -> SysResult<Dir> {
        self.host.root.sub(&self.path()).and_then(check_owner)
    }

    fn make(&self) -> SysResult<Dir> {
        match self.host.root.sub(&self.path()) {
            Err(Errno::NOENT) => self.host.root.make_path(&self.path()),
            dir => dir,
        }
        .and_then(check_owner)
    }

    /// Its path on the host.
    pub fn path(&self) -> RelPath {
        self.paths.records.join(DIRECTORY).unwrap_or_default()
    }

    /// The number of entries that were written, as all processes count it.
    pub fn counter(&self) -> Option<Arc<Counter>> {
        self.pool.counter(|| self.open())
    }
}

impl JournalEntry {
    /// Whether the caller has the rights of its writer.
    pub fn is_callers(&self) -> bool {
        self.dir.may_write(&self.name)
    }

    fn header(&self) -> String {
        let mut text = String::new();
        header(&mut text, self.inode, &self.group);
        text
    }

    /// What the set was to do; an entry that cannot be understood says nothing.
    pub fn journal(&self, host: &Host) -> Journal {
        let body = self.text.strip_prefix(self.header().as_str());
        let whole = self.text.find(END).map(|end| self.text.len() - end - END.len());
        let body = body.zip(whole).and_then(|(body, behind)| body.get(..body.len() - behind));
        body.and_then(|body| Journal::parse(host.memory.version, body)).unwrap_or_default()
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

/// Adds the line of the group.
fn header(text: &mut String, inode: u64, group: &RelPath) {
    text.push_str(GROUP);
    text.push_str(&inode.to_compact_string());
    text.push(' ');
    text.push_str(group.as_str());
    text.push('\n');
}

/// The inode and the path of the group that an entry is about; none where there is none.
fn subject(content: &[u8]) -> Option<(u64, RelPath)> {
    let line = content.split(|byte| *byte == b'\n').next()?;
    let (inode, group) = std::str::from_utf8(line).ok()?.strip_prefix(GROUP)?.split_once(' ')?;
    Some((inode.parse().ok()?, RelPath::new(group)?))
}
