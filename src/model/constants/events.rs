//! Domain events, and readiness of files in the event loop.

/// Bits: the readiness of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virEventHandleType {
    /// The file can be read without blocking.
    VIR_EVENT_HANDLE_READABLE = 1,
    /// The file can be written without blocking.
    VIR_EVENT_HANDLE_WRITABLE = 2,
    /// An error on the file; always reported.
    VIR_EVENT_HANDLE_ERROR = 4,
    /// The other end was closed; always reported.
    VIR_EVENT_HANDLE_HANGUP = 8,
}

/// The event ids of virConnectDomainEventRegisterAny.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventID {
    /// A domain was defined, started, paused, stopped and so on.
    VIR_DOMAIN_EVENT_ID_LIFECYCLE = 0,
    /// A guest rebooted.
    VIR_DOMAIN_EVENT_ID_REBOOT = 1,
    /// A guest changed its clock.
    VIR_DOMAIN_EVENT_ID_RTC_CHANGE = 2,
    /// A guest's watchdog fired.
    VIR_DOMAIN_EVENT_ID_WATCHDOG = 3,
    /// A guest's disk failed.
    VIR_DOMAIN_EVENT_ID_IO_ERROR = 4,
    /// A client of a graphical console came or went.
    VIR_DOMAIN_EVENT_ID_GRAPHICS = 5,
    /// A guest's disk failed, with the reason.
    VIR_DOMAIN_EVENT_ID_IO_ERROR_REASON = 6,
    /// The domain's monitor failed.
    VIR_DOMAIN_EVENT_ID_CONTROL_ERROR = 7,
    /// A job on a disk ended or is ready; names the disk by its source.
    VIR_DOMAIN_EVENT_ID_BLOCK_JOB = 8,
    /// The source of a disk changed.
    VIR_DOMAIN_EVENT_ID_DISK_CHANGE = 9,
    /// The tray of a drive opened or closed.
    VIR_DOMAIN_EVENT_ID_TRAY_CHANGE = 10,
    /// A guest woke up.
    VIR_DOMAIN_EVENT_ID_PMWAKEUP = 11,
    /// A guest suspended to memory.
    VIR_DOMAIN_EVENT_ID_PMSUSPEND = 12,
    /// The guest's memory size changed.
    VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE = 13,
    /// A guest suspended to disk.
    VIR_DOMAIN_EVENT_ID_PMSUSPEND_DISK = 14,
    /// A device was removed.
    VIR_DOMAIN_EVENT_ID_DEVICE_REMOVED = 15,
    /// A job on a disk ended or is ready; names the disk by its target.
    VIR_DOMAIN_EVENT_ID_BLOCK_JOB_2 = 16,
    /// A tunable value changed.
    VIR_DOMAIN_EVENT_ID_TUNABLE = 17,
    /// The agent in a guest connected or disconnected.
    VIR_DOMAIN_EVENT_ID_AGENT_LIFECYCLE = 18,
    /// A device was added.
    VIR_DOMAIN_EVENT_ID_DEVICE_ADDED = 19,
    /// A pass of a migration began.
    VIR_DOMAIN_EVENT_ID_MIGRATION_ITERATION = 20,
    /// A job ended.
    VIR_DOMAIN_EVENT_ID_JOB_COMPLETED = 21,
    /// A device could not be removed.
    VIR_DOMAIN_EVENT_ID_DEVICE_REMOVAL_FAILED = 22,
    /// Title, description or metadata changed.
    VIR_DOMAIN_EVENT_ID_METADATA_CHANGE = 23,
    /// A disk's usage passed a threshold.
    VIR_DOMAIN_EVENT_ID_BLOCK_THRESHOLD = 24,
    /// Memory of the host failed.
    VIR_DOMAIN_EVENT_ID_MEMORY_FAILURE = 25,
    /// The size of a memory device changed.
    VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE = 26,
}

/// Lifecycle events of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventType {
    /// A definition was added or changed.
    VIR_DOMAIN_EVENT_DEFINED = 0,
    /// A definition was removed.
    VIR_DOMAIN_EVENT_UNDEFINED = 1,
    /// The domain was started.
    VIR_DOMAIN_EVENT_STARTED = 2,
    /// It was paused.
    VIR_DOMAIN_EVENT_SUSPENDED = 3,
    /// It goes on.
    VIR_DOMAIN_EVENT_RESUMED = 4,
    /// It ended.
    VIR_DOMAIN_EVENT_STOPPED = 5,
    /// Its guest is shutting down, or has.
    VIR_DOMAIN_EVENT_SHUTDOWN = 6,
    /// Its guest sleeps.
    VIR_DOMAIN_EVENT_PMSUSPENDED = 7,
    /// Its guest crashed.
    VIR_DOMAIN_EVENT_CRASHED = 8,
}

