//! Statistics of many domains from a driver that gathers them one by one.

use super::Statistics;
use crate::model::constants::VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS as ENFORCE;
use crate::model::constants::virConnectGetAllDomainStatsFlags::*;
use crate::model::domain::{Identity, Summary};
use crate::model::statistics::StatsRecord;
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

/// What [`Statistics::all_stats`] gives where a driver has no call for all.
pub fn one_by_one<D: Statistics + ?Sized>(
    driver: &D,
    domains: Option<&[Identity]>,
    groups: u32,
    stats_flags: u32,
) -> Result<Vec<StatsRecord>> {
    let groups = known_groups(driver, groups, stats_flags)?;
    let mut records = Vec::new();
    for summary in chosen(driver, domains)? {
        if !filter::passes(&summary, stats_flags & FILTERS) {
            continue;
        }
        match driver.stats(&summary.identity, groups) {
            Ok(params) => records.push((summary.identity, params)),
            // It went while the others were looked at.
            Err(gone) if gone.code() == virErrorNumber::VIR_ERR_NO_DOMAIN => {}
            Err(error) => return Err(error),
        }
    }
    Ok(records)
}

/// The groups to gather: 0 means all that the driver knows.
fn known_groups<D: Statistics + ?Sized>(driver: &D, groups: u32, stats_flags: u32) -> Result<u32> {
    let known = driver.stats_groups()?;
    flags::check(driver.error_domain(), stats_flags, FILTERS | HOW)?;
    match groups & !known {
        0 if groups == 0 => Ok(known),
        unknown if unknown != 0 && stats_flags & ENFORCE != 0 => Err(Error::new(
            driver.error_domain(),
            virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED,
            format!("stats {groups:#x} hold {unknown:#x}, expected only bits of {known:#x}"),
        )),
        _ => Ok(groups & known),
    }
}

/// All domains, or those of `domains` that are still there, in their order.
fn chosen<D: Statistics + ?Sized>(
    driver: &D,
    domains: Option<&[Identity]>,
) -> Result<Vec<Summary>> {
    let all = driver.domains()?;
    let Some(domains) = domains else { return Ok(all) };
    let found = domains
        .iter()
        .filter_map(|domain| all.iter().find(|summary| summary.identity.uuid == domain.uuid));
    Ok(found.cloned().collect())
}
