//! The events of the server's messages.

use super::protocol::{DomainEventGraphicsAddress, DomainEventGraphicsMsg, Message};
use crate::model::domain::Identity;
use crate::model::event::{Event, EventKind, Graphics, GraphicsAddress, GraphicsIdentity};

/// The event of a message.
pub fn event(message: Message) -> Event {
    let (domain, kind) = parts(message);
    Event { domain, kind }
}

/// Its domain, if it is of one, and what happened.
fn parts(message: Message) -> (Option<Identity>, EventKind) {
    use EventKind as Kind;
    use Message::*;
    let (domain, kind) = match message {
        DomainEventCallbackLifecycle(message) => {
            let (event, detail) = (message.msg.event, message.msg.detail);
            (message.msg.dom, Kind::Lifecycle { event, detail })
        }
        DomainEventCallbackReboot(message) => (message.msg.dom, Kind::Reboot),
        DomainEventCallbackRtcChange(message) => {
            (message.msg.dom, Kind::RtcChange { utc_offset: message.msg.offset })
        }
        DomainEventCallbackWatchdog(message) => {
            (message.msg.dom, Kind::Watchdog { action: message.msg.action })
        }
        DomainEventCallbackIoError(message) => {
            let message = message.msg;
            let (source, alias, action) = (message.src_path, message.dev_alias, message.action);
            (message.dom, Kind::IoError { source, alias, action })
        }
        DomainEventCallbackGraphics(message) => {
            let (domain, graphics) = graphics(message.msg);
            (domain, Kind::Graphics(Box::new(graphics)))
        }
        DomainEventCallbackIoErrorReason(message) => {
            let message = message.msg;
            let (source, alias, action) = (message.src_path, message.dev_alias, message.action);
            (message.dom, Kind::IoErrorReason { source, alias, action, reason: message.reason })
        }
        DomainEventCallbackControlError(message) => (message.msg.dom, Kind::ControlError),
        DomainEventCallbackBlockJob(message) => {
            let message = message.msg;
            let (disk, job, status) = (message.path, message.r#type, message.status);
            (message.dom, Kind::BlockJob { disk, job, status })
        }
        DomainEventCallbackDiskChange(message) => {
            let message = message.msg;
            let (old, new, alias) = (message.old_src_path, message.new_src_path, message.dev_alias);
            (message.dom, Kind::DiskChange { old, new, alias, reason: message.reason })
        }
        DomainEventCallbackTrayChange(message) => {
            let (alias, reason) = (message.msg.dev_alias, message.msg.reason);
            (message.msg.dom, Kind::TrayChange { alias, reason })
        }
        DomainEventCallbackPmwakeup(message) => {
            (message.msg.dom, Kind::PmWakeup { reason: message.reason })
        }
        DomainEventCallbackPmsuspend(message) => {
            (message.msg.dom, Kind::PmSuspend { reason: message.reason })
        }
        DomainEventCallbackBalloonChange(message) => {
            (message.msg.dom, Kind::BalloonChange { actual: message.msg.actual })
        }
        DomainEventCallbackPmsuspendDisk(message) => {
            (message.msg.dom, Kind::PmSuspendDisk { reason: message.reason })
        }
        DomainEventCallbackDeviceRemoved(message) => {
            (message.msg.dom, Kind::DeviceRemoved { alias: message.msg.dev_alias })
        }
        DomainEventBlockJob2(message) => {
            let (disk, job, status) = (message.dst, message.r#type, message.status);
            (message.dom, Kind::BlockJob2 { disk, job, status })
        }
        DomainEventCallbackTunable(message) => {
            (message.dom, Kind::Tunable { params: message.params })
        }
        DomainEventCallbackAgentLifecycle(message) => {
            (message.dom, Kind::AgentLifecycle { state: message.state, reason: message.reason })
        }
        DomainEventCallbackDeviceAdded(message) => {
            (message.dom, Kind::DeviceAdded { alias: message.dev_alias })
        }
        DomainEventCallbackMigrationIteration(message) => {
            (message.dom, Kind::MigrationIteration { iteration: message.iteration })
        }
        DomainEventCallbackJobCompleted(message) => {
            (message.dom, Kind::JobCompleted { params: message.params })
        }
        DomainEventCallbackDeviceRemovalFailed(message) => {
            (message.dom, Kind::DeviceRemovalFailed { alias: message.dev_alias })
        }
        DomainEventCallbackMetadataChange(message) => {
            (message.dom, Kind::MetadataChange { kind: message.r#type, uri: message.nsuri })
        }
        DomainEventBlockThreshold(message) => {
            let (device, path) = (message.dev, message.path);
            let (threshold, excess) = (message.threshold, message.excess);
            (message.dom, Kind::BlockThreshold { device, path, threshold, excess })
        }
        DomainEventMemoryFailure(message) => {
            let (recipient, action, flags) = (message.recipient, message.action, message.flags);
            (message.dom, Kind::MemoryFailure { recipient, action, flags })
        }
        DomainEventMemoryDeviceSizeChange(message) => {
            (message.dom, Kind::MemoryDeviceSizeChange { alias: message.alias, size: message.size })
        }
        ConnectEventConnectionClosed(message) => {
            return (None, Kind::Closed { reason: message.reason });
        }
    };
    (Some(domain), kind)
}

fn graphics(message: DomainEventGraphicsMsg) -> (Identity, Graphics) {
    let address = |address: DomainEventGraphicsAddress| GraphicsAddress {
        family: address.family,
        node: address.node,
        service: address.service,
    };
    let subject = message.subject.into_iter();
    let subject = subject.map(|each| GraphicsIdentity { kind: each.r#type, name: each.name });
    let graphics = Graphics {
        phase: message.phase,
        local: address(message.local),
        remote: address(message.remote),
        auth_scheme: message.auth_scheme,
        subject: subject.collect(),
    };
    (message.dom, graphics)
}
