//! The CPUs of this machine.

/// The list of the CPUs that are there, such as `0-3` or `0,2-5`.
const PRESENT: &str = "/sys/devices/system/cpu/present";

/// How many CPUs there are, used or not.
pub fn count() -> usize {
    let list = std::fs::read_to_string(PRESENT).unwrap_or_default();
    let last = list.trim_end().rsplit([',', '-']).next().and_then(|last| last.parse().ok());
    last.map_or_else(usable, |last: usize| last.saturating_add(1))
}

/// How many CPUs this process may use.
#[cfg(target_os = "linux")]
pub fn usable() -> usize {
    let usable = rustix::thread::sched_getaffinity(None);
    usable.ok().and_then(|cpus| usize::try_from(cpus.count()).ok()).unwrap_or(1).max(1)
}

/// How many CPUs this process may use.
#[cfg(not(target_os = "linux"))]
pub fn usable() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
