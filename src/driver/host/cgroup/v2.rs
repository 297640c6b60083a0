//! cgroup v2: kernel documentation, admin-guide/cgroup-v2.rst.

use super::file::lists_memory;
use super::version::{Accounts, CounterFile, Freezing, SwapCount, Version};
use crate::sys::Dir;
use crate::sys::mountinfo::Mount;

/// The memory controller of v2.
pub static VERSION: Version = Version {
    number: 2,
    separate_hierarchies: false,
    swap: SwapCount::Alone,
    usage: "memory.current",
    accounts: Accounts {
        peak: "memory.peak",
        inactive_file: "inactive_file",
        swap: CounterFile { name: "memory.swap.current", counters: &[] },
        swap_limit: "memory.swap.max",
        file_cache: &["inactive_file", "active_file"],
        kernel: None,
        kernel_lines: &["kernel", "kernel_stack", "pagetables", "percpu", "sock", "slab"],
    },
    events: &[CounterFile {
        name: "memory.events",
        counters: &["low", "high", "max", "oom", "oom_kill"],
    }],
    oom_kills: "memory.events",
    subtree_control: Some("cgroup.subtree_control"),
    on_create: &[],
    freezing: Freezing {
        separate_hierarchy: false,
        file: "cgroup.freeze",
        freeze: "1",
        thaw: "0",
        state: ("cgroup.events", "frozen 1"),
    },
    reclaim: Some("memory.reclaim"),
    kill: Some("cgroup.kill"),
    clone_into_cgroup: true,
    is_mount,
    is_membership: |line| line.controllers.is_empty(),
    cpu_time,
};

fn is_mount(mount: &Mount, root: &Dir) -> bool {
    mount.fs_type == "cgroup2" && lists_memory(root, "cgroup.controllers") == Ok(true)
}

fn cpu_time(group: &Dir) -> Option<u64> {
    let content = group.read_all("cpu.stat", 64 << 10).ok()?;
    let text = String::from_utf8(content).ok()?;
    let micros = text.lines().find_map(|line| line.strip_prefix("usage_usec "))?;
    micros.parse::<u64>().ok()?.checked_mul(1000)
}
