//! The running domains that calls are about, with what is open of them: the files of those that
//! are used most, the directories of the next, and nothing of the rest.

use super::cgroup::fd_cache::KEPT_MAX;
use super::cgroup::hierarchy::Host;
use super::cgroup::open_group::{GroupFiles, OpenGroup};
use super::cgroup::processes;
use super::inventory::domain::{HostDomain, Origin};
use super::watch::{HostWatch, Member};
use crate::model::domain::Uuid;
use crate::sys::{Dir, RelPath, kept_fd};
use std::collections::{BTreeMap, VecDeque};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

/// The file descriptors of a watch.
const WATCH: usize = 4;
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

/// How many domains are looked at for one that is used less.
const LOOKS: usize = 2;

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
    /// Whether its first process is a virtual machine monitor, once that was looked at.
    pub is_machine: OnceLock<bool>,
    /// The same of a QEMU.
    pub runs_qemu: OnceLock<bool>,
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
        let (is_machine, runs_qemu) = Default::default();
        let group = LiveGroup { group, dir, files, is_kept: false, is_machine, runs_qemu };
        let group = Arc::new(group);
        Self { domain, group }
    }

    /// The same group, of another state of the domain.
    pub fn of(self, domain: Arc<HostDomain>) -> Self {
        Self { domain, ..self }
    }

    /// The group, with what is open of it.
    pub fn open_group<'l>(&'l self, host: &'l Host) -> OpenGroup<'l> {
        let is_guest = self.domain.origin == Origin::LibvirtQemu;
        OpenGroup::with(host, &self.group.group, &self.dir, &self.files).of_guest(is_guest)
    }

    /// Whether it was open before the call, so that it may have ended since.
    pub fn was_open(&self) -> bool {
        self.is_kept
    }
}

/// What tells whether an open domain still runs.
#[derive(Clone)]
pub enum Runs {
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
    /// When it was used last.
    used: AtomicU32,
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
    /// When domains were used last for which there was no room.
    remembered: Box<[AtomicU64]>,
    /// Counts the uses of domains whose files are not open.
    clock: AtomicU32,
}

/// How many file descriptors are kept open at most.
#[derive(Debug, Clone, Copy, Default)]
struct Most(usize);

/// The open domains, and those with open files, in the order in which they are looked at.
#[derive(Default)]
struct Queues {
    domains: VecDeque<Uuid>,
    files: VecDeque<Uuid>,
    /// What was there for them when a domain was opened last.
    most: Most,
}

impl Most {
    /// How many domains stay open: a quarter of the file descriptors are for files.
    fn domains(self) -> usize {
        let rest = self.rest();
        (rest * 3 / 4 / OF_DOMAIN).max(usize::from(rest >= OF_DOMAIN))
    }

    /// How many of so many open domains keep their files open.
    fn files(self, domains: usize) -> usize {
        let files = self.rest().saturating_sub(domains * OF_DOMAIN) / OF_FILES;
        files.min(domains)
    }

