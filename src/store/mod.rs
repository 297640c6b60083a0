//! Files of the library's own: written whole or not at all.

use crate::sys::{Dir, Errno, RelPath, SysResult};
use std::sync::atomic::{AtomicU32, Ordering};

const SUFFIX: &str = ".xml";
const UNFINISHED: &str = ".tmp";
const FILE_MAX: usize = crate::xml::tree::MAX_SIZE;

static SERIAL: AtomicU32 = AtomicU32::new(0);

/// A directory of named documents.
#[derive(Debug)]
pub struct Store {
    dir: Dir,
}

impl Store {
    /// Opens the store at `path` below `root`; ENOENT when there is none.
    pub fn open(root: &Dir, path: &RelPath) -> SysResult<Self> {
        Ok(Self { dir: root.sub(path)? })
    }

    /// Opens the store, and makes it and the directories above it as needed.
    pub fn create(root: &Dir, path: &RelPath) -> SysResult<Self> {
        let mut here = RelPath::default();
        for name in path.names() {
            match root.sub(&here)?.make_dir(name, 0o755) {
                Ok(()) | Err(Errno::EXIST) => {}
                Err(errno) => return Err(errno),
            }
            here = here.join(name).ok_or(Errno::INVAL)?;
        }
        Self::open(root, path)
    }

    /// The names of the documents.
    pub fn names(&self) -> SysResult<Vec<String>> {
        let entries = self.dir.entries()?;
        Ok(entries
            .into_iter()
            .filter(|entry| !entry.is_dir)
            .filter_map(|entry| entry.name.strip_suffix(SUFFIX).map(str::to_owned))
            .filter(|name| !name.is_empty())
            .collect())
    }

    /// A document's content.
    pub fn read(&self, name: &str) -> SysResult<Vec<u8>> {
        self.dir.read_all(&format!("{name}{SUFFIX}"), FILE_MAX)
    }

    /// Puts a document in the place of what had its name. A crash at any
    /// moment leaves either the old or the new one.
    pub fn write(&self, name: &str, content: &[u8]) -> SysResult<()> {
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        let temporary = format!(".{}-{serial}{UNFINISHED}", std::process::id());
        let written = self
            .dir
            .create(&temporary, content, 0o644)
            .and_then(|()| self.dir.rename(&temporary, &format!("{name}{SUFFIX}")));
        if let Err(errno) = written {
            // What could not be put in place is of no use to anybody.
            let _ = self.dir.remove_file(&temporary);
            return Err(errno);
        }
        self.dir.sync()
    }

    /// Removes what writers that were killed have left. Only for one who knows
    /// that nobody writes now.
    pub fn remove_unfinished(&self) {
        for entry in self.dir.entries().unwrap_or_default() {
            if entry.name.starts_with('.') && entry.name.ends_with(UNFINISHED) {
                // What cannot be removed now is no worse later.
                let _ = self.dir.remove_file(&entry.name);
            }
        }
    }

    /// Removes a document; that there is none is no error.
    pub fn remove(&self, name: &str) -> SysResult<()> {
        match self.dir.remove_file(&format!("{name}{SUFFIX}")) {
            Err(errno) if errno != Errno::NOENT => Err(errno),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents() {
        let temp = tempfile::tempdir().unwrap();
        let root = Dir::open(temp.path()).unwrap();
        let path = RelPath::new("run/virmemctl").unwrap();
        assert_eq!(Store::open(&root, &path).unwrap_err(), Errno::NOENT);
        let store = Store::create(&root, &path).unwrap();
        store.write("a b", b"<old/>").unwrap();
        store.write("a b", b"<new/>").unwrap();
        std::fs::write(temp.path().join("run/virmemctl/.1-2.tmp"), "torn").unwrap();
        assert_eq!(store.names().unwrap(), ["a b"]);
        store.remove_unfinished();
        assert!(!temp.path().join("run/virmemctl/.1-2.tmp").exists());
        assert_eq!(store.read("a b").unwrap(), b"<new/>");
        store.remove("a b").unwrap();
        store.remove("a b").unwrap();
        assert!(store.names().unwrap().is_empty());
        assert!(store.write("../x", b"").is_err());
        assert_eq!(std::fs::read_dir(temp.path().join("run")).unwrap().count(), 1);
    }
}
