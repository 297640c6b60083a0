//! CPU time, virtual CPUs, and the CPUs that they may run on.

use super::affect::Affect;
use super::values::json_object;
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use crate::table::Table;
use clap::Args;
use serde_json::{Value as Json, json};
use virmemctl::api::Domain;
use virmemctl::model::constants::virDomainVcpuFlags::VIR_DOMAIN_VCPU_MAXIMUM;
use virmemctl::model::cpuset::CpuSet;
use virmemctl::model::flags::{AFFECT_CONFIG, AFFECT_LIVE};
use virmemctl::model::typed::TypedParam;

/// The most virtual CPUs that are shown.
const MOST_VCPUS: usize = 4096;

/// The arguments of `cpu-stats`.
#[derive(Args)]
pub struct CpuStats {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The sum alone
    #[arg(long)]
    total: bool,
    /// From this CPU on
    #[arg(long, value_name = "CPU")]
    start: Option<usize>,
    /// At most so many CPUs
    #[arg(long, value_name = "NUMBER")]
    count: Option<usize>,
}

/// The arguments of `vcpuinfo`.
#[derive(Args)]
pub struct Vcpuinfo {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// CPUs as a list
    #[arg(long)]
    pretty: bool,
}

/// The arguments of `vcpucount`.
#[derive(Args)]
pub struct Vcpucount {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The most that it may have
    #[arg(long)]
    maximum: bool,
    /// Those that it has
    #[arg(long, conflicts_with = "maximum")]
    active: bool,
    #[command(flatten)]
    affect: Affect,
}

/// The arguments of `vcpupin`.
#[derive(Args)]
pub struct Vcpupin {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The virtual CPU
    #[arg(long, value_name = "NUMBER")]
    vcpu: Option<u32>,
    /// The CPUs of the host: 0-3,^2; r is all
    #[arg(long, value_name = "CPUS", requires = "vcpu")]
    cpulist: Option<String>,
    #[command(flatten)]
    affect: Affect,
}

/// The arguments of `emulatorpin`.
#[derive(Args)]
pub struct Emulatorpin {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The CPUs of the host: 0-3,^2; r is all
    #[arg(long, value_name = "CPUS")]
    cpulist: Option<String>,
    #[command(flatten)]
    affect: Affect,
}

impl Execute for CpuStats {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let failing = || format!("Failed to retrieve CPU statistics for domain '{}'", self.domain);
        let asked_for_each = self.start.is_some() || self.count.is_some();
        let (mut text, mut each) = (String::new(), Vec::new());
        if !self.total || asked_for_each {
            let first = self.start.unwrap_or(0);
            let found =
                domain.cpu_each(first, self.count.unwrap_or(usize::MAX), 0).failing(failing)?;
            for (number, params) in (first..).zip(&found) {
                text.push_str(&format!("CPU{number}:\n{}", seconds(params)));
                each.push(json_object(params));
            }
        }
        let mut json = json!({"cpus": each});
        if self.total || !asked_for_each {
            let total = domain.cpu_total(0).failing(failing)?;
            text.push_str(&format!("Total:\n{}", seconds(&total)));
            if let Some(object) = json.as_object_mut() {
                object.insert("total".to_owned(), json_object(&total));
            }
        }
        Ok(Report::new(text, json))
    }
}

fn seconds(params: &[TypedParam]) -> String {
    let line = |param: &TypedParam| {
        let nanoseconds = param.value.number().unwrap_or_default();
        let (whole, part) = (nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000);
        format!("\t{:<12} {:>9}.{part:09} seconds\n", param.field, whole)
    };
    params.iter().map(line).collect()
}

/// How many CPUs the host has.
fn host_cpus(domain: &Domain) -> Result<u16, Failure> {
    let count = domain.connection().node_info()?.possible_cpus();
    let mapped = domain.connection().cpu_map(0).map_or(0, |map| map.len());
    Ok(u16::try_from(mapped)
        .ok()
        .filter(|count| *count > 0)
        .unwrap_or_else(|| u16::try_from(count).unwrap_or(u16::MAX)))
}

impl Execute for Vcpuinfo {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let all = host_cpus(&domain)?;
        let found = domain.vcpus(MOST_VCPUS);
        if found.is_err() && domain.is_active().is_ok_and(|is_active| !is_active) {
            return self.of_definition(&domain, all);
        }
        let states = ["offline", "running", "blocked"];
        let (mut blocks, mut json) = (Vec::new(), Vec::new());
        for vcpu in found? {
            let state = usize::try_from(vcpu.state)
                .ok()
                .and_then(|state| states.get(state))
                .unwrap_or(&"no state");
            let lines = [
                ("VCPU:", Some(vcpu.number.to_string())),
                ("CPU:", Some(vcpu.cpu.to_string())),
                ("State:", Some((*state).to_owned())),
                ("CPU time:", cpu_time(vcpu.cpu_time)),
                ("CPU Affinity:", Some(self.affinity(&vcpu.cpus, all))),
            ];
            blocks.push(block(lines));
            json.push(json!({"vcpu": vcpu.number, "cpu": vcpu.cpu, "state": state, "cpu_time": vcpu.cpu_time,
                "cpus": vcpu.cpus.to_string()}));
        }
        Ok(Report::new(blocks.join("\n"), Json::Array(json)))
    }
}

