//! The events that the server's messages tell of.

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
        DomainEventCallbackLifecycle(told) => {
            let (event, detail) = (told.msg.event, told.msg.detail);
            (told.msg.dom, Kind::Lifecycle { event, detail })
        }
        DomainEventCallbackReboot(told) => (told.msg.dom, Kind::Reboot),
        DomainEventCallbackRtcChange(told) => {
            (told.msg.dom, Kind::RtcChange { utc_offset: told.msg.offset })
        }
        DomainEventCallbackWatchdog(told) => {
            (told.msg.dom, Kind::Watchdog { action: told.msg.action })
        }
        DomainEventCallbackIoError(told) => {
            let told = told.msg;
            let (source, alias, action) = (told.src_path, told.dev_alias, told.action);
            (told.dom, Kind::IoError { source, alias, action })
        }
        DomainEventCallbackGraphics(told) => {
            let (domain, graphics) = graphics(told.msg);
            (domain, Kind::Graphics(Box::new(graphics)))
        }
        DomainEventCallbackIoErrorReason(told) => {
            let told = told.msg;
            let (source, alias, action) = (told.src_path, told.dev_alias, told.action);
            (told.dom, Kind::IoErrorReason { source, alias, action, reason: told.reason })
        }
        DomainEventCallbackControlError(told) => (told.msg.dom, Kind::ControlError),
        DomainEventCallbackBlockJob(told) => {
            let told = told.msg;
            let (disk, job, status) = (told.path, told.r#type, told.status);
            (told.dom, Kind::BlockJob { disk, job, status })
        }
        DomainEventCallbackDiskChange(told) => {
            let told = told.msg;
            let (old, new, alias) = (told.old_src_path, told.new_src_path, told.dev_alias);
            (told.dom, Kind::DiskChange { old, new, alias, reason: told.reason })
        }
        DomainEventCallbackTrayChange(told) => {
            let (alias, reason) = (told.msg.dev_alias, told.msg.reason);
            (told.msg.dom, Kind::TrayChange { alias, reason })
        }
        DomainEventCallbackPmwakeup(told) => (told.msg.dom, Kind::PmWakeup { reason: told.reason }),
        DomainEventCallbackPmsuspend(told) => {
            (told.msg.dom, Kind::PmSuspend { reason: told.reason })
        }
        DomainEventCallbackBalloonChange(told) => {
            (told.msg.dom, Kind::BalloonChange { actual: told.msg.actual })
        }
        DomainEventCallbackPmsuspendDisk(told) => {
            (told.msg.dom, Kind::PmSuspendDisk { reason: told.reason })
        }
        DomainEventCallbackDeviceRemoved(told) => {
            (told.msg.dom, Kind::DeviceRemoved { alias: told.msg.dev_alias })
        }
        DomainEventBlockJob2(told) => {
            let (disk, job, status) = (told.dst, told.r#type, told.status);
            (told.dom, Kind::BlockJob2 { disk, job, status })
        }
        DomainEventCallbackTunable(told) => (told.dom, Kind::Tunable { params: told.params }),
        DomainEventCallbackAgentLifecycle(told) => {
            (told.dom, Kind::AgentLifecycle { state: told.state, reason: told.reason })
        }
        DomainEventCallbackDeviceAdded(told) => {
            (told.dom, Kind::DeviceAdded { alias: told.dev_alias })
        }
        DomainEventCallbackMigrationIteration(told) => {
            (told.dom, Kind::MigrationIteration { iteration: told.iteration })
        }
        DomainEventCallbackJobCompleted(told) => {
            (told.dom, Kind::JobCompleted { params: told.params })
        }
        DomainEventCallbackDeviceRemovalFailed(told) => {
            (told.dom, Kind::DeviceRemovalFailed { alias: told.dev_alias })
        }
        DomainEventCallbackMetadataChange(told) => {
            (told.dom, Kind::MetadataChange { kind: told.r#type, uri: told.nsuri })
        }
        DomainEventBlockThreshold(told) => {
            let (device, path) = (told.dev, told.path);
            let (threshold, excess) = (told.threshold, told.excess);
            (told.dom, Kind::BlockThreshold { device, path, threshold, excess })
        }
        DomainEventMemoryFailure(told) => {
            let (recipient, action, flags) = (told.recipient, told.action, told.flags);
            (told.dom, Kind::MemoryFailure { recipient, action, flags })
        }
        DomainEventMemoryDeviceSizeChange(told) => {
            (told.dom, Kind::MemoryDeviceSizeChange { alias: told.alias, size: told.size })
        }
        ConnectEventConnectionClosed(told) => {
            return (None, Kind::Closed { reason: told.reason });
        }
    };
    (Some(domain), kind)
}

fn graphics(told: DomainEventGraphicsMsg) -> (Identity, Graphics) {
    let address = |address: DomainEventGraphicsAddress| GraphicsAddress {
        family: address.family,
        node: address.node,
        service: address.service,
    };
    let subject = told.subject.into_iter();
    let subject = subject.map(|each| GraphicsIdentity { kind: each.r#type, name: each.name });
    let graphics = Graphics {
        phase: told.phase,
        local: address(told.local),
        remote: address(told.remote),
        auth_scheme: told.auth_scheme,
        subject: subject.collect(),
    };
    (told.dom, graphics)
}
