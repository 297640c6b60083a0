//! Events of memory: what the kernel counts, processes that it kills, pressure.

use crate::driver::host::driver::HostDriver;
use crate::driver::host::event_watch::counters::{Counted, Counters};
use crate::driver::host::event_watch::pressure::{self, ListenerThreshold};
use crate::driver::host::event_watch::watch::EventWatch;
use crate::driver::host::inventory::index::IndexEntry;
use crate::driver::host::state::ends::EndFiles;
use crate::driver::host::{cgroup::file, error};
use crate::model::constants::virMemctlMemoryEventType::{self as Type, *};
use crate::model::constants::*;
use crate::model::domain::{Identity, Uuid};
use crate::model::event::EventKind;
use crate::model::pressure::PressureThreshold;
use crate::model::typed::{TypedParam, Value};
use crate::model::{Result, virErrorNumber};

/// What the windows of a program that is not root are multiples of, in microseconds, since Linux
/// 6.6.
const USER_WINDOW: u64 = 2_000_000;

/// The directory that the kernel has where it keeps pressure stall information.
const PSI: &str = "/proc/pressure";

impl HostDriver {
    /// Tells of what the kernel has counted, and of thresholds that were reached.
    pub fn report_memory(&self, watch: &EventWatch) {
        for uuid in watch.changes(|changes| changes.take_memory()) {
            let Some((domain, group)) = watch.domain(uuid) else { continue };
            let dir = self.context.host.memory.open(&group);
            let read = dir.and_then(|dir| Counters::read(self.context.host.memory.version, &dir));
            match read {
                Ok(now) => {
                    let (counted, killed) = watch.note_memory(uuid, now);
                    self.report_counted(&domain.identity, &counted, &killed);
                }
                // The scan tells what is known of a domain that has ended.
                Err(_) => watch.changes(|changes| changes.scan = true),
            }
        }
        for (uuid, reached) in watch.changes(|changes| changes.take_pressure()) {
            self.report_pressure(watch, uuid, &reached);
        }
    }

    /// Tells of what happened to domains that have ended with their groups.
    pub fn report_ended(&self, watch: &EventWatch, entries: &[IndexEntry]) {
        let ends = EndFiles::new(&self.context.host, &self.context.paths);
        let recorded = |uuid: Uuid| ends.oom_kills(uuid);
        for (domain, counted, killed) in watch.ended(&self.context, entries, &recorded) {
            self.report_counted(&domain.identity, &counted, &killed);
        }
    }

    fn report_counted(&self, domain: &Identity, counted: &[Counted], killed: &[i32]) {
        for Counted { kind, count, total } in counted.iter().copied() {
            let known = if kind == VIR_MEMCTL_MEMORY_EVENT_OOM_KILL { killed } else { &[] };
            let known = known.get(..known.len().min(count as usize)).unwrap_or_default();
            for (pid, rest) in known.iter().zip((0..count).rev()) {
                let pid = TypedParam::new(VIR_MEMCTL_MEMORY_EVENT_PID, Value::Int(*pid));
                let params = vec![number(COUNT, 1), number(TOTAL, total - rest), pid];
                self.report_memory_event(domain, kind, params, None);
            }
            let rest = count - known.len() as u64;
            if rest > 0 {
                let params = vec![number(COUNT, rest), number(TOTAL, total)];
                self.report_memory_event(domain, kind, params, None);
            }
        }
    }

    fn report_pressure(&self, watch: &EventWatch, uuid: Uuid, reached: &ListenerThreshold) {
        let Some((domain, group)) = watch.domain(uuid) else { return };
        // A v1 group that is removed tells as well.
        if self.context.host.memory.mount.id_below(&group).is_err() {
            return;
        }
        let PressureThreshold { stall_us, window_us, .. } = reached.threshold;
        let kind = Value::of_text(reached.threshold.kind());
        let mut params = vec![TypedParam::new(VIR_MEMCTL_MEMORY_EVENT_KIND, kind)];
        params.push(number(VIR_MEMCTL_MEMORY_EVENT_STALL, stall_us));
        params.push(number(VIR_MEMCTL_MEMORY_EVENT_WINDOW, window_us));
        let kind = VIR_MEMCTL_MEMORY_EVENT_PRESSURE;
        self.report_memory_event(&domain.identity, kind, params, Some(reached.listener));
    }

    fn report_memory_event(
        &self,
        domain: &Identity,
        kind: Type,
        params: Vec<TypedParam>,
        listener: Option<i32>,
    ) {
        self.report(domain.clone(), EventKind::Memory { kind, params, listener });
    }

    /// Has the kernel tell a listener of thresholds of pressure, in the place of those before.
    pub fn set_thresholds(
        &self,
        listener: i32,
        domain: Option<Uuid>,
        thresholds: &[PressureThreshold],
    ) -> Result<()> {
        self.check_pressure(thresholds)?;
        let Some(watch) = self.events.get() else {
            return Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                "pressure cannot be watched: this process or its user has no inotify instance or \
                 no file descriptor left",
            ));
        };
        let of_listener = |threshold: &PressureThreshold| ListenerThreshold {
            listener,
            domain,
            threshold: *threshold,
        };
        let thresholds = thresholds.iter().map(of_listener).collect();
        watch
            .set_thresholds(&self.context, listener, thresholds)
            .map_err(|errno| error::system(errno, "have the kernel tell of memory pressure"))
    }

    /// Refuses thresholds where the kernel tells of none, and those that it does not tell users of.
    fn check_pressure(&self, thresholds: &[PressureThreshold]) -> Result<()> {
        let memory = &self.context.host.memory;
        let (has, file) = if memory.version.separate_hierarchies {
            (memory.mount.has(pressure::LEVELS), pressure::LEVELS)
        } else {
            let psi = self.context.host.dir(PSI);
            (psi.is_ok_and(|psi| file::text(&psi, "memory").is_ok()), pressure::STALLS)
        };
        let is_taken =
            |threshold: &PressureThreshold| threshold.window_us.is_multiple_of(USER_WINDOW);
        if has && file == pressure::STALLS && !rustix::process::geteuid().is_root() {
            let refused = thresholds.iter().find(|threshold| !is_taken(threshold));
            return refused.map_or(Ok(()), |threshold| {
                let (kind, window) = (threshold.kind(), threshold.window_us);
                Err(error::invalid(format!(
                    "{kind}_window_us is {window}, expected a multiple of {USER_WINDOW} of a \
                     program that is not root"
                )))
            });
        }
        if has {
            return Ok(());
        }
        Err(self.context.error(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            format!(
                "this kernel has no {file}: pressure stall information needs CONFIG_PSI, and psi=1 \
                 on its command line where that is not the default"
            ),
        ))
    }
}

const COUNT: &str = VIR_MEMCTL_MEMORY_EVENT_COUNT;
const TOTAL: &str = VIR_MEMCTL_MEMORY_EVENT_TOTAL;

fn number(name: &str, value: u64) -> TypedParam {
    TypedParam::new(name, Value::ULLong(value))
}
