//! Lookup of machines, and their state.

use crate::driver::Domains;
use crate::driver::esx::allocation::memory_of;
use crate::driver::esx::driver::EsxDriver;
use crate::driver::esx::machine::{CPUS, SIZE};
use crate::driver::esx::properties::Object;
use crate::driver::esx::soap::Reference;
use crate::driver::esx::{allocation, machine};
use crate::model::constants::virConnectListAllDomainsFlags::{
    VIR_CONNECT_LIST_DOMAINS_AUTOSTART, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT,
    VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART, VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT,
};
use crate::model::domain::{Identity, Info, Key, State, StateReason, Summary};
use crate::model::{Result, filter};

impl Domains for EsxDriver {
    fn domains(&self) -> Result<Vec<Summary>> {
        self.summaries(self.starting()?, true)
    }

    /// The host is asked which machines it starts only where that is looked at.
    fn listed(&self, flags: u32) -> Result<Vec<Identity>> {
        let starting = if flags & STARTING != 0 { self.starting()? } else { Vec::new() };
        let all = self.summaries(starting, flags & SNAPSHOTS != 0)?.into_iter();
        Ok(all
            .filter(|domain| filter::passes(domain, flags))
            .map(|domain| domain.identity)
            .collect())
    }
    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>> {
        self.find_machine(key)
    }

    fn active_ids(&self) -> Result<Vec<i32>> {
        Ok(self.machines(&[])?.into_iter().filter_map(|(domain, _)| domain.id).collect())
    }

    fn defined_names(&self) -> Result<Vec<String>> {
        let all = self.machines(&[])?.into_iter().map(|(domain, _)| domain);
        Ok(all.filter(|domain| domain.id.is_none()).map(|domain| domain.name).collect())
    }

    fn state(&self, domain: &Identity, flags: u32) -> Result<StateReason> {
        crate::driver::Node::check_flags(self, flags, 0)?;
        let state = machine::state(&self.machine(domain, &[])?)?;
        Ok(StateReason { state, reason: 0 })
    }

    fn info(&self, domain: &Identity) -> Result<Info> {
        let found = self.machine(domain, &[SIZE, CPUS, allocation::MEMORY])?;
        let (size, limit) = memory_of(&found)?;
        Ok(Info {
            state: machine::state(&found)?,
            max_memory: size,
            // As libvirt's driver: also one above the size.
            memory: if limit.is_unlimited() { size } else { limit },
            vcpus: found.required_number(CPUS)?,
            cpu_time: 0,
        })
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        self.machine(domain, &[]).map(|_| true)
    }
}

impl EsxDriver {
    /// All machines. Whether one has snapshots is asked for if that is looked at; a state that is not told is none.
    fn summaries(&self, starting: Vec<Reference>, with_snapshots: bool) -> Result<Vec<Summary>> {
        let summary = |(identity, object): (Identity, Object)| Summary {
            identity,
            state: machine::state(&object).unwrap_or(State::VIR_DOMAIN_NOSTATE),
            persistent: true,
            autostart: starting.contains(&object.reference),
            managed_save: false,
            snapshots: has_snapshots(&object),
            checkpoints: false,
        };
        let properties: &[&str] = if with_snapshots { &[ROOTS, CURRENT] } else { &[] };
        Ok(self.machines(properties)?.into_iter().map(summary).collect())
    }
}

const STARTING: u32 =
    VIR_CONNECT_LIST_DOMAINS_AUTOSTART as u32 | VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART as u32;

const SNAPSHOTS: u32 =
    VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT as u32 | VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT as u32;

/// The snapshots that have none before them, which old hosts do not tell.
const ROOTS: &str = "rootSnapshot";

/// The snapshot that the machine is after; unset also where it is before all of them.
const CURRENT: &str = "snapshot.currentSnapshot";

fn has_snapshots(machine: &Object) -> bool {
    let roots = machine.value(ROOTS).into_iter().flat_map(|all| all.elements());
    roots.count() > 0 || machine.value(CURRENT).is_some()
}
