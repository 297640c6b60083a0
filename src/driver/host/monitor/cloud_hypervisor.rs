//! The balloon of a cloud-hypervisor, by its API (its docs/balloon.md, and
//! vmm/src/api/openapi/cloud-hypervisor.yaml for the forms). Sizes are bytes.

use super::api::{self, Api};
use super::protocol::{self, Monitor, Outcome};
use crate::driver::host::qmp::Refusal;
use crate::model::statistics::MemoryStat;
use crate::model::units::Kib;
use serde_json::Value;

/// The status codes of a virtual machine that was not made, and of what the version does not have.
const NOT_MADE: u16 = 404;
const FAILED: u16 = 500;

/// A page of the balloon.
const PAGE: Kib = Kib(4);

/// A cloud-hypervisor.
pub struct CloudHypervisor(pub Api);

impl CloudHypervisor {
    /// What is known of a guest with a balloon, and its configuration.
    fn info(&mut self) -> Outcome<Value> {
        let info = self.0.get("/api/v1/vm.info", &[NOT_MADE])?;
        let Some(info) = info else {
            return Err(Refusal::NotActive("it has no virtual machine".to_owned()));
        };
        let balloon = info.pointer("/config/balloon");
        if balloon.is_some_and(Value::is_object) {
            return Ok(info);
        }
        Err(Refusal::NotActive(String::new()))
    }

    /// The size of a piece of memory, with what was plugged into it.
    fn size(piece: &Value) -> u64 {
        let number = |member| piece.get(member).and_then(Value::as_u64).unwrap_or(0);
        number("size").saturating_add(number("hotplugged_size"))
    }
}

impl Monitor for CloudHypervisor {
    fn step(&self) -> Kib {
        PAGE
    }

    /// Its figure is less what the balloon holds.
    fn actual(&mut self) -> Outcome<Kib> {
        let info = self.info()?;
        self.0.number(&info, "memory_actual_size").map(Kib::from_bytes)
    }

    fn most(&mut self) -> Outcome<Kib> {
        let info = self.info()?;
        let memory = info.pointer("/config/memory").cloned().unwrap_or_default();
        // With zones its own size is 0.
        self.0.number(&memory, "size")?;
        let zones = memory.get("zones").and_then(Value::as_array);
        let zones = zones.into_iter().flatten().map(Self::size);
        Ok(Kib::from_bytes(zones.fold(Self::size(&memory), u64::saturating_add)))
    }

    fn set(&mut self, size: Kib) -> Outcome<()> {
        let held = self.most()?.0.saturating_sub(size.0).saturating_mul(1024);
        self.0.send("PUT", "/api/v1/vm.resize", &format!("{{\"desired_balloon\":{held}}}"))
    }

    fn set_period(&mut self, seconds: u32) -> Outcome<u32> {
        Err(api::unsupported(format!(
            "period is {seconds}, and cloud-hypervisor has no period for its guests' statistics"
        )))
    }

    /// The versions that have them tell when, in milliseconds.
    fn guest_stats(&mut self) -> Outcome<Vec<MemoryStat>> {
        let answer =
            self.0.get("/api/v1/vm.balloon-stats", &[NOT_MADE, FAILED])?.unwrap_or_default();
        let updated = answer.get("last_update").and_then(Value::as_u64).unwrap_or(0) / 1000;
        let (Some(told), true) = (answer.get("stats"), updated > 0) else { return Ok(Vec::new()) };
        let mut all = protocol::of_api(told);
        all.push(protocol::told_at(updated));
        Ok(all)
    }
}
