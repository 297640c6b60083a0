//! Reads domains, by one bulk call each time.

use super::budget::Budget;
use super::figures::{Figures, GROUPS};
use super::row::Reading;
use super::turn::Turn;
use crate::records::add_limits;
use rustix::time::{ClockId, clock_gettime};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use virmemctl::api::{Connection, Domain, Record};
use virmemctl::model::Result;
use virmemctl::model::constants::virConnectGetAllDomainStatsFlags::{
    VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE, VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT,
};
use virmemctl::model::constants::virConnectListAllDomainsFlags::VIR_CONNECT_LIST_DOMAINS_ACTIVE;
use virmemctl::model::domain::Uuid;

/// Running domains; no monitor of a virtual machine is waited for.
const FLAGS: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT as u32;

/// What reads.
pub struct Reader<'c> {
    connection: &'c Connection,
    /// The running domains, as they were found last.
    domains: BTreeMap<Uuid, Domain>,
    budget: Budget,
    turn: Turn,
    /// When the last tick began, and the CPU time used until then.
    began: (Instant, Duration),
}

/// What was read of the domains that were asked for: those of them that are missing have ended.
pub struct Read {
    /// None: all of them.
    pub asked: Option<Vec<Uuid>>,
    /// Their figures.
    pub readings: Vec<Reading>,
}

impl<'c> Reader<'c> {
    /// One that has read all domains, and what it has read.
    pub fn begin(connection: &'c Connection) -> Result<(Self, Read)> {
        let mut reader = Self {
            connection,
            domains: BTreeMap::new(),
            budget: Budget::default(),
            turn: Turn::default(),
            began: now(),
        };
        let read = reader.all()?;
        reader.began = now();
        Ok((reader, read))
    }

    /// Reads all running domains.
    pub fn all(&mut self) -> Result<Read> {
        let before = cpu_time();
        let mut records = self.connection.all_stats(GROUPS, FLAGS)?;
        add_limits(&mut records);
        let readings = records.iter().map(reading).collect();
        self.domains = records.into_iter().map(|(domain, _)| (domain.uuid(), domain)).collect();
        self.budget.has_read(self.domains.len(), cpu_time().saturating_sub(before));
        Ok(Read { asked: None, readings })
    }

    /// Reads once a tick: those in view, and of the others as many as there is CPU time for, in turn.
    pub fn tick(&mut self, in_view: &[Uuid]) -> Result<Read> {
        let (began, used) = self.began;
        self.began = now();
        let elapsed = self.began.0.saturating_duration_since(began);
        self.budget.tick(elapsed, self.began.1.saturating_sub(used));
        let others = self.budget.domains(in_view.len());
        if others.saturating_add(in_view.len()) >= self.domains.len() {
            return self.all();
        }
        let mut asked: BTreeSet<Uuid> = in_view.iter().copied().collect();
        if self.budget.may_scan() {
            asked.extend(self.scan()?);
        }
        asked.extend(self.turn.next(&self.domains, &asked, others));
        self.these(asked)
    }

    /// Finds all running domains: those that are new, and those that have ended.
    fn scan(&mut self) -> Result<Vec<Uuid>> {
        let before = cpu_time();
        let found = self.connection.domains(VIR_CONNECT_LIST_DOMAINS_ACTIVE as u32)?;
        let found: BTreeMap<Uuid, Domain> =
            found.into_iter().map(|domain| (domain.uuid(), domain)).collect();
        let old = std::mem::replace(&mut self.domains, found);
        self.budget.has_scanned(cpu_time().saturating_sub(before));
        let new = self.domains.keys().filter(|uuid| !old.contains_key(uuid));
        let ended = old.keys().filter(|uuid| !self.domains.contains_key(uuid));
        Ok(new.chain(ended).copied().collect())
    }

    fn these(&mut self, asked: BTreeSet<Uuid>) -> Result<Read> {
        let before = cpu_time();
        let known = asked.iter().filter_map(|uuid| self.domains.get(uuid));
        let domains: Vec<&Domain> = known.collect();
        let mut records = self.connection.listed_stats(&domains, GROUPS, FLAGS)?;
        add_limits(&mut records);
        self.budget.has_read(records.len(), cpu_time().saturating_sub(before));
        let readings: Vec<Reading> = records.iter().map(reading).collect();
        let found: BTreeSet<Uuid> = readings.iter().map(|reading| reading.uuid).collect();
        self.domains.retain(|uuid, _| found.contains(uuid) || !asked.contains(uuid));
        Ok(Read { asked: Some(asked.into_iter().collect()), readings })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn created(connection: &Connection, name: &str) -> Domain {
        let document = format!(
            "<domain type='test'><name>{name}</name><memory>1024</memory><os><type>hvm</type></os></domain>"
        );
        connection.create_xml(document.as_bytes(), 0).unwrap()
    }

    fn names(read: &Read) -> Vec<&str> {
        read.readings.iter().map(|reading| reading.name.as_str()).collect()
    }

    #[test]
    fn with_little_cpu_time_those_in_view_are_read_and_new_ones_are_found() {
        let connection = Connection::open(Some("test:///default"), 0).unwrap();
        let (one, two) = (created(&connection, "one"), created(&connection, "two"));
        let (mut reader, all) = Reader::begin(&connection).unwrap();
        assert_eq!((all.asked.is_none(), all.readings.len()), (true, 3));
        // Too much has been used; the first tick looks for new ones.
        let long = Duration::from_secs(1000);
        reader.budget.tick(long, 2 * long);
        created(&connection, "three");
        let read = reader.tick(&[one.uuid()]).unwrap();
        let mut found = names(&read);
        found.sort_unstable();
        assert_eq!(found, ["one", "three"]);
        one.destroy(0).unwrap();
        let wanted = [one.uuid(), two.uuid()];
        let read = reader.tick(&wanted).unwrap();
        assert_eq!(names(&read), ["two"]);
        assert!(wanted.iter().all(|uuid| read.asked.as_ref().unwrap().contains(uuid)));
        assert!(reader.domain(&one.uuid()).is_none());
    }
}
