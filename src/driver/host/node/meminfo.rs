//! /proc/meminfo.

use crate::driver::host::cgroup::file;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::model::Result;
use crate::model::units::Kib;

/// The name of the file, in /proc and in a NUMA node's directory.
pub const MEMINFO: &str = "meminfo";

/// One of its values.
///
/// Errors: VIR_ERR_INTERNAL_ERROR where there is none of that name.
pub fn value(text: &str, name: &str) -> Result<Kib> {
    file::expect(text, MEMINFO, name).map(Kib)
}

/// The content of the host's.
pub fn text(host: &Host) -> Result<String> {
    file::text(&host.proc, MEMINFO)
}

/// The host's memory.
pub fn host_memory(host: &Host) -> Result<Kib> {
    value(&text(host)?, "MemTotal")
}
