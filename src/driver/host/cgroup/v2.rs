//! cgroup v2: kernel documentation, admin-guide/cgroup-v2.rst.

use super::file::lists_memory;
use super::version::{Accounts, Freezing, Knob, SwapCount, Version};
use crate::model::memtune::MemoryField;
use crate::model::units::{Kib, UNLIMITED};
use crate::sys::Dir;
use crate::sys::mountinfo::Mount;

/// The memory controller of v2.
pub static VERSION: Version = Version {
    // Swap in front of memory: where both sink, memory must not go to swap that is
    // taken away in the next moment.
    knobs: &[
        Knob {
            field: MemoryField::SwapHardLimit,
            file: "memory.swap.max",
            missing: Some(UNLIMITED),
            used: Some("memory.swap.current"),
            property: Some("MemorySwapMax"),
        },
        Knob {
            field: MemoryField::HardLimit,
            file: "memory.max",
            missing: None,
            used: Some("memory.current"),
            property: Some("MemoryMax"),
        },
        Knob {
            field: MemoryField::SoftLimit,
            file: "memory.high",
            missing: None,
            used: None,
            property: Some("MemoryHigh"),
        },
        Knob {
            field: MemoryField::MinGuarantee,
            file: "memory.min",
            missing: Some(Kib(0)),
            used: None,
            property: Some("MemoryMin"),
        },
        Knob {
            field: MemoryField::SwapSoftLimit,
            file: "memory.swap.high",
            missing: Some(UNLIMITED),
            used: None,
            property: None,
        },
    ],
    listed: MemoryField::ALL,
    unlimited: "max",
    unlimited_from: 0x7fff_ffff_ffff_0000,
    swap: SwapCount::Alone,
    usage: "memory.current",
    accounts: Accounts {
        peak: "memory.peak",
        file_cache: &["inactive_file", "active_file"],
        kernel: None,
        kernel_lines: &["kernel", "kernel_stack", "pagetables", "percpu", "sock", "slab"],
    },
    reclaim: Some("memory.reclaim"),
    subtree_control: Some("cgroup.subtree_control"),
    on_create: &[],
    freezing: Freezing {
        is_apart: false,
        file: "cgroup.freeze",
        freeze: "1",
        thaw: "0",
        state: ("cgroup.events", "frozen 1"),
    },
    kill: Some("cgroup.kill"),
    births: true,
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
