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
    VIR_FROM_XEN = 1,
    VIR_FROM_XEND = 2,
    VIR_FROM_XENSTORE = 3,
    VIR_FROM_SEXPR = 4,
    /// XML documents.
    VIR_FROM_XML = 5,
    /// Domain handles.
    VIR_FROM_DOM = 6,
    VIR_FROM_RPC = 7,
    VIR_FROM_PROXY = 8,
    VIR_FROM_CONF = 9,
    /// The host driver, for qemu:/// URIs.
    VIR_FROM_QEMU = 10,
    VIR_FROM_NET = 11,
    /// The test driver.
    VIR_FROM_TEST = 12,
    VIR_FROM_REMOTE = 13,
    VIR_FROM_OPENVZ = 14,
    VIR_FROM_XENXM = 15,
    VIR_FROM_STATS_LINUX = 16,
    /// The host driver, for lxc:/// URIs.
    VIR_FROM_LXC = 17,
    VIR_FROM_STORAGE = 18,
    VIR_FROM_NETWORK = 19,
    /// The public functions for domains and their definitions.
    VIR_FROM_DOMAIN = 20,
    VIR_FROM_UML = 21,
    VIR_FROM_NODEDEV = 22,
    VIR_FROM_XEN_INOTIFY = 23,
    VIR_FROM_SECURITY = 24,
    VIR_FROM_VBOX = 25,
    VIR_FROM_INTERFACE = 26,
    VIR_FROM_ONE = 27,
    VIR_FROM_ESX = 28,
    VIR_FROM_PHYP = 29,
    VIR_FROM_SECRET = 30,
    VIR_FROM_CPU = 31,
    VIR_FROM_XENAPI = 32,
    VIR_FROM_NWFILTER = 33,
    VIR_FROM_HOOK = 34,
    VIR_FROM_DOMAIN_SNAPSHOT = 35,
    VIR_FROM_AUDIT = 36,
    VIR_FROM_SYSINFO = 37,
    VIR_FROM_STREAMS = 38,
    VIR_FROM_VMWARE = 39,
    VIR_FROM_EVENT = 40,
    VIR_FROM_LIBXL = 41,
    VIR_FROM_LOCKING = 42,
    VIR_FROM_HYPERV = 43,
    VIR_FROM_CAPABILITIES = 44,
    /// URIs.
    VIR_FROM_URI = 45,
    VIR_FROM_AUTH = 46,
    VIR_FROM_DBUS = 47,
    VIR_FROM_PARALLELS = 48,
    VIR_FROM_DEVICE = 49,
    VIR_FROM_SSH = 50,
    VIR_FROM_LOCKSPACE = 51,
    VIR_FROM_INITCTL = 52,
    VIR_FROM_IDENTITY = 53,
    /// The host driver, including errors of the kernel.
    VIR_FROM_CGROUP = 54,
    VIR_FROM_ACCESS = 55,
    VIR_FROM_SYSTEMD = 56,
    VIR_FROM_BHYVE = 57,
    VIR_FROM_CRYPTO = 58,
    VIR_FROM_FIREWALL = 59,
    VIR_FROM_POLKIT = 60,
    VIR_FROM_THREAD = 61,
    VIR_FROM_ADMIN = 62,
    VIR_FROM_LOGGING = 63,
    VIR_FROM_XENXL = 64,
    VIR_FROM_PERF = 65,
    VIR_FROM_LIBSSH = 66,
    VIR_FROM_RESCTRL = 67,
    VIR_FROM_FIREWALLD = 68,
    VIR_FROM_DOMAIN_CHECKPOINT = 69,
    VIR_FROM_TPM = 70,
    VIR_FROM_BPF = 71,
    VIR_FROM_CH = 72,
}

/// The names that the default error handler prints.
const LABELS: &[(virErrorDomain, &str)] = &[
    (virErrorDomain::VIR_FROM_XML, "XML"),
    (virErrorDomain::VIR_FROM_DOM, "Domain"),
    (virErrorDomain::VIR_FROM_QEMU, "QEMU Driver"),
    (virErrorDomain::VIR_FROM_TEST, "Test Driver"),
    (virErrorDomain::VIR_FROM_LXC, "LXC Driver"),
    (virErrorDomain::VIR_FROM_DOMAIN, "Domain Config"),
    (virErrorDomain::VIR_FROM_URI, "URI Utils"),
    (virErrorDomain::VIR_FROM_CGROUP, "Cgroup"),
];

impl virErrorDomain {
    /// The name that the default error handler prints.
    pub fn label(self) -> &'static str {
        Self::label_of(self as i32)
    }

    /// The name for the domain with that number; empty if unknown.
    pub fn label_of(number: i32) -> &'static str {
        let known = LABELS.iter().find(|(domain, _)| *domain as i32 == number);
        known.map_or("", |(_, label)| label)
    }
}
