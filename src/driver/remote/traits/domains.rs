//! Lookup of domains, and their state.

use crate::driver::Domains;
use crate::driver::remote::driver::RemoteDriver;
use crate::driver::remote::protocol::{
    DomainGetInfo, connect_list_all_domains, connect_list_defined_domains, connect_list_domains,
    connect_num_of_defined_domains, connect_num_of_domains, domain_get_info, domain_get_state,
    domain_is_active, domain_is_persistent, domain_lookup_by_id, domain_lookup_by_name,
    domain_lookup_by_uuid, rpc_error,
};
use crate::model::domain::{Identity, Info, Key, State, StateReason};
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber};

/// The most ids or names in one answer.
const MOST: i32 = 16384;

impl Domains for RemoteDriver {
    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>> {
        match self.domain(key) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.code() == virErrorNumber::VIR_ERR_NO_DOMAIN => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn domain(&self, key: Key<'_>) -> Result<Identity> {
        self.call(match key {
            Key::Name(name) => domain_lookup_by_name(name.as_bytes()),
            Key::Id(id) => domain_lookup_by_id(id),
            Key::Uuid(uuid) => domain_lookup_by_uuid(&uuid),
        })
    }

    fn listed(&self, flags: u32) -> Result<Vec<Identity>> {
        Ok(self.call(connect_list_all_domains(1, flags))?.domains)
    }

    fn active_ids(&self) -> Result<Vec<i32>> {
        self.call(connect_list_domains(MOST))
    }

    fn active_count(&self) -> Result<usize> {
        number(self.call(connect_num_of_domains())?)
    }

    fn defined_names(&self) -> Result<Vec<String>> {
        self.call(connect_list_defined_domains(MOST))
    }

    fn defined_count(&self) -> Result<usize> {
        number(self.call(connect_num_of_defined_domains())?)
    }

    fn is_active(&self, domain: &Identity) -> Result<bool> {
        Ok(self.call(domain_is_active(domain))? != 0)
    }

    fn state(&self, domain: &Identity, flags: u32) -> Result<StateReason> {
        let found = self.call(domain_get_state(domain, flags))?;
        Ok(StateReason { state: state(found.state)?, reason: found.reason })
    }

    fn info(&self, domain: &Identity) -> Result<Info> {
        let DomainGetInfo { state: number, max_mem, memory, nr_virt_cpu, cpu_time } =
            self.call(domain_get_info(domain))?;
        Ok(Info {
            state: state(number.try_into().unwrap_or(-1))?,
            max_memory: Kib(max_mem),
            memory: Kib(memory),
            vcpus: u16::try_from(nr_virt_cpu).unwrap_or(u16::MAX),
            cpu_time,
        })
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        Ok(self.call(domain_is_persistent(domain))? != 0)
    }
}

/// A count that C passes as an int.
fn number(count: i32) -> Result<usize> {
    usize::try_from(count).map_err(|_| rpc_error(format!("the answer counts {count} domains")))
}

fn state(number: i32) -> Result<State> {
    State::from_number(number)
        .ok_or_else(|| rpc_error(format!("the answer has the unknown state {number}")))
}
