//! Events as texts: lines as virsh prints them, and JSON.

use crate::commands::timestamp::now;
use serde_json::{Map, Value as Json, json};
use virmemctl::model::constants::virDomainEventID::*;
use virmemctl::model::event::{Event, EventKind, MEMORY_EVENT};
use virmemctl::model::typed::{TypedParam, Value};

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

/// The names of what metadata are, by their numbers.
const METADATA: [&str; 3] = ["description", "title", "element"];

/// The names of memory events, by their numbers.
const MEMORY: [&str; 5] = ["high", "max", "oom", "oom_kill", "pressure"];

const UNKNOWN: &str = "unknown";

/// How events are shown.
pub struct Shown {
    /// With the time.
    pub timestamp: bool,
    /// As JSON, an object on a line for each.
    pub json: bool,
}

impl Shown {
    /// An event.
    pub fn text(&self, event: &Event) -> String {
        let time = self.timestamp.then(now);
        if self.json {
            let mut object = object(event);
            object.extend(time.map(|time| ("time".to_owned(), json!(time))));
            return format!("{}\n", Json::Object(object));
        }
        let time = time.map(|time| format!("{time}: ")).unwrap_or_default();
        format!(
            "{time}event '{}' for domain '{}'{}",
            name(event),
            event.domain.name,
            details(event)
        )
    }
}

fn name(event: &Event) -> &'static str {
    let kind = event.kind.number();
    EVENTS.iter().find(|(_, known)| *known == kind).map_or(UNKNOWN, |(name, _)| name)
}

fn details(event: &Event) -> String {
    match &event.kind {
        EventKind::Lifecycle { event, detail } => {
            let (event, detail) = lifecycle(*event, *detail);
            format!(": {event} {detail}\n")
        }
        EventKind::MetadataChange { kind, uri } => {
            let uri = uri.as_deref().unwrap_or("<null>");
            format!(": type {}, uri {uri}\n", at(&METADATA, *kind))
        }
        EventKind::BalloonChange { actual } => format!(": {actual}KiB\n"),
        EventKind::Tunable { params } => {
            let lines = params.iter().map(|param| format!("\t{}: {}\n", param.field, param.value));
            [":\n".to_owned()].into_iter().chain(lines).collect()
        }
        EventKind::Memory { kind, params, .. } => {
            let words = params.iter().map(|param| format!(" {}={}", param.field, param.value));
            format!(": {}{}\n", at(&MEMORY, *kind as i32), words.collect::<String>())
        }
    }
}

fn lifecycle(event: i32, detail: i32) -> (&'static str, &'static str) {
    let found = usize::try_from(event).ok().and_then(|event| LIFECYCLE.get(event));
    found.map_or((UNKNOWN, UNKNOWN), |(event, details)| (*event, at(details, detail)))
}

fn at(names: &[&'static str], number: i32) -> &'static str {
    usize::try_from(number).ok().and_then(|number| names.get(number)).copied().unwrap_or(UNKNOWN)
}

fn object(event: &Event) -> Map<String, Json> {
    let mut object = Map::new();
    let mut put = |name: &str, value: Json| _ = object.insert(name.to_owned(), value);
    put("event", json!(name(event)));
    put("domain", json!(event.domain.name));
    put("uuid", json!(event.domain.uuid.to_string()));
    match &event.kind {
        EventKind::Lifecycle { event, detail } => {
            let (event, detail) = lifecycle(*event, *detail);
            put("type", json!(event));
            put("detail", json!(detail));
        }
        EventKind::MetadataChange { kind, uri } => {
            put("type", json!(at(&METADATA, *kind)));
            put("uri", json!(uri));
        }
        EventKind::BalloonChange { actual } => put("actual", json!(actual)),
        EventKind::Tunable { params } => put("params", values(params)),
        EventKind::Memory { kind, params, .. } => {
            put("type", json!(at(&MEMORY, *kind as i32)));
            put("params", values(params));
        }
    }
    object
}

fn values(params: &[TypedParam]) -> Json {
    let value = |param: &TypedParam| match &param.value {
        Value::String(_) => json!(param.value.text()),
        Value::Double(number) => json!(number),
        Value::LLong(number) => json!(number),
        Value::Int(number) => json!(number),
        other => json!(other.number()),
    };
    params.iter().map(|param| (param.field.to_string(), value(param))).collect()
}
