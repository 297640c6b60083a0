//! The journal's files of one connection: made once and kept, as many as sets are under way at
//! the same time.

use crate::model::domain::Uuid;
use crate::sys::fork::process_number;
use crate::sys::lock::Lock;
use crate::sys::{Dir, Errno, File, SysResult};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The first byte of a file that holds no entry.
const IDLE: &[u8] = b"-";

/// A write of no more than this many bytes is not cut short when the process is killed.
const PAGE: usize = 4096;

/// How often a file is made anew that others have removed at once.
const TRIES: usize = 8;

/// The files that are not in use.
#[derive(Default)]
pub struct JournalPool {
    inner: Mutex<Inner>,
    left: AtomicBool,
}

#[derive(Default)]
struct Inner {
    /// The process that they are of: a child shares its parent's.
    process: u64,
    /// What their names have in common.
    tag: String,
    made: u64,
    free: Vec<JournalFile>,
}

/// A file of the journal. Its writer holds its lock.
pub struct JournalFile {
    dir: Dir,
    name: String,
    file: Lock<File>,
}

impl JournalPool {
    /// What the names of its files begin with.
    pub fn prefix(&self, boot: &str) -> String {
        format!("{boot}.{}.", self.inner().tag)
    }

    /// Whether a file of that name is one of its.
    pub fn is_own(&self, name: &str) -> bool {
        let inner = self.inner();
        name.split('.').rev().nth(1).is_some_and(|tag| tag == inner.tag)
    }

    /// Whether it has left an entry to crash recovery.
    pub fn has_left(&self) -> bool {
        self.left.load(Ordering::Acquire)
    }

    /// Writes an entry to a file that is not in use, or to a new one in the directory that `make`
    /// opens.
    pub fn write(
        &self,
        make: impl Fn() -> SysResult<Dir>,
        boot: &str,
        text: &str,
    ) -> SysResult<JournalFile> {
        let free = self.inner().free.pop();
        // One that was removed, or closed by the program, is made anew.
        if let Some(file) = free.filter(|file| file.is_there())
            && file.write(text).is_ok()
        {
            return Ok(file);
        }
        for _ in 0..TRIES {
            let name = {
                let mut inner = self.inner();
                inner.made += 1;
                format!("{boot}.{}.{}", inner.tag, inner.made)
            };
            let file = JournalFile::make(make()?, name)?;
            if file.is_there() {
                return file.write(text).map(|()| file);
            }
        }
        Err(Errno::AGAIN)
    }

    /// Ends the entry of a file.
    pub fn put_back(&self, file: JournalFile) {
        if file.file.held().write(IDLE).is_ok() {
            self.inner().free.push(file);
        } else {
            // An entry that could not be removed is harmless: the next recovery finds nothing
            // to do.
            let _ = file.dir.remove_file(&file.name);
        }
    }

    /// Leaves the entry of a file to crash recovery.
    pub fn leave(&self, file: JournalFile) {
        self.left.store(true, Ordering::Release);
        drop(file);
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let process = process_number();
        if inner.process != process {
            let tag = Uuid::new_v4().simple().to_string();
            *inner = Inner { process, tag, ..Inner::default() };
        }
        inner
    }
}

impl Drop for JournalPool {
    fn drop(&mut self) {
        for file in self.inner().free.drain(..) {
            // The next scan removes one that cannot be removed now.
            let _ = file.dir.remove_file(&file.name);
        }
    }
}

impl JournalFile {
    /// Makes a file of that name, which must not exist.
    fn make(dir: Dir, name: String) -> SysResult<Self> {
        let file = File::make_to_update(&dir, &name, 0o644)?.keep()?;
        let file = Lock::wait(file, Duration::ZERO)?;
        Ok(Self { dir: dir.keep()?, name, file })
    }

    /// Whether a file has no writer.
    pub fn is_free(file: File) -> bool {
        Lock::wait(file, Duration::ZERO).is_ok()
    }

    /// Whether it is still in its directory, and open.
    fn is_there(&self) -> bool {
        self.file.held().is_linked().unwrap_or(false)
    }

    /// Writes an entry: it is there when its first byte is.
    fn write(&self, text: &str) -> SysResult<()> {
        let file = self.file.held();
        if text.len() <= PAGE {
            return file.write(text.as_bytes());
        }
        let [first, rest @ ..] = text.as_bytes() else { return Err(Errno::INVAL) };
        file.write(&[IDLE, rest].concat())?;
        file.write(&[*first])
    }
}
