//! The open files of a group: one that is read or written more than once is opened once.

use crate::sys::{Dir, Errno, File, SysResult};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many files of a group are kept open between calls: those of memory, CPU time and block I/O.
pub(crate) const KEPT_MAX: usize = 10;

/// How long files stay open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stay {
    /// As long as the cache, which is made for a call.
    Open,
    /// They are closed at once.
    Closed,
    /// Between calls of a program that does not know of them; at most [`KEPT_MAX`].
    Kept,
}

/// What a file is open for. Reading needs no right to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
    Both,
}

impl Access {
    fn allows(self, wanted: Self) -> bool {
        self == wanted || self == Self::Both
    }

    fn open(self, dir: &Dir, name: &str) -> SysResult<File> {
        match self {
            Self::Read => File::open_to_read(dir, name),
            Self::Write => File::open_to_write(dir, name),
            Self::Both => File::open_to_update(dir, name),
        }
    }
}

/// The open files, by name: no two controllers have a file of the same name.
#[derive(Debug)]
pub struct FdCache {
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    stay: Stay,
    files: Vec<Opened>,
}

#[derive(Debug)]
struct Opened {
    name: &'static str,
    access: Access,
    file: Arc<File>,
}

impl Default for FdCache {
    /// One whose files are open during a call.
    fn default() -> Self {
        Self::with(Stay::Open)
    }
}

impl FdCache {
    /// One that may keep files open between calls, and does not yet.
    pub fn closed() -> Self {
        Self::with(Stay::Closed)
    }

    fn with(stay: Stay) -> Self {
        Self { inner: Mutex::new(Inner { stay, files: Vec::new() }) }
    }

    /// Keeps files open between calls, or no longer.
    pub fn keep(&self, keep: bool) {
        let mut inner = self.inner();
        inner.stay = if keep { Stay::Kept } else { Stay::Closed };
        if !keep {
            inner.files = Vec::new();
        }
    }

    /// Calls on a file. ENODEV says that the group is gone, EBADF that the program has closed
    /// the file: it is forgotten then.
    fn call<T>(
        &self,
        dir: &Dir,
        (name, wanted): (&'static str, Access),
        mut call: impl FnMut(&File) -> SysResult<T>,
    ) -> SysResult<T> {
        if let Some(opened) = self.find(name, wanted) {
            let result = call(&opened);
            if !matches!(result, Err(Errno::NODEV | Errno::BADF)) {
                return result;
            }
            self.inner().files.retain(|opened| opened.name != name);
            if !matches!(result, Err(Errno::BADF)) {
                return result;
            }
        }
        self.open(dir, name, wanted).and_then(|file| call(&file))
    }

    fn find(&self, name: &str, wanted: Access) -> Option<Arc<File>> {
        let inner = self.inner();
        let mut files = inner.files.iter();
        let found = files.find(|opened| opened.name == name && opened.access.allows(wanted));
        found.map(|opened| Arc::clone(&opened.file))
    }

    /// Opens a file, which stays open where it may.
    fn open(&self, dir: &Dir, name: &'static str, wanted: Access) -> SysResult<Arc<File>> {
        let first = if self.inner().stay == Stay::Kept { Access::Both } else { wanted };
        let (file, access) = match first.open(dir, name) {
            // Without the right to one of both, or of a file that has only one.
            Err(Errno::ACCESS | Errno::PERM | Errno::ROFS) if first != wanted => {
                (wanted.open(dir, name)?, wanted)
            }
            file => (file?, first),
        };
        let mut inner = self.inner();
        let file = match inner.stay {
            Stay::Kept if inner.files.len() < KEPT_MAX => match file.keep() {
                Ok(kept) => Arc::new(kept),
                Err(_) => return wanted.open(dir, name).map(Arc::new),
            },
            Stay::Open => Arc::new(file),
            Stay::Kept | Stay::Closed => return Ok(Arc::new(file)),
        };
        inner.files.push(Opened { name, access, file: Arc::clone(&file) });
        Ok(file)
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files of a group in one controller's hierarchy.
#[derive(Clone, Copy)]
pub struct Files<'g> {
    dir: &'g Dir,
    open: &'g FdCache,
}

impl<'g> Files<'g> {
    /// Those in a directory.
    pub fn new(dir: &'g Dir, open: &'g FdCache) -> Self {
        Self { dir, open }
    }

    /// Reads a file that fits in `buffer` with one system call.
    pub fn read<'b>(&self, name: &'static str, buffer: &'b mut [u8]) -> SysResult<&'b [u8]> {
        let len = self.open.call(self.dir, (name, Access::Read), |file| file.read(buffer))?;
        buffer.get(..len).ok_or(Errno::FBIG)
    }

    /// Reads a whole file; one of more than `max` bytes is EFBIG.
    pub fn read_all(&self, name: &'static str, max: usize) -> SysResult<Vec<u8>> {
        self.open.call(self.dir, (name, Access::Read), |file| file.read_all(max))
    }

    /// Writes to a file that exists, with one system call.
    pub fn write(&self, name: &'static str, content: &[u8]) -> SysResult<()> {
        self.open.call(self.dir, (name, Access::Write), |file| file.write(content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_opened_once() {
        let temp = tempfile::tempdir().unwrap();
        let (path, moved) = (temp.path().join("memory.max"), temp.path().join("moved"));
        fs::write(&path, "1\n").unwrap();
        let (dir, open) = (Dir::open(temp.path()).unwrap(), FdCache::default());
        let files = Files::new(&dir, &open);
        let mut buffer = [0; 8];
        assert_eq!(files.read("memory.max", &mut buffer), Ok(&b"1\n"[..]));
        fs::rename(&path, &moved).unwrap();
        fs::write(&moved, "2\n").unwrap();
        assert_eq!(files.read("memory.max", &mut buffer), Ok(&b"2\n"[..]));
        assert_eq!(files.write("memory.max", b"3\n"), Err(Errno::NOENT));
    }

    #[test]
    fn files_are_kept_as_long_as_they_may() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("memory.max");
        let replace = |content| {
            fs::remove_file(&path).unwrap();
            fs::write(&path, content).unwrap();
        };
        fs::write(&path, "1\n").unwrap();
        let (dir, open) = (Dir::open(temp.path()).unwrap(), FdCache::closed());
        let read = || String::from_utf8(Files::new(&dir, &open).read_all("memory.max", 8).unwrap());
        assert_eq!(read().unwrap(), "1\n");
        replace("2\n");
        assert_eq!(read().unwrap(), "2\n");
        open.keep(true);
        assert_eq!(read().unwrap(), "2\n");
        replace("3\n");
        assert_eq!(read().unwrap(), "2\n");
        Files::new(&dir, &open).write("memory.max", b"4\n").unwrap();
        assert_eq!(
            (read().unwrap(), fs::read_to_string(&path).unwrap()),
            ("4\n".into(), "3\n".into())
        );
        open.keep(false);
        assert_eq!(read().unwrap(), "3\n");
    }

    #[test]
    fn a_file_of_a_group_that_is_gone_is_closed() {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("memory.max"), "1\n").unwrap();
        let (dir, open) = (Dir::open(temp.path()).unwrap(), FdCache::default());
        Files::new(&dir, &open).write("memory.max", b"2\n").unwrap();
        let gone = open.call(&dir, ("memory.max", Access::Write), |_| Err::<(), _>(Errno::NODEV));
        assert_eq!(gone, Err(Errno::NODEV));
        assert!(open.inner().files.is_empty());
    }
}
