//! State files of the library, written atomically.

use crate::model::units::DOCUMENT_MAX as FILE_MAX;
use crate::sys::warn::warn;
use crate::sys::{Dir, Errno, FileFingerprint, RelPath, SysResult};
use std::sync::atomic::{AtomicU32, Ordering};

const SUFFIX: &str = ".xml";
const UNFINISHED: &str = ".tmp";

/// How often a directory is listed while it changes.
const LISTS_MAX: usize = 8;

static SERIAL: AtomicU32 = AtomicU32::new(0);

/// The contents of a store.
#[derive(Debug, Default)]
pub struct Listing {
    /// The names of the documents.
    pub names: Vec<String>,
    /// Whether there are temporary files, of active or killed writers.
    pub unfinished: bool,
}

/// A directory of named documents that only root and the caller may write. Any other
/// directory fails with EPERM, because its documents cannot be trusted.
#[derive(Debug)]
pub struct Store {
    dir: Dir,
    owner: u32,
}

impl Store {
    /// Opens the store at `path` below `root`; ENOENT when there is none.
    pub fn open(root: &Dir, path: &RelPath) -> SysResult<Self> {
        Self::of(root.sub(path)?)
    }

    /// Opens the store; creates it and missing parent directories, with fsync.
    pub fn create(root: &Dir, path: &RelPath) -> SysResult<Self> {
        Self::of(root.make_path(path)?)
    }

    /// Opens the store in a subdirectory; ENOENT when there is none.
    pub fn inner(&self, name: &str) -> SysResult<Self> {
        Self::of(self.dir.sub(&RelPath::new(name).ok_or(Errno::INVAL)?)?)
    }

    /// Opens the store in a subdirectory, which is created if missing.
    pub fn make_inner(&self, name: &str) -> SysResult<Self> {
        Self::of(self.dir.make_path(&RelPath::new(name).ok_or(Errno::INVAL)?)?)
    }

    fn of(dir: Dir) -> SysResult<Self> {
        let owner = dir.own_owner()?.ok_or(Errno::PERM)?;
        Ok(Self { dir, owner })
    }

    /// The names of the documents.
    pub fn names(&self) -> SysResult<Vec<String>> {
        Ok(self.listing()?.names)
    }

    /// The document names, and whether temporary files exist. A file that is renamed while a long
    /// list is read may be missing in it, or be there twice: then it is read once more.
    pub fn listing(&self) -> SysResult<Listing> {
        let mut before = self.dir.own_fingerprint()?;
        for _ in 1..LISTS_MAX {
            let listing = self.listing_once()?;
            let now = self.dir.own_fingerprint()?;
            if !now.is_later_than(&before) {
                return Ok(listing);
            }
            before = now;
        }
        self.listing_once()
    }

    fn listing_once(&self) -> SysResult<Listing> {
        let mut listing = Listing::default();
        for entry in self.dir.entries()? {
            listing.unfinished |= is_unfinished(&entry.name);
            let mut name = entry.name;
            let len = name.strip_suffix(SUFFIX).map_or(0, str::len);
            if len > 0 && !entry.is_dir {
                name.truncate(len);
                listing.names.push(name);
            }
        }
        Ok(listing)
    }

    /// Whether a document's file exists, whatever its content.
    pub fn has(&self, name: &str) -> bool {
        self.dir.has(&file_name(name)) || self.dir.fingerprint(&file_name(name)).is_ok()
    }

    /// A document's content. EPERM if the file belongs to another user than the store.
    pub fn read(&self, name: &str) -> SysResult<Vec<u8>> {
        Ok(self.read_with_fingerprint(name)?.1)
    }

    /// As [`Self::read`], with the file's fingerprint.
    pub fn read_with_fingerprint(&self, name: &str) -> SysResult<(FileFingerprint, Vec<u8>)> {
        self.dir.read_trusted(&file_name(name), self.owner, FILE_MAX)
    }

    /// The fingerprint of a document's file.
    pub fn fingerprint(&self, name: &str) -> SysResult<FileFingerprint> {
        self.dir.fingerprint(&file_name(name))
    }

    /// Writes or replaces a document. A crash at any moment leaves either the old or the
    /// new one.
    pub fn write(&self, name: &str, content: &[u8]) -> SysResult<()> {
        self.write_with_mode(name, content, 0o644)
    }

    /// As [`Self::write`], readable by the owner alone.
    pub fn write_private(&self, name: &str, content: &[u8]) -> SysResult<()> {
        self.write_with_mode(name, content, 0o600)
    }

    fn write_with_mode(&self, name: &str, content: &[u8], mode: u32) -> SysResult<()> {
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let temporary = format!(".{}-{serial}{UNFINISHED}", std::process::id());
        let create = || self.dir.create(&temporary, content, mode);
        let created = create().or_else(|errno| match errno {
            // Left by a killed process that had the same pid.
            Errno::EXIST => self.dir.remove_file(&temporary).and_then(|()| create()),
            _ => Err(errno),
        });
        let written = created.and_then(|()| self.dir.rename(&temporary, &file_name(name)));
        if let Err(errno) = written {
            // The temporary file is useless now.
            let _ = self.dir.remove_file(&temporary);
            return Err(errno);
        }
        self.sync();
        Ok(())
    }

    /// Syncs the directory to disk. A failure is ignored, because the change was already made.
    fn sync(&self) {
        if let Err(errno) = self.dir.sync() {
            warn(format_args!("a change may not survive a power failure (fsync failed): {errno}"));
        }
    }

    /// Renames a document atomically, replacing an existing one of that name.
    pub fn rename(&self, from: &str, to: &str) -> SysResult<()> {
        self.dir.rename(&file_name(from), &file_name(to))?;
        self.sync();
        Ok(())
    }

    /// Removes the temporary files of killed writers. The caller must ensure that no
    /// writer is active.
    pub fn remove_unfinished(&self) {
        for entry in self.dir.entries().unwrap_or_default() {
            if is_unfinished(&entry.name) {
                // A failure is retried by the next recovery.
                let _ = self.dir.remove_file(&entry.name);
            }
        }
    }

    /// Removes a document; a missing one is not an error.
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
    [name, SUFFIX].concat()
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
