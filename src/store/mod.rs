//! Files of the library's own: written whole or not at all.

use crate::model::units::DOCUMENT_MAX as FILE_MAX;
use crate::sys::warn::warn;
use crate::sys::{Dir, Errno, FileFingerprint, RelPath, SysResult};
use std::sync::atomic::{AtomicU32, Ordering};

const SUFFIX: &str = ".xml";
const UNFINISHED: &str = ".tmp";

static SERIAL: AtomicU32 = AtomicU32::new(0);

/// What stands in a store.
#[derive(Debug, Default)]
pub struct Listing {
    /// The names of the documents.
    pub names: Vec<String>,
    /// Whether there are files of writers that write now, or that were killed.
    pub unfinished: bool,
}

/// A directory of named documents, which root and the caller alone may write: another
/// one is EPERM, as anybody could have put documents there.
#[derive(Debug)]
pub struct Store {
    dir: Dir,
}

impl Store {
    /// Opens the store at `path` below `root`; ENOENT when there is none.
    pub fn open(root: &Dir, path: &RelPath) -> SysResult<Self> {
        Self::of(root.sub(path)?)
    }

    /// Opens the store, and makes it and the directories above it as needed, down
    /// to the disk.
    pub fn create(root: &Dir, path: &RelPath) -> SysResult<Self> {
        Self::of(root.make_path(path)?)
    }

    /// The store in a directory of this one; ENOENT when there is none.
    pub fn inner(&self, name: &str) -> SysResult<Self> {
        Self::of(self.dir.sub(&RelPath::new(name).ok_or(Errno::INVAL)?)?)
    }

    /// The store in a directory of this one, which is made if need be.
    pub fn make_inner(&self, name: &str) -> SysResult<Self> {
        Self::of(self.dir.make_path(&RelPath::new(name).ok_or(Errno::INVAL)?)?)
    }

    fn of(dir: Dir) -> SysResult<Self> {
        if dir.is_own()? { Ok(Self { dir }) } else { Err(Errno::PERM) }
    }

    /// The names of the documents.
    pub fn names(&self) -> SysResult<Vec<String>> {
        Ok(self.listing()?.names)
    }

    /// What is there.
    pub fn listing(&self) -> SysResult<Listing> {
        let mut listing = Listing::default();
        for entry in self.dir.entries()? {
            listing.unfinished |= is_unfinished(&entry.name);
            let name = entry.name.strip_suffix(SUFFIX).filter(|name| !name.is_empty());
            listing.names.extend(name.filter(|_| !entry.is_dir).map(str::to_owned));
        }
        Ok(listing)
    }

    /// Whether a file of a document's name is there, whatever it holds.
    pub fn has(&self, name: &str) -> bool {
        self.dir.has(&file_name(name)) || self.dir.fingerprint(&file_name(name)).is_ok()
    }

    /// A document's content. EPERM where another one than the store's owner may
    /// have put it there.
    pub fn read(&self, name: &str) -> SysResult<Vec<u8>> {
        Ok(self.read_with_fingerprint(name)?.1)
    }

    /// As [`Self::read`], with what tells the document from a later one.
    pub fn read_with_fingerprint(&self, name: &str) -> SysResult<(FileFingerprint, Vec<u8>)> {
        self.dir.read_own(&file_name(name), FILE_MAX)
    }

    /// What tells a document from a later one.
    pub fn fingerprint(&self, name: &str) -> SysResult<FileFingerprint> {
        self.dir.fingerprint(&file_name(name))
    }

    /// Puts a document in the place of what had its name. A crash at any
    /// moment leaves either the old or the new one.
    pub fn write(&self, name: &str, content: &[u8]) -> SysResult<()> {
        self.put(name, content, 0o644)
    }

    /// As [`Self::write`], for what its owner alone may read.
    pub fn write_private(&self, name: &str, content: &[u8]) -> SysResult<()> {
        self.put(name, content, 0o600)
    }

    fn put(&self, name: &str, content: &[u8], mode: u32) -> SysResult<()> {
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let temporary = format!(".{}-{serial}{UNFINISHED}", std::process::id());
        let create = || self.dir.create(&temporary, content, mode);
        let created = create().or_else(|errno| match errno {
            // One who was killed, and had our pid, has left it there.
            Errno::EXIST => self.dir.remove_file(&temporary).and_then(|()| create()),
            _ => Err(errno),
        });
        let written = created.and_then(|()| self.dir.rename(&temporary, &file_name(name)));
        if let Err(errno) = written {
            // What could not be put in place is of no use to anybody.
            let _ = self.dir.remove_file(&temporary);
            return Err(errno);
        }
        self.sync();
        Ok(())
    }

