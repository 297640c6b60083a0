//! What the kernel tells of a domain's memory: the counters of events, and pressure.

use super::counters::{Counted, Counters};
use super::pressure::{self, ListenerThreshold};
use super::roles::{KernelFile, Role};
use super::watches::{Fd, Watches};
use crate::model::domain::Uuid;
use crate::sys::watcher::{WatchedDir, WatchedFd, Watcher};
use crate::sys::{Dir, Errno, SysResult, kernel_event};
use std::time::{Duration, Instant};

/// On v1 the kernel tells that memory has run out before it kills a process: the counter is read
/// again after these times, in milliseconds.
const UNTIL_KILLED: [u64; 5] = [5, 20, 80, 320, 1280];

/// The watch of a domain's memory.
pub struct MemoryWatch {
    uuid: Uuid,
    /// memory.events, on v2.
    file: Option<(WatchedDir, Role)>,
    /// The counter of memory.oom_control, on v1.
    ooms: Option<(u64, WatchedFd)>,
    counters: Counters,
    /// What [`Self::ooms`] has counted since the counters were read.
    new_ooms: u64,
    /// How often the counters were read again.
    tries: usize,
    triggers: Vec<Trigger>,
}

/// A threshold that the kernel tells of.
struct Trigger {
    threshold: ListenerThreshold,
    number: u64,
    /// On v1.
    notified: Option<WatchedFd>,
    /// When it was told last.
    told: Option<Instant>,
}

impl MemoryWatch {
    /// Watches the counters of a group; those of a domain that came while others were watched are
    /// told from the beginning.
    pub fn new(
        watches: &mut Watches<'_>,
        uuid: Uuid,
        group: &Dir,
        is_new: bool,
    ) -> SysResult<Self> {
        let version = watches.context.host.memory.version;
        let (mut file, mut ooms) = (None, None);
        if version.separate_hierarchies {
            let counter = kernel_event::notified(group, version.oom_kills, "")?;
            let watch = |watcher: &Watcher, number| watcher.watch_fd(counter, number);
            ooms = Some(watches.add_fd(uuid, Fd::Ooms, watch)?);
        } else {
            let role = Role::Kernel(uuid, KernelFile::Events);
            let watched = watches.watcher.watch_file(group, version.oom_kills);
            file = Some(watches.add(watched, role)?);
        }
        let counters = if is_new { Counters::default() } else { Counters::read(version, group)? };
        Ok(Self { uuid, file, ooms, counters, new_ooms: 0, tries: 0, triggers: Vec::new() })
    }

    /// Has the kernel tell of these thresholds, and of no others.
    pub fn refresh(
        &mut self,
        watches: &mut Watches<'_>,
        group: &Dir,
        thresholds: &[ListenerThreshold],
    ) -> SysResult<()> {
        let kept = |trigger: &Trigger| thresholds.contains(&trigger.threshold);
        let (kept, over) = std::mem::take(&mut self.triggers).into_iter().partition(kept);
        self.triggers = kept;
        let over: Vec<Trigger> = over;
        over.into_iter().for_each(|trigger| remove(watches, trigger));
        for threshold in thresholds.iter().filter(|threshold| threshold.is_for(self.uuid)) {
            if !self.triggers.iter().any(|known| known.threshold == *threshold) {
                self.triggers.push(add(watches, self.uuid, group, *threshold)?);
            }
        }
        Ok(())
    }

    /// The threshold whose trigger has that number.
    pub fn threshold(&self, number: u64) -> Option<ListenerThreshold> {
        let mut triggers = self.triggers.iter();
        triggers.find(|trigger| trigger.number == number).map(|trigger| trigger.threshold)
    }

    /// Takes the count of a counter of v1; whether there was one.
    pub fn take_count(&mut self, number: u64) -> bool {
        let of_ooms = self.ooms.iter_mut().find(|(known, _)| *known == number);
        if let Some((_, counter)) = of_ooms {
            let count = kernel_event::take_count(&*counter);
            self.new_ooms += count;
            self.tries = 0;
            return count > 0;
        }
        let trigger = self.triggers.iter_mut().find(|trigger| trigger.number == number);
        trigger.is_some_and(Trigger::take_count)
    }

    /// Takes over counters. Returns what has happened since, and after which time they are to be
    /// read again, if they are.
    pub fn note(&mut self, now: Counters) -> (Vec<Counted>, Option<Duration>) {
        let now = match self.ooms {
            Some(_) => now.with_ooms_of(&self.counters).add_ooms(self.new_ooms),
            None => now,
        };
        let is_killed = now.kills() != self.counters.kills();
        let counted = now.since(&self.counters);
        let is_waiting = self.ooms.is_some() && !is_killed && (self.new_ooms > 0 || self.tries > 0);
        self.counters = now;
        self.new_ooms = 0;
        let after = if is_waiting { UNTIL_KILLED.get(self.tries).copied() } else { None };
        self.tries = if after.is_some() { self.tries + 1 } else { 0 };
        (counted, after.map(Duration::from_millis))
    }

    /// The counters that were known last.
    pub fn counters(&self) -> Counters {
        self.counters
    }

    /// Watches nothing any more.
    pub fn end(self, watches: &mut Watches<'_>) {
        if let Some((watched, role)) = self.file {
            watches.roles.remove(watches.watcher, watched, &role);
        }
        if let Some((number, counter)) = self.ooms {
            watches.remove_fd(number, &counter);
        }
        self.triggers.into_iter().for_each(|trigger| remove(watches, trigger));
    }
}

impl Trigger {
    /// Takes the count of a counter of v1; whether there was one, once in a window.
    fn take_count(&mut self) -> bool {
        let counted = self.notified.as_ref().map_or(0, kernel_event::take_count);
        let window = Duration::from_micros(self.threshold.threshold.window_us);
        let is_due = self.told.is_none_or(|told| told.elapsed() >= window);
        let is_told = counted > 0 && is_due;
        if is_told {
            self.told = Some(Instant::now());
        }
        is_told
    }
}

fn add(
    watches: &mut Watches<'_>,
    uuid: Uuid,
    group: &Dir,
    threshold: ListenerThreshold,
) -> SysResult<Trigger> {
    if watches.context.host.memory.version.separate_hierarchies {
        let counter = pressure::notified(group, &threshold.threshold)?;
        let watch = |watcher: &Watcher, number| watcher.watch_fd(counter, number);
        let (number, notified) = watches.add_fd(uuid, Fd::Pressure, watch)?;
        return Ok(Trigger { threshold, number, notified: Some(notified), told: None });
    }
    let trigger = pressure::trigger(group, &threshold.threshold)?;
    let number = watches.next_number(uuid, Fd::Pressure)?;
    match watches.stalls().and_then(|stalls| stalls.add(number, trigger)) {
        Ok(()) => Ok(Trigger { threshold, number, notified: None, told: None }),
        Err(errno) => {
            watches.numbers.remove(&number);
            Err(errno)
        }
    }
}

fn remove(watches: &mut Watches<'_>, trigger: Trigger) {
    match trigger.notified {
        Some(notified) => watches.remove_fd(trigger.number, &notified),
        None => {
            watches.numbers.remove(&trigger.number);
            let _ = watches.stalls().map(|stalls| stalls.remove(trigger.number));
        }
    }
}

/// Whether a failure says that the group is gone.
pub fn is_gone(errno: Errno) -> bool {
    matches!(errno, Errno::SRCH | Errno::NOENT | Errno::NODEV)
}
