//! Finding domains, and what they are.

use crate::driver::Domains;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::stats::info;
use crate::model::Result;
use crate::model::domain::{Identity, Info, Key, StateReason, Summary};

impl Domains for HostDriver {
    fn domains(&self) -> Result<Vec<Summary>> {
        Ok(self.discover()?.iter().map(|guest| guest.summary()).collect())
    }

    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>> {
        self.find(key)
    }

    fn state(&self, domain: &Identity) -> Result<StateReason> {
        Ok(self.fresh_guest(domain)?.state)
    }

    fn info(&self, domain: &Identity) -> Result<Info> {
        let guest = self.guest(domain)?;
        if let (None, Some(config)) = (&guest.group, &guest.config) {
            return Ok(info::of_definition(guest.state.state, config));
        }
        let live = self.fresh_live(domain)?;
        self.or_gone(&live, info::info(&self.context.host, &live))
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        Ok(self.fresh_guest(domain)?.persistent)
    }
}
