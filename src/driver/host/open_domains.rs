//! The running domains that calls are about, with what is open of them: the files of those that
//! are used most, the directories of the next, and nothing of the rest.

use super::cgroup::fd_cache::KEPT_MAX;
use super::cgroup::hierarchy::Host;
use super::cgroup::open_group::{GroupFiles, OpenGroup};
use super::cgroup::processes;
use super::inventory::domain::HostDomain;
use super::watch::{HostWatch, Member};
use crate::model::domain::Uuid;
use crate::sys::{Dir, RelPath, kept_fd};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// The file descriptors of a watch.
const WATCH: usize = 2;
/// Those of a domain: its directory, and the process by which it is known to run.
const OF_DOMAIN: usize = 2;
/// Those of a domain whose files are open, in addition: also its directory in the hierarchy of
/// the cpu controller.
const OF_FILES: usize = KEPT_MAX + 1;

/// How many domains are remembered that were used while there was no room for them.
const REMEMBERED: usize = 1024;

/// The part of those that the process may have.
const PART: u64 = 4;

/// The domains are spread over several locks, so that calls on different ones rarely share one.
const SHARDS: usize = 64;

/// How many domains are looked at for one that is not used any more.
const LOOKS: usize = 4;

/// A running domain and its open group.
pub struct Live {
    /// The domain.
    pub domain: Arc<HostDomain>,
    group: Arc<LiveGroup>,
}

/// The open group of a running domain.
pub struct LiveGroup {
    /// Its path.
    pub group: RelPath,
    /// Its directory.
    pub dir: Dir,
    files: GroupFiles,
    /// Whether it stays open between calls.
    is_kept: bool,
}

impl Deref for Live {
    type Target = LiveGroup;

    fn deref(&self) -> &LiveGroup {
        &self.group
    }
}

impl Live {
    /// A domain whose group is open for one call; the watch, if there is one, has worked since
    /// before it was found.
    pub fn new(
        domain: Arc<HostDomain>,
        group: RelPath,
        dir: Dir,
        watch: Option<Arc<HostWatch>>,
    ) -> Self {
        let files = GroupFiles::of_call(watch);
        Self { domain, group: Arc::new(LiveGroup { group, dir, files, is_kept: false }) }
    }

    /// The same group, of another state of the domain.
    pub fn with(self, domain: HostDomain) -> Self {
        Self { domain: Arc::new(domain), ..self }
    }

    /// The group, with what is open of it.
    pub fn open_group<'l>(&'l self, host: &'l Host) -> OpenGroup<'l> {
        OpenGroup::with(host, &self.group.group, &self.dir, &self.files)
    }

    /// Whether it was open before the call, so that it may have ended since.
    pub fn was_open(&self) -> bool {
        self.is_kept
    }
}

/// What tells whether an open domain still runs.
#[derive(Clone)]
pub enum Runs {
    /// It lasts as long as its group.
    WithGroup,
    /// A process of its, which is watched.
    Process(Arc<Member>),
    /// The list of its processes, where none can be watched.
    List,
}

type Shard = RwLock<BTreeMap<Uuid, Arc<OpenDomain>>>;

/// A domain that stays open between calls.
struct OpenDomain {
    domain: Arc<HostDomain>,
    group: Arc<LiveGroup>,
    runs: Runs,
    watch: Arc<HostWatch>,
    uses: AtomicU32,
    /// Whether it was used since it was last looked at.
    used: AtomicBool,
    has_files: AtomicBool,
}

/// The domains that stay open between calls.
pub struct OpenDomains {
    first: Shard,
    shards: [Shard; SHARDS],
    queues: Mutex<Queues>,
    watch: Mutex<Option<Arc<HostWatch>>>,
    /// How many file descriptors are kept open at most, where the URI says.
    descriptors: Option<usize>,
    remembered: Box<[AtomicU64]>,
}

/// How many domains stay open, and how many of them with their files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Most {
    domains: usize,
    files: usize,
}

/// The open domains, and those with open files, in the order in which they are looked at.
#[derive(Default)]
struct Queues {
    domains: VecDeque<Uuid>,
    files: VecDeque<Uuid>,
}

impl Most {
    /// A quarter of the file descriptors are for files.
    fn of(descriptors: usize) -> Self {
        let rest = descriptors.saturating_sub(WATCH);
        let domains = (rest * 3 / 4 / OF_DOMAIN).max(usize::from(rest >= OF_DOMAIN));
        let files = rest.saturating_sub(domains * OF_DOMAIN) / OF_FILES;
        Self { domains, files: files.min(domains) }
    }
}

