//! What an event tells, as virsh prints it.

use crate::commands::event_words::*;
use crate::commands::values::limit_text;
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
            let line =
                |param: &TypedParam| format!("\n\t{}: {}", param.field, limit_text(&param.value));
            let lines = params.iter().map(line);
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

#[cfg(test)]
mod tests {
    use super::details;
    use virmemctl::model::event::EventKind as E;
    use virmemctl::model::event::{Graphics, GraphicsAddress, GraphicsIdentity};
    use virmemctl::model::typed::{TypedParam, Value};

    fn graphics() -> E {
        let address = |family, node: &str| GraphicsAddress {
            family,
            node: node.to_owned(),
            service: "5900".to_owned(),
        };
        E::Graphics(Box::new(Graphics {
            phase: 1,
            local: address(0, "127.0.0.1"),
            remote: address(9, "::1"),
            auth_scheme: "sasl".to_owned(),
            subject: vec![GraphicsIdentity { kind: "user".to_owned(), name: "me".to_owned() }],
        }))
    }

    #[test]
    fn events_are_told_as_virsh_tells_them() {
        let (disk, alias) = (|| "/disk".to_owned(), || "net0".to_owned());
        let params = || vec![TypedParam::new("time", Value::ULLong(3))];
        let (source, action, reason) = (disk, 1, || "enospc".to_owned());
        for (kind, expected) in [
            (E::Lifecycle { event: 5, detail: 99 }, ": Stopped unknown"),
            (E::Reboot, ""),
            (E::ControlError, ""),
            (E::PmWakeup { reason: 0 }, ""),
            (E::PmSuspend { reason: 0 }, ""),
            (E::PmSuspendDisk { reason: 0 }, ""),
            (E::RtcChange { utc_offset: -5 }, ": -5"),
            (E::Watchdog { action: 6 }, ": inject-nmi"),
            (E::Watchdog { action: -1 }, ": unknown"),
            (E::IoError { source: source(), alias: alias(), action }, ": /disk (net0) pause"),
            (
                E::IoErrorReason { source: source(), alias: alias(), action, reason: reason() },
                ": /disk (net0) pause due to enospc",
            ),
            (
                graphics(),
                ": initialize local[IPv4 127.0.0.1 5900] remote[unknown ::1 5900] sasl\n\tuser=me",
            ),
            (E::BlockJob { disk: disk(), job: 2, status: 0 }, ": Block Copy for /disk completed"),
            (E::BlockJob2 { disk: disk(), job: 9, status: 3 }, ": Unknown job for /disk ready"),
            (
                E::DiskChange { old: Some(disk()), new: None, alias: alias(), reason: 1 },
                " disk net0: /disk -> <null>: dropped",
            ),
            (E::TrayChange { alias: alias(), reason: 0 }, " disk net0: opened"),
            (E::BalloonChange { actual: 7 }, ": 7KiB"),
            (E::DeviceRemoved { alias: alias() }, ": net0"),
            (E::DeviceAdded { alias: alias() }, ": net0"),
            (E::DeviceRemovalFailed { alias: alias() }, ": net0"),
            (E::Tunable { params: params() }, ":\n\ttime: 3"),
            (E::JobCompleted { params: params() }, ":\n\ttime: 3"),
            (
                E::AgentLifecycle { state: 1, reason: 3 },
                ": state: 'connected' reason: 'unsupported value'",
            ),
            (E::MigrationIteration { iteration: 4 }, ": iteration: '4'"),
            (E::MetadataChange { kind: 1, uri: None }, ": type title, uri <null>"),
            (
                E::BlockThreshold { device: disk(), path: None, threshold: 8, excess: 9 },
                ": dev: /disk(<null>) 8 9",
            ),
            (
                E::MemoryFailure { recipient: 1, action: 2, flags: 2 },
                ":\nrecipient: guest\naction: fatal\nflags:\n\taction required: 0\n\trecursive: 1",
            ),
            (E::MemoryDeviceSizeChange { alias: alias(), size: 6 }, ":\nalias: net0\nsize: 6"),
        ] {
            assert_eq!(details(&kind), expected, "{kind:?}");
        }
    }
}
