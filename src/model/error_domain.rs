//! Error domains: the part of the library that raises an error.

/// The part of the library that raised an error, numbered as in libvirt 9.0.0 (`virErrorDomain`).
///
/// Domains without a description belong to libvirt's other drivers and are never
/// raised here; they exist so that programs that use them compile.
#[allow(non_camel_case_types, missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virErrorDomain {
    /// No specific part: typed parameters, opening a connection.
    VIR_FROM_NONE = 0,
    /// Xen.
    VIR_FROM_XEN = 1,
    /// Xen's old daemon.
    VIR_FROM_XEND = 2,
    /// The Xen store.
    VIR_FROM_XENSTORE = 3,
    /// S-expressions.
    VIR_FROM_SEXPR = 4,
    /// XML documents.
    VIR_FROM_XML = 5,
    /// Domain handles.
    VIR_FROM_DOM = 6,
    /// The protocol between client and server.
    VIR_FROM_RPC = 7,
    /// The proxy of old versions.
    VIR_FROM_PROXY = 8,
    /// Configuration files.
    VIR_FROM_CONF = 9,
    /// The host driver, for qemu:/// URIs.
    VIR_FROM_QEMU = 10,
    /// Networks of guests.
    VIR_FROM_NET = 11,
    /// The test driver.
    VIR_FROM_TEST = 12,
    /// The remote driver.
    VIR_FROM_REMOTE = 13,
    /// The OpenVZ driver.
    VIR_FROM_OPENVZ = 14,
    /// Xen's configuration files.
    VIR_FROM_XENXM = 15,
    /// Statistics of Linux.
    VIR_FROM_STATS_LINUX = 16,
    /// The host driver, for lxc:/// URIs.
    VIR_FROM_LXC = 17,
    /// Storage pools and volumes.
    VIR_FROM_STORAGE = 18,
    /// Virtual networks.
    VIR_FROM_NETWORK = 19,
    /// The public functions for domains and their definitions.
    VIR_FROM_DOMAIN = 20,
    /// The user-mode-linux driver.
    VIR_FROM_UML = 21,
    /// Host devices.
    VIR_FROM_NODEDEV = 22,
    /// Xen's watch of configuration files.
    VIR_FROM_XEN_INOTIFY = 23,
    /// Security labels.
    VIR_FROM_SECURITY = 24,
    /// The VirtualBox driver.
    VIR_FROM_VBOX = 25,
    /// Host interfaces.
    VIR_FROM_INTERFACE = 26,
    /// The OpenNebula driver.
    VIR_FROM_ONE = 27,
    /// The ESX driver.
    VIR_FROM_ESX = 28,
    /// The IBM Power driver.
    VIR_FROM_PHYP = 29,
    /// Secrets.
    VIR_FROM_SECRET = 30,
    /// CPU models.
    VIR_FROM_CPU = 31,
    /// The XenAPI driver.
    VIR_FROM_XENAPI = 32,
    /// Network filters.
    VIR_FROM_NWFILTER = 33,
    /// Hook scripts.
    VIR_FROM_HOOK = 34,
    /// Snapshots.
    VIR_FROM_DOMAIN_SNAPSHOT = 35,
    /// Auditing.
    VIR_FROM_AUDIT = 36,
    /// SMBIOS information.
    VIR_FROM_SYSINFO = 37,
    /// Streams.
    VIR_FROM_STREAMS = 38,
    /// The VMware driver.
    VIR_FROM_VMWARE = 39,
    /// Events.
    VIR_FROM_EVENT = 40,
    /// Xen's libxl driver.
    VIR_FROM_LIBXL = 41,
    /// Lock managers.
    VIR_FROM_LOCKING = 42,
    /// The Hyper-V driver.
    VIR_FROM_HYPERV = 43,
    /// Capabilities.
    VIR_FROM_CAPABILITIES = 44,
    /// URIs.
    VIR_FROM_URI = 45,
    /// Authentication.
    VIR_FROM_AUTH = 46,
    /// D-Bus.
    VIR_FROM_DBUS = 47,
    /// The Virtuozzo driver.
    VIR_FROM_PARALLELS = 48,
    /// Devices of domains.
    VIR_FROM_DEVICE = 49,
    /// SSH.
    VIR_FROM_SSH = 50,
    /// Lock spaces.
    VIR_FROM_LOCKSPACE = 51,
    /// The init of containers.
    VIR_FROM_INITCTL = 52,
    /// Identities of callers.
    VIR_FROM_IDENTITY = 53,
    /// The host driver, including errors of the kernel.
    VIR_FROM_CGROUP = 54,
    /// Access control.
    VIR_FROM_ACCESS = 55,
    /// Systemd.
    VIR_FROM_SYSTEMD = 56,
    /// The bhyve driver.
    VIR_FROM_BHYVE = 57,
    /// Cryptography.
    VIR_FROM_CRYPTO = 58,
    /// The firewall.
    VIR_FROM_FIREWALL = 59,
    /// Polkit.
    VIR_FROM_POLKIT = 60,
    /// Threads.
    VIR_FROM_THREAD = 61,
    /// Administration of daemons.
    VIR_FROM_ADMIN = 62,
    /// The log daemon.
    VIR_FROM_LOGGING = 63,
    /// Xen's xl files.
    VIR_FROM_XENXL = 64,
    /// Performance events.
    VIR_FROM_PERF = 65,
    /// Libssh.
    VIR_FROM_LIBSSH = 66,
    /// Cache and bandwidth control.
    VIR_FROM_RESCTRL = 67,
    /// Firewalld.
    VIR_FROM_FIREWALLD = 68,
    /// Checkpoints.
    VIR_FROM_DOMAIN_CHECKPOINT = 69,
    /// Virtual TPMs.
    VIR_FROM_TPM = 70,
    /// BPF programs.
    VIR_FROM_BPF = 71,
    /// The Cloud Hypervisor driver.
    VIR_FROM_CH = 72,
}

