//! An open file whose content is read, or written, as a whole more than once, as control files
//! are.

use super::fd::Fd;
use super::file_id::FileId;
use super::{Dir, Errno, SysResult};
use rustix::fs::{fstat, ftruncate};
use rustix::io::{pread, pwrite, retry_on_intr};
use std::os::fd::{AsFd, BorrowedFd};

/// An open file.
#[derive(Debug)]
pub struct File {
    fd: Fd,
}

impl File {
    /// Opens a file of a directory to read it.
    pub fn open_to_read(dir: &Dir, name: &str) -> SysResult<Self> {
        Ok(Self { fd: Fd::Own(dir.open_to_read(name)?) })
    }

    /// Opens a file of a directory to write it, as [`Dir::write`] does.
    pub fn open_to_write(dir: &Dir, name: &str) -> SysResult<Self> {
        Ok(Self { fd: Fd::Own(dir.open_to_write(name)?) })
    }

    /// Opens a file of a directory to read and write it.
    pub fn open_to_update(dir: &Dir, name: &str) -> SysResult<Self> {
        Ok(Self { fd: Fd::Own(dir.open_to_update(name)?) })
    }

    /// Makes a file in a directory, which must not exist, to read and write it.
    pub fn make_to_update(dir: &Dir, name: &str, mode: u32) -> SysResult<Self> {
        Ok(Self { fd: Fd::Own(dir.make_to_update(name, mode)?) })
    }

    /// Whether it is still in some directory; EBADF where it was kept open and the program has
    /// closed it.
    pub fn is_linked(&self) -> SysResult<bool> {
        let stat = fstat(&self.fd)?;
        if FileId::of(&stat) != self.fd.id()? {
            return Err(Errno::BADF);
        }
        Ok(stat.st_nlink > 0)
    }

    /// Its size in bytes.
    pub fn size(&self) -> SysResult<u64> {
        u64::try_from(fstat(&self.fd)?.st_size).map_err(|_| Errno::INVAL)
    }

    /// Gives it another size; new bytes are 0.
    pub fn resize(&self, size: u64) -> SysResult<()> {
        ftruncate(&self.fd, size)
    }

    /// Keeps it open between calls of a program that does not know of it.
    ///
    /// Errors: EMFILE where there is no number for it.
    pub fn keep(self) -> SysResult<Self> {
        Ok(Self { fd: self.fd.keep()? })
    }

    /// As [`Self::keep`], for one that is looked at before it is used.
    pub fn keep_anywhere(self) -> SysResult<Self> {
        Ok(Self { fd: self.fd.keep_anywhere()? })
    }

    /// Reads the content that fits in `buffer`, with one system call; its length.
    pub fn read(&self, buffer: &mut [u8]) -> SysResult<usize> {
        retry_on_intr(|| pread(&self.fd, &mut *buffer, 0))
    }

    /// Reads the whole content; more than `max` bytes are EFBIG.
    pub fn read_all(&self, max: usize) -> SysResult<Vec<u8>> {
        let mut content = Vec::new();
        let mut chunk = [0; 4096];
        loop {
            let offset = u64::try_from(content.len()).map_err(|_| Errno::FBIG)?;
            let len = retry_on_intr(|| pread(&self.fd, &mut chunk, offset))?;
            content.extend_from_slice(chunk.get(..len).unwrap_or_default());
            match len {
                0 => return Ok(content),
                _ if content.len() > max => return Err(Errno::FBIG),
                _ => {}
            }
        }
    }

    /// Writes the content, with one system call.
    pub fn write(&self, content: &[u8]) -> SysResult<()> {
        let written = pwrite(&self.fd, content, 0)?;
        if written == content.len() { Ok(()) } else { Err(Errno::IO) }
    }
}

impl AsFd for File {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_read_and_write_is_of_the_whole_content() {
        let temp = tempfile::tempdir().unwrap();
        std::fs::write(temp.path().join("file"), "1\n").unwrap();
        let dir = Dir::open(temp.path()).unwrap();
        let (to_read, to_write) =
            (File::open_to_read(&dir, "file").unwrap(), File::open_to_write(&dir, "file").unwrap());
        let mut buffer = [0; 8];
        for content in [b"23\n", b"45\n"] {
            to_write.write(content).unwrap();
            assert_eq!(to_read.read(&mut buffer), Ok(3));
            assert_eq!(buffer[..3], content[..]);
            assert_eq!(to_read.read_all(3).unwrap(), content);
        }
        assert_eq!(to_read.read_all(2), Err(Errno::FBIG));
    }
}
