//! Statistics of disks.

use super::values::json_object;
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use clap::Args;
use virmemctl::api::Domain;
use virmemctl::model::statistics::BlockStats;
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::virErrorNumber::VIR_ERR_NO_SUPPORT;

/// The arguments of `domblkstat`.
#[derive(Args)]
pub struct Domblkstat {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The disk: its name in the domain, or its path; all together without it
    #[arg(long, default_value = "", hide_default_value = true)]
    device: String,
}

/// Statistics whose names virsh changes; it shows them first, in this order.
const RENAMED: [(&str, &str); 4] = [
    ("rd_operations", "rd_req"),
    ("rd_bytes", "rd_bytes"),
    ("wr_operations", "wr_req"),
    ("wr_bytes", "wr_bytes"),
];

/// With virsh's names, in virsh's order. As in virsh, only the older function's error has a line before it.
fn stats(domain: &Domain, device: &str) -> Result<Vec<TypedParam>, Failure> {
    let found = match domain.block_stats_params(device, 0) {
        Err(error) if error.code() == VIR_ERR_NO_SUPPORT => {
            let stats = domain.block_stats(device).map(few);
            return stats
                .failing(|| format!("Failed to get block stats {} {device}", domain.name()));
        }
        found => found?,
    };
    let renamed = RENAMED.iter().filter_map(|(name, said)| {
        let param = found.iter().find(|param| param.field == *name)?;
        Some(TypedParam::new(*said, param.value.clone()))
    });
    let others = found.iter().filter(|param| RENAMED.iter().all(|(name, _)| param.field != *name));
    Ok(renamed.chain(others.cloned()).collect())
}

/// Those of the older function; -1 is unknown.
fn few(stats: BlockStats) -> Vec<TypedParam> {
    let all = [
        ("rd_req", stats.read_requests),
        ("rd_bytes", stats.read_bytes),
        ("wr_req", stats.write_requests),
        ("wr_bytes", stats.write_bytes),
        ("errs", stats.errors),
    ];
    let known = all.into_iter().filter(|(_, number)| *number >= 0);
    known.map(|(name, number)| TypedParam::new(name, Value::LLong(number))).collect()
}

impl Execute for Domblkstat {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let stats = stats(&domain, &self.device)?;
        let device =
            if self.device.is_empty() { String::new() } else { format!("{} ", self.device) };
        let line = |param: &TypedParam| format!("{device}{} {}\n", param.field, param.value);
        Ok(Report::new(stats.iter().map(line).collect::<String>(), json_object(&stats)))
    }
}
