//! What bulk statistics tell of a domain.

use virmemctl::model::constants::virDomainStatsTypes::{
    VIR_DOMAIN_STATS_BLOCK, VIR_DOMAIN_STATS_CPU_TOTAL,
};
use virmemctl::model::constants::virMemctlDomainStatsTypes::{
    VIR_MEMCTL_DOMAIN_STATS_MEMTUNE, VIR_MEMCTL_DOMAIN_STATS_PRESSURE,
    VIR_MEMCTL_DOMAIN_STATS_USAGE,
};
use virmemctl::model::typed::{TypedParam, Value};
use virmemctl::model::units::Kib;

/// The groups of statistics that are read.
pub const GROUPS: u32 = VIR_DOMAIN_STATS_CPU_TOTAL as u32
    | VIR_DOMAIN_STATS_BLOCK as u32
    | VIR_MEMCTL_DOMAIN_STATS_MEMTUNE as u32
    | VIR_MEMCTL_DOMAIN_STATS_USAGE as u32
    | VIR_MEMCTL_DOMAIN_STATS_PRESSURE as u32;

/// The figures of a domain; none where the host does not tell one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Memory in use.
    pub used: Option<Kib>,
    /// The hard limit.
    pub hard_limit: Option<Kib>,
    /// The guarantee.
    pub guarantee: Option<Kib>,
    /// Memory in swap.
    pub swap: Option<Kib>,
    /// Memory in use that was used lately.
    pub working_set: Option<Kib>,
    /// How much of the last 10 seconds some process waited for memory, in percent.
    pub pressure: Option<f64>,
    /// CPU time, in nanoseconds.
    pub cpu_time: Option<u64>,
    /// Bytes read from all disks.
    pub read: Option<u64>,
    /// Bytes written to them.
    pub written: Option<u64>,
}

impl Figures {
    /// Those among a domain's statistics.
    pub fn of(params: &[TypedParam]) -> Self {
        let mut figures = Self::default();
        for param in params {
            figures.take(&param.field, &param.value);
        }
        figures
    }

    fn take(&mut self, name: &str, value: &Value) {
        let size = value.number().map(Kib);
        match name {
            "memtune.usage" => self.used = size,
            "memtune.hard_limit" => self.hard_limit = size,
            "memtune.min_guarantee" => self.guarantee = size,
            "memctl.swap" => self.swap = size,
            "memctl.working_set" => self.working_set = size,
            "memctl.psi.memory.some.avg10" => {
                self.pressure =
                    if let Value::Double(percent) = value { Some(*percent) } else { None };
            }
            "cpu.time" => self.cpu_time = value.number(),
            _ if !name.starts_with("block.") => {}
            _ if name.ends_with(".rd.bytes") => add(&mut self.read, value),
            _ if name.ends_with(".wr.bytes") => add(&mut self.written, value),
            _ => {}
        }
    }
}

/// Adds a disk's counter to those of the others.
fn add(sum: &mut Option<u64>, value: &Value) {
    if let Some(bytes) = value.number() {
        *sum = Some(sum.unwrap_or(0).saturating_add(bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disks_are_added_and_what_is_not_told_is_none() {
        let number = |name: &str, value| TypedParam::new(name, Value::ULLong(value));
        let params = [
            number("cpu.time", 7),
            number("block.0.rd.bytes", 1),
            number("block.1.rd.bytes", 2),
            number("block.1.rd.reqs", 9),
            number("memtune.usage", 4),
            TypedParam::new("memctl.psi.memory.some.avg10", Value::Double(1.5)),
        ];
        let wanted = Figures {
            cpu_time: Some(7),
            read: Some(3),
            used: Some(Kib(4)),
            pressure: Some(1.5),
            ..Figures::default()
        };
        assert_eq!(Figures::of(&params), wanted);
    }
}
