//! The part of a definition that holds processor time, and where threads run.

use crate::model::cpuset::CpuSet;
use std::collections::BTreeMap;

/// How long a period is in microseconds, and how much of it may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bandwidth {
    /// The period; 0 for the host's own.
    pub period: u64,
    /// What may be used of it; negative for all, 0 for the host's own.
    pub quota: i64,
}

/// Processor time, and where threads run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cputune {
    /// The weight against other domains.
    pub shares: Option<u64>,
    /// For each virtual CPU.
    pub vcpu: Bandwidth,
    /// For the whole domain.
    pub global: Bandwidth,
    /// For the emulator's threads that are no virtual CPUs.
    pub emulator: Bandwidth,
    /// For each I/O thread.
    pub iothread: Bandwidth,
    /// Where each virtual CPU runs.
    pub vcpupin: BTreeMap<u32, CpuSet>,
    /// Where the emulator's threads run.
    pub emulatorpin: Option<CpuSet>,
    /// Where each I/O thread runs.
    pub iothreadpin: BTreeMap<u32, CpuSet>,
    /// How threads are scheduled.
    pub schedules: Schedules,
}

impl Cputune {
    /// Whether it says of any thread where it runs.
    pub fn pins(&self) -> bool {
        !self.vcpupin.is_empty() || self.emulatorpin.is_some() || !self.iothreadpin.is_empty()
    }
}

/// How a thread is scheduled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// The host's scheduling policy.
    pub policy: &'static str,
    /// The priority, where the policy has any.
    pub priority: Option<i32>,
}

/// How threads are scheduled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schedules {
    /// The emulator's threads.
    pub emulator: Option<Schedule>,
    /// Virtual CPUs.
    pub vcpus: BTreeMap<u16, Schedule>,
    /// I/O threads.
    pub iothreads: BTreeMap<u16, Schedule>,
}
