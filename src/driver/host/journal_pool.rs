//! The journal's files of one connection: made once and kept, as many as sets are under way at
//! the same time.

use super::watch::{COUNTER, Counter};
use crate::model::domain::Uuid;
use crate::sys::fork::process_number;
use crate::sys::lock::Lock;
use crate::sys::{Dir, Errno, File, SharedFile, SysResult};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The first byte of a file that holds no entry.
const IDLE: &[u8] = b"-";

/// The size of a file: the longest entry.
pub(crate) const LONGEST: usize = 16 << 10;

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
    counter: Option<JournalCounter>,
}

/// The file in which all writers count their entries: readers look at the journal when the number
/// has changed.
struct JournalCounter {
    file: File,
    counter: Arc<Counter>,
    seen: Seen,
}

/// A file of the journal. Its writer holds its lock.
pub struct JournalFile {
    dir: Dir,
    name: String,
    file: Lock<File>,
    shared: SharedFile,
    /// When it was in its directory last.
    seen: Seen,
}

/// The state of the directory in which a file was seen; while it is the same, so is the file
/// there.
#[derive(Default)]
struct Seen(AtomicU64);

impl Seen {
    /// Whether a file is there: it was when the directory was as it is now, or it is now. The
    /// state of the directory is none where it is not watched.
    fn check(&self, state: Option<u64>, file: &File) -> bool {
        if state.is_some_and(|state| self.0.load(Ordering::Relaxed) == state) {
            return true;
        }
        let is_there = file.is_linked().unwrap_or(false);
        if let (true, Some(state)) = (is_there, state) {
            self.0.store(state, Ordering::Relaxed);
        }
        is_there
    }
}

impl JournalPool {
    /// The number of entries that were written, of all processes; none where nobody has counted.
    pub fn counter(&self, open: impl Fn() -> SysResult<Dir>) -> Option<Arc<Counter>> {
        let known = self
            .inner()
            .counter
            .as_ref()
            .filter(|known| known.is_there(None))
            .map(|it| Arc::clone(&it.counter));
        known.or_else(|| {
            let counter = JournalCounter::open(&open().ok()?).ok()?;
            let shared = Arc::clone(&counter.counter);
            self.inner().counter = Some(counter);
            Some(shared)
        })
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
    /// opens and whose state is `state`.
    pub fn write(
        &self,
        make: impl Fn() -> SysResult<Dir>,
        (boot, state): (&str, Option<u64>),
        text: &str,
    ) -> SysResult<JournalFile> {
        let free = self.inner().free.pop();
        // One that was removed, or closed by the program, is made anew.
        let file = match free.filter(|file| file.is_there(state)) {
            Some(file) => file,
            None => self.make_file(&make, boot)?,
        };
        file.shared.store(text.as_bytes())?;
        // Only now: who sees the number finds the entry.
        self.count(&make, state).inspect_err(|_| file.end())?;
        Ok(file)
    }

    fn make_file(&self, make: &impl Fn() -> SysResult<Dir>, boot: &str) -> SysResult<JournalFile> {
        for _ in 0..TRIES {
            let name = {
                let mut inner = self.inner();
                inner.made += 1;
                format!("{boot}.{}.{}", inner.tag, inner.made)
            };
            let file = JournalFile::make(make()?, name)?;
            if file.is_there(None) {
                return Ok(file);
            }
        }
        Err(Errno::AGAIN)
    }

    fn count(&self, make: &impl Fn() -> SysResult<Dir>, state: Option<u64>) -> SysResult<()> {
        let mut inner = self.inner();
        if let Some(known) = inner.counter.as_ref().filter(|known| known.is_there(state)) {
            return known.counter.count();
        }
        let made = JournalCounter::make(&make()?)?;
        made.counter.count()?;
        inner.counter = Some(made);
        Ok(())
    }

    /// Ends the entry of a file.
    pub fn put_back(&self, file: JournalFile) {
        file.end();
        self.inner().free.push(file);
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
        let file = File::make_to_update(&dir, &name, 0o644)?.keep_anywhere()?;
        let shared = SharedFile::map(&file, LONGEST, true)?;
        let file = Lock::wait(file, Duration::ZERO)?;
        Ok(Self { dir: dir.keep_anywhere()?, name, file, shared, seen: Seen::default() })
    }

    /// Whether a file has no writer.
    pub fn is_free(file: File) -> bool {
        Lock::wait(file, Duration::ZERO).is_ok()
    }

    /// Whether it is still in its directory, and open.
    fn is_there(&self, state: Option<u64>) -> bool {
        self.seen.check(state, self.file.held())
    }

    fn end(&self) {
        // It was written before.
        let _ = self.shared.store(IDLE);
    }
}

impl JournalCounter {
    fn make(dir: &Dir) -> SysResult<Self> {
        match File::make_to_update(dir, COUNTER, 0o644) {
            Err(Errno::EXIST) => Self::of(File::open_to_update(dir, COUNTER)?, true),
            file => Self::of(file?, true),
        }
    }

    fn open(dir: &Dir) -> SysResult<Self> {
        match File::open_to_update(dir, COUNTER) {
            Ok(file) => Self::of(file, true),
            Err(_) => Self::of(File::open_to_read(dir, COUNTER)?, false),
        }
    }

    fn of(file: File, writable: bool) -> SysResult<Self> {
        let shared = SharedFile::map(&file, size_of::<u64>(), writable)?;
        let counter = Arc::new(Counter { shared, own: AtomicU64::new(0) });
        Ok(Self { file: file.keep_anywhere()?, counter, seen: Seen::default() })
    }

    fn is_there(&self, state: Option<u64>) -> bool {
        self.seen.check(state, &self.file)
    }
}
