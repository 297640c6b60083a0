//! Statistics of machines, by the host's quick statistics. It counts in MB.

use crate::driver::esx::allocation::{Allocation, MEMORY};
use crate::driver::esx::document::memtune;
use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::error::{HERE, refused};
use crate::driver::esx::machine;
use crate::driver::esx::machine::{CPUS, SIZE};
use crate::driver::esx::properties::Object;
use crate::driver::esx::units::from_mb;
use crate::driver::{Node, Statistics, bulk_stats};
use crate::model::Result;
use crate::model::constants::virDomainStatsTypes::{self, *};
use crate::model::domain::{Identity, State, Summary};
use crate::model::parameters::memory::MemoryField;
use crate::model::statistics::{MemoryStat, MemoryTag, StatsRecord};
use crate::model::typed::{TypedParam, Value};
use crate::model::units::Kib;
use crate::model::virErrorNumber::VIR_ERR_OPERATION_INVALID;

const USED: &str = "summary.quickStats.hostMemoryUsage";
const BALLOON: &str = "summary.quickStats.balloonedMemory";

/// What statistics are made of.
const PROPERTIES: [&str; 5] = [SIZE, CPUS, MEMORY, USED, BALLOON];

const GROUPS: u32 = VIR_DOMAIN_STATS_STATE as u32
    | VIR_DOMAIN_STATS_BALLOON as u32
    | VIR_DOMAIN_STATS_VCPU as u32
    | VIR_DOMAIN_STATS_MEMORY as u32;

impl Statistics for EsxDriver {
    fn memory_stats(&self, domain: &Identity, flags: u32) -> Result<Vec<MemoryStat>> {
        self.check_flags(flags, 0)?;
        let found = self.machine(domain, &PROPERTIES)?;
        if !machine::state(&found)?.is_active() {
            let detail = format!("domain '{}' is not running", domain.name);
            return Err(refused(VIR_ERR_OPERATION_INVALID, detail));
        }
        let stat = |(tag, size): (MemoryTag, Kib)| MemoryStat { tag, value: size.0 };
        Ok(sizes(&found)?.into_iter().map(stat).collect())
    }

    fn stats_groups(&self) -> Result<u32> {
        Ok(GROUPS)
    }

    fn stats(&self, domain: &Identity, groups: u32) -> Result<Vec<TypedParam>> {
        params(&self.machine(domain, &PROPERTIES)?, groups)
    }

    /// All of them in one call.
    fn all_stats(
        &self,
        domains: Option<&[Identity]>,
        groups: u32,
        flags: u32,
    ) -> Result<Vec<StatsRecord>> {
        let groups = bulk_stats::groups(GROUPS, groups, flags, HERE)?;
        let all = self.machines(&PROPERTIES)?;
        let summaries = all.iter().map(|(identity, object)| summary(identity, object)).collect();
        let chosen = bulk_stats::chosen(summaries, domains, flags);
        let of = |domain: Identity| {
            let (_, object) = all.iter().find(|(known, _)| known.uuid == domain.uuid)?;
            Some(params(object, groups).map(|params| (domain, params)))
        };
        chosen.into_iter().filter_map(of).collect()
    }
}

/// What filters of a domain's state look at.
fn summary(identity: &Identity, object: &Object) -> Summary {
    Summary {
        identity: identity.clone(),
        state: machine::state(object).unwrap_or(State::VIR_DOMAIN_NOSTATE),
        persistent: true,
        autostart: false,
        managed_save: false,
        snapshots: false,
        checkpoints: false,
    }
}

/// What the guest has, what it would have without the balloon, and what the host has given; the last where it is
/// told.
fn sizes(machine: &Object) -> Result<Vec<(MemoryTag, Kib)>> {
    let size: i64 = machine.required_number(SIZE)?;
    let balloon: i64 = machine.number(BALLOON).unwrap_or(0);
    let actual = from_mb(size.saturating_sub(balloon).max(0));
    let used = machine.number::<i64>(USED).map(|used| from_mb(used.max(0)));
    let mut all = vec![(ACTUAL, actual), (AVAILABLE, from_mb(size))];
    all.extend(used.map(|used| (RSS, used)));
    Ok(all)
}

const ACTUAL: MemoryTag = MemoryTag::VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON;
const AVAILABLE: MemoryTag = MemoryTag::VIR_DOMAIN_MEMORY_STAT_AVAILABLE;
const RSS: MemoryTag = MemoryTag::VIR_DOMAIN_MEMORY_STAT_RSS;

fn params(machine: &Object, groups: u32) -> Result<Vec<TypedParam>> {
    let has = |group: virDomainStatsTypes| groups & group as u32 != 0;
    let size = |name: &str, size: Kib| TypedParam::new(name, Value::ULLong(size.0));
    let state = machine::state(machine)?;
    let sizes = sizes(machine)?;
    let of = |tag: MemoryTag| sizes.iter().find(|(known, _)| *known == tag).map(|(_, size)| *size);
    let mut all = Vec::new();
    if has(VIR_DOMAIN_STATS_STATE) {
        all.push(TypedParam::new("state.state", Value::Int(state as i32)));
        all.push(TypedParam::new("state.reason", Value::Int(0)));
    }
    if has(VIR_DOMAIN_STATS_BALLOON) {
        all.extend(of(ACTUAL).map(|kib| size("balloon.current", kib)));
        all.extend(of(AVAILABLE).map(|kib| size("balloon.maximum", kib)));
        if state != State::VIR_DOMAIN_SHUTOFF {
            all.extend(of(AVAILABLE).map(|kib| size("balloon.available", kib)));
            all.extend(of(RSS).map(|kib| size("balloon.rss", kib)));
        }
    }
    if has(VIR_DOMAIN_STATS_VCPU) {
        let cpus: u32 = machine.required_number(CPUS)?;
        all.push(TypedParam::new("vcpu.current", Value::UInt(cpus)));
        all.push(TypedParam::new("vcpu.maximum", Value::UInt(cpus)));
    }
    if has(VIR_DOMAIN_STATS_MEMORY) {
        let held = memtune(&Allocation::read(machine, MEMORY)?);
        for field in [MemoryField::HardLimit, MemoryField::MinGuarantee] {
            all.push(size(&format!("memtune.{}", field.name()), held.limit(field)));
        }
        all.extend(of(RSS).map(|kib| size("memtune.usage", kib)));
    }
    Ok(all)
}