/// All domains by their numbers, with the names that the default error handler prints.
const LABELS: &[(virErrorDomain, &str)] = {
    use virErrorDomain::*;
    &[
        (VIR_FROM_NONE, ""),
        (VIR_FROM_XEN, "Xen Driver"),
        (VIR_FROM_XEND, "Xen Daemon"),
        (VIR_FROM_XENSTORE, "Xen Store"),
        (VIR_FROM_SEXPR, "S-Expression"),
        (VIR_FROM_XML, "XML Util"),
        (VIR_FROM_DOM, "Domain"),
        (VIR_FROM_RPC, "XML-RPC"),
        (VIR_FROM_PROXY, "Proxy Daemon"),
        (VIR_FROM_CONF, "Config File"),
        (VIR_FROM_QEMU, "QEMU Driver"),
        (VIR_FROM_NET, "Network"),
        (VIR_FROM_TEST, "Test Driver"),
        (VIR_FROM_REMOTE, "Remote Driver"),
        (VIR_FROM_OPENVZ, "OpenVZ Driver"),
        (VIR_FROM_XENXM, "Xen XM Driver"),
        (VIR_FROM_STATS_LINUX, "Linux Statistics"),
        (VIR_FROM_LXC, "LXC Driver"),
        (VIR_FROM_STORAGE, "Storage Driver"),
        (VIR_FROM_NETWORK, "Network Driver"),
        (VIR_FROM_DOMAIN, "Domain Config"),
        (VIR_FROM_UML, "User Mode Linux Driver"),
        (VIR_FROM_NODEDEV, "Node Device Driver"),
        (VIR_FROM_XEN_INOTIFY, "Xen Inotify Driver"),
        (VIR_FROM_SECURITY, "Security Driver"),
        (VIR_FROM_VBOX, "VirtualBox Driver"),
        (VIR_FROM_INTERFACE, "Network Interface Driver"),
        (VIR_FROM_ONE, "Open Nebula Driver"),
        (VIR_FROM_ESX, "ESX Driver"),
        (VIR_FROM_PHYP, "Power Hypervisor Driver"),
        (VIR_FROM_SECRET, "Secrets Driver"),
        (VIR_FROM_CPU, "CPU Driver"),
        (VIR_FROM_XENAPI, "XenAPI Driver"),
        (VIR_FROM_NWFILTER, "Network Filter Driver"),
        (VIR_FROM_HOOK, "Lifecycle Hook"),
        (VIR_FROM_DOMAIN_SNAPSHOT, "Domain Snapshot"),
        (VIR_FROM_AUDIT, "Audit Utils"),
        (VIR_FROM_SYSINFO, "Sysinfo Utils"),
        (VIR_FROM_STREAMS, "I/O Stream Utils"),
        (VIR_FROM_VMWARE, "VMware Driver"),
        (VIR_FROM_EVENT, "Event Loop"),
        (VIR_FROM_LIBXL, "Xen Light Driver"),
        (VIR_FROM_LOCKING, "Lock Driver"),
        (VIR_FROM_HYPERV, "Hyper-V Driver"),
        (VIR_FROM_CAPABILITIES, "Capabilities Utils"),
        (VIR_FROM_URI, "URI Utils"),
        (VIR_FROM_AUTH, "Authentication Utils"),
        (VIR_FROM_DBUS, "DBus Utils"),
        (VIR_FROM_PARALLELS, "Parallels Cloud Server"),
        (VIR_FROM_DEVICE, "Device Config"),
        (VIR_FROM_SSH, "SSH transport layer"),
        (VIR_FROM_LOCKSPACE, "Lock Space"),
        (VIR_FROM_INITCTL, "Init control"),
        (VIR_FROM_IDENTITY, "Identity"),
        (VIR_FROM_CGROUP, "Cgroup"),
        (VIR_FROM_ACCESS, "Access Manager"),
        (VIR_FROM_SYSTEMD, "Systemd"),
        (VIR_FROM_BHYVE, "Bhyve"),
        (VIR_FROM_CRYPTO, "Crypto"),
        (VIR_FROM_FIREWALL, "Firewall"),
        (VIR_FROM_POLKIT, "Polkit"),
        (VIR_FROM_THREAD, "Thread jobs"),
        (VIR_FROM_ADMIN, "Admin Interface"),
        (VIR_FROM_LOGGING, "Log Manager"),
        (VIR_FROM_XENXL, "Xen XL Config"),
        (VIR_FROM_PERF, "Perf"),
        (VIR_FROM_LIBSSH, "Libssh transport layer"),
        (VIR_FROM_RESCTRL, "Resource control"),
        (VIR_FROM_FIREWALLD, "FirewallD"),
        (VIR_FROM_DOMAIN_CHECKPOINT, "Domain Checkpoint"),
        (VIR_FROM_TPM, "TPM"),
        (VIR_FROM_BPF, "BPF"),
        (VIR_FROM_CH, "Cloud-Hypervisor Driver"),
    ]
};

impl virErrorDomain {
    /// The domain with that number.
    pub fn from_number(number: i32) -> Option<Self> {
        row(number).map(|(domain, _)| *domain)
    }

    /// The name that the default error handler prints for the domain with that number.
    pub fn label_of(number: i32) -> &'static str {
        row(number).map_or("Unknown", |(_, label)| label)
    }
}

fn row(number: i32) -> Option<&'static (virErrorDomain, &'static str)> {
    LABELS.get(usize::try_from(number).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_for_each_number() {
        for (number, (domain, _)) in (0..).zip(LABELS) {
            assert_eq!(*domain as i32, number);
        }
        assert_eq!(LABELS.len(), virErrorDomain::VIR_FROM_CH as usize + 1);
        assert_eq!(virErrorDomain::from_number(73), None);
        assert_eq!(virErrorDomain::from_number(-1), None);
    }
}
