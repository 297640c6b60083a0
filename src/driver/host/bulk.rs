//! Statistics of many domains in one call: of each file there is one read, and of the host one scan
//! at most.

use super::driver::HostDriver;
use super::inventory::index::{IndexEntry, StateDirs};
use super::open_domains::Live;
use super::stats::groups;
use crate::driver::bulk_stats;
use crate::model::constants::virConnectGetAllDomainStatsFlags::VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT as NOWAIT;
use crate::model::domain::Identity;
use crate::model::statistics::StatsRecord;
use crate::model::typed::TypedParam;
use crate::model::{Result, virErrorNumber};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a call asks the monitors of virtual machines in all: one that hangs must not hold up the
/// statistics of many.
const ASKING: Duration = Duration::from_secs(5);

/// What a call asks for.
struct Call {
    groups: u32,
    flags: u32,
    until: Instant,
}

impl Call {
    fn new(groups: u32, flags: u32) -> Self {
        Self { groups, flags, until: Instant::now() + ASKING }
    }

    /// Whether a monitor may be asked.
    fn may_ask(&self) -> bool {
        self.flags & NOWAIT as u32 == 0 && Instant::now() < self.until
    }
}

/// A domain that a bulk call is about.
struct Subject {
    entry: IndexEntry,
    /// Its open group, where it was looked at.
    live: Option<Live>,
    /// Whether a scan has found it since the call began.
    scanned: bool,
}

impl HostDriver {
    /// The statistics of all domains that pass the filters in the flags; `groups` are known.
    pub fn stats_of_all(&self, groups: u32, flags: u32) -> Result<Vec<StatsRecord>> {
        let call = Call::new(groups, flags);
        let entries = self.discover_entries()?.into_iter();
        let subjects = entries.map(|entry| Subject { entry, live: None, scanned: true });
        let mut records = Vec::new();
        for subject in subjects {
            records.extend(self.record_of(subject, &call)?);
        }
        Ok(records)
    }

    /// The same of these domains; those that have ended are left out.
    pub fn stats_of_these(
        &self,
        domains: &[Identity],
        groups: u32,
        flags: u32,
    ) -> Result<Vec<StatsRecord>> {
        self.restore();
        let call = Call::new(groups, flags);
        let dirs = StateDirs::open(&self.context);
        // What a killed set has left is recovered by a scan.
        let mut scanned = self.has_interrupted_sets();
        if scanned {
            self.discover()?;
        }
        let mut records = Vec::with_capacity(domains.len());
        for domain in domains {
            let mut subject = self.subject(&dirs, domain, scanned);
            if subject.is_none() && !scanned {
                self.discover()?;
                scanned = true;
                subject = self.subject(&dirs, domain, scanned);
            }
            if let Some(subject) = subject {
                records.extend(self.record_of(subject, &call)?);
            }
        }
        Ok(records)
    }

    /// A domain, if a scan has found it, or it still is as it was found.
    fn subject(&self, dirs: &StateDirs, domain: &Identity, scanned: bool) -> Option<Subject> {
        let entry = self.index().get(domain.uuid)?.clone();
        if scanned {
            return Some(Subject { entry, live: None, scanned });
        }
        if !dirs.has_same_files(&entry) {
            return None;
        }
        let live = if entry.domain.is_active() { Some(self.open_known(&entry)?) } else { None };
        Some(Subject { entry, live, scanned })
    }

    /// A domain's record, if it passes the filters and has not ended.
    fn record_of(&self, subject: Subject, call: &Call) -> Result<Option<StatsRecord>> {
        let found = Arc::clone(&subject.entry.domain);
        if !bulk_stats::passes(&found.summary(), call.flags) {
            return Ok(None);
        }
        match self.stats_of(subject, call.groups, call.may_ask()) {
            Ok(params) => Ok(Some((found.identity.clone(), params))),
            Err(error) if error.code() == virErrorNumber::VIR_ERR_NO_DOMAIN => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Its statistics; those of monitors and guests too where they may be asked.
    fn stats_of(&self, subject: Subject, groups: u32, may_ask: bool) -> Result<Vec<TypedParam>> {
        let Subject { entry, live, scanned } = subject;
        let domain = &entry.domain;
        if !domain.is_active() {
            return groups::shut_off(&self.context, domain, groups);
        }
        let gone = || self.context.gone(&domain.identity);
        let open = |live: Option<Live>| {
            let live = live.or_else(|| self.open_found(&entry)).ok_or_else(gone)?;
            Ok(groups::refreshed(&self.context, live, groups, scanned))
        };
        let running = |live: &Live| groups::running(&self.context, live, groups, may_ask);
        self.on_open(open(live)?, || open(None), running)
    }
}