impl Vcpuinfo {
    /// Of a domain that does not run, as virsh shows it.
    fn of_definition(&self, domain: &Domain, all: u16) -> Result<Report, Failure> {
        let pins = domain.vcpu_pins(MOST_VCPUS, AFFECT_CONFIG)?;
        let none = || Some("N/A".to_owned());
        let (mut blocks, mut json) = (Vec::new(), Vec::new());
        for (number, cpus) in pins.iter().enumerate() {
            blocks.push(block([
                ("VCPU:", Some(number.to_string())),
                ("CPU:", none()),
                ("State:", none()),
                ("CPU time", none()),
                ("CPU Affinity:", Some(self.affinity(cpus, all))),
            ]));
            json.push(json!({"vcpu": number, "cpu": null, "state": null, "cpu_time": null,
                "cpus": shown(cpus, all).to_string()}));
        }
        Ok(Report::new(blocks.join("\n"), Json::Array(json)))
    }

    fn affinity(&self, cpus: &CpuSet, all: u16) -> String {
        if self.pretty {
            return format!("{} (out of {all})", shown(cpus, all));
        }
        (0..all).map(|cpu| if cpus.contains(cpu) { 'y' } else { '-' }).collect()
    }
}

/// Lines of names and values, without those that have no value.
fn block<const N: usize>(lines: [(&str, Option<String>); N]) -> String {
    let line = |(name, value): (&str, Option<String>)| Some(format!("{name:<15} {}\n", value?));
    lines.into_iter().filter_map(line).collect()
}

impl Execute for Vcpucount {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let maximum = VIR_DOMAIN_VCPU_MAXIMUM as u32;
        if self.maximum || self.active {
            let flags = self.affect.flags() | if self.maximum { maximum } else { 0 };
            let count = domain.vcpu_count(flags)?;
            return Ok(Report::line(count, json!({"count": count})));
        }
        let rows = [
            ("maximum", "config", AFFECT_CONFIG | maximum),
            ("maximum", "live", AFFECT_LIVE | maximum),
            ("current", "config", AFFECT_CONFIG),
            ("current", "live", AFFECT_LIVE),
        ];
        let found = rows
            .iter()
            .filter_map(|(what, of, flags)| Some((what, of, domain.vcpu_count(*flags).ok()?)));
        let text: String = found
            .clone()
            .map(|(what, of, count)| format!("{what:<12} {of:<12} {count:>3}\n"))
            .collect();
        let json = found.map(|(what, of, count)| json!({"what": what, "of": of, "count": count}));
        Ok(Report::new(text, Json::Array(json.collect())))
    }
}

/// Nanoseconds as virsh shows them, which leaves out 0.
fn cpu_time(nanoseconds: u64) -> Option<String> {
    let tenths = (nanoseconds + 50_000_000) / 100_000_000;
    (nanoseconds > 0).then(|| format!("{}.{}s", tenths / 10, tenths % 10))
}

/// Of these CPUs those that the host has.
fn shown(cpus: &CpuSet, all: u16) -> CpuSet {
    cpus.iter().filter(|cpu| *cpu < all).collect()
}

/// The CPUs of a list; `r` is all.
fn cpu_list(text: &str, domain: &Domain) -> Result<CpuSet, Failure> {
    match text {
        "r" => Ok(CpuSet::below(host_cpus(domain)?)),
        list => CpuSet::parse(list).failing(|| format!("cpulist: Invalid format. '{list}'")),
    }
}

impl Execute for Vcpupin {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let flags = self.affect.flags();
        if let (Some(vcpu), Some(list)) = (self.vcpu, &self.cpulist) {
            domain.pin_vcpu(vcpu, cpu_list(list, &domain)?, flags)?;
            return Ok(Report::nothing());
        }
        let all = host_cpus(&domain)?;
        let pins = domain.vcpu_pins(MOST_VCPUS, flags)?;
        let pins: Vec<CpuSet> = pins.iter().map(|cpus| shown(cpus, all)).collect();
        if let Some(asked) = self.vcpu.filter(|asked| *asked as usize >= pins.len()) {
            let of = if self.affect.config { "persistent" } else { "live" };
            let count = pins.len();
            return Err(Failure::new(format!(
                "vcpu {asked} is out of range of {of} cpu count {count}"
            )));
        }
        let shown =
            pins.iter().zip(0..).filter(|(_, vcpu)| self.vcpu.is_none_or(|asked| asked == *vcpu));
        let mut table = Table::new(["VCPU", "CPU Affinity"]);
        let mut json = Vec::new();
        for (cpus, vcpu) in shown {
            table.push([vcpu.to_string(), cpus.to_string()]);
            json.push(json!({"vcpu": vcpu, "cpus": cpus.to_string()}));
        }
        Ok(Report::table(&table, Json::Array(json)))
    }
}

impl Execute for Emulatorpin {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let flags = self.affect.flags();
        if let Some(list) = &self.cpulist {
            domain.pin_emulator(cpu_list(list, &domain)?, flags)?;
            return Ok(Report::nothing());
        }
        let cpus = shown(&domain.emulator_pin(flags)?, host_cpus(&domain)?).to_string();
        let text = format!(
            "emulator: CPU Affinity\n----------------------------------\n       *: {cpus}\n"
        );
        Ok(Report::new(text, json!({"cpus": cpus})))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_shown_as_by_virsh() {
        assert_eq!(cpu_time(0), None);
        assert_eq!(cpu_time(1).as_deref(), Some("0.0s"));
        assert_eq!(cpu_time(1_250_000_000).as_deref(), Some("1.3s"));
    }
}
