//! Limits and use of domains, of one host or of several.

use super::statistics::{find, records};
use super::values::{limit_json, limit_text};
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::hosts;
use crate::output;
use crate::records::add_limits;
use crate::report::Report;
use crate::session::{self, Session};
use crate::size;
use crate::table::Table;
use clap::Args;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;
use std::time::Duration;
use virmemctl::api::{Domain, Record};
use virmemctl::model::constants::virConnectGetAllDomainStatsFlags::VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE;
use virmemctl::model::constants::virMemctlDomainStatsTypes::{
    VIR_MEMCTL_DOMAIN_STATS_MEMTUNE, VIR_MEMCTL_DOMAIN_STATS_USAGE,
};
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::uri::shown;
use virmemctl::model::virErrorNumber::VIR_ERR_NO_DOMAIN;

/// The arguments of `limits`.
#[derive(Args)]
pub struct Limits {
    /// Domains; all that run without it. Of several hosts each needs to be on one of them
    #[arg(long, value_name = "DOMAIN", action = clap::ArgAction::Append)]
    domain: Vec<String>,
    /// How long several hosts are waited for
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
}

const GROUPS: u32 = VIR_MEMCTL_DOMAIN_STATS_MEMTUNE as u32 | VIR_MEMCTL_DOMAIN_STATS_USAGE as u32;
const RUNNING: u32 = VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE as u32;

/// What stands in the columns behind a domain's name.
const COLUMNS: [(&str, &str); 7] = [
    ("Used", "memtune.usage"),
    ("Working set", "memctl.working_set"),
    ("Hard limit", "memtune.hard_limit"),
    ("Soft limit", "memtune.soft_limit"),
    ("Guarantee", "memtune.min_guarantee"),
    ("Swap", "memctl.swap"),
    ("Swap hard limit", "memtune.swap_hard_limit"),
];

/// What a host has told.
struct Told {
    records: Vec<Record>,
    /// The domains that it does not have.
    missing: BTreeSet<String>,
}

impl Execute for Limits {
    fn takes_hosts(&self) -> bool {
        true
    }

    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        if session.uris().len() > 1 { self.of_hosts(session) } else { self.of_one(session) }
    }
}

impl Limits {
    fn of_one(&self, session: &Session) -> Result<Report, Failure> {
        let flags = if self.domain.is_empty() { RUNNING } else { 0 };
        let found = records(session, &self.domain, GROUPS, flags);
        let mut found = found.failing(|| "Failed to get the limits".to_owned())?;
        add_limits(&mut found);
        let mut table = Table::new(heads(["Name"]));
        found.iter().for_each(|record| table.push(row(record)));
        Ok(Report::table(&table, by_name(&found)))
    }

    /// A table of all hosts. One that does not answer has no rows: standard error says why.
    fn of_hosts(&self, session: &Session) -> Result<Report, Failure> {
        let uris = &hosts::meant(session.uris());
        let (is_readonly, named) = (session.is_readonly(), self.domain.clone());
        let time = Duration::from_secs(self.timeout);
        let answers = hosts::ask(uris, time, move |uri| told(uri, is_readonly, &named));
        let mut table = Table::new(heads(["Host", "Name"]));
        let (mut failed, mut json) = (Vec::new(), Vec::new());
        let mut missing: BTreeSet<String> = self.domain.iter().cloned().collect();
        for ((host, uri), answer) in hosts::names(uris).iter().zip(uris).zip(answers) {
            let told = match answer {
                Ok(Told { records, missing: here }) => {
                    records.iter().for_each(|record| {
                        table.push([host.clone()].into_iter().chain(row(record)))
                    });
                    missing.retain(|name| here.contains(name));
                    ("domains", by_name(&records))
                }
                Err(failure) => {
                    let reason = failure.lines.join(": ");
                    failed.push(format!("{host}: {reason}"));
                    ("error", json!(reason))
                }
            };
            let (key, value) = told;
            json.push(json!({"host": host, "uri": shown(uri), key: value}));
        }
        let nowhere =
            |name: &String| format!("failed to get domain '{name}' of any host that answered");
        failed.extend(missing.iter().map(nowhere));
        let is_failed = !failed.is_empty();
        output::error(&Failure { lines: failed, ..Failure::silent(0) });
        Ok(Report { failed: is_failed, ..Report::table(&table, Json::Array(json)) })
    }
}

/// What a host tells of these domains, or of all that run.
fn told(uri: &str, is_readonly: bool, named: &[String]) -> Result<Told, Failure> {
    let connection = session::open(Some(uri), is_readonly)?;
    let (mut domains, mut missing) = (Vec::new(), BTreeSet::new());
    for name in named {
        match session::find(&connection, name) {
            Ok(domain) => domains.push(domain),
            Err(error) if error.code() == VIR_ERR_NO_DOMAIN => drop(missing.insert(name.clone())),
            Err(error) => return Err(error).failing(|| format!("failed to get domain '{name}'")),
        }
    }
    let domains: Vec<&Domain> = domains.iter().collect();
    let records = match (named, domains.as_slice()) {
        ([], _) => connection.all_stats(GROUPS, RUNNING),
        (_, []) => Ok(Vec::new()),
        (_, domains) => connection.listed_stats(domains, GROUPS, 0),
    };
    let mut records = records.failing(|| "Failed to get the limits".to_owned())?;
    add_limits(&mut records);
    Ok(Told { records, missing })
}

fn heads<const N: usize>(first: [&'static str; N]) -> impl Iterator<Item = &'static str> {
    first.into_iter().chain(COLUMNS.iter().map(|(head, _)| *head))
}

fn row((domain, params): &Record) -> impl Iterator<Item = String> {
    let cell = |(_, name): &(&str, &str)| find(params, name).map_or_else(|| "-".to_owned(), sized);
    std::iter::once(domain.name().to_owned()).chain(COLUMNS.iter().map(cell))
}

fn by_name(records: &[Record]) -> Json {
    let value = |param: &TypedParam| (param.field.to_string(), limit_json(&param.value));
    let entry = |(domain, params): &Record| {
        (domain.name().to_owned(), Json::Object(params.iter().map(value).collect()))
    };
    Json::Object(records.iter().map(entry).collect::<Map<_, _>>())
}

/// A size in KiB with a unit that fits.
fn sized(value: &Value) -> String {
    let text = limit_text(value);
    let Ok(kib) = text.parse::<u64>() else { return text };
    let (number, unit) = size::rounded(kib);
    format!("{number} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_a_fitting_unit() {
        let text = |kib| sized(&Value::ULLong(kib));
        assert_eq!(text(0), "0 KiB");
        assert_eq!(text(1023), "1023 KiB");
        assert_eq!(text(1536), "1.5 MiB");
        assert_eq!(text(524_288), "512.0 MiB");
        assert_eq!(text((1 << 53) - (1 << 30)), "8388607.0 TiB");
        assert_eq!(text(9_007_199_254_740_991), "unlimited");
    }
}
