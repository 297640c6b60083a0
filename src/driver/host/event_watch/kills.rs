//! Which processes were killed for want of memory: by the kernel's log, and by the counters of the
//! groups above a domain that has ended with its group.

use super::counters::Counters;
use super::domain_watch::DomainWatch;
use crate::driver::host::context::Context;
use crate::model::domain::Uuid;
use crate::sys::RelPath;
use crate::sys::kernel_log::{KernelLog, Killed};
use std::collections::BTreeMap;

/// How many processes are remembered whose kill was logged and not counted yet.
const REMEMBERED: usize = 256;

/// What is known of kills.
#[derive(Default)]
pub struct Kills {
    log: Option<KernelLog>,
    logged: Vec<Killed>,
    is_begun: bool,
    /// By the topmost group above domains: what it has counted beyond the domains.
    beyond: BTreeMap<String, u64>,
}

impl Kills {
    /// Begins to read the log, and takes over what the groups above have counted.
    pub fn refresh(&mut self, context: &Context, domains: &BTreeMap<Uuid, DomainWatch>) {
        if !std::mem::replace(&mut self.is_begun, true)
            && context.host.memory.mount.is_in_cgroupfs()
        {
            // Without it no pids are known.
            self.log = KernelLog::open().ok();
        }
        if context.host.memory.version.separate_hierarchies {
            return;
        }
        let mut counted: BTreeMap<String, u64> = BTreeMap::new();
        for domain in domains.values() {
            let Some(top) = top(&domain.group) else { continue };
            let own = domain.memory.as_ref().map_or(0, |memory| memory.counters().kills());
            *counted.entry(top.to_owned()).or_default() += own;
        }
        let beyond = counted.into_iter().filter_map(|(top, counted)| {
            let all = read(context, &RelPath::new(&top)?)?;
            Some((top, all.saturating_sub(counted)))
        });
        self.beyond = beyond.collect();
    }

    /// The pids of at most that many processes of a group that were killed, as far as the log tells.
    pub fn take(&mut self, group: &RelPath, most: u64) -> Vec<i32> {
        if most == 0 {
            return Vec::new();
        }
        let new = self.log.as_ref().map(KernelLog::take_killed).unwrap_or_default();
        self.logged.extend(new);
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        // The log has paths from the root of the hierarchy, which may be above the mount's.
        let path = format!("/{group}/");
        let is_in = |killed: &mut Killed| format!("{}/", killed.group).contains(&path);
        let taken = self.logged.extract_if(.., is_in).take(most).map(|killed| killed.pid).collect();
        let excess = self.logged.len().saturating_sub(REMEMBERED);
        self.logged.drain(..excess);
        taken
    }

    /// How many processes of a domain were killed in all that has ended with its group, by the
    /// counters of the topmost group above it, which outlives the domain's: on v2 they count what
    /// happens below.
    pub fn above(
        &self,
        context: &Context,
        ended: &DomainWatch,
        domains: &BTreeMap<Uuid, DomainWatch>,
        is_running: &dyn Fn(&Uuid) -> bool,
    ) -> Option<u64> {
        let top = top(&ended.group)?;
        let beyond = self.beyond.get(top)?;
        let others = domains.iter().filter(|(_, other)| self::top(&other.group) == Some(top));
        let mut counted = 0;
        for (uuid, other) in others.filter(|(_, other)| other.group != ended.group) {
            let last = other.memory.as_ref().map_or(0, |memory| memory.counters().kills());
            let now = if is_running(uuid) { read(context, &other.group) } else { None };
            counted += now.unwrap_or(last);
        }
        let all = read(context, &RelPath::new(top)?)?;
        Some(all.saturating_sub(counted + beyond))
    }
}

/// The topmost group above a group, if that is not the root.
fn top(group: &RelPath) -> Option<&str> {
    group.as_str().split_once('/').map(|(top, _)| top)
}

fn read(context: &Context, group: &RelPath) -> Option<u64> {
    let memory = &context.host.memory;
    let dir = memory.open(group).ok()?;
    Counters::read(memory.version, &dir).ok().map(|counters| counters.kills())
}
