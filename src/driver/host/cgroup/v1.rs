//! cgroup v1: kernel documentation, admin-guide/cgroup-v1/memory.rst.

use super::version::{Accounts, CounterFile, Freezing, SwapCount, Version};
use crate::sys::Dir;
use crate::sys::mountinfo::Mount;

/// The memory controller of v1. The kernel keeps limit <= memsw itself and has
/// no guarantee and no soft limit for swap.
pub static VERSION: Version = Version {
    number: 1,
    separate_hierarchies: true,
    swap: SwapCount::Total,
    usage: "memory.usage_in_bytes",
    accounts: Accounts {
        peak: "memory.max_usage_in_bytes",
        inactive_file: "total_inactive_file",
        swap: CounterFile { name: "memory.stat", counters: &["total_swap"] },
        swap_limit: "memory.memsw.limit_in_bytes",
        file_cache: &["total_inactive_file", "total_active_file"],
        kernel: Some("memory.kmem.usage_in_bytes"),
        kernel_lines: &[],
    },
    events: &[
        CounterFile { name: "memory.failcnt", counters: &[] },
        CounterFile { name: "memory.oom_control", counters: &["under_oom", "oom_kill"] },
    ],
    oom_kills: "memory.oom_control",
    subtree_control: None,
    on_create: &[("memory.use_hierarchy", "1")],
    freezing: Freezing {
        separate_hierarchy: true,
        file: "freezer.state",
        freeze: "FROZEN",
        thaw: "THAWED",
        state: ("freezer.state", "FROZEN"),
    },
    reclaim: None,
    kill: None,
    clone_into_cgroup: false,
    is_mount,
    is_membership: |line| line.has("memory"),
    cpu_time: |_| None,
};

fn is_mount(mount: &Mount, _root: &Dir) -> bool {
    mount.fs_type == "cgroup" && mount.super_options.iter().any(|option| option == "memory")
}
