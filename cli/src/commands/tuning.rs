//! Typed parameters: of memory, block I/O, the scheduler, NUMA.

use super::affect::Affect;
use super::values::{json_object, limit_json, limit_text, listed};
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use crate::size;
use clap::Args;
use serde_json::{Map, Value as Json};
use virmemctl::api::{Domain, show_warnings};
use virmemctl::model::constants::{
    VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS,
    VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS,
    VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, VIR_DOMAIN_BLKIO_WEIGHT, VIR_DOMAIN_MEMORY_HARD_LIMIT,
    VIR_DOMAIN_MEMORY_MIN_GUARANTEE, VIR_DOMAIN_MEMORY_PARAM_UNLIMITED,
    VIR_DOMAIN_MEMORY_SOFT_LIMIT, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, VIR_DOMAIN_NUMA_MODE,
    VIR_DOMAIN_NUMA_NODESET, VIR_MEMCTL_MEMORY_SHARES, VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT,
};
use virmemctl::model::flags::MEMCTL_FORCE;
use virmemctl::model::parameters::Family;
use virmemctl::model::parameters::numa::MODES;
use virmemctl::model::parameters::shares::Shares;
use virmemctl::model::typed::{TypedParam, Value};

/// The arguments of `memtune`.
#[derive(Args)]
pub struct Memtune {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The most memory that it may use
    #[arg(long, value_name = "SIZE", value_parser = size::limit, allow_negative_numbers = true)]
    hard_limit: Option<i64>,
    /// What it is kept to while memory is short (cgroup v1), or always, by reclaim (v2)
    #[arg(long, value_name = "SIZE", value_parser = size::limit, allow_negative_numbers = true)]
    soft_limit: Option<i64>,
    /// The most memory and swap together
    #[arg(long, value_name = "SIZE", value_parser = size::limit, allow_negative_numbers = true)]
    swap_hard_limit: Option<i64>,
    /// The memory that it has for sure
    #[arg(long, value_name = "SIZE", value_parser = size::limit, allow_negative_numbers = true)]
    min_guarantee: Option<i64>,
    /// The swap from which on it is slowed down
    #[arg(long, value_name = "SIZE", value_parser = size::limit, allow_negative_numbers = true)]
    swap_soft_limit: Option<i64>,
    /// The weight of its memory (ESX): a number, low, normal or high
    #[arg(long, value_name = "SHARES", value_parser = shares)]
    memory_shares: Option<Shares>,
    /// A limit below what is in use at once: the kernel may kill
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    affect: Affect,
}

/// The arguments of `blkiotune`.
#[derive(Args)]
pub struct Blkiotune {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The share of requests
    #[arg(long, value_name = "NUMBER")]
    weight: Option<u32>,
    /// The share of single devices: /dev/sda,300,/dev/sdb,500
    #[arg(long, value_name = "PATH,NUMBER…")]
    device_weights: Option<String>,
    /// Reads a second of single devices; 0 removes the limit
    #[arg(long, value_name = "PATH,NUMBER…")]
    device_read_iops_sec: Option<String>,
    /// Writes a second of single devices
    #[arg(long, value_name = "PATH,NUMBER…")]
    device_write_iops_sec: Option<String>,
    /// Bytes read a second of single devices
    #[arg(long, value_name = "PATH,NUMBER…")]
    device_read_bytes_sec: Option<String>,
    /// Bytes written a second of single devices
    #[arg(long, value_name = "PATH,NUMBER…")]
    device_write_bytes_sec: Option<String>,
    #[command(flatten)]
    affect: Affect,
}

/// The arguments of `schedinfo`.
#[derive(Args)]
pub struct Schedinfo {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// New values, as cpu_shares=500
    #[arg(long, value_name = "NAME=VALUE", num_args = 1.., action = clap::ArgAction::Append, value_parser = assignment)]
    set: Vec<(String, i64)>,
    #[command(flatten)]
    affect: Affect,
}

