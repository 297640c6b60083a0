//! What an event tells, as virsh prints it.

use crate::commands::event_words::*;
use virmemctl::model::constants::virDomainMemoryFailureFlags::{
    VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED, VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE,
};
use virmemctl::model::event::{EventKind, Graphics, GraphicsAddress};
use virmemctl::model::typed::TypedParam;

/// What follows the domain's name.
pub fn details(kind: &EventKind) -> String {
    use EventKind as E;
    match kind {
        E::Lifecycle { event, detail } => {
            let (event, detail) = lifecycle(*event, *detail);
            format!(": {event} {detail}")
        }
        E::Reboot | E::ControlError => String::new(),
        // No reasons are defined.
        E::PmWakeup { .. } | E::PmSuspend { .. } | E::PmSuspendDisk { .. } => String::new(),
        E::RtcChange { utc_offset } => format!(": {utc_offset}"),
        E::Watchdog { action } => format!(": {}", WATCHDOG.of(*action)),
        E::IoError { source, alias, action } => {
            format!(": {source} ({alias}) {}", IO_ERROR.of(*action))
        }
        E::IoErrorReason { source, alias, action, reason } => {
            format!(": {source} ({alias}) {} due to {reason}", IO_ERROR.of(*action))
        }
        E::Graphics(of) => graphics(of),
        E::BlockJob { disk, job, status } | E::BlockJob2 { disk, job, status } => {
            let (job, status) = (BLOCK_JOB.of(*job), BLOCK_JOB_STATUS.of(*status));
            format!(": {job} for {disk} {status}")
        }
        E::DiskChange { old, new, alias, reason } => {
            let (old, new) = (optional(old.as_ref()), optional(new.as_ref()));
            format!(" disk {alias}: {old} -> {new}: {}", DISK_CHANGE.of(*reason))
        }
        E::TrayChange { alias, reason } => {
            format!(" disk {alias}: {}", TRAY_CHANGE.of(*reason))
        }
        E::BalloonChange { actual } => format!(": {actual}KiB"),
        E::DeviceRemoved { alias }
        | E::DeviceAdded { alias }
        | E::DeviceRemovalFailed { alias } => format!(": {alias}"),
        E::Tunable { params } | E::JobCompleted { params } => {
            let lines = params.iter().map(|param| format!("\n\t{}: {}", param.field, param.value));
            format!(":{}", lines.collect::<String>())
        }
        E::AgentLifecycle { state, reason } => {
            let (state, reason) = (AGENT_STATE.of(*state), AGENT_REASON.of(*reason));
            format!(": state: '{state}' reason: '{reason}'")
        }
        E::MigrationIteration { iteration } => format!(": iteration: '{iteration}'"),
        E::MetadataChange { kind, uri } => {
            format!(": type {}, uri {}", METADATA.of(*kind), optional(uri.as_ref()))
        }
        E::BlockThreshold { device, path, threshold, excess } => {
            format!(": dev: {device}({}) {threshold} {excess}", optional(path.as_ref()))
        }
        E::MemoryFailure { recipient, action, flags } => {
            let (recipient, action) = (MEMORY_RECIPIENT.of(*recipient), MEMORY_ACTION.of(*action));
            let bit = |bit| u32::from(flags & bit != 0);
            let required = bit(VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED as u32);
            let recursive = bit(VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE as u32);
            format!(
                ":\nrecipient: {recipient}\naction: {action}\nflags:\n\t\
                 action required: {required}\n\trecursive: {recursive}"
            )
        }
        E::MemoryDeviceSizeChange { alias, size } => format!(":\nalias: {alias}\nsize: {size}"),
        E::Memory { kind, params, .. } => {
            format!(": {}{}", MEMORY.of(*kind as i32), assignments(params))
        }
        E::Closed { reason } => format!(": {}", CLOSE.of(*reason)),
    }
}

fn optional(text: Option<&String>) -> &str {
    text.map_or("<null>", String::as_str)
}

fn assignments(params: &[TypedParam]) -> String {
    params.iter().map(|param| format!(" {}={}", param.field, param.value)).collect()
}

fn graphics(of: &Graphics) -> String {
    let address = |of: &GraphicsAddress| {
        format!("[{} {} {}]", GRAPHICS_FAMILY.of(of.family), of.node, of.service)
    };
    let (phase, scheme) = (GRAPHICS_PHASE.of(of.phase), &of.auth_scheme);
    let (local, remote) = (address(&of.local), address(&of.remote));
    let subject = of.subject.iter().map(|is| format!("\n\t{}={}", is.kind, is.name));
    format!(": {phase} local{local} remote{remote} {scheme}{}", subject.collect::<String>())
}
