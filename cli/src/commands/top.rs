//! All domains by what they use, live or in tables.

use crate::execute::Execute;
use crate::failure::Failure;
use crate::report::Report;
use crate::session::Session;
use crate::top::{self, Options};
use clap::Args;
use clap::builder::PossibleValuesParser;
use std::time::Duration;

/// The least and the most time between two readings, in seconds.
const DELAYS: std::ops::RangeInclusive<f64> = 0.1..=86_400.0;

const AFTER: &str = "Work set is what was used lately of the memory in use. Press% is how much of the last 10 seconds \
some process waited for memory (cgroup v2). CPU% is of one CPU. Read/s and Write/s are of block devices; a virtual \
machine's monitor is not asked. Rates are those between two readings. What is not known is a -.\n\nThe domains in view \
are read each time. Where there are many, the others are read in turn, so that about 1.5 % of one CPU is used; tables \
are of all domains each time. The keys are listed with ?.";

/// The arguments of `top`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct Top {
    /// Domains whose names contain this; case does not count
    #[arg(long, value_name = "TEXT", default_value = "")]
    filter: String,
    /// The column that orders them
    #[arg(long, value_name = "COLUMN", default_value = "used", value_parser = PossibleValuesParser::new(top::columns()))]
    sort: String,
    /// The other way round
    #[arg(long)]
    reverse: bool,
    /// The time between two readings
    #[arg(short, long, value_name = "SECONDS", default_value = "1", value_parser = delay)]
    delay: Duration,
    /// Prints tables, each with the rates of the time before it, and needs no terminal
    #[arg(short, long)]
    batch: bool,
    /// How many tables; without it there is no end
    #[arg(short, long, requires = "batch", value_parser = clap::value_parser!(u64).range(1..))]
    number: Option<u64>,
}

fn delay(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| DELAYS.contains(seconds));
    let delay = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    delay.ok_or_else(|| {
        format!("expected seconds from {} to {}, as 0.5", DELAYS.start(), DELAYS.end())
    })
}

impl Execute for Top {
    fn execute(&self, session: &Session) -> Result<Report, Failure> {
        let format = session.format();
        let options = Options::new(self.delay, self.filter.clone(), &self.sort, self.reverse);
        if self.batch {
            top::print(session.connection()?, options, self.number, format)?;
            return Ok(Report::printed());
        }
        if format.json {
            return Err(Failure::wrong_use("--json needs --batch"));
        }
        top::check()?;
        top::show(session.connection()?, options, session.is_readonly())?;
        Ok(Report::printed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays() {
        assert_eq!(delay("0.5"), Ok(Duration::from_millis(500)));
        for text in ["", "0", "-1", "nan", "inf", "1e9", "1s", "0.05", " 1"] {
            assert!(delay(text).is_err(), "{text}");
        }
    }
}
