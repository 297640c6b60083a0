//! Events as JSON.

use crate::commands::event_words::*;
use crate::commands::values::limit_json;
use serde_json::{Map, Value as Json, json};
use virmemctl::model::constants::virDomainMemoryFailureFlags::{
    VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED, VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE,
};
use virmemctl::model::event::{Event, EventKind, Graphics, GraphicsAddress};
use virmemctl::model::typed::TypedParam;

/// An event.
pub fn object(event: &Event) -> Map<String, Json> {
    let mut object = Map::new();
    object.insert("event".to_owned(), json!(name(&event.kind)));
    if let Some(domain) = &event.domain {
        object.insert("domain".to_owned(), json!(domain.name));
        object.insert("uuid".to_owned(), json!(domain.uuid.to_string()));
    }
    if let Json::Object(details) = details(&event.kind) {
        object.extend(details);
    }
    object
}

/// What it tells.
fn details(kind: &EventKind) -> Json {
    use EventKind as E;
    match kind {
        E::Lifecycle { event, detail } => {
            let (event, detail) = lifecycle(*event, *detail);
            json!({ "type": event, "detail": detail })
        }
        E::Reboot | E::ControlError => Json::Null,
        E::PmWakeup { .. } | E::PmSuspend { .. } | E::PmSuspendDisk { .. } => Json::Null,
        E::RtcChange { utc_offset } => json!({ "utc_offset": utc_offset }),
        E::Watchdog { action } => json!({ "action": WATCHDOG.of(*action) }),
        E::IoError { source, alias, action } => {
            json!({ "source": source, "alias": alias, "action": IO_ERROR.of(*action) })
        }
        E::IoErrorReason { source, alias, action, reason } => {
            let action = IO_ERROR.of(*action);
            json!({ "source": source, "alias": alias, "action": action, "reason": reason })
        }
        E::Graphics(of) => graphics(of),
        E::BlockJob { disk, job, status } | E::BlockJob2 { disk, job, status } => {
            let (job, status) = (BLOCK_JOB.of(*job), BLOCK_JOB_STATUS.of(*status));
            json!({ "disk": disk, "job": job, "status": status })
        }
        E::DiskChange { old, new, alias, reason } => {
            let reason = DISK_CHANGE.of(*reason);
            json!({ "old": old, "new": new, "alias": alias, "reason": reason })
        }
        E::TrayChange { alias, reason } => {
            json!({ "alias": alias, "reason": TRAY_CHANGE.of(*reason) })
        }
        E::BalloonChange { actual } => json!({ "actual": actual }),
        E::DeviceRemoved { alias }
        | E::DeviceAdded { alias }
        | E::DeviceRemovalFailed { alias } => json!({ "alias": alias }),
        E::Tunable { params } | E::JobCompleted { params } => json!({ "params": values(params) }),
        E::AgentLifecycle { state, reason } => {
            json!({ "state": AGENT_STATE.of(*state), "reason": AGENT_REASON.of(*reason) })
        }
        E::MigrationIteration { iteration } => json!({ "iteration": iteration }),
        E::MetadataChange { kind, uri } => json!({ "type": METADATA.of(*kind), "uri": uri }),
        E::BlockThreshold { device, path, threshold, excess } => {
            json!({ "device": device, "path": path, "threshold": threshold, "excess": excess })
        }
        E::MemoryFailure { recipient, action, flags } => {
            let (recipient, action) = (MEMORY_RECIPIENT.of(*recipient), MEMORY_ACTION.of(*action));
            json!({
                "recipient": recipient,
                "action": action,
                "action_required": flags & VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED as u32 != 0,
                "recursive": flags & VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE as u32 != 0,
            })
        }
        E::MemoryDeviceSizeChange { alias, size } => json!({ "alias": alias, "size": size }),
        E::Memory { kind, params, .. } => {
            json!({ "type": MEMORY.of(*kind as i32), "params": values(params) })
        }
        E::Closed { reason } => json!({ "reason": CLOSE.of(*reason) }),
    }
}

fn graphics(of: &Graphics) -> Json {
    let address = |of: &GraphicsAddress| {
        let family = GRAPHICS_FAMILY.of(of.family);
        json!({ "family": family, "node": of.node, "service": of.service })
    };
    let identities = of.subject.iter().map(|is| json!({ "type": is.kind, "name": is.name }));
    json!({
        "phase": GRAPHICS_PHASE.of(of.phase),
        "local": address(&of.local),
        "remote": address(&of.remote),
        "auth_scheme": of.auth_scheme,
        "subject": identities.collect::<Vec<_>>(),
    })
}

fn values(params: &[TypedParam]) -> Json {
    params.iter().map(|param| (param.field.to_string(), limit_json(&param.value))).collect()
}
