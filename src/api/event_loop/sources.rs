//! The sources of the event loop, and which of them are ready.

use crate::model::constants::virEventHandleType::*;
use crate::sorting::CountedMap;
use crate::sorting::sort_by_key;
use crate::sys::poll::{POLLERR, POLLHUP, POLLIN, POLLOUT, Polled};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A callback: gets the source's number and the events of its file.
pub type Run = Arc<dyn Fn(i32, i32) + Send + Sync>;

/// Called once after a source was removed.
pub type Free = Box<dyn FnOnce() + Send>;

/// The events of a file in libvirt's and in poll's numbers.
const EVENTS: &[(i32, i16)] = &[
    (VIR_EVENT_HANDLE_READABLE as i32, POLLIN),
    (VIR_EVENT_HANDLE_WRITABLE as i32, POLLOUT),
    (VIR_EVENT_HANDLE_ERROR as i32, POLLERR),
    (VIR_EVENT_HANDLE_HANGUP as i32, POLLHUP),
];

/// Reported whether requested or not.
const ALWAYS_REPORTED: i16 = POLLERR | POLLHUP;

/// The kinds of source; each has its own numbering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A file.
    Handle,
    /// A timeout.
    Timeout,
}

/// A source: its kind and number.
type Key = (Kind, i32);

struct Source {
    /// The current wait; none while the source is disabled.
    wait: Option<Wait>,
    fd: i32,
    run: Run,
    free: Free,
}

struct Wait {
    /// The position among all waits; new whenever the source is replaced.
    order: u64,
    until: Until,
    /// The events to report to its callback, if it is ready.
    ready: Option<i32>,
    /// Its callback is running.
    busy: bool,
}

enum Until {
    File { events: i32 },
    Time { interval: Duration, due: Instant },
}

/// Identifies a wait, which may have been replaced in the meantime.
#[derive(Clone, Copy)]
pub struct WaitId {
    key: Key,
    order: u64,
}

/// The work of an iteration: either of the two.
#[derive(Default)]
pub struct Due {
    /// Run callbacks.
    pub calls: VecDeque<WaitId>,
    /// Free removed sources.
    pub frees: VecDeque<(Kind, Free)>,
}

/// All sources, and the removed ones that are not yet freed.
pub struct Sources {
    sources: CountedMap<Key, Source>,
    last_number: [i32; 2],
    last_order: u64,
    freed_handles: VecDeque<(Kind, Free)>,
    freed_timeouts: VecDeque<(Kind, Free)>,
    /// The set of files to poll has changed, which ends the next wait.
    files_changed: bool,
}

impl Sources {
    /// No sources.
    pub const fn new() -> Self {
        Self {
            sources: CountedMap::new(),
            last_number: [0; 2],
            last_order: 0,
            freed_handles: VecDeque::new(),
            freed_timeouts: VecDeque::new(),
            files_changed: false,
        }
    }

    /// Adds a file.
    pub fn add_handle(&mut self, fd: i32, events: i32, run: Run, free: Free) -> i32 {
        let watch = self.add(Kind::Handle, Source { wait: None, fd, run, free });
        self.update_handle(watch, events);
        watch
    }

    /// Adds a timeout.
    pub fn add_timeout(&mut self, milliseconds: i32, run: Run, free: Free) -> i32 {
        let timer = self.add(Kind::Timeout, Source { wait: None, fd: -1, run, free });
        self.update_timeout(timer, milliseconds);
        timer
    }

    fn add(&mut self, kind: Kind, source: Source) -> i32 {
        let [handles, timeouts] = &mut self.last_number;
        let last = if kind == Kind::Handle { handles } else { timeouts };
        *last = last.wrapping_add(1);
        self.sources.insert((kind, *last), source);
        *last
    }

    /// Changes the events of a file; setting the same events again has no effect.
    pub fn update_handle(&mut self, watch: i32, events: i32) {
        let same = |until: &Until| matches!(until, Until::File { events: now } if *now == events);
        let until = (events != 0).then_some(Until::File { events });
        self.set((Kind::Handle, watch), until, same);
    }

    /// Restarts a timeout.
    pub fn update_timeout(&mut self, timer: i32, milliseconds: i32) {
        let until = u64::try_from(milliseconds).ok().map(|milliseconds| {
            let interval = Duration::from_millis(milliseconds);
            Until::Time { interval, due: Instant::now() + interval }
        });
        self.set((Kind::Timeout, timer), until, |_| false);
    }

    fn set(&mut self, key: Key, until: Option<Until>, same: impl Fn(&Until) -> bool) {
        let Some(source) = self.sources.get_mut(key) else {
            return;
        };
        if source.wait.as_ref().is_some_and(|wait| same(&wait.until)) {
            return;
        }
        self.last_order += 1;
        let order = self.last_order;
        let wait = until.map(|until| Wait { order, until, ready: None, busy: false });
        let is_set = wait.is_some();
        let was_set = std::mem::replace(&mut source.wait, wait).is_some();
        self.file_wait_changed(key.0, is_set, was_set);
    }

    /// As in libvirt, setting a file ends the next wait, and its previous setting takes an
    /// iteration to be freed.
    fn file_wait_changed(&mut self, kind: Kind, is_set: bool, was_set: bool) {
        if kind == Kind::Handle {
            self.files_changed |= is_set || was_set;
            let nothing: fn() -> Free = || Box::new(|| {});
            self.freed_timeouts.extend(was_set.then(|| (Kind::Timeout, nothing())));
        }
    }

