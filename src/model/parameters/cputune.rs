//! CPU tuning in a definition: CPU time, pinning and scheduling of threads.

use super::shares::Shares;
use crate::model::cpuset::CpuSet;
use std::collections::BTreeMap;

/// CPU bandwidth: a period and the quota of CPU time per period, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bandwidth {
    /// The period; 0 for the host's default.
    pub period: u64,
    /// The quota; negative for unlimited, 0 for the host's default.
    pub quota: i64,
}

/// CPU time of a host that counts it in MHz, as ESX.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CpuAllocation {
    /// What the domain is guaranteed, in MHz.
    pub reservation: Option<i64>,
    /// The most that it may have, in MHz; -1 for no limit.
    pub limit: Option<i64>,
    /// Its weight among the domains of its host. Documents have [`Cputune::shares`] alone.
    pub shares: Option<Shares>,
}

/// CPU time, pinning and scheduling of threads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cputune {
    /// The CPU weight relative to other domains.
    pub shares: Option<u64>,
    /// For each virtual CPU.
    pub vcpu: Bandwidth,
    /// For the whole domain.
    pub global: Bandwidth,
    /// For the emulator's threads other than virtual CPUs.
    pub emulator: Bandwidth,
    /// For each I/O thread.
    pub iothread: Bandwidth,
    /// For the whole domain, in MHz.
    pub allocation: CpuAllocation,
    /// The CPU pinning of each virtual CPU.
    pub vcpupin: BTreeMap<u32, CpuSet>,
    /// The CPU pinning of the emulator's threads.
    pub emulatorpin: Option<CpuSet>,
    /// The CPU pinning of each I/O thread.
    pub iothreadpin: BTreeMap<u32, CpuSet>,
    /// The scheduling of threads.
    pub schedules: Schedules,
}

impl Cputune {
    /// Whether any thread is pinned.
    pub fn pins(&self) -> bool {
        !self.vcpupin.is_empty() || self.emulatorpin.is_some() || !self.iothreadpin.is_empty()
    }
}

/// The scheduling of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// The scheduling policy.
    pub policy: &'static str,
    /// The priority, if the policy has one.
    pub priority: Option<i32>,
}

/// The scheduling of threads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedules {
    /// The emulator's threads.
    pub emulator: Option<Schedule>,
    /// Virtual CPUs.
    pub vcpus: BTreeMap<u16, Schedule>,
    /// I/O threads.
    pub iothreads: BTreeMap<u16, Schedule>,
}
