//! Statistics of many domains in one call.

use super::{Connection, Domain};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::typed::TypedParam;

/// A domain and its statistics.
pub type Record = (Domain, Vec<TypedParam>);

impl Connection {
    /// The statistics of every domain that passes the filters in the flags.
    ///
    /// `groups` are bits of `virDomainStatsTypes`, 0 for all that the driver supports.
    /// Other groups are omitted, or fail with VIR_ERR_ARGUMENT_UNSUPPORTED if the flags
    /// request it.
    pub fn all_stats(&self, groups: u32, stats_flags: u32) -> Result<Vec<Record>> {
        self.stats_of(None, groups, stats_flags)
    }

    /// The same for these domains; one that no longer exists is omitted.
    pub fn listed_stats(
        &self,
        domains: &[&Domain],
        groups: u32,
        stats_flags: u32,
    ) -> Result<Vec<Record>> {
        let identities: Vec<Identity> =
            domains.iter().map(|domain| domain.identity().clone()).collect();
        self.stats_of(Some(&identities), groups, stats_flags)
    }

    fn stats_of(
        &self,
        domains: Option<&[Identity]>,
        groups: u32,
        stats_flags: u32,
    ) -> Result<Vec<Record>> {
        let records = self.driver().all_stats(domains, groups, stats_flags)?;
        let to_record = |(identity, params)| (Domain::new(self.clone(), identity), params);
        Ok(records.into_iter().map(to_record).collect())
    }
}