    fn rest(self) -> usize {
        self.0.saturating_sub(WATCH)
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
            clock: AtomicU32::new(0),
        }
    }

    /// A domain that is open and still runs.
    pub fn get(&self, uuid: Uuid) -> Option<Live> {
        self.get_if(uuid, HostWatch::settle)
    }

    /// A domain that was open and still ran when [`Self::is_watched`] was asked.
    pub fn get_settled(&self, uuid: Uuid) -> Option<Live> {
        self.get_if(uuid, HostWatch::works)
    }

    fn get_if(&self, uuid: Uuid, watch_works: impl Fn(&HostWatch) -> bool) -> Option<Live> {
        let found = {
            let shard = self.shard(uuid).read().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(shard.get(&uuid)?)
        };
        if !watch_works(&found.watch) || !found.runs() {
            self.close(uuid);
            return None;
        }
        if found.has_files.load(Ordering::Relaxed) {
            found.set_used(self.clock.load(Ordering::Relaxed));
        } else {
            self.consider_files(&found);
        }
        Some(Live { domain: Arc::clone(&found.domain), group: Arc::clone(&found.group) })
    }

    /// How many may stay open now: the program may have changed how many files it may have.
    fn most(&self) -> Most {
        Most(self.descriptors.unwrap_or_else(default_most))
    }

    /// Whether there is a watch that works.
    pub fn is_watched(&self) -> bool {
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        watch.as_ref().is_some_and(|watch| watch.settle())
    }

    /// A watch that works; a new one where there is none, made by `make`.
    pub fn watch(&self, make: impl FnOnce() -> Option<HostWatch>) -> Option<Arc<HostWatch>> {
        if self.most().domains() == 0 {
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
        let LiveGroup { group, dir, is_machine, runs_qemu, .. } = Arc::into_inner(group)?;
        let (files, dir) = (GroupFiles::kept(Arc::clone(&watch)), dir.keep().ok()?);
        let group = LiveGroup { group, dir, files, is_kept: true, is_machine, runs_qemu };
        let group = Arc::new(group);
        let open = OpenDomain {
            domain: Arc::clone(&domain),
            group: Arc::clone(&group),
            runs,
            watch,
            used: AtomicU32::new(self.tick()),
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

    /// Closes all domains.
    pub fn close_all(&self) {
        let mut queues = self.queues();
        queues.files.clear();
        let closed: Vec<Uuid> = queues.domains.drain(..).collect();
        closed.into_iter().for_each(|uuid| drop(self.remove(uuid)));
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

    /// Whether there is room for one more open domain, if need be in the place of one that is used less.
    pub fn has_room(&self, uuid: Uuid) -> bool {
        let most = self.most();
        let mut queues = self.queues();
        queues.most = most;
        let has_room = queues.domains.len() < most.domains() || {
            while queues.domains.len() > most.domains() {
                queues.domains.pop_front().map(|uuid| self.remove(uuid));
            }
            let before = self.remember(uuid);
            let less_used = before.and_then(|at| self.less_used(&mut queues.domains, at, |_| true));
            less_used.inspect(|uuid| drop(self.remove(*uuid))).is_some()
        };
        if has_room && kept_fd::are_scarce() {
            // The program may need more and more of them.
            let closed = queues.domains.len().div_ceil(2);
            let closed: Vec<Uuid> = queues.domains.drain(..closed).collect();
            closed.into_iter().for_each(|uuid| drop(self.remove(uuid)));
            return false;
        }
        if has_room {
            while queues.files.len() > most.files(queues.domains.len() + 1) {
                queues.files.pop_front().inspect(|uuid| self.close_files(*uuid));
            }
        }
        has_room
    }

    /// When a domain was used before, if it was one of the last ones for which there was no room.
    fn remember(&self, uuid: Uuid) -> Option<u32> {
        const LOW: u64 = u32::MAX as u64;
        /// 2^64 divided by the golden ratio: spreads uuids that are counted up.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let (high, low) = uuid.as_u64_pair();
        let hash = (high.rotate_left(32) ^ low).wrapping_mul(SPREAD);
        let place = usize::try_from(hash >> 32).unwrap_or_default() % REMEMBERED;
        let its = hash << 32;
        let last = self.remembered.get(place)?;
        let before = last.swap(its | u64::from(self.tick()), Ordering::Relaxed);
        if before & !LOW == its { u32::try_from(before & LOW).ok() } else { None }
    }

    /// Keeps a domain's files open, if need be in the place of those of one that is used less.
    #[cold]
    fn consider_files(&self, domain: &OpenDomain) {
        let before = domain.used.swap(self.tick(), Ordering::Relaxed);
        // Another thread is as good at this.
        let Ok(mut queues) = self.queues.try_lock() else { return };
        if domain.has_files.load(Ordering::Relaxed) {
            return;
        }
        let has_room = queues.files.len() < queues.most.files(queues.domains.len())
            && queues.files.len() < self.most().files(queues.domains.len());
        let has_room = has_room && !kept_fd::are_scarce() || {
            let has_files = |open: &OpenDomain| open.has_files.load(Ordering::Relaxed);
            let less_used = self.less_used(&mut queues.files, before, has_files);
            less_used.inspect(|uuid| self.close_files(*uuid)).is_some()
        };
        if has_room {
            domain.keep_files(true);
            queues.files.push_back(domain.domain.identity.uuid);
        }
    }

    /// Takes the next domain out of a queue that is used less than one which was used `before`:
    /// it was not used since. So domains that are used in turn do not close each other. One that
    /// does not belong there is taken out too.
    fn less_used(
        &self,
        queue: &mut VecDeque<Uuid>,
        before: u32,
        belongs: impl Fn(&OpenDomain) -> bool,
    ) -> Option<Uuid> {
        for _ in 0..LOOKS {
            let uuid = queue.pop_front()?;
            match self.find(uuid).filter(|open| belongs(open)) {
                Some(open) if !open.is_unused_since(before) => queue.push_back(uuid),
                _ => return Some(uuid),
            }
        }
        None
    }

    fn close_files(&self, uuid: Uuid) {
        if let Some(open) = self.find(uuid) {
            open.keep_files(false);
        }
    }

    fn tick(&self) -> u32 {
        self.clock.fetch_add(1, Ordering::Relaxed).wrapping_add(1)
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
            Runs::Process(member) => !member.has_ended(),
            Runs::List => processes::any(&self.group.dir).unwrap_or(false),
        }
    }

    fn keep_files(&self, keep: bool) {
        self.group.files.files.keep(keep);
        self.has_files.store(keep, Ordering::Relaxed);
    }

    fn set_used(&self, now: u32) {
        // Threads that use the same domain share what is not written.
        if self.used.load(Ordering::Relaxed) != now {
            self.used.store(now, Ordering::Relaxed);
        }
    }

    /// Whether it was last used before that. The clock may have gone round.
    fn is_unused_since(&self, time: u32) -> bool {
        let age = time.wrapping_sub(self.used.load(Ordering::Relaxed));
        (1..u32::MAX / 2).contains(&age)
    }

    /// The same, of another state of the domain.
    fn of(&self, domain: Arc<HostDomain>) -> Self {
        Self {
            domain,
            group: Arc::clone(&self.group),
            runs: self.runs.clone(),
            watch: Arc::clone(&self.watch),
            used: AtomicU32::new(self.used.load(Ordering::Relaxed)),
            has_files: AtomicBool::new(self.has_files.load(Ordering::Relaxed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::domain::{Identity, State, StateReason};

    fn domain(number: u128) -> Arc<HostDomain> {
        Arc::new(HostDomain {
            identity: Identity {
                name: number.to_string(),
                uuid: Uuid::from_u128(number),
                id: None,
            },
            origin: Origin::Machine,
            leader: None,
            state: StateReason { state: State::VIR_DOMAIN_RUNNING, reason: 0 },
            group: Some(RelPath::default()),
            live: None,
            config: None,
            is_qemu: false,
            persistent: false,
            autostart: false,
        })
    }

    #[test]
    fn domains_that_are_used_in_turn_do_not_close_each_other() {
        const DOMAINS: u128 = 4;
        let temp = tempfile::tempdir().unwrap();
        let root = Dir::open(temp.path()).unwrap();
        let watch = Arc::new(HostWatch::new(&root, &RelPath::default(), None).unwrap());
        std::fs::write(temp.path().join("cgroup.procs"), "1\n").unwrap();
        let for_all = WATCH + 4 * OF_DOMAIN + OF_FILES;
        let open = OpenDomains::new(Some(for_all));
        for domain in (1..=DOMAINS).map(domain) {
            assert!(open.has_room(domain.identity.uuid));
            let dir = Dir::open(temp.path()).unwrap();
            let live = Live::new(domain, RelPath::default(), dir, None);
            open.keep(live, Arc::clone(&watch), Runs::List).unwrap();
        }
        let get = |number| assert!(open.get(Uuid::from_u128(number)).is_some());
        let has_files = |number: &u128| {
            open.find(Uuid::from_u128(*number)).unwrap().has_files.load(Ordering::Relaxed)
        };
        let with_files = || (1..=DOMAINS).filter(has_files).collect::<Vec<_>>();
        for _ in 0..5 {
            (1..=DOMAINS).for_each(get);
            assert_eq!(with_files(), [1]);
        }
        // One that is used alone gets them.
        (0..2).for_each(|_| get(3));
        assert_eq!(with_files(), [3]);
        // There is room for the directories of five.
        open.has_room(Uuid::from_u128(DOMAINS + 1));
        assert!(with_files().is_empty());
    }

    #[test]
    fn never_more_than_may_be_open() {
        for descriptors in 0..200 {
            let most = Most(descriptors);
            for domains in 0..=most.domains() {
                let files = most.files(domains);
                let open =
                    WATCH * usize::from(domains > 0) + domains * OF_DOMAIN + files * OF_FILES;
                assert!(open <= descriptors || domains == 0, "{descriptors}");
                assert!(files <= domains, "{descriptors}");
            }
        }
        let most = |descriptors| {
            let most = Most(descriptors);
            (most.domains(), most.files(most.domains()), most.files(most.domains() / 2))
        };
        assert_eq!(most(3), (0, 0, 0));
        assert_eq!(most(24), (7, 0, 1));
        assert_eq!(most(256), (94, 5, 14));
    }
}
