//! The numbers of the host's CPUs and memory nodes.

use crate::driver::host::cgroup::file::{list, text};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error;
use crate::model::Result;
use crate::model::cpuset::CpuSet;

/// Its CPUs that are online.
pub fn cpus(host: &Host) -> CpuSet {
    of(host, "/sys/devices/system/cpu")
}

/// Its memory nodes; one without NUMA has node 0.
pub fn nodes(host: &Host) -> CpuSet {
    of(host, "/sys/devices/system/node")
}

fn of(host: &Host, path: &str) -> CpuSet {
    let text = host.dir(path).ok().and_then(|dir| text(&dir, "online").ok());
    let numbers = text.map(|text| list(&text)).unwrap_or_default();
    let set: CpuSet = numbers.into_iter().filter_map(|number| u16::try_from(number).ok()).collect();
    if set.is_empty() { CpuSet::below(1) } else { set }
}

/// Refuses an empty set, and numbers that this host does not have.
///
/// Errors: VIR_ERR_INVALID_ARG.
pub fn check(name: &str, wanted: &CpuSet, there: &CpuSet) -> Result<()> {
    if wanted.is_empty() {
        return Err(error::invalid(format!("{name} is empty, expected some of {there}")));
    }
    match wanted.iter().find(|number| !there.contains(*number)) {
        Some(number) => Err(error::invalid(format!(
            "{name} is {wanted}, of which this host has no {number}, expected some of {there}"
        ))),
        None => Ok(()),
    }
}