/// How a domain was defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventDefinedDetailType {
    /// A new definition.
    VIR_DOMAIN_EVENT_DEFINED_ADDED = 0,
    /// A definition was replaced.
    VIR_DOMAIN_EVENT_DEFINED_UPDATED = 1,
    /// A definition got another name.
    VIR_DOMAIN_EVENT_DEFINED_RENAMED = 2,
    /// A definition came from a snapshot.
    VIR_DOMAIN_EVENT_DEFINED_FROM_SNAPSHOT = 3,
}

/// How a definition was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventUndefinedDetailType {
    /// The definition was removed.
    VIR_DOMAIN_EVENT_UNDEFINED_REMOVED = 0,
    /// The definition has another name from now on.
    VIR_DOMAIN_EVENT_UNDEFINED_RENAMED = 1,
}

/// How a domain started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventStartedDetailType {
    /// It booted.
    VIR_DOMAIN_EVENT_STARTED_BOOTED = 0,
    /// It came from another host.
    VIR_DOMAIN_EVENT_STARTED_MIGRATED = 1,
    /// It was restored from a file.
    VIR_DOMAIN_EVENT_STARTED_RESTORED = 2,
    /// It was restored from a snapshot.
    VIR_DOMAIN_EVENT_STARTED_FROM_SNAPSHOT = 3,
    /// It woke up.
    VIR_DOMAIN_EVENT_STARTED_WAKEUP = 4,
}

/// Why a domain was suspended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventSuspendedDetailType {
    /// By a call.
    VIR_DOMAIN_EVENT_SUSPENDED_PAUSED = 0,
    /// For a migration.
    VIR_DOMAIN_EVENT_SUSPENDED_MIGRATED = 1,
    /// After an error of a disk.
    VIR_DOMAIN_EVENT_SUSPENDED_IOERROR = 2,
    /// By the guest's watchdog.
    VIR_DOMAIN_EVENT_SUSPENDED_WATCHDOG = 3,
    /// Restored in this state.
    VIR_DOMAIN_EVENT_SUSPENDED_RESTORED = 4,
    /// By going back to a snapshot.
    VIR_DOMAIN_EVENT_SUSPENDED_FROM_SNAPSHOT = 5,
    /// After a failed call of the hypervisor.
    VIR_DOMAIN_EVENT_SUSPENDED_API_ERROR = 6,
    /// For a migration's second phase.
    VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY = 7,
    /// That phase failed.
    VIR_DOMAIN_EVENT_SUSPENDED_POSTCOPY_FAILED = 8,
}

/// Why a domain was resumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventResumedDetailType {
    /// By a call.
    VIR_DOMAIN_EVENT_RESUMED_UNPAUSED = 0,
    /// After a migration.
    VIR_DOMAIN_EVENT_RESUMED_MIGRATED = 1,
    /// By going back to a snapshot.
    VIR_DOMAIN_EVENT_RESUMED_FROM_SNAPSHOT = 2,
    /// Its memory still comes from the other host.
    VIR_DOMAIN_EVENT_RESUMED_POSTCOPY = 3,
    /// That failed.
    VIR_DOMAIN_EVENT_RESUMED_POSTCOPY_FAILED = 4,
}

/// Why a domain stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventStoppedDetailType {
    /// It ended by itself, or was shut down.
    VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN = 0,
    /// It was ended by virDomainDestroy.
    VIR_DOMAIN_EVENT_STOPPED_DESTROYED = 1,
    /// It crashed.
    VIR_DOMAIN_EVENT_STOPPED_CRASHED = 2,
    /// It went to another host.
    VIR_DOMAIN_EVENT_STOPPED_MIGRATED = 3,
    /// It was saved to a file.
    VIR_DOMAIN_EVENT_STOPPED_SAVED = 4,
    /// It could not run.
    VIR_DOMAIN_EVENT_STOPPED_FAILED = 5,
    /// By going back to a snapshot.
    VIR_DOMAIN_EVENT_STOPPED_FROM_SNAPSHOT = 6,
}

/// Who requested a shutdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventShutdownDetailType {
    /// The guest has shut down.
    VIR_DOMAIN_EVENT_SHUTDOWN_FINISHED = 0,
    /// The guest asked for it.
    VIR_DOMAIN_EVENT_SHUTDOWN_GUEST = 1,
    /// The host asked for it.
    VIR_DOMAIN_EVENT_SHUTDOWN_HOST = 2,
}

