//! What happens on a host between two calls: changes of directories, and ends of processes.
//! One system call tells that nothing has happened.

use crate::sorting::CountedMap;
use crate::sys::fork::process_number;
use crate::sys::watcher::{Notice, WatchedDir, WatchedFd, Watcher};
use crate::sys::{Dir, Errno, RelPath, SharedFile, SysResult, process};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

/// A directory that may not exist yet, whose changes are counted: files that are made, renamed or
/// removed, and what its users count themselves.
pub struct Watched {
    /// What others count; none as long as there is no such file.
    counter: Option<Arc<Counter>>,
    /// The number of changes.
    changes: AtomicU64,
    /// The number of changes at which nothing was to be done about them.
    done: AtomicU64,
}

/// A number in a file that all processes count up, and how often this connection has.
pub struct Counter {
    /// The file.
    pub shared: SharedFile,
    /// How often this connection has counted.
    pub own: AtomicU64,
}

/// Where the next watch begins to count changes: never at a number that another one has had.
static NEXT: AtomicU64 = AtomicU64::new(APART);
const APART: u64 = 1 << 32;

/// No number of changes.
const NEVER: u64 = u64::MAX;

/// The name of the file with the number.
pub const COUNTER: &str = "changes";

impl Counter {
    /// How often others have counted.
    fn others(&self) -> u64 {
        self.shared.number().wrapping_sub(self.own.load(Ordering::Acquire))
    }

    /// Counts up.
    pub fn count(&self) -> SysResult<()> {
        self.own.fetch_add(1, Ordering::AcqRel);
        self.shared.increment()
    }
}

impl Watched {
    fn new(counter: Option<Arc<Counter>>) -> Self {
        let changes = NEXT.fetch_add(APART, Ordering::Relaxed);
        Self { counter, changes: AtomicU64::new(changes), done: AtomicU64::new(NEVER) }
    }

    /// The number of changes so far, but for this connection's own.
    pub fn changes(&self) -> u64 {
        let others = self.counter.as_ref().map_or(0, |counter| counter.others());
        self.changes.load(Ordering::Acquire).wrapping_add(others)
    }

    /// Whether all writers count their entries in one file.
    pub fn is_counted(&self) -> bool {
        self.counter.is_some()
    }

    /// A number that is another one after files were made, renamed or removed.
    pub fn files(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    /// Notes that there was nothing to do when there had been that many changes.
    pub fn set_done(&self, changes: u64) {
        self.done.store(changes, Ordering::Release);
    }

    /// Whether there is nothing to do since.
    pub fn is_done(&self) -> bool {
        self.done.load(Ordering::Acquire) == self.changes()
    }
}

/// The process by which a domain is known to run.
pub struct Member {
    state: Arc<MemberState>,
    watch: Arc<HostWatch>,
}

struct MemberState {
    process: WatchedFd,
    ended: AtomicBool,
}

impl Member {
    /// Whether it has ended, as of the last [`HostWatch::settle`].
    pub fn has_ended(&self) -> bool {
        self.state.ended.load(Ordering::Acquire)
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        if self.watch.is_of_this_process() {
            self.watch.watcher.unwatch(&self.state.process);
        }
    }
}

/// What a watched directory is watched for.
enum Role {
    /// It is the one.
    Itself,
    /// It is above, and the rest of the path does not exist: the next name of it.
    Above(String),
}

/// A watch of a host. It ends with a fork, when the program closes its file descriptors, when
/// directories are made or removed that the watched ones are in, and with their counters.
pub struct HostWatch {
    watcher: Watcher,
    process: u64,
    ended: AtomicBool,
    /// Notices are being taken: what they say does not stand in the counts yet.
    taking: AtomicBool,
    journal: Watched,
    dirs: Vec<(WatchedDir, Role)>,
    members: Mutex<Members>,
}

#[derive(Default)]
struct Members {
    last: u64,
    watched: CountedMap<u64, Weak<MemberState>>,
}

impl HostWatch {
    /// Watches the journal's directory.
    ///
    /// Errors: EMFILE and ENOSPC where no more can be watched, EACCES.
    pub fn new(root: &Dir, journal: &RelPath, counter: Option<Arc<Counter>>) -> SysResult<Self> {
        let watcher = Watcher::new()?;
        let dirs = vec![watch_deepest(&watcher, root, journal)?];
        Ok(Self {
            watcher,
            process: process_number(),
            ended: AtomicBool::new(false),
            taking: AtomicBool::new(false),
            journal: Watched::new(counter),
            dirs,
            members: Mutex::default(),
        })
    }

