//! Statistics of machines, by the host's quick statistics. It counts in MB.

use crate::driver::esx::allocation::{Allocation, MEMORY};
use crate::driver::esx::document::memtune;
use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::error::{HERE, refused};
use crate::driver::esx::machine;
use crate::driver::esx::machine::{CPUS, SIZE};
use crate::driver::esx::properties::Object;
use crate::driver::{Node, Statistics, bulk_stats};
use crate::model::Result;
use crate::model::constants::VIR_MEMCTL_MEMORY_SHARES;
use crate::model::constants::virDomainStatsTypes::{
    VIR_DOMAIN_STATS_BALLOON, VIR_DOMAIN_STATS_STATE, VIR_DOMAIN_STATS_VCPU,
};
use crate::model::constants::virMemctlDomainStatsTypes::{
    VIR_MEMCTL_DOMAIN_STATS_MEMTUNE, VIR_MEMCTL_DOMAIN_STATS_USAGE,
};
use crate::model::domain::{Identity, State, Summary};
use crate::model::parameters::memory::MemoryField;
use crate::model::statistics::{MemoryStat, MemoryTag, StatsRecord};
use crate::model::typed::{TypedParam, Value};
use crate::model::units::Kib;
use crate::model::virErrorNumber::VIR_ERR_OPERATION_INVALID;

const USED: &str = "summary.quickStats.hostMemoryUsage";
const ACTIVE: &str = "summary.quickStats.guestMemoryUsage";
const BALLOON: &str = "summary.quickStats.balloonedMemory";
const SWAPPED: &str = "summary.quickStats.swappedMemory";

/// What statistics are made of.
const PROPERTIES: [&str; 7] = [SIZE, CPUS, MEMORY, USED, ACTIVE, BALLOON, SWAPPED];

/// What the statistics of a group are, by a machine's properties.
type Group = fn(&Object) -> Result<Vec<TypedParam>>;

/// The groups that the host tells.
const GROUPS: [(u32, Group); 5] = [
    (VIR_DOMAIN_STATS_STATE as u32, state),
    (VIR_DOMAIN_STATS_BALLOON as u32, balloon),
    (VIR_DOMAIN_STATS_VCPU as u32, vcpus),
    (VIR_MEMCTL_DOMAIN_STATS_MEMTUNE as u32, limits),
    (VIR_MEMCTL_DOMAIN_STATS_USAGE as u32, usage),
];

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
        Ok(all_groups())
    }

    fn stats(&self, domain: &Identity, groups: u32) -> Result<Vec<TypedParam>> {
        let found = self.machine(domain, &PROPERTIES)?;
        let told = chosen(groups).map(|group| group(&found)).collect::<Result<Vec<_>>>()?;
        Ok(told.concat())
    }

    /// All of them in one call. What the host withholds of one is left out.
    fn all_stats(
        &self,
        domains: Option<&[Identity]>,
        groups: u32,
        flags: u32,
    ) -> Result<Vec<StatsRecord>> {
        let groups = bulk_stats::groups(all_groups(), groups, flags, HERE)?;
        let all = self.machines(&PROPERTIES)?;
        let summaries = all.iter().map(|(identity, object)| summary(identity, object)).collect();
        let of = |domain: Identity| {
            let (_, object) = all.iter().find(|(known, _)| *known == domain)?;
            let told: Vec<Vec<TypedParam>> =
                chosen(groups).filter_map(|group| group(object).ok()).collect();
            Some((domain, told.concat()))
        };
        Ok(bulk_stats::chosen(summaries, domains, flags).into_iter().filter_map(of).collect())
    }
}

fn all_groups() -> u32 {
    GROUPS.iter().fold(0, |all, (group, _)| all | group)
}

fn chosen(groups: u32) -> impl Iterator<Item = Group> {
    let is_chosen = move |(group, _): &&(u32, Group)| groups & group != 0;
    GROUPS.iter().filter(is_chosen).map(|(_, params)| *params)
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
    let size = machine.required_size(SIZE)?;
    let balloon = figure(machine, BALLOON)?.unwrap_or_default();
    let actual = Kib(size.0.saturating_sub(balloon.0));
    let mut all = vec![(ACTUAL, actual), (AVAILABLE, size)];
    all.extend(figure(machine, USED)?.map(|used| (RSS, used)));
    Ok(all)
}

/// One of the quick statistics, where it is told.
fn figure(machine: &Object, property: &str) -> Result<Option<Kib>> {
    Ok(machine.optional_number::<u32>(property)?.map(|mb| Kib::mib(mb.into())))
}

const ACTUAL: MemoryTag = MemoryTag::VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON;
const AVAILABLE: MemoryTag = MemoryTag::VIR_DOMAIN_MEMORY_STAT_AVAILABLE;
const RSS: MemoryTag = MemoryTag::VIR_DOMAIN_MEMORY_STAT_RSS;

fn param(name: &str, size: Kib) -> TypedParam {
    TypedParam::new(name, Value::ULLong(size.0))
}

fn state(machine: &Object) -> Result<Vec<TypedParam>> {
    let state = machine::state(machine)? as i32;
    let of = |name: &str, value: i32| TypedParam::new(name, Value::Int(value));
    Ok(vec![of("state.state", state), of("state.reason", 0)])
}

fn balloon(machine: &Object) -> Result<Vec<TypedParam>> {
    let is_off = machine::state(machine)? == State::VIR_DOMAIN_SHUTOFF;
    let names = |tag: MemoryTag| match tag {
        ACTUAL => ["balloon.current"].as_slice(),
        AVAILABLE if is_off => &["balloon.maximum"],
        AVAILABLE => &["balloon.maximum", "balloon.available"],
        _ if is_off => &[],
        _ => &["balloon.rss"],
    };
    let sizes = sizes(machine)?.into_iter();
    Ok(sizes.flat_map(|(tag, kib)| names(tag).iter().map(move |name| param(name, kib))).collect())
}

fn vcpus(machine: &Object) -> Result<Vec<TypedParam>> {
    let cpus: u32 = machine.required_number(CPUS)?;
    let of = |name: &str| TypedParam::new(name, Value::UInt(cpus));
    Ok(vec![of("vcpu.current"), of("vcpu.maximum")])
}

fn limits(machine: &Object) -> Result<Vec<TypedParam>> {
    let held = memtune(&Allocation::read(machine, MEMORY)?);
    let of = |field: MemoryField| param(&format!("memtune.{}", field.name()), held.limit(field));
    let limits = [MemoryField::HardLimit, MemoryField::MinGuarantee].map(of);
    let shares = held.shares().map(|shares| {
        let name = format!("memtune.{VIR_MEMCTL_MEMORY_SHARES}");
        TypedParam::new(name.as_str(), shares.value())
    });
    let is_active = machine::state(machine)?.is_active();
    let used = if is_active { figure(machine, USED)? } else { None };
    let used = used.map(|used| param("memtune.usage", used));
    Ok(limits.into_iter().chain(shares).chain(used).collect())
}

/// The memory that the guest uses actively, and what the host has swapped of it.
fn usage(machine: &Object) -> Result<Vec<TypedParam>> {
    let active = figure(machine, ACTIVE)?.map(|kib| param("memctl.working_set", kib));
    let swapped = figure(machine, SWAPPED)?.map(|kib| param("memctl.swap", kib));
    Ok(active.into_iter().chain(swapped).collect())
}
