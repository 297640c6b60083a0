//! Thresholds of pressure, and the files of domains by which the kernel tells of them.

use crate::model::domain::Uuid;
use crate::model::pressure::PressureThreshold;
use crate::sys::{Dir, Errno, SysResult, kernel_event};
use std::os::fd::OwnedFd;

/// The file with pressure stall information on v2.
pub const STALLS: &str = "memory.pressure";
/// The file with levels of pressure on v1.
pub const LEVELS: &str = "memory.pressure_level";

/// A threshold of a listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListenerThreshold {
    /// The listener's callback id.
    pub listener: i32,
    /// The domain that it is for; all, without one.
    pub domain: Option<Uuid>,
    /// The threshold.
    pub threshold: PressureThreshold,
}

impl ListenerThreshold {
    /// Whether it is for that domain.
    pub fn is_for(&self, uuid: Uuid) -> bool {
        self.domain.is_none_or(|domain| domain == uuid)
    }
}

/// The level of v1's for a threshold, which has neither a time nor a window: `medium`, when much of
/// what is looked at cannot be reclaimed, for `some`; `critical`, when nearly nothing can, for
/// `full`.
fn level(threshold: &PressureThreshold) -> &'static str {
    if threshold.full { "critical" } else { "medium" }
}

/// Asks the kernel to tell of a threshold of a v1 group.
pub fn notified(group: &Dir, threshold: &PressureThreshold) -> SysResult<OwnedFd> {
    let level = level(threshold);
    // That of groups below it too, also where they have listeners; since Linux 4.13.
    match kernel_event::notified(group, LEVELS, &[level, ",hierarchy"].concat()) {
        Err(Errno::INVAL) => kernel_event::notified(group, LEVELS, level),
        notified => notified,
    }
}

/// Asks the kernel to tell of a threshold of a v2 group.
pub fn trigger(group: &Dir, threshold: &PressureThreshold) -> SysResult<OwnedFd> {
    let PressureThreshold { stall_us, window_us, .. } = threshold;
    let text = format!("{} {stall_us} {window_us}", threshold.kind());
    kernel_event::pressure_trigger(group, STALLS, &text)
}
