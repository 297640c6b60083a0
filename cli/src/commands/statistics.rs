//! Statistics of many domains.

use super::values::json_object;
use crate::execute::Execute;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;
use crate::table::Table;
use clap::Args;
use serde_json::{Map, Value as Json};
use virmemctl::api::{Domain, Record};
use virmemctl::model::constants::virConnectGetAllDomainStatsFlags::*;
use virmemctl::model::constants::virDomainStatsTypes::*;
use virmemctl::model::constants::virMemctlDomainStatsTypes::*;
use virmemctl::model::typed::{TypedParam, Value};

/// The arguments of `domstats`.
#[derive(Args)]
pub struct Domstats {
    /// State
    #[arg(long)]
    state: bool,
    /// CPU time
    #[arg(long)]
    cpu_total: bool,
    /// Memory
    #[arg(long)]
    balloon: bool,
    /// Virtual CPUs
    #[arg(long)]
    vcpu: bool,
    /// Network interfaces
    #[arg(long)]
    interface: bool,
    /// Disks
    #[arg(long)]
    block: bool,
    /// Performance events
    #[arg(long)]
    perf: bool,
    /// Threads for I/O
    #[arg(long)]
    iothread: bool,
    /// Memory bandwidth
    #[arg(long)]
    memory: bool,
    /// Memory parameters and usage
    #[arg(long)]
    memtune: bool,
    /// Working set and swap
    #[arg(long)]
    usage: bool,
    /// Memory events: limits that were reached, kills
    #[arg(long)]
    events: bool,
    /// Pressure stall information
    #[arg(long)]
    pressure: bool,
    /// Those that run
    #[arg(long)]
    list_active: bool,
    /// Those that do not run
    #[arg(long)]
    list_inactive: bool,
    /// Those that are defined
    #[arg(long)]
    list_persistent: bool,
    /// Those that were created
    #[arg(long)]
    list_transient: bool,
    /// Those in the state running
    #[arg(long)]
    list_running: bool,
    /// Those that are paused
    #[arg(long)]
    list_paused: bool,
    /// Those that are shut off
    #[arg(long)]
    list_shutoff: bool,
    /// Those in another state
    #[arg(long)]
    list_other: bool,
    /// Times as they are
    #[arg(long)]
    raw: bool,
    /// Fails where a group is not known
    #[arg(long)]
    enforce: bool,
    /// With the backing files of disks
    #[arg(long)]
    backing: bool,
    /// Without what has to be waited for
    #[arg(long)]
    nowait: bool,
    /// Domains; all without it
    #[arg(long, value_name = "DOMAIN", action = clap::ArgAction::Append)]
    domain: Vec<String>,
}

/// The arguments of `pressure`.
#[derive(Args)]
pub struct Pressure {
    /// Domains; all without it
    #[arg(long, value_name = "DOMAIN", action = clap::ArgAction::Append)]
    domain: Vec<String>,
}

/// The statistics of these domains, or of all.
pub fn records(
    session: &Session,
    named: &[String],
    groups: u32,
    flags: u32,
) -> Result<Vec<Record>, Failure> {
    let connection = session.connection()?;
    if named.is_empty() {
        return Ok(connection.all_stats(groups, flags)?);
    }
    let domains: Result<Vec<Domain>, Failure> =
        named.iter().map(|name| session.domain(name)).collect();
    let domains = domains?;
    let domains: Vec<&Domain> = domains.iter().collect();
    Ok(connection.listed_stats(&domains, groups, flags)?)
}

fn bits(chosen: &[(bool, u32)]) -> u32 {
    chosen.iter().filter(|(asked, _)| *asked).fold(0, |all, (_, bit)| all | bit)
}

