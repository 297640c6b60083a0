//! Whether the domain of a record still runs.

use super::record::Record;
use crate::driver::host::cgroup::group::is_populated;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::paths::Paths;
use crate::sorting::set_of;
use crate::sys::{RelPath, process};

/// Whether a process lives in the group that was made for the domain, and not in a
/// later group of the same name.
pub fn is_alive(host: &Host, record: &Record) -> bool {
    !is_replaced(host, record) && is_populated(host, &record.group)
}

/// Whether the group of that name is a later one than the record's.
pub fn is_replaced(host: &Host, record: &Record) -> bool {
    let now = host.memory.open(&record.group).and_then(|dir| dir.id());
    match (record.inode, now) {
        (Some(inode), Ok(now)) => now.inode() != inode,
        _ => false,
    }
}

/// Whether the first process of a record still runs.
pub fn is_same_process(host: &Host, record: &Record) -> bool {
    process::stat(&host.proc, record.pid)
        .is_ok_and(|stat| stat.start_time == record.start_time && !stat.ended)
}

/// The groups of domains that have no record.
pub fn orphans(host: &Host, paths: &Paths, records: &[Record]) -> Vec<RelPath> {
    let entries = host.memory.open(&paths.parent).and_then(|dir| dir.entries());
    let recorded = set_of(records.iter().map(|record| record.group.as_str()));
    let ours = |name: &str| paths.plain_group(name.strip_prefix(Paths::PREFIX)?);
    let groups = entries.unwrap_or_default().into_iter().filter(|entry| entry.is_dir);
    groups
        .filter_map(|entry| ours(&entry.name))
        .filter(|group| !recorded.contains(group.as_str()))
        .collect()
}
