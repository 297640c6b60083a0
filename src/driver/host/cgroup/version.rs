//! What differs between cgroup v1 and v2, as data.

use crate::sys::Dir;
use crate::sys::mountinfo::Mount;
use crate::sys::process::Membership;

/// What a swap limit of the kernel counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SwapCount {
    /// Memory and swap together, as the API's swap_hard_limit does.
    Total,
    /// Swap alone.
    Alone,
}

/// How the processes of a group are frozen.
pub struct Freezing {
    /// Whether another hierarchy, the freezer's, does it.
    pub separate_hierarchy: bool,
    /// What is written, and to which file.
    pub file: &'static str,
    /// ... to freeze them.
    pub freeze: &'static str,
    /// ... to thaw them.
    pub thaw: &'static str,
    /// The file that tells, and its line while all of them are frozen.
    pub state: (&'static str, &'static str),
}

/// The files with details of a group's usage.
pub struct Accounts {
    /// The file with the peak usage; v2 has it since Linux 5.19.
    pub peak: &'static str,
    /// The line of memory.stat with the pages of files that were not used of late, in bytes.
    pub inactive_file: &'static str,
    /// The file with the memory in swap, in bytes.
    pub swap: CounterFile,
    /// The file with the limit of swap, where that is counted.
    pub swap_limit: &'static str,
    /// The lines of memory.stat that add up to the page cache, in bytes.
    pub file_cache: &'static [&'static str],
    /// The file with the kernel memory charged to the group, where there is one.
    pub kernel: Option<&'static str>,
    /// The lines of memory.stat that tell the same; the first is all of it, in v2 since
    /// Linux 5.18, the others its parts.
    pub kernel_lines: &'static [&'static str],
}

/// A file with counters.
pub struct CounterFile {
    /// Its name.
    pub name: &'static str,
    /// Its counters; none where the file is a number, which is called as the end of its name.
    pub counters: &'static [&'static str],
}

/// A version of the cgroup interface.
pub struct Version {
    /// Which one: 1 or 2.
    pub number: u8,
    /// Whether each controller has a hierarchy of its own.
    pub separate_hierarchies: bool,
    /// What the swap hard limit's control file counts.
    pub swap: SwapCount,
    /// The file with the memory in use, in bytes.
    pub usage: &'static str,
    /// Details of memory usage.
    pub accounts: Accounts,
    /// The files with the counters of what happened to the group for want of memory.
    pub events: &'static [CounterFile],
    /// The file with the number of processes that were killed for want of memory, in a
    /// line `oom_kill`.
    pub oom_kills: &'static str,
    /// The file that enables controllers for child groups (cgroup.subtree_control); none on v1.
    pub subtree_control: Option<&'static str>,
    /// What to write into a new group where it reads otherwise.
    pub on_create: &'static [(&'static str, &'static str)],
    /// How its groups are frozen.
    pub freezing: Freezing,
    /// The file that takes memory from a group; none on v1, and before Linux 5.19.
    pub reclaim: Option<&'static str>,
    /// The file that ends all processes of a group; kernels before 5.14 lack it.
    pub kill: Option<&'static str>,
    /// Whether clone3 can start a process in a group (CLONE_INTO_CGROUP).
    pub clone_into_cgroup: bool,
    /// Whether a mount, open at its root, is one with the memory controller.
    pub is_mount: fn(&Mount, &Dir) -> bool,
    /// Whether a line of /proc/PID/cgroup is about this hierarchy.
    pub is_membership: fn(&Membership) -> bool,
    /// The CPU time that a group used in nanoseconds, where its directory tells.
    pub cpu_time: fn(&Dir) -> Option<u64>,
}
