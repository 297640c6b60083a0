//! Lookup of domains on the test driver.

use super::driver::TestDriver;
use super::test_domain::TestDomain;
use crate::driver::Domains;
use crate::model::Result;
use crate::model::domain::{Identity, Info, Key, StateReason, Summary};
use std::time::{SystemTime, UNIX_EPOCH};

impl Domains for TestDriver {
    fn domains(&self) -> Result<Vec<Summary>> {
        Ok(self.shared.host().guests().map(TestDomain::summary).collect())
    }

    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>> {
        let host = self.shared.host();
        let found = match key {
            Key::Name(name) => host.by_name(name),
            Key::Uuid(uuid) => host.by_uuid(uuid),
            Key::Id(id) => host.guests().find(|guest| guest.id() == Some(id)),
        };
        Ok(found.map(TestDomain::identity))
    }

    fn state(&self, domain: &Identity, _flags: u32) -> Result<StateReason> {
        self.read(domain, |guest| Ok(guest.state))
    }

    fn info(&self, domain: &Identity) -> Result<Info> {
        self.read(domain, info)
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        self.read(domain, |guest| Ok(guest.persistent))
    }
}

/// The CPU time is derived from the wall clock, so that it always grows.
fn info(guest: &TestDomain) -> Result<Info> {
    let definition = guest.current()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Ok(Info {
        state: guest.state.state,
        max_memory: definition.memory,
        memory: definition.current_memory,
        vcpus: definition.vcpus.current,
        cpu_time: u64::try_from(now.as_nanos()).unwrap_or(u64::MAX),
    })
}