impl Execute for Domstats {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let groups = bits(&[
            (self.state, VIR_DOMAIN_STATS_STATE as u32),
            (self.cpu_total, VIR_DOMAIN_STATS_CPU_TOTAL as u32),
            (self.balloon, VIR_DOMAIN_STATS_BALLOON as u32),
            (self.vcpu, VIR_DOMAIN_STATS_VCPU as u32),
            (self.interface, VIR_DOMAIN_STATS_INTERFACE as u32),
            (self.block, VIR_DOMAIN_STATS_BLOCK as u32),
            (self.perf, VIR_DOMAIN_STATS_PERF as u32),
            (self.iothread, VIR_DOMAIN_STATS_IOTHREAD as u32),
            (self.memory, VIR_DOMAIN_STATS_MEMORY as u32),
            (self.memtune, VIR_MEMCTL_DOMAIN_STATS_MEMTUNE as u32),
            (self.usage, VIR_MEMCTL_DOMAIN_STATS_USAGE as u32),
            (self.events, VIR_MEMCTL_DOMAIN_STATS_EVENTS as u32),
            (self.pressure, VIR_MEMCTL_DOMAIN_STATS_PRESSURE as u32),
        ]);
        let flags = bits(&[
            (self.list_active, VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE as u32),
            (self.list_inactive, VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE as u32),
            (self.list_persistent, VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT as u32),
            (self.list_transient, VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT as u32),
            (self.list_running, VIR_CONNECT_GET_ALL_DOMAINS_STATS_RUNNING as u32),
            (self.list_paused, VIR_CONNECT_GET_ALL_DOMAINS_STATS_PAUSED as u32),
            (self.list_shutoff, VIR_CONNECT_GET_ALL_DOMAINS_STATS_SHUTOFF as u32),
            (self.list_other, VIR_CONNECT_GET_ALL_DOMAINS_STATS_OTHER as u32),
            (self.enforce, ENFORCE),
            (self.backing, VIR_CONNECT_GET_ALL_DOMAINS_STATS_BACKING as u32),
            (self.nowait, VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT as u32),
        ]);
        let found = records(session, &self.domain, groups, flags)?;
        let block = |(domain, params): &Record| {
            let lines: String = params
                .iter()
                .map(|param| format!("  {}={}\n", param.field, value(&param.value)))
                .collect();
            format!("Domain: '{}'\n{lines}", domain.name())
        };
        let text = found.iter().map(block).collect::<Vec<_>>().join("\n");
        Ok(Report::new(text, by_name(&found)))
    }
}

/// The highest bit, which the C enumeration has as a negative number.
const ENFORCE: u32 = 1 << 31;

fn value(value: &Value) -> String {
    match value {
        Value::Double(number) => format!("{number:.6}"),
        other => other.to_string(),
    }
}

fn by_name(records: &[Record]) -> Json {
    let entries =
        records.iter().map(|(domain, params)| (domain.name().to_owned(), json_object(params)));
    Json::Object(entries.collect::<Map<_, _>>())
}

pub fn find<'p>(params: &'p [TypedParam], name: &str) -> Option<&'p Value> {
    params.iter().find(|param| param.field == name).map(|param| &param.value)
}

const RESOURCES: [&str; 3] = ["memory", "cpu", "io"];

impl Execute for Pressure {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let found = records(session, &self.domain, VIR_MEMCTL_DOMAIN_STATS_PRESSURE as u32, 0)?;
        let head =
            ["Name", "Resource", "some avg10", "avg60", "avg300", "full avg10", "avg60", "avg300"];
        let mut table = Table::new(head);
        for (domain, params) in &found {
            for resource in RESOURCES {
                let names = ["some", "full"].into_iter().flat_map(|kind| {
                    ["avg10", "avg60", "avg300"]
                        .map(|window| format!("memctl.psi.{resource}.{kind}.{window}"))
                });
                let values: Vec<String> = names.map(|name| percent(find(params, &name))).collect();
                if values.iter().any(|value| value != "-") {
                    let row = [domain.name().to_owned(), resource.to_owned()];
                    table.push(row.into_iter().chain(values));
                }
            }
        }
        if !found.is_empty() && found.iter().all(|(_, params)| params.is_empty()) {
            return Err(if session.is_own()? {
                Failure::new("no pressure is known of these domains: `virmemctl doctor` tells why")
            } else {
                session.lacks("`pressure`")?
            });
        }
        Ok(Report::table(&table, by_name(&found)))
    }
}

fn percent(value: Option<&Value>) -> String {
    match value {
        Some(Value::Double(number)) => format!("{number:.2} %"),
        _ => "-".to_owned(),
    }
}
