//! The virtual CPUs of a QEMU's command line.

use super::properties::Properties;

/// The levels of a topology, from the outermost one.
const LEVELS: &[&str] =
    &["drawers", "books", "sockets", "dies", "clusters", "modules", "cores", "threads"];

/// In the properties of `-machine`, before those of `-smp`.
const IN_MACHINE: &str = "smp.";

/// What the command line says about CPUs.
#[derive(Debug, Default)]
pub struct Cpus {
    given: Properties,
    /// The CPUs and the cores that are plugged.
    plugged: u16,
    plugged_cores: u16,
}

impl Cpus {
    /// `-smp`, which adds to earlier ones.
    pub fn merge(&mut self, value: &str) {
        self.given.merge(Properties::parse(value, "cpus"));
    }

    /// `-machine`, which may hold the same properties.
    pub fn merge_machine(&mut self, properties: &Properties) {
        self.given.merge(properties.below(IN_MACHINE));
    }

    /// Counts a device if it is a CPU, or a core of POWER, which has several.
    pub fn plug(&mut self, driver: &str) {
        if driver.ends_with("-spapr-cpu-core") {
            self.plugged_cores = self.plugged_cores.saturating_add(1);
        } else if driver.ends_with("-cpu") {
            self.plugged = self.plugged.saturating_add(1);
        }
    }

    /// The number of CPUs, given directly or by the topology, with those plugged; and the most that there can be, with
    /// those that may be plugged in later: by QEMU's rule the number that is given as the most, else the number of
    /// CPUs, else the topology's.
    pub fn count(&self) -> (u16, u16) {
        let number = |key: &str| self.given.get(key)?.parse::<u16>().ok().filter(|n| *n > 0);
        let product = || {
            let factors = LEVELS.iter().filter_map(|level| number(level));
            factors.fold(1_u16, u16::saturating_mul)
        };
        let (given, most) = (number("cpus"), number("maxcpus"));
        let most = most.or(given).unwrap_or_else(product);
        let in_cores = self.plugged_cores.saturating_mul(number("threads").unwrap_or(1));
        let plugged = self.plugged.saturating_add(in_cores);
        let count = given.unwrap_or(most).saturating_add(plugged);
        (count, most.max(count))
    }
}