/// The arguments of `numatune`.
#[derive(Args)]
pub struct Numatune {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// strict, preferred, interleave, restrictive, or its number
    #[arg(long, value_parser = mode)]
    mode: Option<i32>,
    /// The nodes: 0-1,3
    #[arg(long, value_name = "NODES")]
    nodeset: Option<String>,
    #[command(flatten)]
    affect: Affect,
}

impl Execute for Memtune {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let given = [
            (VIR_DOMAIN_MEMORY_HARD_LIMIT, self.hard_limit),
            (VIR_DOMAIN_MEMORY_SOFT_LIMIT, self.soft_limit),
            (VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, self.swap_hard_limit),
            (VIR_DOMAIN_MEMORY_MIN_GUARANTEE, self.min_guarantee),
            (VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT, self.swap_soft_limit),
        ];
        let sizes = given.into_iter().filter_map(|(name, kib)| {
            let kib = u64::try_from(kib?).unwrap_or(VIR_DOMAIN_MEMORY_PARAM_UNLIMITED);
            Some(TypedParam::new(name, Value::ULLong(kib)))
        });
        let shares = self.memory_shares;
        let shares = shares.map(|it| TypedParam::new(VIR_MEMCTL_MEMORY_SHARES, it.value()));
        let params: Vec<TypedParam> = sizes.chain(shares).collect();
        if params.is_empty() {
            let params = domain.memory_parameters(self.affect.flags());
            let params = params.failing(|| "Unable to get memory parameters".to_owned())?;
            let entries =
                params.iter().map(|param| (param.field.to_string(), limit_json(&param.value)));
            let json = Json::Object(entries.collect::<Map<_, _>>());
            return Ok(Report::new(listed(&params, limit_text), json));
        }
        // A host may round what it is given.
        show_warnings();
        let force = if self.force { MEMCTL_FORCE } else { 0 };
        let set = domain.set_memory_parameters(&params, self.affect.flags() | force);
        let set = match set {
            Err(_) if self.force && !session.is_own()? => Err(session.lacks("--force")?),
            set => set.map_err(Failure::from),
        };
        set.failing(|| "Unable to change memory parameters".to_owned())?;
        Ok(Report::nothing())
    }
}

impl Execute for Blkiotune {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let devices = [
            (VIR_DOMAIN_BLKIO_DEVICE_WEIGHT, &self.device_weights),
            (VIR_DOMAIN_BLKIO_DEVICE_READ_IOPS, &self.device_read_iops_sec),
            (VIR_DOMAIN_BLKIO_DEVICE_WRITE_IOPS, &self.device_write_iops_sec),
            (VIR_DOMAIN_BLKIO_DEVICE_READ_BPS, &self.device_read_bytes_sec),
            (VIR_DOMAIN_BLKIO_DEVICE_WRITE_BPS, &self.device_write_bytes_sec),
        ];
        let weight =
            self.weight.map(|weight| TypedParam::new(VIR_DOMAIN_BLKIO_WEIGHT, Value::UInt(weight)));
        let devices = devices
            .into_iter()
            .filter_map(|(name, text)| Some(TypedParam::text(name, text.as_deref()?)));
        let params: Vec<TypedParam> = weight.into_iter().chain(devices).collect();
        get_or_set(&domain, (Family::Blkio, "blkio"), &params, self.affect.flags())
    }
}