    /// Removes a source; returns whether it existed.
    pub fn remove(&mut self, kind: Kind, number: i32) -> bool {
        let Some(removed) = self.sources.remove((kind, number)) else {
            return false;
        };
        self.file_wait_changed(kind, false, removed.wait.is_some());
        match kind {
            Kind::Handle => self.freed_handles.push_back((kind, removed.free)),
            Kind::Timeout => self.freed_timeouts.push_back((kind, removed.free)),
        }
        true
    }

    fn waits(&self) -> impl Iterator<Item = (&Key, &Source, &Wait)> {
        let waits = self
            .sources
            .iter()
            .filter_map(|(key, source)| source.wait.as_ref().map(|wait| (key, source, wait)));
        waits.filter(|(_, _, wait)| !wait.busy)
    }

    fn wait_at(&mut self, wait_id: WaitId) -> Option<&mut Wait> {
        let wait = self.sources.get_mut(wait_id.key)?.wait.as_mut();
        wait.filter(|wait| wait.order == wait_id.order)
    }

    /// The files to poll, and their waits.
    pub fn files(&self) -> (Vec<Polled>, Vec<WaitId>) {
        let files = self.waits().filter_map(|(key, source, wait)| match wait.until {
            Until::File { events } => {
                let polled = Polled { fd: source.fd, events: to_poll(events), revents: 0 };
                Some((polled, WaitId { key: *key, order: wait.order }))
            }
            Until::Time { .. } => None,
        });
        files.unzip()
    }

    /// The maximum time to wait; `None` for no limit.
    pub fn time_left(&self, now: Instant) -> Option<Duration> {
        let to_free = !self.freed_handles.is_empty() || !self.freed_timeouts.is_empty();
        if to_free || self.files_changed {
            return Some(Duration::ZERO);
        }
        let times = self.waits().filter_map(|(_, _, wait)| match wait.until {
            _ if wait.ready.is_some() => Some(Duration::ZERO),
            Until::Time { due, .. } => Some(due.saturating_duration_since(now)),
            Until::File { .. } => None,
        });
        times.min()
    }

    /// The work to do, given the results of polling.
    pub fn due(&mut self, found: impl Iterator<Item = (WaitId, i16)>, now: Instant) -> Due {
        self.files_changed = false;
        for (wait_id, events) in found {
            if let Some(wait) = self.wait_at(wait_id) {
                wait.file_ready(events);
            }
        }
        for wait in self.sources.values_mut().filter_map(|source| source.wait.as_mut()) {
            wait.check_due(now);
        }
        if !self.freed_handles.is_empty() {
            return Due::free(&mut self.freed_handles);
        }
        let ready = self.waits().filter(|(_, _, wait)| wait.ready.is_some());
        let mut calls: Vec<WaitId> =
            ready.map(|(key, _, wait)| WaitId { key: *key, order: wait.order }).collect();
        if calls.is_empty() {
            return Due::free(&mut self.freed_timeouts);
        }
        sort_by_key(&mut calls, |wait_id| wait_id.order);
        Due { calls: calls.into(), frees: VecDeque::new() }
    }

    /// Takes back what an iteration has not freed.
    pub fn put_back(&mut self, frees: VecDeque<(Kind, Free)>) {
        for (kind, free) in frees.into_iter().rev() {
            match kind {
                Kind::Handle => self.freed_handles.push_front((kind, free)),
                Kind::Timeout => self.freed_timeouts.push_front((kind, free)),
            }
        }
    }

    /// The callback with its number and events; `None` if the wait is over or already being
    /// called. It is not called again before [`Self::end_call`].
    pub fn begin_call(&mut self, wait_id: WaitId) -> Option<(Run, i32, i32)> {
        let wait = self.wait_at(wait_id)?;
        let events = wait.ready.take()?;
        wait.busy = true;
        let run = self.sources.get(wait_id.key)?.run.clone();
        Some((run, wait_id.key.1, events))
    }

    /// Marks the callback as finished.
    pub fn end_call(&mut self, wait_id: WaitId) {
        if let Some(wait) = self.wait_at(wait_id) {
            wait.busy = false;
        }
    }
}

impl Due {
    fn free(frees: &mut VecDeque<(Kind, Free)>) -> Self {
        Self { calls: VecDeque::new(), frees: std::mem::take(frees) }
    }
}

impl Wait {
    fn file_ready(&mut self, found: i16) {
        let Until::File { events } = self.until else {
            return;
        };
        let found = found & (to_poll(events) | ALWAYS_REPORTED);
        if found != 0 && !self.busy {
            self.ready = Some(from_poll(found));
        }
    }

    fn check_due(&mut self, now: Instant) {
        let Until::Time { interval, due } = &mut self.until else {
            return;
        };
        if *due <= now && !self.busy {
            *due = now + *interval;
            self.ready = Some(0);
        }
    }
}

fn to_poll(events: i32) -> i16 {
    let wanted = EVENTS.iter().filter(|(libvirt, _)| events & libvirt != 0);
    wanted.fold(0, |bits, (_, poll)| bits | poll)
}

fn from_poll(found: i16) -> i32 {
    let reported = EVENTS.iter().filter(|(_, poll)| found & poll != 0);
    reported.fold(0, |bits, (libvirt, _)| bits | libvirt)
}
