//! Memory parameters.

/// The value of a memory parameter that means "no limit", in KiB.
pub const VIR_DOMAIN_MEMORY_PARAM_UNLIMITED: u64 = 9_007_199_254_740_991;
/// The maximum memory that the domain may use, in KiB: ULLONG.
pub const VIR_DOMAIN_MEMORY_HARD_LIMIT: &str = "hard_limit";
/// The memory limit that is enforced under memory contention, in KiB: ULLONG.
pub const VIR_DOMAIN_MEMORY_SOFT_LIMIT: &str = "soft_limit";
/// The memory that the domain is guaranteed, in KiB: ULLONG.
pub const VIR_DOMAIN_MEMORY_MIN_GUARANTEE: &str = "min_guarantee";
/// The maximum memory plus swap that the domain may use, in KiB: ULLONG.
pub const VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT: &str = "swap_hard_limit";
/// The swap usage (swap alone) above which the domain is throttled, in KiB:
/// ULLONG. Not one of libvirt's parameters.
pub const VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT: &str = "swap_soft_limit";
/// The weight of the domain's memory among the domains of its host, when memory is short: INT. A
/// number, or -1 for the host's low, -2 for its normal, -3 for its high weight, as in
/// VIR_DOMAIN_SCHEDULER_SHARES. Not one of libvirt's parameters.
pub const VIR_MEMCTL_MEMORY_SHARES: &str = "memory_shares";

/// Flags of virDomainSetMemoryParameters beyond libvirt's, for cgroup:///,
/// qemu:/// and lxc:/// connections.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum virMemctlMemoryFlags {
    /// Writes a lower hard limit at once. Without it, usage is reclaimed first on
    /// cgroup v2, and the call fails with EBUSY if it stays above the limit; with
    /// it, the kernel kills processes of the domain to make room. cgroup v1
    /// refuses such a limit with and without it. A get takes it too, without a meaning:
    /// bindings ask for the types of parameters with the flags of the set.
    VIR_MEMCTL_FORCE = 1 << 30,
}