    /// Brings what was done down to the disk. It is done by now: that this fails
    /// cannot make it undone.
    fn sync(&self) {
        if let Err(errno) = self.dir.sync() {
            warn(format_args!("a change may not outlast a power cut: {errno}"));
        }
    }

    /// Gives a document another name, in place of what had that name, at one
    /// moment.
    pub fn rename(&self, from: &str, to: &str) -> SysResult<()> {
        self.dir.rename(&file_name(from), &file_name(to))?;
        self.sync();
        Ok(())
    }

    /// Removes what writers that were killed have left. Only for one who knows
    /// that nobody writes now.
    pub fn remove_unfinished(&self) {
        for entry in self.dir.entries().unwrap_or_default() {
            if is_unfinished(&entry.name) {
                // What cannot be removed now is no worse later.
                let _ = self.dir.remove_file(&entry.name);
            }
        }
    }

    /// Removes a document; that there is none is no error.
    pub fn remove(&self, name: &str) -> SysResult<()> {
        match self.dir.remove_file(&file_name(name)) {
            Err(Errno::NOENT) => Ok(()),
            Err(errno) => Err(errno),
            Ok(()) => {
                self.sync();
                Ok(())
            }
        }
    }
}

fn file_name(name: &str) -> String {
    format!("{name}{SUFFIX}")
}

fn is_unfinished(file: &str) -> bool {
    file.starts_with('.') && file.ends_with(UNFINISHED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::{PermissionsExt, chown};

    #[test]
    fn documents() {
        let temp = tempfile::tempdir().unwrap();
        let root = Dir::open(temp.path()).unwrap();
        let path = RelPath::new("run/virmemctl").unwrap();
        assert_eq!(Store::open(&root, &path).unwrap_err(), Errno::NOENT);
        let store = Store::create(&root, &path).unwrap();
        store.write("a b", b"<old/>").unwrap();
        store.write_private("a b", b"<new/>").unwrap();
        std::fs::write(temp.path().join("run/virmemctl/.1-2.tmp"), "torn").unwrap();
        assert_eq!(store.names().unwrap(), ["a b"]);
        assert!(store.listing().unwrap().unfinished);
        store.remove_unfinished();
        assert!(!store.listing().unwrap().unfinished);
        assert!(!temp.path().join("run/virmemctl/.1-2.tmp").exists());
        assert_eq!(store.read("a b").unwrap(), b"<new/>");
        store.rename("a b", "c").unwrap();
        assert!(store.has("c") && !store.has("a b"));
        store.remove("c").unwrap();
        store.remove("a b").unwrap();
        assert!(store.names().unwrap().is_empty());
        assert!(store.write("../x", b"").is_err());
        assert_eq!(std::fs::read_dir(temp.path().join("run")).unwrap().count(), 1);
    }

    #[test]
    fn only_own_directories() {
        let temp = tempfile::tempdir().unwrap();
        let root = Dir::open(temp.path()).unwrap();
        let path = RelPath::new("run").unwrap();
        let dir = temp.path().join("run");
        Store::create(&root, &path).unwrap().make_inner("private").unwrap();
        for (mode, is_own) in [(0o777, false), (0o1777, false), (0o775, false), (0o755, true)] {
            std::fs::set_permissions(&dir, Permissions::from_mode(mode)).unwrap();
            for opened in [Store::open(&root, &path), Store::create(&root, &path)] {
                let wanted = if is_own { None } else { Some(Errno::PERM) };
                assert_eq!(opened.err(), wanted, "{mode:o}");
            }
        }
        let store = Store::open(&root, &path).unwrap();
        std::fs::set_permissions(dir.join("private"), Permissions::from_mode(0o777)).unwrap();
        assert_eq!(store.inner("private").unwrap_err(), Errno::PERM);
        assert_eq!(store.make_inner("private").unwrap_err(), Errno::PERM);
        if rustix::process::geteuid().is_root() {
            chown(&dir, Some(1234), None).unwrap();
            assert_eq!(Store::open(&root, &path).unwrap_err(), Errno::PERM);
        }
    }
}
