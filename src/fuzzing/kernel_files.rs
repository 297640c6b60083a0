//! The kernel's files: what is read of each.

use crate::sys::{mappings, mountinfo, process};

pub use crate::sys::mountinfo::Mount;
pub use crate::sys::process::{Membership, Stat};

/// The mounts of a mountinfo.
pub fn mounts(content: &[u8]) -> Vec<Mount> {
    mountinfo::parse(content)
}

/// A process's stat.
pub fn stat(content: &[u8]) -> Option<Stat> {
    process::parse_stat(content)
}

/// The effective uid of a process's status, and its leader.
pub fn status(content: &[u8]) -> (Option<u32>, Option<i32>) {
    let text = String::from_utf8_lossy(content);
    (process::effective_user(&text), process::leader(&text))
}

/// The groups of a process.
pub fn memberships(content: &[u8]) -> Vec<Membership> {
    process::parse_memberships(content)
}

/// The arguments of a process.
pub fn arguments(content: &[u8]) -> Vec<String> {
    process::parse_arguments(content)
}

/// The sizes of a process's mappings and what they use, in KiB.
pub fn mapped(content: &[u8]) -> Vec<(u64, u64)> {
    let mappings = mappings::parse(&String::from_utf8_lossy(content));
    mappings.iter().map(|mapping| (mapping.size, mapping.used)).collect()
}
