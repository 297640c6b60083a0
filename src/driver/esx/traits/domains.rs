//! Lookup of machines, and their state.

use crate::driver::Domains;
use crate::driver::esx::driver::{CPUS, EsxDriver, SIZE, memory_of};
use crate::driver::esx::{allocation, machine};
use crate::model::Result;
use crate::model::domain::{Identity, Info, Key, StateReason, Summary};

impl Domains for EsxDriver {
    fn domains(&self) -> Result<Vec<Summary>> {
        let starting = self.starting()?;
        let summary = |(identity, object): (Identity, _)| Summary {
            identity,
            state: machine::state(&object),
            persistent: true,
            autostart: starting.contains(&object.reference),
            managed_save: false,
            snapshots: object.value(SNAPSHOT).is_some(),
            checkpoints: false,
        };
        Ok(self.machines(&[SNAPSHOT])?.into_iter().map(summary).collect())
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
        let state = machine::state(&self.machine(domain, &[])?);
        Ok(StateReason { state, reason: 0 })
    }

    fn info(&self, domain: &Identity) -> Result<Info> {
        let found = self.machine(domain, &[SIZE, CPUS, allocation::MEMORY])?;
        let (size, current) = memory_of(&found);
        Ok(Info {
            state: machine::state(&found),
            max_memory: size,
            memory: current,
            vcpus: found.number(CPUS).unwrap_or(0),
            cpu_time: 0,
        })
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        self.machine(domain, &[]).map(|_| true)
    }
}

const SNAPSHOT: &str = "snapshot";
