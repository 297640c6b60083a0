//! virsh's words for events and what they tell.

use virmemctl::model::constants::virDomainEventID::*;
use virmemctl::model::event::{EventKind, MEMORY_EVENT};

/// The names of events, in the order of virsh's list, and this library's own.
pub const EVENTS: [(&str, i32); 28] = [
    ("lifecycle", VIR_DOMAIN_EVENT_ID_LIFECYCLE as i32),
    ("reboot", VIR_DOMAIN_EVENT_ID_REBOOT as i32),
    ("rtc-change", VIR_DOMAIN_EVENT_ID_RTC_CHANGE as i32),
    ("watchdog", VIR_DOMAIN_EVENT_ID_WATCHDOG as i32),
    ("io-error", VIR_DOMAIN_EVENT_ID_IO_ERROR as i32),
    ("graphics", VIR_DOMAIN_EVENT_ID_GRAPHICS as i32),
    ("io-error-reason", VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON as i32),
    ("control-error", VIR_DOMAIN_EVENT_ID_CONTROL_ERROR as i32),
    ("block-job", VIR_DOMAIN_EVENT_ID_BLOCK_JOB as i32),
    ("disk-change", VIR_DOMAIN_EVENT_ID_DISK_CHANGE as i32),
    ("tray-change", VIR_DOMAIN_EVENT_ID_TRAY_CHANGE as i32),
    ("pm-wakeup", VIR_DOMAIN_EVENT_ID_PMWAKEUP as i32),
    ("pm-suspend", VIR_DOMAIN_EVENT_ID_PMSUSPEND as i32),
    ("balloon-change", VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE as i32),
    ("pm-suspend-disk", VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK as i32),
    ("device-removed", VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED as i32),
    ("block-job-2", VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2 as i32),
    ("tunable", VIR_DOMAIN_EVENT_ID_TUNABLE as i32),
    ("agent-lifecycle", VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE as i32),
    ("device-added", VIR_DOMAIN_EVENT_ID_DEVICE_ADDED as i32),
    ("migration-iteration", VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION as i32),
    ("job-completed", VIR_DOMAIN_EVENT_ID_JOB_COMPLETED as i32),
    ("device-removal-failed", VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED as i32),
    ("metadata-change", VIR_DOMAIN_EVENT_ID_METADATA_CHANGE as i32),
    ("block-threshold", VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD as i32),
    ("memory-failure", VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE as i32),
    ("memory-device-size-change", VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE as i32),
    ("memory", MEMORY_EVENT),
];

/// The names of lifecycle events and of their details, by their numbers.
const LIFECYCLE: [(&str, &[&str]); 9] = [
    ("Defined", &["Added", "Updated", "Renamed", "Snapshot"]),
    ("Undefined", &["Removed", "Renamed"]),
    ("Started", &["Booted", "Migrated", "Restored", "Snapshot", "Event wakeup"]),
    (
        "Suspended",
        &[
            "Paused",
            "Migrated",
            "I/O Error",
            "Watchdog",
            "Restored",
            "Snapshot",
            "API error",
            "Post-copy",
            "Post-copy Error",
        ],
    ),
    ("Resumed", &["Unpaused", "Migrated", "Snapshot", "Post-copy", "Post-copy Error"]),
    ("Stopped", &["Shutdown", "Destroyed", "Crashed", "Migrated", "Saved", "Failed", "Snapshot"]),
    ("Shutdown", &["Finished", "Finished after guest request", "Finished after host request"]),
    ("PMSuspended", &["Memory", "Disk"]),
    ("Crashed", &["Panicked", "Crashloaded"]),
];

const UNKNOWN: &str = "unknown";
const UNSUPPORTED: &str = "unsupported value";

/// The words for numbers from 0 on, and that for all others.
pub struct Words(&'static [&'static str], &'static str);

impl Words {
    /// The word for a number.
    pub fn of(&self, number: i32) -> &'static str {
        let word = usize::try_from(number).ok().and_then(|number| self.0.get(number));
        word.copied().unwrap_or(self.1)
    }
}

/// What a watchdog does.
pub const WATCHDOG: Words =
    Words(&["none", "pause", "reset", "poweroff", "shutdown", "debug", "inject-nmi"], UNKNOWN);
/// What is done when a disk fails.
pub const IO_ERROR: Words = Words(&["none", "pause", "report"], UNKNOWN);
/// What a client of a graphical console does.
pub const GRAPHICS_PHASE: Words = Words(&["connect", "initialize", "disconnect"], UNKNOWN);
/// The kinds of address of a graphical console.
pub const GRAPHICS_FAMILY: Words = Words(&["IPv4", "IPv6", "unix"], UNKNOWN);
/// The jobs of a disk.
pub const BLOCK_JOB: Words = Words(
    &["Unknown job", "Block Pull", "Block Copy", "Block Commit", "Active Block Commit", "Backup"],
    "Unknown job",
);
/// How such a job is.
pub const BLOCK_JOB_STATUS: Words = Words(&["completed", "failed", "canceled", "ready"], UNKNOWN);
/// How a disk changed.
pub const DISK_CHANGE: Words = Words(&["changed", "dropped"], UNKNOWN);
/// How a tray changed.
pub const TRAY_CHANGE: Words = Words(&["opened", "closed"], UNKNOWN);
/// Whether the guest's agent is connected.
pub const AGENT_STATE: Words = Words(&["unknown", "connected", "disconnected"], UNSUPPORTED);
/// Why that changed.
pub const AGENT_REASON: Words = Words(&["unknown", "domain started", "channel event"], UNSUPPORTED);
/// What of metadata changed.
pub const METADATA: Words = Words(&["description", "title", "element"], UNSUPPORTED);
/// Whose memory failed.
pub const MEMORY_RECIPIENT: Words = Words(&["hypervisor", "guest"], UNSUPPORTED);
/// What is done then.
pub const MEMORY_ACTION: Words = Words(&["ignore", "inject", "fatal", "reset"], UNSUPPORTED);
/// What the kernel tells of memory.
pub const MEMORY: Words = Words(&["high", "max", "oom", "oom_kill", "pressure"], UNKNOWN);
/// Why a connection was lost.
pub const CLOSE: Words =
    Words(&["I/O error", "end of file", "keepalive timeout", "client request"], UNKNOWN);

/// The name of an event.
pub fn name(kind: &EventKind) -> &'static str {
    let number = kind.number();
    EVENTS.iter().find(|(_, known)| *known == number).map_or(UNKNOWN, |(name, _)| name)
}

/// A lifecycle event, and its detail.
pub fn lifecycle(event: i32, detail: i32) -> (&'static str, &'static str) {
    let found = usize::try_from(event).ok().and_then(|event| LIFECYCLE.get(event));
    found
        .map_or((UNKNOWN, UNKNOWN), |(event, details)| (*event, Words(details, UNKNOWN).of(detail)))
}
