//! Changing what domains of our own run with and are defined as.

use crate::driver::host::driver::HostDriver;
use crate::driver::host::inventory::domain::Origin;
use crate::driver::host::state::definitions;
use crate::driver::host::state::definitions::Draft;
use crate::driver::host::state::records::Record;
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::{Error, Result, virErrorNumber};
use crate::store::Store;
use crate::xml::definition::Definition;

impl HostDriver {
    /// Changes a domain's definition: the new one is on the disk, or the old one
    /// still is.
    pub fn change_config(
        &self,
        domain: &Identity,
        change: impl FnOnce(&mut Definition) -> Result<()>,
    ) -> Result<()> {
        let change = |draft: &mut Draft| change(&mut draft.definition);
        definitions::change(&self.context.host, &self.context.place, domain, change)
    }

    /// Changes what a running domain runs with, its definition, or both; none is
    /// changed if one cannot be.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED for what another runs.
    pub fn change_definitions(
        &self,
        domain: &Identity,
        affect: Affect,
        change: impl Fn(&mut Definition) -> Result<()>,
    ) -> Result<()> {
        if !affect.live {
            return self.change_config(domain, change);
        }
        let running = self.live_definition(domain)?;
        if self.guest(domain)?.origin != Origin::Own {
            return Err(Error::new(
                self.context.error_domain,
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                format!("what '{}' runs with is kept by another program", domain.name),
            ));
        }
        let open = definitions::Open::new(&self.context.host, &self.context.place)?;
        let draft = affect.config.then(|| open.draft(domain)).transpose()?;
        let draft = draft.map(|mut draft| change(&mut draft.definition).map(|()| draft));
        let draft = draft.transpose()?;
        let records = self.context.place.create(&self.context.host.root)?;
        let old = self.record(&records, domain)?;
        let mut new = old.definition.clone().unwrap_or(running);
        change(&mut new)?;
        let new = Record { definition: Some(new), ..old.clone() };
        let written = self.context.place.write(&records, &new).and_then(|()| match &draft {
            Some(draft) => open.write(&draft.definition, draft.autostart),
            None => Ok(()),
        });
        written.map_err(|failure| match self.context.place.write(&records, &old) {
            Ok(()) => failure,
            Err(second) => failure.context(second.message()),
        })
    }

    /// The record of a running domain; VIR_ERR_NO_DOMAIN when it has ended.
    pub fn record(&self, records: &Store, domain: &Identity) -> Result<Record> {
        let is_it = |record: &Record| record.uuid == domain.uuid && record.ready;
        let found = self.context.place.list(records)?.into_iter().find(is_it);
        found.ok_or_else(|| self.gone(domain))
    }
}
