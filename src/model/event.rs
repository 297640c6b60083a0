//! What happens to domains and connections.

use super::constants::virDomainEventID::*;
use super::constants::virMemctlMemoryEventType;
use super::domain::Identity;
use super::typed::TypedParam;

/// The event id of memory events, for which libvirt has none: of callbacks of
/// virMemctlConnectMemoryEventRegister.
pub const MEMORY_EVENT: i32 = i32::MAX;

/// The event id of the loss of a connection, for which libvirt has none: of callbacks of
/// virConnectRegisterCloseCallback.
pub const CLOSE_EVENT: i32 = i32::MAX - 1;

/// An event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The domain; `None` of [`EventKind::Closed`] alone, which is of the connection.
    pub domain: Option<Identity>,
    /// The event.
    pub kind: EventKind,
}

/// The kinds of event: those of libvirt, the kernel's of memory, and the loss of the connection.
#[derive(Debug, Clone, PartialEq)]
pub enum EventKind {
    /// A lifecycle change: a virDomainEventType and a value of the matching detail
    /// enumeration.
    Lifecycle {
        /// The event.
        event: i32,
        /// Its detail.
        detail: i32,
    },
    /// A guest rebooted.
    Reboot,
    /// A guest changed its clock.
    RtcChange {
        /// How far it is from UTC now, in seconds.
        utc_offset: i64,
    },
    /// A guest's watchdog fired.
    Watchdog {
        /// A virDomainEventWatchdogAction.
        action: i32,
    },
    /// A guest's disk failed.
    IoError {
        /// The disk's source.
        source: String,
        /// The disk's alias.
        alias: String,
        /// A virDomainEventIOErrorAction.
        action: i32,
    },
    /// A client of a graphical console came or went.
    Graphics(Box<Graphics>),
    /// A guest's disk failed, with the reason.
    IoErrorReason {
        /// The disk's source.
        source: String,
        /// The disk's alias.
        alias: String,
        /// A virDomainEventIOErrorAction.
        action: i32,
        /// Why, in the hypervisor's words.
        reason: String,
    },
    /// The domain's monitor failed.
    ControlError,
    /// A job on a disk ended or is ready.
    BlockJob {
        /// The disk's source.
        disk: String,
        /// A virDomainBlockJobType.
        job: i32,
        /// A virConnectDomainEventBlockJobStatus.
        status: i32,
    },
    /// The source of a disk changed.
    DiskChange {
        /// The source before, if there was one.
        old: Option<String>,
        /// The source from now on, if there is one.
        new: Option<String>,
        /// The disk's alias.
        alias: String,
        /// A virConnectDomainEventDiskChangeReason.
        reason: i32,
    },
    /// The tray of a drive opened or closed.
    TrayChange {
        /// The drive's alias.
        alias: String,
        /// A virDomainEventTrayChangeReason.
        reason: i32,
    },
    /// A guest woke up.
    PmWakeup {
        /// Without a meaning yet.
        reason: i32,
    },
    /// A guest suspended to memory.
    PmSuspend {
        /// Without a meaning yet.
        reason: i32,
    },
    /// The memory of a guest changed by its balloon.
    BalloonChange {
        /// How much it has now, in KiB.
        actual: u64,
    },
    /// A guest suspended to disk.
    PmSuspendDisk {
        /// Without a meaning yet.
        reason: i32,
    },
    /// A device was removed.
    DeviceRemoved {
        /// Its alias.
        alias: String,
    },
    /// A job on a disk ended or is ready, as [`Self::BlockJob`].
    BlockJob2 {
        /// The disk's target.
        disk: String,
        /// A virDomainBlockJobType.
        job: i32,
        /// A virConnectDomainEventBlockJobStatus.
        status: i32,
    },
    /// Tunable values were set.
    Tunable {
        /// The new values, and the old ones.
        params: Vec<TypedParam>,
    },
    /// The agent in a guest connected or disconnected.
    AgentLifecycle {
        /// A virConnectDomainEventAgentLifecycleState.
        state: i32,
        /// A virConnectDomainEventAgentLifecycleReason.
        reason: i32,
    },
    /// A device was added.
    DeviceAdded {
        /// Its alias.
        alias: String,
    },
    /// A pass of a migration began.
    MigrationIteration {
        /// Its number.
        iteration: i32,
    },
    /// A job ended.
    JobCompleted {
        /// Its statistics.
        params: Vec<TypedParam>,
    },
    /// A device could not be removed.
    DeviceRemovalFailed {
        /// Its alias.
        alias: String,
    },
    /// A title, a description or a `<metadata>` element changed.
    MetadataChange {
        /// The changed item: a virDomainMetadataType.
        kind: i32,
        /// The namespace of a `<metadata>` element.
        uri: Option<String>,
    },
    /// A disk's usage passed a threshold.
    BlockThreshold {
        /// The disk's target, or an element of its chain of images.
        device: String,
        /// The image's path, where it has one.
        path: Option<String>,
        /// The threshold, in bytes.
        threshold: u64,
        /// By how many bytes it was passed.
        excess: u64,
    },
    /// Memory of the host failed.
    MemoryFailure {
        /// A virDomainMemoryFailureRecipientType.
        recipient: i32,
        /// A virDomainMemoryFailureActionType.
        action: i32,
        /// Bits of virDomainMemoryFailureFlags.
        flags: u32,
    },
    /// The size of a memory device changed.
    MemoryDeviceSizeChange {
        /// The device's alias.
        alias: String,
        /// Its size, in KiB.
        size: u64,
    },
    /// The kernel tells of the memory of a group.
    Memory {
        /// What.
        kind: virMemctlMemoryEventType,
        /// The details.
        params: Vec<TypedParam>,
        /// The listener that it is for alone, by its callback id.
        listener: Option<i32>,
    },
    /// The connection was lost. Nothing comes after it.
    Closed {
        /// A virConnectCloseReason.
        reason: i32,
    },
}

