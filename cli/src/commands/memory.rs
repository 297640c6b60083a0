//! Memory of a domain: its size, its statistics, what may be had back.

use super::affect::Affect;
use crate::execute::Execute;
use crate::failure::{Context, Failure};
use crate::report::Report;
use crate::session::Session;
use crate::size;
use clap::Args;
use serde_json::{Map, Value, json};
use virmemctl::api::show_warnings;
use virmemctl::model::constants::virDomainMemoryModFlags::VIR_DOMAIN_MEM_MAXIMUM;
use virmemctl::model::statistics::MemoryTag::{self, *};
use virmemctl::model::units::Kib;

/// A new size of a domain.
#[derive(Args)]
struct Resize {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// The new size
    #[arg(long, value_parser = size::kib)]
    size: u64,
    #[command(flatten)]
    affect: Affect,
}

impl Resize {
    fn set(&self, session: &Session, flags: u32) -> Result<(), Failure> {
        let domain = session.domain(&self.domain)?;
        // A host may round what it is given.
        show_warnings();
        Ok(domain.set_memory_size(Kib(self.size), self.affect.flags() | flags)?)
    }
}

/// The arguments of `setmem`.
#[derive(Args)]
pub struct Setmem {
    #[command(flatten)]
    resize: Resize,
}

/// The arguments of `setmaxmem`.
#[derive(Args)]
pub struct Setmaxmem {
    #[command(flatten)]
    resize: Resize,
}

/// The arguments of `dommemstat`.
#[derive(Args)]
pub struct Dommemstat {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// In place of showing them, how often a guest tells them, in seconds; 0 is never
    #[arg(long, value_name = "SECONDS")]
    period: Option<i32>,
    #[command(flatten)]
    affect: Affect,
}

/// The arguments of `suggest`.
#[derive(Args)]
pub struct Suggest {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
}

/// The arguments of `reclaim`.
#[derive(Args)]
pub struct Reclaim {
    /// Its name, id or uuid
    #[arg(long, value_name = "DOMAIN")]
    domain: String,
    /// How much
    #[arg(long, value_parser = size::kib)]
    size: u64,
}

impl Execute for Setmem {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        self.resize.set(session, 0)?;
        Ok(Report::nothing())
    }
}

impl Execute for Setmaxmem {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let set = self.resize.set(session, VIR_DOMAIN_MEM_MAXIMUM as u32);
        set.failing(|| "Unable to change MaxMemorySize".to_owned())?;
        Ok(Report::nothing())
    }
}

impl Execute for Dommemstat {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        if let Some(period) = self.period {
            let set = domain.set_stats_period(period, self.affect.flags());
            set.failing(|| "Unable to change balloon collection period.".to_owned())?;
            return Ok(Report::nothing());
        }
        let stats = domain.memory_stats(0);
        let stats = stats
            .failing(|| format!("Failed to get memory statistics for domain '{}'", self.domain))?;
        let named = stats.iter().filter_map(|stat| Some((name(stat.tag)?, stat.value)));
        let text: String = named.clone().map(|(name, value)| format!("{name} {value}\n")).collect();
        let json = named.map(|(name, value)| (name.to_owned(), json!(value)));
        Ok(Report::new(text, Value::Object(json.collect::<Map<_, _>>())))
    }
}

/// A statistic, as virsh calls it.
fn name(tag: MemoryTag) -> Option<&'static str> {
    Some(match tag {
        VIR_DOMAIN_MEMORY_STAT_SWAP_IN => "swap_in",
        VIR_DOMAIN_MEMORY_STAT_SWAP_OUT => "swap_out",
        VIR_DOMAIN_MEMORY_STAT_MAJOR_FAULT => "major_fault",
        VIR_DOMAIN_MEMORY_STAT_MINOR_FAULT => "minor_fault",
        VIR_DOMAIN_MEMORY_STAT_UNUSED => "unused",
        VIR_DOMAIN_MEMORY_STAT_AVAILABLE => "available",
        VIR_DOMAIN_MEMORY_STAT_ACTUAL_BALLOON => "actual",
        VIR_DOMAIN_MEMORY_STAT_RSS => "rss",
        VIR_DOMAIN_MEMORY_STAT_USABLE => "usable",
        VIR_DOMAIN_MEMORY_STAT_LAST_UPDATE => "last_update",
        VIR_DOMAIN_MEMORY_STAT_DISK_CACHES => "disk_caches",
        VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGALLOC => "hugetlb_pgalloc",
        VIR_DOMAIN_MEMORY_STAT_HUGETLB_PGFAIL => "hugetlb_pgfail",
        _ => return None,
    })
}

impl Execute for Suggest {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let kib = session.own("`suggest` of this domain", domain.suggest_hard_limit(0))?;
        Ok(Report::line(format!("{:<15}: {kib}", "hard_limit"), json!({"hard_limit": kib})))
    }
}

impl Execute for Reclaim {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let domain = session.domain(&self.domain)?;
        let came = session.own("`reclaim`", domain.reclaim(self.size, 0))?;
        Ok(Report::line(format!("{:<15}: {came}", "reclaimed"), json!({"reclaimed": came})))
    }
}
