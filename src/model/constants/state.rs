//! Domains' states and their reasons.

/// The state of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainState {
    /// Not known.
    VIR_DOMAIN_NOSTATE = 0,
    /// It runs.
    VIR_DOMAIN_RUNNING = 1,
    /// It waits for something of the hypervisor.
    VIR_DOMAIN_BLOCKED = 2,
    /// It is paused: it keeps its memory and gets no CPU time.
    VIR_DOMAIN_PAUSED = 3,
    /// It is shutting down.
    VIR_DOMAIN_SHUTDOWN = 4,
    /// It does not run.
    VIR_DOMAIN_SHUTOFF = 5,
    /// Its guest has crashed.
    VIR_DOMAIN_CRASHED = 6,
    /// Its guest sleeps.
    VIR_DOMAIN_PMSUSPENDED = 7,
}

/// Why a domain is in VIR_DOMAIN_NOSTATE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainNostateReason {
    /// Not known.
    VIR_DOMAIN_NOSTATE_UNKNOWN = 0,
}

/// Why a domain is in VIR_DOMAIN_RUNNING.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainRunningReason {
    /// Not known.
    VIR_DOMAIN_RUNNING_UNKNOWN = 0,
    /// It was started.
    VIR_DOMAIN_RUNNING_BOOTED = 1,
    /// It came from another host.
    VIR_DOMAIN_RUNNING_MIGRATED = 2,
    /// It was restored from a file.
    VIR_DOMAIN_RUNNING_RESTORED = 3,
    /// It was restored from a snapshot.
    VIR_DOMAIN_RUNNING_FROM_SNAPSHOT = 4,
    /// It was resumed.
    VIR_DOMAIN_RUNNING_UNPAUSED = 5,
    /// A migration was given up.
    VIR_DOMAIN_RUNNING_MIGRATION_CANCELED = 6,
    /// Saving was given up.
    VIR_DOMAIN_RUNNING_SAVE_CANCELED = 7,
    /// It woke up.
    VIR_DOMAIN_RUNNING_WAKEUP = 8,
    /// It goes on after a crash.
    VIR_DOMAIN_RUNNING_CRASHED = 9,
    /// Its memory still comes from another host.
    VIR_DOMAIN_RUNNING_POSTCOPY = 10,
    /// That failed.
    VIR_DOMAIN_RUNNING_POSTCOPY_FAILED = 11,
}

/// Why a domain is in VIR_DOMAIN_BLOCKED.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainBlockedReason {
    /// Not known.
    VIR_DOMAIN_BLOCKED_UNKNOWN = 0,
}

/// Why a domain is in VIR_DOMAIN_PAUSED.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainPausedReason {
    /// Not known.
    VIR_DOMAIN_PAUSED_UNKNOWN = 0,
    /// By a call.
    VIR_DOMAIN_PAUSED_USER = 1,
    /// For a migration.
    VIR_DOMAIN_PAUSED_MIGRATION = 2,
    /// To be saved.
    VIR_DOMAIN_PAUSED_SAVE = 3,
    /// For a dump of its memory.
    VIR_DOMAIN_PAUSED_DUMP = 4,
    /// After an error of a disk.
    VIR_DOMAIN_PAUSED_IOERROR = 5,
    /// By the guest's watchdog.
    VIR_DOMAIN_PAUSED_WATCHDOG = 6,
    /// Restored from a snapshot in this state.
    VIR_DOMAIN_PAUSED_FROM_SNAPSHOT = 7,
    /// While it shuts down.
    VIR_DOMAIN_PAUSED_SHUTTING_DOWN = 8,
    /// While a snapshot is made.
    VIR_DOMAIN_PAUSED_SNAPSHOT = 9,
    /// Its guest has crashed.
    VIR_DOMAIN_PAUSED_CRASHED = 10,
    /// While it starts up.
    VIR_DOMAIN_PAUSED_STARTING_UP = 11,
    /// For a migration's second phase.
    VIR_DOMAIN_PAUSED_POSTCOPY = 12,
    /// That phase failed.
    VIR_DOMAIN_PAUSED_POSTCOPY_FAILED = 13,
}

/// Why a domain is in VIR_DOMAIN_SHUTDOWN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainShutdownReason {
    /// Not known.
    VIR_DOMAIN_SHUTDOWN_UNKNOWN = 0,
    /// By a call.
    VIR_DOMAIN_SHUTDOWN_USER = 1,
}

/// Why a domain is in VIR_DOMAIN_SHUTOFF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainShutoffReason {
    /// Not known, or never started.
    VIR_DOMAIN_SHUTOFF_UNKNOWN = 0,
    /// It ended by itself, or was shut down.
    VIR_DOMAIN_SHUTOFF_SHUTDOWN = 1,
    /// It was ended by virDomainDestroy.
    VIR_DOMAIN_SHUTOFF_DESTROYED = 2,
    /// It crashed.
    VIR_DOMAIN_SHUTOFF_CRASHED = 3,
    /// It went to another host.
    VIR_DOMAIN_SHUTOFF_MIGRATED = 4,
    /// It was saved to a file.
    VIR_DOMAIN_SHUTOFF_SAVED = 5,
    /// It could not be started.
    VIR_DOMAIN_SHUTOFF_FAILED = 6,
    /// By going back to a snapshot.
    VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT = 7,
    /// Its end was found when the daemon started.
    VIR_DOMAIN_SHUTOFF_DAEMON = 8,
}

/// Why a domain is in VIR_DOMAIN_CRASHED.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainCrashedReason {
    /// Not known.
    VIR_DOMAIN_CRASHED_UNKNOWN = 0,
    /// The guest's kernel panicked.
    VIR_DOMAIN_CRASHED_PANICKED = 1,
}

/// Why a domain is in VIR_DOMAIN_PMSUSPENDED.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainPMSuspendedReason {
    /// Not known.
    VIR_DOMAIN_PMSUSPENDED_UNKNOWN = 0,
}

/// Why a domain is suspended to disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainPMSuspendedDiskReason {
    /// Not known.
    VIR_DOMAIN_PMSUSPENDED_DISK_UNKNOWN = 0,
}