impl Execute for Numatune {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let mode = self.mode.map(|mode| TypedParam::new(VIR_DOMAIN_NUMA_MODE, Value::Int(mode)));
        let nodes =
            self.nodeset.as_ref().map(|nodes| TypedParam::text(VIR_DOMAIN_NUMA_NODESET, nodes));
        let params: Vec<TypedParam> = mode.into_iter().chain(nodes).collect();
        if !params.is_empty() {
            return get_or_set(&domain, (Family::Numa, "numa"), &params, self.affect.flags());
        }
        let found = domain.parameters(Family::Numa, "", self.affect.flags());
        let found = found.failing(|| "Unable to get numa parameters".to_owned())?;
        let text = |value: &Value| match value {
            Value::Int(mode) => mode_name(*mode).to_owned(),
            other => other.to_string(),
        };
        let entries =
            found.iter().map(|param| (param.field.to_string(), Json::String(text(&param.value))));
        let json = Json::Object(entries.collect::<Map<_, _>>());
        Ok(Report::new(listed(&found, text), json))
    }
}

impl Execute for Schedinfo {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let flags = self.affect.flags();
        let (kind, _) = domain.scheduler()?;
        if !self.set.is_empty() {
            let now = domain.parameters(Family::Scheduler, "", flags)?;
            let params: Result<Vec<TypedParam>, Failure> =
                self.set.iter().map(|(name, number)| assigned(name, *number, &now)).collect();
            domain.set_parameters(Family::Scheduler, "", &params?, flags)?;
        }
        let now = domain.parameters(Family::Scheduler, "", flags)?;
        let text = format!("{:<15}: {kind}\n{}", "Scheduler", listed(&now, Value::to_string));
        Ok(Report::new(text, json_object(&now)))
    }
}

/// A name and a number from `NAME=VALUE`.
fn assignment(word: &str) -> Result<(String, i64), String> {
    let (name, value) = word.split_once('=').ok_or("expected NAME=VALUE")?;
    let number = value.parse().map_err(|_| "expected a whole number behind the =")?;
    Ok((name.to_owned(), number))
}

/// A parameter of the type that it has now.
fn assigned(name: &str, number: i64, now: &[TypedParam]) -> Result<TypedParam, Failure> {
    let wrong =
        |expected: &str| Failure::new(format!("set: '{name}={number}', expected {expected}"));
    let known = now.iter().find(|param| param.field == name).ok_or_else(|| {
        let names: Vec<&str> = now.iter().map(|param| param.field.as_str()).collect();
        wrong(&format!("one of {}", names.join(", ")))
    })?;
    let unsigned = || u64::try_from(number).map_err(|_| wrong("a number of 0 or more"));
    let value = match known.value {
        Value::Int(_) => Value::Int(i32::try_from(number).map_err(|_| wrong("a smaller number"))?),
        Value::UInt(_) => Value::UInt(u32::try_from(number).map_err(|_| wrong("0 to 4294967295"))?),
        Value::ULLong(_) => Value::ULLong(unsigned()?),
        _ => Value::LLong(number),
    };
    Ok(TypedParam::new(name, value))
}

/// Sets parameters where there are some, else shows those that are in force.
fn get_or_set(
    domain: &Domain,
    (family, name): (Family, &str),
    params: &[TypedParam],
    flags: u32,
) -> Result<Report, Failure> {
    if params.is_empty() {
        let found = domain.parameters(family, "", flags);
        let found = found.failing(|| format!("Unable to get {name} parameters"))?;
        return Ok(Report::new(listed(&found, Value::to_string), json_object(&found)));
    }
    let set = domain.set_parameters(family, "", params, flags);
    set.failing(|| format!("Unable to change {name} parameters"))?;
    Ok(Report::nothing())
}

fn shares(text: &str) -> Result<Shares, String> {
    Shares::parse(text).ok_or_else(|| format!("expected {}", Shares::expected()))
}

fn mode_name(mode: i32) -> &'static str {
    usize::try_from(mode).ok().and_then(|mode| MODES.get(mode)).unwrap_or(&"unknown")
}

fn mode(text: &str) -> Result<i32, String> {
    let known =
        MODES.iter().zip(0..).find(|(name, number)| **name == text || number.to_string() == text);
    known.map(|(_, number)| number).ok_or_else(|| format!("expected one of {}", MODES.join(", ")))
}
