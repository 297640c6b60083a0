//! Bulk statistics for a driver that gathers them per domain.

use crate::model::constants::VIR_CONNECT_GET_ALL_DOMAINS_STATS_ENFORCE_STATS as ENFORCE;
use crate::model::constants::virConnectGetAllDomainStatsFlags::*;
use crate::model::domain::{Identity, Summary};
use crate::model::statistics::StatsRecord;
use crate::model::typed::TypedParam;
use crate::model::{Error, Result, filter, flags, virErrorDomain, virErrorNumber};
use crate::sorting::map_of;

/// The filter flags: those of `virConnectListAllDomains` for a domain's state.
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

/// The requested groups, limited to those that the driver knows; 0 means all of them.
/// `from` is the driver's error domain.
///
/// Errors: VIR_ERR_INVALID_ARG for other flags, VIR_ERR_ARGUMENT_UNSUPPORTED for an
/// unknown group, if the flags request it.
pub fn groups(known: u32, asked: u32, stats_flags: u32, from: virErrorDomain) -> Result<u32> {
    flags::check(from, stats_flags, FILTERS | HOW)?;
    match asked & !known {
        0 if asked == 0 => Ok(known),
        unknown if unknown != 0 && stats_flags & ENFORCE != 0 => Err(Error::new(
            from,
            virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED,
            format!("stats {asked:#x} hold {unknown:#x}, expected only bits of {known:#x}"),
        )),
        _ => Ok(asked & known),
    }
}

/// Whether a domain passes the filters in the flags.
pub fn passes(domain: &Summary, stats_flags: u32) -> bool {
    filter::passes(domain, stats_flags & FILTERS)
}

/// All domains that pass the filters, or those of `wanted` that do and still exist, in
/// their order.
pub fn chosen(all: Vec<Summary>, wanted: Option<&[Identity]>, stats_flags: u32) -> Vec<Identity> {
    let found: Vec<Summary> = match wanted {
        None => all,
        Some(wanted) => {
            // Of two with the same uuid that of the name counts, else the first.
            let place = |(at, summary): (usize, &Summary)| (summary.identity.uuid, at);
            let by_uuid = map_of(all.iter().enumerate().rev().map(place));
            let of = |domain: &Identity| {
                let first = all.get(*by_uuid.get(&domain.uuid)?)?;
                let is_it = |found: &&Summary| {
                    found.identity.uuid == domain.uuid && found.identity.name == domain.name
                };
                let is_named = first.identity.name == domain.name;
                let named = if is_named { None } else { all.iter().find(is_it) };
                Some(named.unwrap_or(first).clone())
            };
            wanted.iter().filter_map(of).collect()
        }
    };
    let passing = found.into_iter().filter(|found| passes(found, stats_flags));
    passing.map(|summary| summary.identity).collect()
}

/// The statistics of these domains, gathered one by one; a domain that disappears
/// meanwhile is omitted.
pub fn gather(
    domains: Vec<Identity>,
    stats: impl Fn(&Identity) -> Result<Vec<TypedParam>>,
) -> Result<Vec<StatsRecord>> {
    let mut records = Vec::with_capacity(domains.len());
    for domain in domains {
        match stats(&domain) {
            Ok(params) => records.push((domain, params)),
            Err(error) if error.code() == virErrorNumber::VIR_ERR_NO_DOMAIN => {}
            Err(error) => return Err(error),
        }
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::domain::{State, Uuid};

    const HERE: virErrorDomain = virErrorDomain::VIR_FROM_TEST;

    fn summary(number: u8, state: State) -> Summary {
        let identity = Identity {
            name: number.to_string(),
            uuid: Uuid::from_bytes([number; 16]),
            id: state.is_active().then_some(number.into()),
        };
        Summary {
            identity,
            state,
            persistent: true,
            autostart: false,
            managed_save: false,
            snapshots: false,
            checkpoints: false,
        }
    }

    fn all() -> Vec<Summary> {
        use State::*;
        vec![
            summary(1, VIR_DOMAIN_RUNNING),
            summary(2, VIR_DOMAIN_SHUTOFF),
            summary(3, VIR_DOMAIN_PAUSED),
        ]
    }

    fn names(domains: Vec<Identity>) -> Vec<String> {
        domains.into_iter().map(|domain| domain.name).collect()
    }

    #[test]
    fn groups_that_are_known() {
        assert_eq!(groups(0b101, 0, 0, HERE), Ok(0b101));
        assert_eq!(groups(0b101, 0b110, 0, HERE), Ok(0b100));
        let code = |result: Result<u32>| result.unwrap_err().code();
        assert_eq!(
            code(groups(0b101, 0b110, ENFORCE, HERE)),
            virErrorNumber::VIR_ERR_ARGUMENT_UNSUPPORTED
        );
        // An unknown flag is reported first.
        assert_eq!(
            code(groups(0b101, 0b110, ENFORCE | 1 << 20, HERE)),
            virErrorNumber::VIR_ERR_INVALID_ARG
        );
    }

    #[test]
    fn domains_that_are_chosen() {
        let active = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE as u32;
        assert_eq!(names(chosen(all(), None, 0)), ["1", "2", "3"]);
        assert_eq!(names(chosen(all(), None, active)), ["1", "3"]);
        let wanted: Vec<Identity> =
            [3, 9, 2, 3].map(|number| summary(number, State::VIR_DOMAIN_RUNNING).identity).into();
        assert_eq!(names(chosen(all(), Some(&wanted), 0)), ["3", "2", "3"]);
        assert_eq!(names(chosen(all(), Some(&wanted), active)), ["3", "3"]);
        assert_eq!(names(chosen(all(), Some(&[]), 0)), Vec::<String>::new());
    }

    #[test]
    fn a_domain_that_went_is_left_out() {
        let stats = |code: virErrorNumber| {
            gather(chosen(all(), None, 0), |domain| match domain.id {
                None => Err(Error::new(HERE, code, "")),
                Some(_) => Ok(Vec::new()),
            })
        };
        assert_eq!(stats(virErrorNumber::VIR_ERR_NO_DOMAIN).unwrap().len(), 2);
        assert!(stats(virErrorNumber::VIR_ERR_SYSTEM_ERROR).is_err());
    }
}
