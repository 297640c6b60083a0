//! Threads of a domain: virtual CPUs and I/O threads.

use super::constants::virTypedParameterType::{VIR_TYPED_PARAM_UINT, VIR_TYPED_PARAM_ULLONG};
use super::constants::{
    VIR_DOMAIN_IOTHREAD_POLL_GROW, VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, VIR_DOMAIN_IOTHREAD_POLL_SHRINK,
};
use super::cpuset::CpuSet;
use super::typed::Spec;

/// A virtual CPU that a running domain has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VcpuInfo {
    /// Its number.
    pub number: u32,
    /// What it does: a number of virVcpuState.
    pub state: i32,
    /// The CPU time that it used, in nanoseconds.
    pub cpu_time: u64,
    /// The host's CPU that it runs on; -1 for none.
    pub cpu: i32,
    /// The host's CPUs that it may run on.
    pub cpus: CpuSet,
}

/// An I/O thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IothreadInfo {
    /// Its number.
    pub id: u32,
    /// The host's CPUs that it may run on.
    pub cpus: CpuSet,
}

/// How I/O threads poll.
pub const IOTHREAD_SPECS: &[Spec] = &[
    Spec::new(VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, VIR_TYPED_PARAM_ULLONG),
    Spec::new(VIR_DOMAIN_IOTHREAD_POLL_GROW, VIR_TYPED_PARAM_UINT),
    Spec::new(VIR_DOMAIN_IOTHREAD_POLL_SHRINK, VIR_TYPED_PARAM_UINT),
];
