//! Definition and lifecycle of domains: flags and actions.

/// How a domain is started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainCreateFlags {
    /// Nothing special.
    VIR_DOMAIN_NONE = 0,
    /// Paused: nothing of the program runs yet.
    VIR_DOMAIN_START_PAUSED = 1,
    /// It ends with the connection; not supported here.
    VIR_DOMAIN_START_AUTODESTROY = 2,
    /// Files are read around the page cache; not supported here.
    VIR_DOMAIN_START_BYPASS_CACHE = 4,
    /// A managed save image is dropped; not supported here.
    VIR_DOMAIN_START_FORCE_BOOT = 8,
    /// The document is checked against the schema first.
    VIR_DOMAIN_START_VALIDATE = 16,
    /// The guest's NVRAM is reset; not supported here.
    VIR_DOMAIN_START_RESET_NVRAM = 32,
}

/// How a domain is defined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainDefineFlags {
    /// The document is checked against the schema first.
    VIR_DOMAIN_DEFINE_VALIDATE = 1,
}

/// What is removed or kept with a domain's definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainUndefineFlagsValues {
    /// A managed save image goes too.
    VIR_DOMAIN_UNDEFINE_MANAGED_SAVE = 1,
    /// What is known of snapshots goes too.
    VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA = 2,
    /// The guest's NVRAM goes too.
    VIR_DOMAIN_UNDEFINE_NVRAM = 4,
    /// The guest's NVRAM stays.
    VIR_DOMAIN_UNDEFINE_KEEP_NVRAM = 8,
    /// What is known of checkpoints goes too.
    VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA = 16,
    /// The state of a virtual TPM goes too.
    VIR_DOMAIN_UNDEFINE_TPM = 32,
    /// The state of a virtual TPM stays.
    VIR_DOMAIN_UNDEFINE_KEEP_TPM = 64,
}

/// Flags of virDomainUndefineFlags beyond libvirt's, for cgroup:/// connections.
#[repr(C)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum virMemctlUndefineFlags {
    /// Removes the domain's log, too, with what was put aside of it.
    VIR_MEMCTL_UNDEFINE_LOG = 1 << 30,
}

/// How a guest is asked to shut down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainShutdownFlagValues {
    /// The driver chooses.
    VIR_DOMAIN_SHUTDOWN_DEFAULT = 0,
    /// By the power button of ACPI.
    VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN = 1,
    /// By the agent in the guest.
    VIR_DOMAIN_SHUTDOWN_GUEST_AGENT = 2,
    /// By the init of a container.
    VIR_DOMAIN_SHUTDOWN_INITCTL = 4,
    /// By a signal to the init of a container.
    VIR_DOMAIN_SHUTDOWN_SIGNAL = 8,
    /// By Xen's own interface.
    VIR_DOMAIN_SHUTDOWN_PARAVIRT = 16,
}

/// How a guest is asked to reboot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainRebootFlagValues {
    /// The driver chooses.
    VIR_DOMAIN_REBOOT_DEFAULT = 0,
    /// By the power button of ACPI.
    VIR_DOMAIN_REBOOT_ACPI_POWER_BTN = 1,
    /// By the agent in the guest.
    VIR_DOMAIN_REBOOT_GUEST_AGENT = 2,
    /// By the init of a container.
    VIR_DOMAIN_REBOOT_INITCTL = 4,
    /// By a signal to the init of a container.
    VIR_DOMAIN_REBOOT_SIGNAL = 8,
    /// By Xen's own interface.
    VIR_DOMAIN_REBOOT_PARAVIRT = 16,
}

/// How a domain is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainDestroyFlagsValues {
    /// All of its processes are killed.
    VIR_DOMAIN_DESTROY_DEFAULT = 0,
    /// SIGTERM only: the call fails if the domain still runs after a while.
    VIR_DOMAIN_DESTROY_GRACEFUL = 1,
    /// The domain's log is removed; not supported here.
    VIR_DOMAIN_DESTROY_REMOVE_LOGS = 2,
}

/// How a domain's memory is saved and restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainSaveRestoreFlags {
    /// Files are written or read around the page cache.
    VIR_DOMAIN_SAVE_BYPASS_CACHE = 1,
    /// It runs when it is restored.
    VIR_DOMAIN_SAVE_RUNNING = 2,
    /// It is paused when it is restored.
    VIR_DOMAIN_SAVE_PAUSED = 4,
    /// The guest's NVRAM is reset when it is restored.
    VIR_DOMAIN_SAVE_RESET_NVRAM = 8,
}

/// Which parts a domain's XML contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainXMLFlags {
    /// With secrets, such as passwords of consoles; not on a read-only connection.
    VIR_DOMAIN_XML_SECURE = 1,
    /// The definition, also of a running domain.
    VIR_DOMAIN_XML_INACTIVE = 2,
    /// With the CPU as the hypervisor would make it.
    VIR_DOMAIN_XML_UPDATE_CPU = 4,
    /// In a form that older versions read.
    VIR_DOMAIN_XML_MIGRATABLE = 8,
}

/// Which parts the XML of a saved image contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainSaveImageXMLFlags {
    /// With secrets, such as passwords of consoles.
    VIR_DOMAIN_SAVE_IMAGE_XML_SECURE = 1,
}

/// A metadata item of a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainMetadataType {
    /// The description.
    VIR_DOMAIN_METADATA_DESCRIPTION = 0,
    /// The title: one line.
    VIR_DOMAIN_METADATA_TITLE = 1,
    /// An element of metadata, by its namespace.
    VIR_DOMAIN_METADATA_ELEMENT = 2,
}

/// A lifecycle event that has a configurable action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainLifecycle {
    /// The guest powers off.
    VIR_DOMAIN_LIFECYCLE_POWEROFF = 0,
    /// It reboots.
    VIR_DOMAIN_LIFECYCLE_REBOOT = 1,
    /// It crashes.
    VIR_DOMAIN_LIFECYCLE_CRASH = 2,
}

/// The action taken when a guest powers off, reboots or crashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainLifecycleAction {
    /// It ends.
    VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY = 0,
    /// It starts anew.
    VIR_DOMAIN_LIFECYCLE_ACTION_RESTART = 1,
    /// It starts anew under another name.
    VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME = 2,
    /// It stays as it is, to be looked at.
    VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE = 3,
    /// Its memory is dumped, then it ends.
    VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY = 4,
    /// Its memory is dumped, then it starts anew.
    VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART = 5,
}

/// Which configuration a device change affects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virDomainDeviceModifyFlags {
    /// The running domain if it runs, else its definition.
    VIR_DOMAIN_DEVICE_MODIFY_CURRENT = 0,
    /// The running domain.
    VIR_DOMAIN_DEVICE_MODIFY_LIVE = 1,
    /// The definition.
    VIR_DOMAIN_DEVICE_MODIFY_CONFIG = 2,
    /// Even where the guest locks the device, such as a tray.
    VIR_DOMAIN_DEVICE_MODIFY_FORCE = 4,
}
