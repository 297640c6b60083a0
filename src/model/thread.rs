//! Threads of a domain: virtual CPUs and I/O threads.

use super::constants::virTypedParameterType::{VIR_TYPED_PARAM_UINT, VIR_TYPED_PARAM_ULLONG};
use super::constants::{
    VIR_DOMAIN_IOTHREAD_POLL_GROW, VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, VIR_DOMAIN_IOTHREAD_POLL_SHRINK,
};
use super::cpuset::CpuSet;
use super::typed::Spec;

/// A virtual CPU of a running domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VcpuInfo {
    /// Its number.
    pub number: u32,
    /// Its state: a virVcpuState.
    pub state: i32,
    /// The CPU time used, in nanoseconds.
    pub cpu_time: u64,
    /// The host CPU that it runs on; -1 for none.
    pub cpu: i32,
    /// The host CPUs that it is allowed to run on.
    pub cpus: CpuSet,
}

/// An I/O thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IothreadInfo {
    /// Its id.
    pub id: u32,
    /// The host CPUs that it is allowed to run on.
    pub cpus: CpuSet,
}

/// Polling parameters of I/O threads.
pub const IOTHREAD_SPECS: &[Spec] = &[
    Spec::new(VIR_DOMAIN_IOTHREAD_POLL_MAX_NS, VIR_TYPED_PARAM_ULLONG),
    Spec::new(VIR_DOMAIN_IOTHREAD_POLL_GROW, VIR_TYPED_PARAM_UINT),
    Spec::new(VIR_DOMAIN_IOTHREAD_POLL_SHRINK, VIR_TYPED_PARAM_UINT),
];
