//! The open files of a group: one that is read or written more than once is opened once.

use crate::sys::{Dir, Errno, File, SysResult};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What a file is open for. Reading needs no right to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Access {
    Read,
    Write,
}

/// The open files, by name: no two controllers have a file of the same name.
#[derive(Debug, Default)]
pub struct FdCache {
    files: RefCell<BTreeMap<(&'static str, Access), File>>,
}

impl FdCache {
    /// Calls on a file. One that was open and is no file of the group any more, which is what
    /// ENODEV says, is opened anew: the error is then that of a group which is gone.
    fn call<T>(
        &self,
        dir: &Dir,
        key: (&'static str, Access),
        mut call: impl FnMut(&File) -> SysResult<T>,
    ) -> SysResult<T> {
        let mut files = self.files.borrow_mut();
        match files.get(&key).map(&mut call) {
            Some(Err(Errno::NODEV)) => drop(files.remove(&key)),
            Some(result) => return result,
            None => {}
        }
        let file = match key {
            (name, Access::Read) => File::open_to_read(dir, name),
            (name, Access::Write) => File::open_to_write(dir, name),
        }?;
        let result = call(&file);
        files.insert(key, file);
        result
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
    fn a_file_that_has_gone_is_opened_anew() {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("memory.max");
        fs::write(&path, "1\n").unwrap();
        let (dir, open) = (Dir::open(temp.path()).unwrap(), FdCache::default());
        let files = Files::new(&dir, &open);
        files.write("memory.max", b"2\n").unwrap();
        let mut calls = 0;
        let mut fail_once = || {
            calls += 1;
            if calls == 1 { Err(Errno::NODEV) } else { Ok(()) }
        };
        let key = ("memory.max", Access::Write);
        assert_eq!(open.call(&dir, key, |_| fail_once()), Ok(()));
        fs::remove_file(&path).unwrap();
        let gone = open.call(&dir, key, |_| Err::<(), _>(Errno::NODEV));
        assert_eq!(gone, Err(Errno::NOENT));
        assert!(open.files.borrow().is_empty());
    }
}
