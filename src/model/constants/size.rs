//! Sizes: memory and virtual CPUs.

/// Which of a domain's virtual CPU counts a function reads or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainVcpuFlags {
    /// The running domain if it runs, else its definition.
    VIR_DOMAIN_VCPU_CURRENT = 0,
    /// The running domain.
    VIR_DOMAIN_VCPU_LIVE = 1,
    /// The definition.
    VIR_DOMAIN_VCPU_CONFIG = 2,
    /// The most that there can be, in place of how many there are.
    VIR_DOMAIN_VCPU_MAXIMUM = 4,
    /// What the guest's own system uses, by its agent.
    VIR_DOMAIN_VCPU_GUEST = 8,
    /// CPUs that can be removed again.
    VIR_DOMAIN_VCPU_HOTPLUGGABLE = 16,
}

/// Which of a domain's memory sizes a function reads or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMemoryModFlags {
    /// The running domain if it runs, else its definition.
    VIR_DOMAIN_MEM_CURRENT = 0,
    /// The running domain.
    VIR_DOMAIN_MEM_LIVE = 1,
    /// The definition.
    VIR_DOMAIN_MEM_CONFIG = 2,
    /// The most that there can be, in place of the current size.
    VIR_DOMAIN_MEM_MAXIMUM = 4,
}

/// The state of a virtual CPU.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virVcpuState {
    /// It does not exist for the guest.
    VIR_VCPU_OFFLINE = 0,
    /// It runs.
    VIR_VCPU_RUNNING = 1,
    /// It waits.
    VIR_VCPU_BLOCKED = 2,
}

/// Values of virVcpuInfo's cpu that are not a CPU number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virVcpuHostCpuState {
    /// The virtual CPU is offline.
    VIR_VCPU_INFO_CPU_OFFLINE = -1,
    /// Which CPU it runs on is not known.
    VIR_VCPU_INFO_CPU_UNAVAILABLE = -2,
}