/// Where a guest was suspended to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventPMSuspendedDetailType {
    /// To memory.
    VIR_DOMAIN_EVENT_PMSUSPENDED_MEMORY = 0,
    /// To disk.
    VIR_DOMAIN_EVENT_PMSUSPENDED_DISK = 1,
}

/// How a guest crashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventCrashedDetailType {
    /// The guest's kernel panicked.
    VIR_DOMAIN_EVENT_CRASHED_PANICKED = 0,
    /// The guest's crash kernel runs.
    VIR_DOMAIN_EVENT_CRASHED_CRASHLOADED = 1,
}

/// The action taken when a watchdog fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventWatchdogAction {
    /// Nothing.
    VIR_DOMAIN_EVENT_WATCHDOG_NONE = 0,
    /// The guest is paused.
    VIR_DOMAIN_EVENT_WATCHDOG_PAUSE = 1,
    /// It is reset.
    VIR_DOMAIN_EVENT_WATCHDOG_RESET = 2,
    /// It is powered off.
    VIR_DOMAIN_EVENT_WATCHDOG_POWEROFF = 3,
    /// It is shut down.
    VIR_DOMAIN_EVENT_WATCHDOG_SHUTDOWN = 4,
    /// It is only reported.
    VIR_DOMAIN_EVENT_WATCHDOG_DEBUG = 5,
    /// It gets a non-maskable interrupt.
    VIR_DOMAIN_EVENT_WATCHDOG_INJECTNMI = 6,
}

/// The action taken on an I/O error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventIOErrorAction {
    /// Nothing: the guest sees no error.
    VIR_DOMAIN_EVENT_IO_ERROR_NONE = 0,
    /// The guest is paused.
    VIR_DOMAIN_EVENT_IO_ERROR_PAUSE = 1,
    /// The guest is told.
    VIR_DOMAIN_EVENT_IO_ERROR_REPORT = 2,
}

/// The phase of a graphics client's connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventGraphicsPhase {
    /// A client connected.
    VIR_DOMAIN_EVENT_GRAPHICS_CONNECT = 0,
    /// It was authenticated.
    VIR_DOMAIN_EVENT_GRAPHICS_INITIALIZE = 1,
    /// It disconnected.
    VIR_DOMAIN_EVENT_GRAPHICS_DISCONNECT = 2,
}

/// The kind of a graphics client's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventGraphicsAddressType {
    /// IPv4.
    VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV4 = 0,
    /// IPv6.
    VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_IPV6 = 1,
    /// A socket in the file system.
    VIR_DOMAIN_EVENT_GRAPHICS_ADDRESS_UNIX = 2,
}

/// The result or state of a block job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectDomainEventBlockJobStatus {
    /// It has completed.
    VIR_DOMAIN_BLOCK_JOB_COMPLETED = 0,
    /// It has failed.
    VIR_DOMAIN_BLOCK_JOB_FAILED = 1,
    /// It was canceled.
    VIR_DOMAIN_BLOCK_JOB_CANCELED = 2,
    /// It waits to be completed.
    VIR_DOMAIN_BLOCK_JOB_READY = 3,
}

/// Why a disk's source changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectDomainEventDiskChangeReason {
    /// The source was missing at start: the disk is empty.
    VIR_DOMAIN_EVENT_DISK_CHANGE_MISSING_ON_START = 0,
    /// The source was missing at start: the disk was left out.
    VIR_DOMAIN_EVENT_DISK_DROP_MISSING_ON_START = 1,
}

/// How a tray changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainEventTrayChangeReason {
    /// It opened.
    VIR_DOMAIN_EVENT_TRAY_CHANGE_OPEN = 0,
    /// It closed.
    VIR_DOMAIN_EVENT_TRAY_CHANGE_CLOSE = 1,
}

/// The connection state of the guest agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectDomainEventAgentLifecycleState {
    /// It is connected.
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_CONNECTED = 1,
    /// It is not.
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_STATE_DISCONNECTED = 2,
}

/// Why the connection state of the guest agent changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectDomainEventAgentLifecycleReason {
    /// Not known.
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_UNKNOWN = 0,
    /// The domain started.
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_DOMAIN_STARTED = 1,
    /// The guest opened or closed the channel.
    VIR_CONNECT_DOMAIN_EVENT_AGENT_LIFECYCLE_REASON_CHANNEL = 2,
}

/// The owner of the memory that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMemoryFailureRecipientType {
    /// The hypervisor's own memory.
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_HYPERVISOR = 0,
    /// The guest's memory.
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_RECIPIENT_GUEST = 1,
}