/// A client of a graphical console, and what it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Graphics {
    /// A virDomainEventGraphicsPhase.
    pub phase: i32,
    /// The host's address.
    pub local: GraphicsAddress,
    /// The client's address.
    pub remote: GraphicsAddress,
    /// How the client is authenticated.
    pub auth_scheme: String,
    /// Who the client is.
    pub subject: Vec<GraphicsIdentity>,
}

/// An address of a graphical console.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphicsAddress {
    /// A virDomainEventGraphicsAddressType.
    pub family: i32,
    /// The host, or the path of a socket.
    pub node: String,
    /// The port.
    pub service: String,
}

/// An identity of a client of a graphical console.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphicsIdentity {
    /// What kind of identity.
    pub kind: String,
    /// Its name.
    pub name: String,
}

impl EventKind {
    /// The event id: a virDomainEventID, [`MEMORY_EVENT`] or [`CLOSE_EVENT`].
    pub fn number(&self) -> i32 {
        let id = match self {
            Self::Lifecycle { .. } => VIR_DOMAIN_EVENT_ID_LIFECYCLE,
            Self::Reboot => VIR_DOMAIN_EVENT_ID_REBOOT,
            Self::RtcChange { .. } => VIR_DOMAIN_EVENT_ID_RTC_CHANGE,
            Self::Watchdog { .. } => VIR_DOMAIN_EVENT_ID_WATCHDOG,
            Self::IoError { .. } => VIR_DOMAIN_EVENT_ID_IO_ERROR,
            Self::Graphics(_) => VIR_DOMAIN_EVENT_ID_GRAPHICS,
            Self::IoErrorReason { .. } => VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON,
            Self::ControlError => VIR_DOMAIN_EVENT_ID_CONTROL_ERROR,
            Self::BlockJob { .. } => VIR_DOMAIN_EVENT_ID_BLOCK_JOB,
            Self::DiskChange { .. } => VIR_DOMAIN_EVENT_ID_DISK_CHANGE,
            Self::TrayChange { .. } => VIR_DOMAIN_EVENT_ID_TRAY_CHANGE,
            Self::PmWakeup { .. } => VIR_DOMAIN_EVENT_ID_PMWAKEUP,
            Self::PmSuspend { .. } => VIR_DOMAIN_EVENT_ID_PMSUSPEND,
            Self::BalloonChange { .. } => VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE,
            Self::PmSuspendDisk { .. } => VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK,
            Self::DeviceRemoved { .. } => VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED,
            Self::BlockJob2 { .. } => VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2,
            Self::Tunable { .. } => VIR_DOMAIN_EVENT_ID_TUNABLE,
            Self::AgentLifecycle { .. } => VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE,
            Self::DeviceAdded { .. } => VIR_DOMAIN_EVENT_ID_DEVICE_ADDED,
            Self::MigrationIteration { .. } => VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION,
            Self::JobCompleted { .. } => VIR_DOMAIN_EVENT_ID_JOB_COMPLETED,
            Self::DeviceRemovalFailed { .. } => VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED,
            Self::MetadataChange { .. } => VIR_DOMAIN_EVENT_ID_METADATA_CHANGE,
            Self::BlockThreshold { .. } => VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD,
            Self::MemoryFailure { .. } => VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE,
            Self::MemoryDeviceSizeChange { .. } => VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE,
            Self::Memory { .. } => return MEMORY_EVENT,
            Self::Closed { .. } => return CLOSE_EVENT,
        };
        id as i32
    }

    /// The listener that it is for, where it is for one alone.
    pub fn listener(&self) -> Option<i32> {
        match self {
            Self::Memory { listener, .. } => *listener,
            _ => None,
        }
    }
}
