//! cgroup v1: kernel documentation, admin-guide/cgroup-v1/memory.rst.

use super::version::{Accounts, Freezing, Knob, SwapCount, Version};
use crate::model::memtune::MemoryField;
use crate::model::units::UNLIMITED;
use crate::sys::Dir;
use crate::sys::mountinfo::Mount;

/// The memory controller of v1. The kernel keeps limit <= memsw itself and has
/// no guarantee and no soft limit for swap.
pub static VERSION: Version = Version {
    knobs: &[
        Knob {
            field: MemoryField::HardLimit,
            file: "memory.limit_in_bytes",
            missing: None,
            used: Some("memory.usage_in_bytes"),
            property: Some("MemoryLimit"),
        },
        Knob {
            field: MemoryField::SoftLimit,
            file: "memory.soft_limit_in_bytes",
            missing: None,
            used: None,
            property: None,
        },
        Knob {
            field: MemoryField::SwapHardLimit,
            file: "memory.memsw.limit_in_bytes",
            missing: Some(UNLIMITED),
            used: Some("memory.memsw.usage_in_bytes"),
            property: None,
        },
    ],
    listed: MemoryField::LIBVIRT,
    unlimited: "-1",
    // LONG_MAX rounded down to a page, for pages of up to 64 KiB.
    unlimited_from: 0x7fff_ffff_ffff_0000,
    swap: SwapCount::Total,
    usage: "memory.usage_in_bytes",
    accounts: Accounts {
        peak: "memory.max_usage_in_bytes",
        file_cache: &["total_inactive_file", "total_active_file"],
        kernel: Some("memory.kmem.usage_in_bytes"),
        kernel_lines: &[],
    },
    reclaim: None,
    subtree_control: None,
    on_create: &[("memory.use_hierarchy", "1")],
    freezing: Freezing {
        is_apart: true,
        file: "freezer.state",
        freeze: "FROZEN",
        thaw: "THAWED",
        state: ("freezer.state", "FROZEN"),
    },
    kill: None,
    births: false,
    is_mount,
    is_membership: |line| line.controllers.iter().any(|name| name == "memory"),
    cpu_time: |_| None,
};

fn is_mount(mount: &Mount, _root: &Dir) -> bool {
    mount.fs_type == "cgroup" && mount.super_options.iter().any(|option| option == "memory")
}
