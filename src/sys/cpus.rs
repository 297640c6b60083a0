//! The CPUs of this machine.

/// The list of the CPUs that are there, such as `0-3` or `0,2-5`.
const PRESENT: &str = "/sys/devices/system/cpu/present";

/// How many CPUs there are, used or not.
pub fn count() -> usize {
    let list = std::fs::read_to_string(PRESENT).unwrap_or_default();
    let last = list.trim_end().rsplit([',', '-']).next().and_then(|last| last.parse().ok());
    let usable = || std::thread::available_parallelism().map_or(1, usize::from);
    last.map_or_else(usable, |last: usize| last.saturating_add(1))
}
