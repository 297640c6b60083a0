//! Files that processes share by mapping them: what is stored is there for all others at once, and
//! stays when the process is killed. Who truncates such a file ends the processes that use it
//! (SIGBUS): it has to be in a directory that only its users may write.

use super::{Errno, File, SysResult};
use std::os::fd::{AsFd, AsRawFd};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// The bytes of a word.
const WORD: usize = size_of::<u64>();

/// A mapped file.
#[derive(Debug)]
pub struct SharedFile {
    base: *mut libc::c_void,
    len: usize,
    writable: bool,
}

// SAFETY: the mapping belongs to this value alone, and its bytes are used as atomic numbers.
unsafe impl Send for SharedFile {}
// SAFETY: as above.
unsafe impl Sync for SharedFile {}

impl SharedFile {
    /// Maps the first `len` bytes of a file, which is made that long if it may be written.
    ///
    /// Errors: EINVAL where it is shorter.
    pub fn map(file: &File, len: usize, writable: bool) -> SysResult<Self> {
        let size = u64::try_from(len).map_err(|_| Errno::INVAL)?;
        if file.size()? < size {
            if !writable {
                return Err(Errno::INVAL);
            }
            file.resize(size)?;
        }
        let rights = if writable { libc::PROT_READ | libc::PROT_WRITE } else { libc::PROT_READ };
        let number = file.as_fd().as_raw_fd();
        // SAFETY: a new mapping at a place that the kernel chooses touches no other.
        let base = unsafe { libc::mmap(null_mut(), len, rights, libc::MAP_SHARED, number, 0) };
        if base == libc::MAP_FAILED {
            let error = std::io::Error::last_os_error();
            return Err(Errno::from_io_error(&error).unwrap_or(Errno::INVAL));
        }
        Ok(Self { base, len, writable })
    }

    /// Stores bytes at the beginning, the first of them last: whoever finds it finds the others.
    ///
    /// Errors: EFBIG for more than was mapped, EACCES where it may not be written.
    pub fn store(&self, bytes: &[u8]) -> SysResult<()> {
        if bytes.len() > self.len {
            return Err(Errno::FBIG);
        }
        if !self.writable {
            return Err(Errno::ACCESS);
        }
        let (words, rest) = bytes.as_chunks();
        for (index, byte) in rest.iter().enumerate().rev() {
            self.byte(words.len() * WORD + index).store(*byte, Ordering::Release);
        }
        for (index, word) in words.iter().enumerate().rev() {
            self.word(index).store(u64::from_ne_bytes(*word), Ordering::Release);
        }
        Ok(())
    }

    /// The number that the file begins with.
    pub fn number(&self) -> u64 {
        self.first_number().map_or(0, |number| number.load(Ordering::Acquire))
    }

    /// Adds one to the number that the file begins with.
    ///
    /// Errors: EACCES where it may not be written.
    pub fn increment(&self) -> SysResult<()> {
        let number = self.first_number().filter(|_| self.writable).ok_or(Errno::ACCESS)?;
        number.fetch_add(1, Ordering::AcqRel);
        Ok(())
    }

    fn first_number(&self) -> Option<&AtomicU64> {
        (self.len >= WORD).then(|| self.word(0))
    }

    /// The word of that index, which ends at the length at most.
    fn word(&self, index: usize) -> &AtomicU64 {
        debug_assert!((index + 1) * WORD <= self.len);
        // SAFETY: the callers keep the word below the length, so that it is in the mapping; that
        // begins at a page, so the place is aligned, lives as long as this value, and is used by
        // atomic operations alone.
        unsafe { AtomicU64::from_ptr(self.base.cast::<u64>().add(index)) }
    }

    /// The byte of that index, which is below the length.
    fn byte(&self, index: usize) -> &AtomicU8 {
        debug_assert!(index < self.len);
        // SAFETY: the callers keep the index below the length, so that it is in the mapping,
        // which lives as long as this value and is used by atomic operations alone.
        unsafe { AtomicU8::from_ptr(self.base.cast::<u8>().add(index)) }
    }
}

impl Drop for SharedFile {
    fn drop(&mut self) {
        // SAFETY: the mapping is this value's own, and nothing refers to it any more.
        unsafe { libc::munmap(self.base, self.len) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::Dir;

    #[test]
    fn what_is_stored_is_in_the_file() {
        let temp = tempfile::tempdir().unwrap();
        let dir = Dir::open(temp.path()).unwrap();
        let file = File::make_to_update(&dir, "file", 0o600).unwrap();
        assert_eq!(SharedFile::map(&file, 16, false).unwrap_err(), Errno::INVAL);
        let one = SharedFile::map(&file, 16, true).unwrap();
        let other = SharedFile::map(&file, 16, false).unwrap();
        one.store(b"abc").unwrap();
        assert_eq!(dir.read_all("file", 16).unwrap(), b"abc\0\0\0\0\0\0\0\0\0\0\0\0\0");
        one.store(b"0123456789").unwrap();
        assert_eq!(dir.read_all("file", 16).unwrap(), b"0123456789\0\0\0\0\0\0");
        assert_eq!(one.store(&[0; 17]), Err(Errno::FBIG));
        one.store(&[0; 16]).unwrap();
        one.increment().unwrap();
        one.increment().unwrap();
        assert_eq!((one.number(), other.number()), (2, 2));
        assert_eq!(
            (other.increment(), other.store(b"a")),
            (Err(Errno::ACCESS), Err(Errno::ACCESS))
        );
    }
}
