//! What has happened on a host and is not dealt with yet.

use super::pressure::ListenerThreshold;
use crate::driver::host::cgroup::controller::Controller;
use crate::model::domain::Uuid;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

/// Controllers whose files were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written(u8);

/// The controllers that values are set through, and what the names of their files begin with.
const PREFIXES: [(&[u8], Controller); 5] = [
    (b"memory.", Controller::Memory),
    (b"cpu.", Controller::Cpu),
    (b"io.", Controller::Io),
    (b"blkio.", Controller::Io),
    (b"cpuset.", Controller::Cpuset),
];

impl Written {
    const ALL: Self = Self(u8::MAX);

    /// That controller's.
    pub fn of(controller: Controller) -> Self {
        Self(1 << controller as u8)
    }

    /// Whether one of that controller's files was.
    pub fn has(self, controller: Controller) -> bool {
        self.0 & Self::of(controller).0 != 0
    }
}

/// What is looked at once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// The host.
    Scan,
    /// The values of a domain.
    Values(Uuid, Written),
    /// The counters of a domain.
    Memory(Uuid),
}

/// What has happened.
#[derive(Default)]
pub struct Changes {
    /// Domains may have come, changed or gone.
    pub scan: bool,
    /// Domains whose control files were written.
    written: BTreeMap<Uuid, Written>,
    /// Domains whose counters of events have changed.
    memory: BTreeSet<Uuid>,
    /// Thresholds that were reached.
    pressure: Vec<(Uuid, ListenerThreshold)>,
    retries: Vec<(Instant, Retry)>,
}

impl Changes {
    /// Whether there is anything to deal with now.
    pub fn is_any(&self) -> bool {
        self.scan
            || !self.written.is_empty()
            || !self.memory.is_empty()
            || !self.pressure.is_empty()
    }

    /// A file of a domain's group was written.
    pub fn add_written(&mut self, uuid: Uuid, file: &[u8]) {
        let found = PREFIXES.iter().find(|(prefix, _)| file.starts_with(prefix));
        if let Some((_, controller)) = found {
            self.add_values(uuid, Written::of(*controller));
        }
    }

    fn add_values(&mut self, uuid: Uuid, more: Written) {
        let written = self.written.entry(uuid).or_default();
        written.0 |= more.0;
    }

    /// All files of a domain's group may have been written.
    pub fn all_written(&mut self, uuid: Uuid) {
        self.add_values(uuid, Written::ALL);
    }

    /// The counters of a domain have changed.
    pub fn add_memory(&mut self, uuid: Uuid) {
        self.memory.insert(uuid);
    }

    /// A threshold of a domain was reached.
    pub fn add_pressure(&mut self, uuid: Uuid, threshold: ListenerThreshold) {
        self.pressure.push((uuid, threshold));
    }

    /// Anything may have happened to a domain.
    pub fn all_of(&mut self, uuid: Uuid) {
        self.all_written(uuid);
        self.add_memory(uuid);
    }

    /// The domains whose files were written, once.
    pub fn take_written(&mut self) -> BTreeMap<Uuid, Written> {
        std::mem::take(&mut self.written)
    }

    /// The domains whose counters have changed, once.
    pub fn take_memory(&mut self) -> BTreeSet<Uuid> {
        std::mem::take(&mut self.memory)
    }

    /// The thresholds that were reached, once.
    pub fn take_pressure(&mut self) -> Vec<(Uuid, ListenerThreshold)> {
        std::mem::take(&mut self.pressure)
    }

    /// Looks at something once more after a time; what is to be looked at already is not anew.
    pub fn again(&mut self, after: Duration, what: Retry) {
        if !self.retries.iter().any(|(_, known)| *known == what) {
            self.retries.push((Instant::now() + after, what));
        }
    }

    /// Takes over what is to be looked at by now.
    pub fn take_due(&mut self) {
        let now = Instant::now();
        let (due, later) =
            std::mem::take(&mut self.retries).into_iter().partition(|(at, _)| *at <= now);
        self.retries = later;
        let due: Vec<(Instant, Retry)> = due;
        for (_, what) in due {
            match what {
                Retry::Scan => self.scan = true,
                Retry::Values(uuid, written) => self.add_values(uuid, written),
                Retry::Memory(uuid) => self.add_memory(uuid),
            }
        }
    }

    /// The time until something is due; none where nothing is.
    pub fn next(&self) -> Option<Duration> {
        if self.is_any() {
            return Some(Duration::ZERO);
        }
        let first = self.retries.iter().map(|(at, _)| *at).min();
        first.map(|at| at.saturating_duration_since(Instant::now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_is_dealt_with_once() {
        let uuid = Uuid::from_u128(1);
        let mut changes = Changes::default();
        assert!(!changes.is_any() && changes.next().is_none());
        for file in ["memory.max", "cpu.weight", "cgroup.procs", "notes"] {
            changes.add_written(uuid, file.as_bytes());
        }
        assert_eq!(changes.next(), Some(Duration::ZERO));
        let written = changes.take_written();
        assert!(written[&uuid].has(Controller::Memory) && written[&uuid].has(Controller::Cpu));
        assert!(!written[&uuid].has(Controller::Io) && !written[&uuid].has(Controller::Cpuset));
        assert!(!changes.is_any() && changes.take_written().is_empty());
        changes.again(Duration::from_secs(60), Retry::Memory(uuid));
        changes.again(Duration::ZERO, Retry::Scan);
        changes.again(Duration::ZERO, Retry::Scan);
        changes.take_due();
        assert!(changes.scan && changes.take_memory().is_empty());
        changes.scan = false;
        changes.take_due();
        assert!(!changes.is_any() && changes.next() > Some(Duration::from_secs(50)));
    }
}