    /// The journal's directory.
    pub fn journal(&self) -> &Watched {
        &self.journal
    }

    /// Whether what it has told so far may be relied on.
    pub fn works(&self) -> bool {
        !self.ended.load(Ordering::Acquire) && self.is_of_this_process()
    }

    /// Takes note of all that has happened; false when the watch has ended, and nothing that
    /// it says may be relied on.
    pub fn settle(&self) -> bool {
        if !self.works() {
            return false;
        }
        match self.watcher.is_quiet() {
            Ok(true) if !self.taking.load(Ordering::Acquire) => true,
            Ok(_) | Err(Errno::INTR) => self.take(),
            Err(_) => self.end(),
        }
    }

    /// Watches a process until the member is dropped.
    ///
    /// Errors: ESRCH where it has ended, EMFILE, ENOSYS before Linux 5.3, EXDEV where pids of
    /// this host are another pid namespace's.
    pub fn member(self: &Arc<Self>, proc: &Dir, pid: i32) -> SysResult<Member> {
        if !process::are_own(proc) {
            return Err(Errno::XDEV);
        }
        let mut members = self.members();
        members.last += 1;
        let number = members.last;
        let process = self.watcher.watch_process(pid, number)?;
        let state = Arc::new(MemberState { process, ended: AtomicBool::new(false) });
        members.watched.insert(number, Arc::downgrade(&state));
        drop(members);
        Ok(Member { state, watch: Arc::clone(self) })
    }

    fn is_of_this_process(&self) -> bool {
        self.process == process_number()
    }

    fn end(&self) -> bool {
        self.ended.store(true, Ordering::Release);
        false
    }

    #[cold]
    fn take(&self) -> bool {
        let mut members = self.members();
        self.taking.store(true, Ordering::SeqCst);
        let mut works = true;
        let taken = self.watcher.take(&mut |notice| match notice {
            Notice::Changed(dir, name) => works &= self.changed(dir, name),
            Notice::Ready(number) => {
                if let Some(member) = members.watched.get(number).and_then(Weak::upgrade) {
                    member.ended.store(true, Ordering::Release);
                    // It would be reported again by each call.
                    self.watcher.unwatch(&member.process);
                }
            }
            // No writes are watched.
            Notice::Written(..) => {}
            Notice::Removed(_) | Notice::Overflow | Notice::Closed => works = false,
        });
        members.watched.retain(|member| member.strong_count() > 0);
        self.taking.store(false, Ordering::SeqCst);
        if works && taken.is_ok() { true } else { self.end() }
    }

    /// Counts a change; false where the watched directories are others now.
    fn changed(&self, changed: WatchedDir, name: &[u8]) -> bool {
        let mut works = true;
        for (_, role) in self.dirs.iter().filter(|(dir, _)| *dir == changed) {
            match role {
                Role::Above(next) => works &= next.as_bytes() != name,
                Role::Itself if name == COUNTER.as_bytes() => works = false,
                Role::Itself => {
                    self.journal.changes.fetch_add(1, Ordering::AcqRel);
                }
            }
        }
        works
    }

    fn members(&self) -> MutexGuard<'_, Members> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Watches a directory or, where it does not exist, the nearest one above that does.
fn watch_deepest(watcher: &Watcher, root: &Dir, path: &RelPath) -> SysResult<(WatchedDir, Role)> {
    let (mut path, mut role) = (path.clone(), Role::Itself);
    loop {
        match root.sub(&path) {
            Ok(dir) => {
                let watched = watcher.watch_dir(&dir)?;
                // What was made before the watch was not reported.
                return match &role {
                    Role::Above(next) if dir.has(next) => Err(Errno::AGAIN),
                    _ => Ok((watched, role)),
                };
            }
            Err(Errno::NOENT) => {
                role = Role::Above(path.file_name().to_owned());
                path = path.parent().ok_or(Errno::NOENT)?;
            }
            Err(errno) => return Err(errno),
        }
    }
}
