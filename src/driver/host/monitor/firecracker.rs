//! The balloon of a Firecracker, by its API (its docs/ballooning.md, and swagger/firecracker.yaml for the
//! forms). Sizes are those of the balloon, in MiB: what the guest does not have.

use super::api::{self, Api};
use super::protocol::{self, Monitor, Outcome};
use crate::driver::host::qmp::Refusal;
use crate::model::statistics::MemoryStat;
use crate::model::units::Kib;
use serde_json::Value;

const BALLOON: &str = "/balloon";
const STATISTICS: &str = "/balloon/statistics";

const MIB: u64 = 1024;
const PAGE: u64 = 4;

/// The status of what was not configured.
const NOT_THERE: u16 = 400;

/// A Firecracker.
pub struct Firecracker(pub Api);

impl Firecracker {
    fn balloon(&mut self) -> Outcome<Value> {
        let found = self.0.get(BALLOON, &[NOT_THERE])?;
        found.ok_or_else(|| Refusal::NotActive(String::new()))
    }

    /// How often the guest tells its statistics.
    fn period(&self, balloon: &Value) -> u64 {
        balloon.get("stats_polling_interval_s").and_then(Value::as_u64).unwrap_or(0)
    }

    /// What the balloon holds; what it is to hold where statistics are off, which have the other figure.
    fn held(&mut self) -> Outcome<Kib> {
        let balloon = self.balloon()?;
        if self.period(&balloon) > 0 {
            let told = self.0.expect(STATISTICS)?;
            return Ok(Kib(self.0.number(&told, "actual_pages")?.saturating_mul(PAGE)));
        }
        Ok(Kib(self.0.number(&balloon, "amount_mib")?.saturating_mul(MIB)))
    }
}

impl Monitor for Firecracker {
    fn step(&self) -> Kib {
        Kib(MIB)
    }

    fn actual(&mut self) -> Outcome<Kib> {
        let held = self.held()?;
        Ok(Kib(self.most()?.0.saturating_sub(held.0)))
    }

    fn most(&mut self) -> Outcome<Kib> {
        let machine = self.0.expect("/machine-config")?;
        let boot = self.0.number(&machine, "mem_size_mib")?;
        // Firecrackers without this know no such path.
        let plugged = self.0.get("/hotplug/memory", &[NOT_THERE, 404])?;
        let plugged = plugged.and_then(|memory| memory.get("plugged_size_mib")?.as_u64());
        Ok(Kib(boot.saturating_add(plugged.unwrap_or(0)).saturating_mul(MIB)))
    }

    fn set(&mut self, size: Kib) -> Outcome<()> {
        let amount = self.most()?.0.saturating_sub(size.0) / MIB;
        self.0.send("PATCH", BALLOON, &format!("{{\"amount_mib\":{amount}}}"))
    }

    /// Statistics are on or off since the guest began.
    fn set_period(&mut self, seconds: u32) -> Outcome<u32> {
        let balloon = self.balloon()?;
        let before = u32::try_from(self.period(&balloon)).unwrap_or(u32::MAX);
        if (before == 0) != (seconds == 0) {
            return Err(api::unsupported(format!(
                "period is {seconds}, and Firecracker cannot turn statistics {}: its balloon began with \
                 stats_polling_interval_s {before}",
                if seconds == 0 { "off" } else { "on" }
            )));
        }
        if seconds > 0 {
            let body = format!("{{\"stats_polling_interval_s\":{seconds}}}");
            self.0.send("PATCH", STATISTICS, &body)?;
        }
        Ok(before)
    }

    fn guest_stats(&mut self) -> Outcome<Vec<MemoryStat>> {
        let told = self.0.get(STATISTICS, &[NOT_THERE])?;
        Ok(told.map_or_else(Vec::new, |told| protocol::of_api(&told)))
    }
}
