//! Events of values that were set: by this connection, and by others.

use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::event_watch::changes::{Retry, Written};
use crate::driver::host::event_watch::interest::Interest;
use crate::driver::host::event_watch::values::{KnownValues, Told};
use crate::driver::host::event_watch::watch::EventWatch;
use crate::driver::host::lifecycle::definition_commit::text_param;
use crate::driver::host::limits::controllers::cpuset::EMULATOR_PIN;
use crate::driver::host::node::numbers;
use crate::driver::host::open_domains::Live;
use crate::model::Result;
use crate::model::cpuset::CpuSet;
use crate::model::domain::{Identity, Uuid};
use crate::model::event::EventKind;
use crate::model::parameters::Family;
use crate::model::typed::TypedParam;
use crate::sys::lock::Lock;
use std::sync::Arc;
use std::time::Duration;

/// The values that are told, and the controller of their files.
const TOLD: [(Told, Controller); 5] = [
    (Told::Of(Family::Memory), Controller::Memory),
    (Told::Of(Family::Scheduler), Controller::Cpu),
    (Told::Of(Family::Blkio), Controller::Io),
    (Told::Of(Family::Numa), Controller::Cpuset),
    (Told::Pins, Controller::Cpuset),
];

/// How soon values are read again that are being set: a set locks the group, and values that it
/// holds on the way are not told.
const WHILE_SET: Duration = Duration::from_millis(20);

/// A set of this connection's, until it was told.
pub struct OwnSet {
    watch: Option<Arc<EventWatch>>,
    domain: Uuid,
}

impl Drop for OwnSet {
    fn drop(&mut self) {
        if let Some(watch) = &self.watch {
            watch.values_of(self.domain, |known| known.own_sets = known.own_sets.saturating_sub(1));
        }
    }
}

impl HostDriver {
    /// Begins a set, of which this connection tells by itself.
    pub fn begin_set(&self, domain: &Identity) -> OwnSet {
        let is_told = self.events.interest().has(Interest::TUNABLE);
        let watch = if is_told { self.events.get() } else { None };
        let domain = domain.uuid;
        let watch = watch.filter(|watch| watch.values_of(domain, |it| it.own_sets += 1).is_some());
        OwnSet { watch, domain }
    }

    /// Tells of a set that has succeeded.
    pub fn report_set(&self, set: &OwnSet, live: &Live, what: Told, params: &[TypedParam]) {
        let Some(watch) = &set.watch else { return };
        // What cannot be read by now has ended.
        let Ok(now) = self.values(live, what) else { return };
        let told = watch.values_of(set.domain, |known| known.note(what, now, params));
        self.report_values(&live.domain.identity, told.unwrap_or_default());
    }

    /// Tells of what others have set.
    pub fn report_written(&self, watch: &EventWatch) {
        for (uuid, written) in watch.changes(|changes| changes.take_written()) {
            if !self.report_written_of(watch, uuid, written) {
                watch.changes(|changes| changes.again(WHILE_SET, Retry::Values(uuid, written)));
            }
        }
    }

    /// Tells of what others have set of a domain; false while a set is under way.
    fn report_written_of(&self, watch: &EventWatch, uuid: Uuid, written: Written) -> bool {
        let Some(domain) = self.index().get(uuid).map(|entry| Arc::clone(&entry.domain)) else {
            return true;
        };
        let Ok(live) = self.live(&domain.identity) else { return true };
        // Not the directory that a set of this connection may have locked.
        let Ok(group) = self.context.host.memory.open(&live.group) else { return true };
        let lock = Lock::wait(&group, Duration::ZERO).ok();
        let waits = |known: &mut KnownValues| lock.is_none() && known.waits_for_set();
        if watch.values_of(uuid, waits) == Some(true) {
            return false;
        }
        let changed = TOLD.iter().filter(|(_, controller)| written.has(*controller));
        let read =
            |(what, _): &(Told, Controller)| (*what, self.values(&live, *what).unwrap_or_default());
        let now: Vec<(Told, Vec<TypedParam>)> = changed.map(read).collect();
        drop(lock);
        let told = watch.values_of(uuid, |known| {
            if known.own_sets > 0 {
                return None;
            }
            known.end_wait();
            let note = |(what, now)| known.note(what, now, &[]);
            Some(now.into_iter().flat_map(note).collect::<Vec<TypedParam>>())
        });
        match told {
            Some(None) => return false,
            Some(Some(told)) => self.report_values(&live.domain.identity, told),
            None => {}
        }
        true
    }

    fn report_values(&self, domain: &Identity, params: Vec<TypedParam>) {
        if !params.is_empty() {
            self.report(domain.clone(), EventKind::Tunable { params });
        }
    }

    /// Tells of a pin of threads, which nothing watches.
    pub fn report_pin(&self, live: &Live, name: &str, old: Option<&CpuSet>, cpus: &CpuSet) {
        let name = format!("cputune.{name}");
        let old = old.map(|old| text_param(&format!("{name}.old"), old));
        let params = [text_param(&name, cpus)].into_iter().chain(old).collect();
        self.report_values(&live.domain.identity, params);
    }

    /// What the kernel holds.
    fn values(&self, live: &Live, what: Told) -> Result<Vec<TypedParam>> {
        match what {
            Told::Pins => Ok(self.pin_of_group(live)?.into_iter().collect()),
            Told::Of(Family::Scheduler) => self.live_scheduler(live),
            Told::Of(Family::Blkio) => self.live_blkio(live),
            Told::Of(Family::Numa) => self.live_numa(live),
            Told::Of(_) => Ok(self.live_memory(live)?.to_params()),
        }
    }

    /// The CPUs of a domain's group, where those are the domain's.
    fn pin_of_group(&self, live: &Live) -> Result<Option<TypedParam>> {
        if !self.is_pinned_by_group(live) {
            return Ok(None);
        }
        let cpus = self.group_pin(live)?.unwrap_or_else(|| numbers::cpus(&self.context.host));
        Ok(Some(text_param(EMULATOR_PIN, &cpus)))
    }
}
