//! Finding domains, and what they are.

use crate::driver::Domains;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::stats::info;
use crate::model::Result;
use crate::model::domain::{Identity, Info, Key, StateReason, Summary};

impl Domains for HostDriver {
    fn domains(&self) -> Result<Vec<Summary>> {
        Ok(self.discover()?.iter().map(|found| found.summary()).collect())
    }

    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>> {
        self.find(key)
    }

    fn state(&self, domain: &Identity, _flags: u32) -> Result<StateReason> {
        Ok(self.current_domain(domain)?.state)
    }

    fn info(&self, domain: &Identity) -> Result<Info> {
        let found = self.domain_of(domain)?;
        if let (None, Some(config)) = (&found.group, &found.config) {
            let definition = config.definition(&found.identity.name)?;
            return Ok(info::of_definition(found.state.state, &definition));
        }
        let live = self.fresh_live(domain)?;
        self.or_gone(&live, info::info(&self.context.host, &live))
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        Ok(self.current_domain(domain)?.persistent)
    }
}
