//! Statistics of many domains in one call.

use super::{Connection, Domain};
use crate::model::constants::VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS as ENFORCE;
use crate::model::constants::virConnectGetAllDomainStatsFlags::*;
use crate::model::domain::Summary;
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, filter, flags, virErrorNumber};

/// The filters among the flags: those of `virConnectListAllDomains` that go by
/// a domain's state.
const FILTERS: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER as u32;

const HOW: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT as u32
    | VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING as u32
    | ENFORCE;

/// A domain and what is told of it.
pub type Record = (Domain, Vec<TypedParam>);

impl Connection {
    /// The statistics of every domain that passes the filters in the flags.
    ///
    /// `groups` are bits of `virDomainStatsTypes`, 0 for all that the driver
    /// knows. A group that it does not know is left out, or
    /// VIR_ERR_ARGUMENT_UNSUPPORTED if the flags say so.
    pub fn all_stats(&self, groups: u32, stats_flags: u32) -> Result<Vec<Record>> {
        let groups = self.stats_groups(groups, stats_flags)?;
        self.stats_of(self.driver().domains()?, groups, stats_flags)
    }

    /// The same of these domains; one that has gone is left out.
    pub fn listed_stats(
        &self,
        domains: &[&Domain],
        groups: u32,
        stats_flags: u32,
    ) -> Result<Vec<Record>> {
        let groups = self.stats_groups(groups, stats_flags)?;
        let all = self.driver().domains()?;
        let found = domains.iter().filter_map(|domain| {
            all.iter().find(|summary| summary.identity.uuid == domain.uuid()).cloned()
        });
        self.stats_of(found.collect(), groups, stats_flags)
    }

    fn stats_groups(&self, groups: u32, stats_flags: u32) -> Result<u32> {
        let domain = self.driver().error_domain();
        let known = self.driver().stats_groups()?;
        flags::check(domain, stats_flags, FILTERS | HOW)?;
        match groups & !known {
            0 if groups == 0 => Ok(known),
            unknown if unknown != 0 && stats_flags & ENFORCE != 0 => Err(Error::new(
                domain,
                virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED,
                format!("stats {groups:#x} hold {unknown:#x}, expected only bits of {known:#x}"),
            )),
            _ => Ok(groups & known),
        }
    }

    fn stats_of(&self, domains: Vec<Summary>, groups: u32, filters: u32) -> Result<Vec<Record>> {
        let mut records = Vec::with_capacity(domains.len());
        for summary in domains {
            if !filter::passes(&summary, filters & FILTERS) {
                continue;
            }
            match self.driver().stats(&summary.identity, groups) {
                Ok(params) => records.push((Domain::new(self.clone(), summary.identity), params)),
                // It went while the others were looked at.
                Err(gone) if gone.code() == virErrorNumber::VIR_ERR_NO_DOMAIN => {}
                Err(error) => return Err(error),
            }
        }
        Ok(records)
    }
}