/// How many file descriptors are kept open, where the URI does not say: a quarter of those that
/// the process may have.
fn default_most() -> usize {
    let most = kept_fd::limit().map_or(kept_fd::MOST, |limit| (limit / PART).min(kept_fd::MOST));
    usize::try_from(most).unwrap_or_default()
}

impl OpenDomains {
    /// None yet; at most so many file descriptors are kept open.
    pub fn new(descriptors: Option<usize>) -> Self {
        Self {
            first: Shard::default(),
            shards: std::array::from_fn(|_| RwLock::default()),
            queues: Mutex::default(),
            watch: Mutex::default(),
            descriptors,
            remembered: std::iter::repeat_with(|| AtomicU64::new(0)).take(REMEMBERED).collect(),
        }
    }

    /// A domain that is open and still runs.
    pub fn get(&self, uuid: Uuid) -> Option<Live> {
        let found = {
            let shard = self.shard(uuid).read().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(shard.get(&uuid)?)
        };
        if !found.watch.settle() || !found.runs() {
            self.close(uuid);
            return None;
        }
        if !found.has_files.load(Ordering::Relaxed) {
            self.consider_files(&found);
        }
        if !found.used.load(Ordering::Relaxed) {
            found.used.store(true, Ordering::Relaxed);
        }
        Some(Live { domain: Arc::clone(&found.domain), group: Arc::clone(&found.group) })
    }

    /// How many may stay open now: the program may have changed how many files it may have.
    fn most(&self) -> Most {
        Most::of(self.descriptors.unwrap_or_else(default_most))
    }

    /// Whether there is a watch that works.
    pub fn is_watched(&self) -> bool {
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        watch.as_ref().is_some_and(|watch| watch.settle())
    }

    /// A watch that works; a new one where there is none, made by `make`.
    pub fn watch(&self, make: impl FnOnce() -> Option<HostWatch>) -> Option<Arc<HostWatch>> {
        if self.most().domains == 0 {
            return None;
        }
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        if watch.as_ref().is_none_or(|watch| !watch.settle()) {
            *watch = make().map(Arc::new);
        }
        watch.clone()
    }

    /// Keeps a domain open that was found while the watch worked; none where it cannot be.
    pub fn keep(
        &self,
        Live { domain, group }: Live,
        watch: Arc<HostWatch>,
        runs: Runs,
    ) -> Option<Live> {
        let uuid = domain.identity.uuid;
        let LiveGroup { group, dir, .. } = Arc::into_inner(group)?;
        let files = GroupFiles::kept(Arc::clone(&watch));
        let group = Arc::new(LiveGroup { group, dir: dir.keep().ok()?, files, is_kept: true });
        let open = OpenDomain {
            domain: Arc::clone(&domain),
            group: Arc::clone(&group),
            runs,
            watch,
            uses: AtomicU32::new(1),
            used: AtomicBool::new(true),
            has_files: AtomicBool::new(false),
        };
        if self.insert(uuid, open).is_none() {
            self.queues().domains.push_back(uuid);
        }
        Some(Live { domain, group })
    }

    /// Closes a domain.
    pub fn close(&self, uuid: Uuid) {
        self.remove(uuid);
        let mut queues = self.queues();
        queues.domains.retain(|queued| *queued != uuid);
        queues.files.retain(|queued| *queued != uuid);
    }

    /// Gives the domains what a scan has found of them, and closes those that it has not found.
    pub fn update(&self, found: impl Fn(Uuid) -> Option<Arc<HostDomain>>) {
        let queued: Vec<Uuid> = self.queues().domains.iter().copied().collect();
        queued.into_iter().for_each(|uuid| self.update_one(uuid, found(uuid)));
    }

    /// As [`Self::update`], of one domain.
    pub fn update_one(&self, uuid: Uuid, found: Option<Arc<HostDomain>>) {
        let Some(open) = self.find(uuid) else { return };
        match found {
            Some(domain) if Arc::ptr_eq(&domain, &open.domain) => {}
            Some(domain) if domain.group.as_ref() == Some(&open.group.group) => {
                self.insert(uuid, open.of(domain));
            }
            _ => self.close(uuid),
        }
    }

    /// Whether there is room for one more open domain. Where others have to be closed, it is only for one that
    /// was used shortly before, so that domains which are used in turn do not close each other.
    pub fn has_room(&self, uuid: Uuid) -> bool {
        let most = self.most().domains;
        let mut queues = self.queues();
        if queues.domains.len() < most {
            return true;
        }
        while queues.domains.len() > most {
            queues.domains.pop_front().map(|uuid| self.remove(uuid));
        }
        if !self.was_used(uuid) {
            return false;
        }
        let unused = self.next_unused(&mut queues.domains, |_| true);
        unused.inspect(|uuid| drop(self.remove(*uuid))).is_some()
    }