/// The action taken on a memory failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMemoryFailureActionType {
    /// Ignored: the memory is not needed.
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_IGNORE = 0,
    /// The guest is told.
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_INJECT = 1,
    /// The hypervisor cannot go on.
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_FATAL = 2,
    /// The guest is reset.
    VIR_DOMAIN_EVENT_MEMORY_FAILURE_ACTION_RESET = 3,
}

/// Bits: details of a memory failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMemoryFailureFlags {
    /// The failure has to be acted on.
    VIR_DOMAIN_MEMORY_FAILURE_ACTION_REQUIRED = 1,
    /// It happened while another one was handled.
    VIR_DOMAIN_MEMORY_FAILURE_RECURSIVE = 2,
}

/// Why a connection was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectCloseReason {
    /// An error.
    VIR_CONNECT_CLOSE_REASON_ERROR = 0,
    /// The other end closed it.
    VIR_CONNECT_CLOSE_REASON_EOF = 1,
    /// The other end did not answer.
    VIR_CONNECT_CLOSE_REASON_KEEPALIVE = 2,
    /// By the program itself.
    VIR_CONNECT_CLOSE_REASON_CLIENT = 3,
}

/// What a callback of virMemctlConnectMemoryEventRegister is told of. libvirt does not have this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C)]
pub enum virMemctlMemoryEventType {
    /// The domain used more than its soft limit and was throttled, in cgroup v2 (`high` of
    /// memory.events).
    VIR_MEMCTL_MEMORY_EVENT_HIGH = 0,
    /// The domain was about to use more than its hard limit, so that memory was reclaimed, in
    /// cgroup v2 (`max` of memory.events).
    VIR_MEMCTL_MEMORY_EVENT_MAX = 1,
    /// The domain could get no more memory.
    VIR_MEMCTL_MEMORY_EVENT_OOM = 2,
    /// The kernel killed processes of the domain for want of memory.
    VIR_MEMCTL_MEMORY_EVENT_OOM_KILL = 3,
    /// The domain waited for memory longer than virMemctlConnectMemoryEventSetPressure says.
    VIR_MEMCTL_MEMORY_EVENT_PRESSURE = 4,
}

/// A field of a memory event: how often it happened since the last event of its type; unsigned
/// long long.
pub const VIR_MEMCTL_MEMORY_EVENT_COUNT: &str = "count";
/// A field of a memory event: how often the kernel has counted it for the domain; unsigned long
/// long.
pub const VIR_MEMCTL_MEMORY_EVENT_TOTAL: &str = "total";
/// A field of VIR_MEMCTL_MEMORY_EVENT_OOM_KILL: the process that was killed, where it is known;
/// int.
pub const VIR_MEMCTL_MEMORY_EVENT_PID: &str = "pid";
/// A field of VIR_MEMCTL_MEMORY_EVENT_PRESSURE: `some`, when at least one process waited, or
/// `full`, when all did; string.
pub const VIR_MEMCTL_MEMORY_EVENT_KIND: &str = "kind";
/// A field of VIR_MEMCTL_MEMORY_EVENT_PRESSURE: the threshold that was reached, in microseconds;
/// unsigned long long.
pub const VIR_MEMCTL_MEMORY_EVENT_STALL: &str = "stall_us";
/// A field of VIR_MEMCTL_MEMORY_EVENT_PRESSURE: the window of time that it is for, in
/// microseconds; unsigned long long.
pub const VIR_MEMCTL_MEMORY_EVENT_WINDOW: &str = "window_us";

/// A field of virMemctlConnectMemoryEventSetPressure: for how many microseconds of a window at
/// least one process has to wait for memory; unsigned long long.
pub const VIR_MEMCTL_PRESSURE_SOME_STALL: &str = "some_stall_us";
/// A field of virMemctlConnectMemoryEventSetPressure: the window of
/// VIR_MEMCTL_PRESSURE_SOME_STALL in microseconds, 500,000 to 10,000,000; unsigned long long.
pub const VIR_MEMCTL_PRESSURE_SOME_WINDOW: &str = "some_window_us";
/// A field of virMemctlConnectMemoryEventSetPressure: for how many microseconds of a window all
/// processes have to wait for memory; unsigned long long.
pub const VIR_MEMCTL_PRESSURE_FULL_STALL: &str = "full_stall_us";
/// A field of virMemctlConnectMemoryEventSetPressure: the window of
/// VIR_MEMCTL_PRESSURE_FULL_STALL in microseconds, 500,000 to 10,000,000; unsigned long long.
pub const VIR_MEMCTL_PRESSURE_FULL_WINDOW: &str = "full_window_us";
