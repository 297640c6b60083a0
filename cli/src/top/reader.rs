//! Reads domains, by one bulk call each time.

use super::budget::Budget;
use super::figures::{Figures, GROUPS};
use super::row::Reading;
use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use virmemctl::api::{Connection, Domain, Record};
use virmemctl::model::Result;
use virmemctl::model::constants::virConnectGetAllDomainStatsFlags::{
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE, VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT,
};
use virmemctl::model::domain::Uuid;

/// Running domains; no monitor of a virtual machine is waited for.
const FLAGS: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT as u32;

/// What reads.
pub struct Reader<'c> {
    connection: &'c Connection,
    domains: BTreeMap<Uuid, Domain>,
    budget: Budget,
    /// When the budget was asked last, and the CPU time used until then.
    asked: (Instant, Duration),
}

impl<'c> Reader<'c> {
    /// One that has read all domains, and what it has read.
    pub fn begin(connection: &'c Connection) -> Result<(Self, Vec<Reading>)> {
        let (domains, budget) = (BTreeMap::new(), Budget::new(Duration::ZERO));
        let mut reader = Self { connection, domains, budget, asked: now() };
        let readings = reader.all()?;
        reader.asked = now();
        Ok((reader, readings))
    }

    /// Reads all running domains.
    pub fn all(&mut self) -> Result<Vec<Reading>> {
        let before = cpu_time();
        let records = self.connection.all_stats(GROUPS, FLAGS)?;
        let readings = records.iter().map(reading).collect();
        self.domains = records.into_iter().map(|(domain, _)| (domain.uuid(), domain)).collect();
        self.budget.set_cost(cpu_time().saturating_sub(before));
        Ok(readings)
    }

    /// Reads these of those that were found; what has ended is left out.
    pub fn some(&self, wanted: &[Uuid]) -> Result<Vec<Reading>> {
        let domains: Vec<&Domain> =
            wanted.iter().filter_map(|uuid| self.domains.get(uuid)).collect();
        let records = self.connection.listed_stats(&domains, GROUPS, FLAGS)?;
        Ok(records.iter().map(reading).collect())
    }

    /// Whether there is CPU time to read all, once a tick.
    pub fn may_read_all(&mut self) -> bool {
        let (before, used_before) = self.asked;
        self.asked = now();
        let (at, used) = self.asked;
        let elapsed = at.saturating_duration_since(before);
        self.budget.tick(elapsed, used.saturating_sub(used_before))
    }

    /// A domain that was found.
    pub fn domain(&self, uuid: &Uuid) -> Option<&Domain> {
        self.domains.get(uuid)
    }
}

fn reading((domain, params): &Record) -> Reading {
    let (uuid, name) = (domain.uuid(), domain.name().to_owned());
    Reading { uuid, name, figures: Figures::of(params) }
}

/// The time, and the CPU time that this process has used.
fn now() -> (Instant, Duration) {
    (Instant::now(), cpu_time())
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let part = |number: i64| u64::try_from(number).unwrap_or_default();
    Duration::from_secs(part(time.tv_sec)) + Duration::from_nanos(part(time.tv_nsec))
}