    /// Whether a domain was used among the last ones for which there was no room.
    fn was_used(&self, uuid: Uuid) -> bool {
        let (high, low) = uuid.as_u64_pair();
        let place = usize::try_from(low % REMEMBERED as u64).unwrap_or_default();
        self.remembered
            .get(place)
            .is_some_and(|last| last.swap(high ^ low, Ordering::Relaxed) == high ^ low)
    }

    /// Keeps a domain's files open, if it is used often: one that was used twice, four times and
    /// so on is considered, so that domains which are used in turn do not close each other.
    #[cold]
    fn consider_files(&self, domain: &OpenDomain) {
        let uses = domain.uses.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        if !uses.is_power_of_two() {
            return;
        }
        let most = self.most().files;
        if most == 0 {
            return;
        }
        let mut queues = self.queues();
        let has_room = queues.files.len() < most || {
            let has_files = |open: &OpenDomain| open.has_files.load(Ordering::Relaxed);
            let unused = self.next_unused(&mut queues.files, has_files);
            unused.and_then(|uuid| self.find(uuid)).inspect(|open| open.keep_files(false)).is_some()
        };
        if has_room {
            domain.keep_files(true);
            queues.files.push_back(domain.domain.identity.uuid);
        }
    }

    /// Takes the next domain out of a queue that was not used since it was last looked at, or
    /// does not belong there.
    fn next_unused(
        &self,
        queue: &mut VecDeque<Uuid>,
        belongs: impl Fn(&OpenDomain) -> bool,
    ) -> Option<Uuid> {
        for _ in 0..LOOKS {
            let uuid = queue.pop_front()?;
            match self.find(uuid).filter(|open| belongs(open)) {
                Some(open) if open.used.swap(false, Ordering::Relaxed) => queue.push_back(uuid),
                _ => return Some(uuid),
            }
        }
        None
    }

    fn shard(&self, uuid: Uuid) -> &Shard {
        let [.., last] = *uuid.as_bytes();
        let shard = self.shards.get(usize::from(last) % SHARDS);
        // A remainder is below SHARDS.
        shard.unwrap_or(&self.first)
    }

    fn find(&self, uuid: Uuid) -> Option<Arc<OpenDomain>> {
        self.shard(uuid).read().unwrap_or_else(PoisonError::into_inner).get(&uuid).cloned()
    }

    fn insert(&self, uuid: Uuid, open: OpenDomain) -> Option<Arc<OpenDomain>> {
        let mut shard = self.shard(uuid).write().unwrap_or_else(PoisonError::into_inner);
        shard.insert(uuid, Arc::new(open))
    }

    fn remove(&self, uuid: Uuid) -> Option<Arc<OpenDomain>> {
        self.shard(uuid).write().unwrap_or_else(PoisonError::into_inner).remove(&uuid)
    }

    fn queues(&self) -> MutexGuard<'_, Queues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OpenDomain {
    /// Whether it still runs, as of the last [`HostWatch::settle`].
    fn runs(&self) -> bool {
        match &self.runs {
            Runs::WithGroup => true,
            Runs::Process(member) => !member.has_ended(),
            Runs::List => processes::any(&self.group.dir).unwrap_or(false),
        }
    }

    fn keep_files(&self, keep: bool) {
        self.group.files.files.keep(keep);
        self.has_files.store(keep, Ordering::Relaxed);
        self.uses.store(1, Ordering::Relaxed);
    }

    /// The same, of another state of the domain.
    fn of(&self, domain: Arc<HostDomain>) -> Self {
        Self {
            domain,
            group: Arc::clone(&self.group),
            runs: self.runs.clone(),
            watch: Arc::clone(&self.watch),
            uses: AtomicU32::new(self.uses.load(Ordering::Relaxed)),
            used: AtomicBool::new(self.used.load(Ordering::Relaxed)),
            has_files: AtomicBool::new(self.has_files.load(Ordering::Relaxed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_more_than_may_be_open() {
        for descriptors in 0..200 {
            let Most { domains, files } = Most::of(descriptors);
            let open = WATCH * usize::from(domains > 0) + domains * OF_DOMAIN + files * OF_FILES;
            assert!(open <= descriptors && files <= domains, "{descriptors}");
        }
        assert_eq!(Most::of(3), Most { domains: 0, files: 0 });
        assert_eq!(Most::of(11), Most { domains: 3, files: 0 });
        assert_eq!(Most::of(256), Most { domains: 95, files: 9 });
    }
}
