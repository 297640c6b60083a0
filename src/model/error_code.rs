//! Error codes: libvirt's numbers and short phrases.

/// Error codes, numbered as in libvirt 9.0.0 (`virErrorNumber`).
///
/// Codes without a description belong to libvirt's other drivers and are never
/// raised here; they exist so that programs that use them compile.
#[allow(non_camel_case_types, missing_docs)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virErrorNumber {
    /// No error.
    VIR_ERR_OK = 0,
    /// An internal error; also a URI that cannot be parsed.
    VIR_ERR_INTERNAL_ERROR = 1,
    /// Memory could not be allocated.
    VIR_ERR_NO_MEMORY = 2,
    /// The driver of this connection, or this library, does not implement the function.
    VIR_ERR_NO_SUPPORT = 3,
    /// A host's name is not known.
    VIR_ERR_UNKNOWN_HOST = 4,
    /// No driver handles the URI.
    VIR_ERR_NO_CONNECT = 5,
    /// Not a valid connection handle.
    VIR_ERR_INVALID_CONN = 6,
    /// Not a valid domain handle.
    VIR_ERR_INVALID_DOMAIN = 7,
    /// An argument that the function does not accept.
    VIR_ERR_INVALID_ARG = 8,
    /// A valid operation that could not be completed.
    VIR_ERR_OPERATION_FAILED = 9,
    /// An HTTP GET failed.
    VIR_ERR_GET_FAILED = 10,
    /// An HTTP POST failed.
    VIR_ERR_POST_FAILED = 11,
    /// An HTTP error.
    VIR_ERR_HTTP_ERROR = 12,
    /// An S-expression could not be written.
    VIR_ERR_SEXPR_SERIAL = 13,
    /// Xen's control interface cannot be opened.
    VIR_ERR_NO_XEN = 14,
    /// A call of Xen failed.
    VIR_ERR_XEN_CALL = 15,
    /// An unknown type of guest.
    VIR_ERR_OS_TYPE = 16,
    /// A kernel is missing in the document.
    VIR_ERR_NO_KERNEL = 17,
    /// A root device is missing in the document.
    VIR_ERR_NO_ROOT = 18,
    /// A source is missing in the document.
    VIR_ERR_NO_SOURCE = 19,
    /// A target is missing in the document.
    VIR_ERR_NO_TARGET = 20,
    /// A name is missing in the document.
    VIR_ERR_NO_NAME = 21,
    /// An `<os>` is missing in the document.
    VIR_ERR_NO_OS = 22,
    /// A device is missing in the document.
    VIR_ERR_NO_DEVICE = 23,
    /// The Xen store cannot be opened.
    VIR_ERR_NO_XENSTORE = 24,
    /// Too many drivers.
    VIR_ERR_DRIVER_FULL = 25,
    /// A call of the hypervisor failed, or is not implemented.
    VIR_ERR_CALL_FAILED = 26,
    /// A document is well formed, but its contents are invalid.
    VIR_ERR_XML_ERROR = 27,
    /// A domain of that name or uuid exists.
    VIR_ERR_DOM_EXIST = 28,
    /// The connection is read-only.
    VIR_ERR_OPERATION_DENIED = 29,
    /// A file could not be opened.
    VIR_ERR_OPEN_FAILED = 30,
    /// A file could not be read.
    VIR_ERR_READ_FAILED = 31,
    /// A configuration file could not be parsed.
    VIR_ERR_PARSE_FAILED = 32,
    /// A syntax error in a configuration file.
    VIR_ERR_CONF_SYNTAX = 33,
    /// A file could not be written.
    VIR_ERR_WRITE_FAILED = 34,
    /// A document is not well formed; int1 is the line.
    VIR_ERR_XML_DETAIL = 35,
    /// Not a handle to a network.
    VIR_ERR_INVALID_NETWORK = 36,
    /// The network exists already.
    VIR_ERR_NETWORK_EXIST = 37,
    /// A system call failed; int1 is the errno.
    VIR_ERR_SYSTEM_ERROR = 38,
    /// An error between client and server.
    VIR_ERR_RPC = 39,
    /// An error of TLS.
    VIR_ERR_GNUTLS_ERROR = 40,
    /// The network driver could not be started.
    VIR_WAR_NO_NETWORK = 41,
    /// No domain with that name, id or uuid exists, or it no longer exists.
    VIR_ERR_NO_DOMAIN = 42,
    /// No such network.
    VIR_ERR_NO_NETWORK = 43,
    /// Not a MAC address.
    VIR_ERR_INVALID_MAC = 44,
    /// Name, password or another credential was refused or not given.
    VIR_ERR_AUTH_FAILED = 45,
    /// Not a handle to a storage pool.
    VIR_ERR_INVALID_STORAGE_POOL = 46,
    /// Not a handle to a storage volume.
    VIR_ERR_INVALID_STORAGE_VOL = 47,
    /// The storage driver could not be started.
    VIR_WAR_NO_STORAGE = 48,
    /// No such storage pool.
    VIR_ERR_NO_STORAGE_POOL = 49,
    /// No such storage volume.
    VIR_ERR_NO_STORAGE_VOL = 50,
    /// The driver for host devices could not be started.
    VIR_WAR_NO_NODE = 51,
    /// Not a handle to a host device.
    VIR_ERR_INVALID_NODE_DEVICE = 52,
    /// No such host device.
    VIR_ERR_NO_NODE_DEVICE = 53,
    /// No such security model.
    VIR_ERR_NO_SECURITY_MODEL = 54,
    /// The operation is not valid in the domain's state.
    VIR_ERR_OPERATION_INVALID = 55,
    /// The driver for host interfaces could not be started.
    VIR_WAR_NO_INTERFACE = 56,
    /// No such host interface.
    VIR_ERR_NO_INTERFACE = 57,
    /// Not a handle to a host interface.
    VIR_ERR_INVALID_INTERFACE = 58,
    /// More than one host interface fits.
    VIR_ERR_MULTIPLE_INTERFACES = 59,
    /// The driver for network filters could not be started.
    VIR_WAR_NO_NWFILTER = 60,
    /// Not a handle to a network filter.
    VIR_ERR_INVALID_NWFILTER = 61,
    /// No such network filter.
    VIR_ERR_NO_NWFILTER = 62,
    /// Rules of the firewall could not be made.
    VIR_ERR_BUILD_FIREWALL = 63,
    /// The driver for secrets could not be started.
    VIR_WAR_NO_SECRET = 64,
    /// Not a handle to a secret.
    VIR_ERR_INVALID_SECRET = 65,
    /// No such secret.
    VIR_ERR_NO_SECRET = 66,
    /// A configuration that this host does not support.
    VIR_ERR_CONFIG_UNSUPPORTED = 67,
    /// A wait timed out.
    VIR_ERR_OPERATION_TIMEOUT = 68,
    /// A domain was migrated, but its definition could not be stored.
    VIR_ERR_MIGRATE_PERSIST_FAILED = 69,
    /// A hook script failed.
    VIR_ERR_HOOK_SCRIPT_FAILED = 70,
    /// Not a handle to a snapshot.
    VIR_ERR_INVALID_DOMAIN_SNAPSHOT = 71,
    /// No such snapshot.
    VIR_ERR_NO_DOMAIN_SNAPSHOT = 72,
    /// Not a handle to a stream.
    VIR_ERR_INVALID_STREAM = 73,
    /// A parameter name that the driver does not support.
    VIR_ERR_ARGUMENT_UNSUPPORTED = 74,
    /// What is in a storage pool could not be found out.
    VIR_ERR_STORAGE_PROBE_FAILED = 75,
    /// The storage pool is built already.
    VIR_ERR_STORAGE_POOL_BUILT = 76,
    /// Going back to the snapshot could lose something; it has to be forced.
    VIR_ERR_SNAPSHOT_REVERT_RISKY = 77,
    /// The operation was aborted by another call.
    VIR_ERR_OPERATION_ABORTED = 78,
    /// The authentication was given up.
    VIR_ERR_AUTH_CANCELLED = 79,
    /// The domain has no such title, description or metadata.
    VIR_ERR_NO_DOMAIN_METADATA = 80,
    /// The migration is not safe; it has to be forced.
    VIR_ERR_MIGRATE_UNSAFE = 81,
    /// A number is too large.
    VIR_ERR_OVERFLOW = 82,
    /// A disk is being copied.
    VIR_ERR_BLOCK_COPY_ACTIVE = 83,
    /// This kernel or this host lacks what the operation needs.
    VIR_ERR_OPERATION_UNSUPPORTED = 84,
    /// An error of SSH.
    VIR_ERR_SSH = 85,
    /// The agent in the guest does not answer.
    VIR_ERR_AGENT_UNRESPONSIVE = 86,
    /// The resource is in use.
    VIR_ERR_RESOURCE_BUSY = 87,
    /// The caller is not permitted to do this.
    VIR_ERR_ACCESS_DENIED = 88,
    /// A service on D-Bus, such as systemd, cannot be reached or refuses.
    VIR_ERR_DBUS_SERVICE = 89,
    /// The storage volume exists already.
    VIR_ERR_STORAGE_VOL_EXIST = 90,
    /// The host's CPU lacks something that is asked for.
    VIR_ERR_CPU_INCOMPATIBLE = 91,
    /// The document does not fit the schema.
    VIR_ERR_XML_INVALID_SCHEMA = 92,
    /// The migration succeeded; its result could not be told.
    VIR_ERR_MIGRATE_FINISH_OK = 93,
    /// No way of authentication is available.
    VIR_ERR_AUTH_UNAVAILABLE = 94,
    /// No such server.
    VIR_ERR_NO_SERVER = 95,
    /// No such client.
    VIR_ERR_NO_CLIENT = 96,
    /// The agent in the guest answers out of order.
    VIR_ERR_AGENT_UNSYNCED = 97,
    /// An error of libssh.
    VIR_ERR_LIBSSH = 98,
    /// No such device of the domain.
    VIR_ERR_DEVICE_MISSING = 99,
    /// Not a handle to a binding of a network filter.
    VIR_ERR_INVALID_NWFILTER_BINDING = 100,
    /// No such binding of a network filter.
    VIR_ERR_NO_NWFILTER_BINDING = 101,
    /// Not a handle to a checkpoint.
    VIR_ERR_INVALID_DOMAIN_CHECKPOINT = 102,
    /// No such checkpoint.
    VIR_ERR_NO_DOMAIN_CHECKPOINT = 103,
    /// No backup is under way.
    VIR_ERR_NO_DOMAIN_BACKUP = 104,
    /// Not a handle to a port of a network.
    VIR_ERR_INVALID_NETWORK_PORT = 105,
    /// The port of the network exists already.
    VIR_ERR_NETWORK_PORT_EXIST = 106,
    /// No such port of the network.
    VIR_ERR_NO_NETWORK_PORT = 107,
    /// The domain's host name is not known.
    VIR_ERR_NO_HOSTNAME = 108,
    /// The chain of checkpoints is broken.
    VIR_ERR_CHECKPOINT_INCONSISTENT = 109,
    /// More than one domain fits.
    VIR_ERR_MULTIPLE_DOMAINS = 110,
}

/// All codes by their numbers, with the templates of their messages; %s is the detail.
const TEMPLATES: &[(virErrorNumber, &str)] = {
    use virErrorNumber::*;
    &[
        (VIR_ERR_OK, "%s"),
        (VIR_ERR_INTERNAL_ERROR, "internal error: %s"),
        (VIR_ERR_NO_MEMORY, "out of memory: %s"),
        (VIR_ERR_NO_SUPPORT, "this function is not supported by the connection driver: %s"),
        (VIR_ERR_UNKNOWN_HOST, "unknown host %s"),
        (VIR_ERR_NO_CONNECT, "no connection driver available for %s"),
        (VIR_ERR_INVALID_CONN, "invalid connection pointer in %s"),
        (VIR_ERR_INVALID_DOMAIN, "invalid domain pointer in %s"),
        (VIR_ERR_INVALID_ARG, "invalid argument: %s"),
        (VIR_ERR_OPERATION_FAILED, "operation failed: %s"),
        (VIR_ERR_GET_FAILED, "GET operation failed: %s"),
        (VIR_ERR_POST_FAILED, "POST operation failed: %s"),
        (VIR_ERR_HTTP_ERROR, "got unknown HTTP error code %s"),
        (VIR_ERR_SEXPR_SERIAL, "failed to serialize S-Expr: %s"),
        (VIR_ERR_NO_XEN, "could not use Xen hypervisor entry %s"),
        (VIR_ERR_XEN_CALL, "failed Xen syscall %s"),
        (VIR_ERR_OS_TYPE, "unknown OS type %s"),
        (VIR_ERR_NO_KERNEL, "missing kernel information: %s"),
        (VIR_ERR_NO_ROOT, "missing root device information in %s"),
        (VIR_ERR_NO_SOURCE, "missing source information for device %s"),
        (VIR_ERR_NO_TARGET, "missing target information for device %s"),
        (VIR_ERR_NO_NAME, "missing name information in %s"),
        (VIR_ERR_NO_OS, "missing operating system information for %s"),
        (VIR_ERR_NO_DEVICE, "missing devices information for %s"),
        (VIR_ERR_NO_XENSTORE, "could not connect to Xen Store %s"),
        (VIR_ERR_DRIVER_FULL, "too many drivers registered in %s"),
        (VIR_ERR_CALL_FAILED, "library call failed: %s"),
        (VIR_ERR_XML_ERROR, "XML error: %s"),
        (VIR_ERR_DOM_EXIST, "domain %s exists already"),
        (VIR_ERR_OPERATION_DENIED, "operation forbidden: %s"),
        (VIR_ERR_OPEN_FAILED, "failed to open configuration file %s"),
        (VIR_ERR_READ_FAILED, "failed to read configuration file %s"),
        (VIR_ERR_PARSE_FAILED, "failed to parse configuration file %s"),
        (VIR_ERR_CONF_SYNTAX, "configuration file syntax error: %s"),
        (VIR_ERR_WRITE_FAILED, "failed to write configuration file: %s"),
        (VIR_ERR_XML_DETAIL, "%s"),
        (VIR_ERR_INVALID_NETWORK, "invalid network pointer in %s"),
        (VIR_ERR_NETWORK_EXIST, "network %s exists already"),
        (VIR_ERR_SYSTEM_ERROR, "%s"),
        (VIR_ERR_RPC, "%s"),
        (VIR_ERR_GNUTLS_ERROR, "%s"),
        (VIR_WAR_NO_NETWORK, "Failed to find the network: %s"),
        (VIR_ERR_NO_DOMAIN, "Domain not found: %s"),
        (VIR_ERR_NO_NETWORK, "Network not found: %s"),
        (VIR_ERR_INVALID_MAC, "invalid MAC address: %s"),
        (VIR_ERR_AUTH_FAILED, "authentication failed: %s"),
        (VIR_ERR_INVALID_STORAGE_POOL, "invalid storage pool pointer in %s"),
        (VIR_ERR_INVALID_STORAGE_VOL, "invalid storage volume pointer in %s"),
        (VIR_WAR_NO_STORAGE, "Failed to find a storage driver: %s"),
        (VIR_ERR_NO_STORAGE_POOL, "Storage pool not found: %s"),
        (VIR_ERR_NO_STORAGE_VOL, "Storage volume not found: %s"),
        (VIR_WAR_NO_NODE, "Failed to find a node driver: %s"),
        (VIR_ERR_INVALID_NODE_DEVICE, "invalid node device pointer in %s"),
        (VIR_ERR_NO_NODE_DEVICE, "Node device not found: %s"),
        (VIR_ERR_NO_SECURITY_MODEL, "Security model not found: %s"),
        (VIR_ERR_OPERATION_INVALID, "Requested operation is not valid: %s"),
        (VIR_WAR_NO_INTERFACE, "Failed to find the interface: %s"),
        (VIR_ERR_NO_INTERFACE, "Interface not found: %s"),
        (VIR_ERR_INVALID_INTERFACE, "invalid interface pointer in %s"),
        (VIR_ERR_MULTIPLE_INTERFACES, "multiple matching interfaces found: %s"),
        (VIR_WAR_NO_NWFILTER, "Failed to start the nwfilter driver: %s"),
        (VIR_ERR_INVALID_NWFILTER, "Invalid network filter: %s"),
        (VIR_ERR_NO_NWFILTER, "Network filter not found: %s"),
        (VIR_ERR_BUILD_FIREWALL, "Error while building firewall: %s"),
        (VIR_WAR_NO_SECRET, "Failed to find a secret storage driver: %s"),
        (VIR_ERR_INVALID_SECRET, "Invalid secret: %s"),
        (VIR_ERR_NO_SECRET, "Secret not found: %s"),
        (VIR_ERR_CONFIG_UNSUPPORTED, "unsupported configuration: %s"),
        (VIR_ERR_OPERATION_TIMEOUT, "Timed out during operation: %s"),
        (VIR_ERR_MIGRATE_PERSIST_FAILED, "Failed to make domain persistent after migration: %s"),
        (VIR_ERR_HOOK_SCRIPT_FAILED, "Hook script execution failed: %s"),
        (VIR_ERR_INVALID_DOMAIN_SNAPSHOT, "Invalid domain snapshot: %s"),
        (VIR_ERR_NO_DOMAIN_SNAPSHOT, "Domain snapshot not found: %s"),
        (VIR_ERR_INVALID_STREAM, "invalid stream pointer in %s"),
        (VIR_ERR_ARGUMENT_UNSUPPORTED, "argument unsupported: %s"),
        (VIR_ERR_STORAGE_PROBE_FAILED, "Storage pool probe failed: %s"),
        (VIR_ERR_STORAGE_POOL_BUILT, "Storage pool already built: %s"),
        (VIR_ERR_SNAPSHOT_REVERT_RISKY, "revert requires force: %s"),
        (VIR_ERR_OPERATION_ABORTED, "operation aborted: %s"),
        (VIR_ERR_AUTH_CANCELLED, "authentication cancelled: %s"),
        (VIR_ERR_NO_DOMAIN_METADATA, "metadata not found: %s"),
        (VIR_ERR_MIGRATE_UNSAFE, "Unsafe migration: %s"),
        (VIR_ERR_OVERFLOW, "numerical overflow: %s"),
        (VIR_ERR_BLOCK_COPY_ACTIVE, "block copy still active: %s"),
        (VIR_ERR_OPERATION_UNSUPPORTED, "Operation not supported: %s"),
        (VIR_ERR_SSH, "SSH transport error: %s"),
        (VIR_ERR_AGENT_UNRESPONSIVE, "Guest agent is not responding: %s"),
        (VIR_ERR_RESOURCE_BUSY, "resource busy: %s"),
        (VIR_ERR_ACCESS_DENIED, "access denied: %s"),
        (VIR_ERR_DBUS_SERVICE, "error from service: %s"),
        (VIR_ERR_STORAGE_VOL_EXIST, "storage volume %s exists already"),
        (VIR_ERR_CPU_INCOMPATIBLE, "the CPU is incompatible with host CPU: %s"),
        (VIR_ERR_XML_INVALID_SCHEMA, "XML document failed to validate against schema: %s"),
        (VIR_ERR_MIGRATE_FINISH_OK, "migration successfully aborted: %s"),
        (VIR_ERR_AUTH_UNAVAILABLE, "authentication unavailable: %s"),
        (VIR_ERR_NO_SERVER, "Server not found: %s"),
        (VIR_ERR_NO_CLIENT, "Client not found: %s"),
        (VIR_ERR_AGENT_UNSYNCED, "guest agent replied with wrong id to guest-sync command: %s"),
        (VIR_ERR_LIBSSH, "libssh transport error: %s"),
        (VIR_ERR_DEVICE_MISSING, "device not found: %s"),
        (VIR_ERR_INVALID_NWFILTER_BINDING, "Invalid network filter binding: %s"),
        (VIR_ERR_NO_NWFILTER_BINDING, "Network filter binding not found: %s"),
        (VIR_ERR_INVALID_DOMAIN_CHECKPOINT, "Invalid domain checkpoint: %s"),
        (VIR_ERR_NO_DOMAIN_CHECKPOINT, "Domain checkpoint not found: %s"),
        (VIR_ERR_NO_DOMAIN_BACKUP, "Domain backup job id not found: %s"),
        (VIR_ERR_INVALID_NETWORK_PORT, "Invalid network port pointer: %s"),
        (VIR_ERR_NETWORK_PORT_EXIST, "network port %s exists already"),
        (VIR_ERR_NO_NETWORK_PORT, "network port not found: %s"),
        (VIR_ERR_NO_HOSTNAME, "no hostname found: %s"),
        (VIR_ERR_CHECKPOINT_INCONSISTENT, "checkpoint inconsistent: %s"),
        (VIR_ERR_MULTIPLE_DOMAINS, "multiple matching domains found: %s"),
    ]
};

impl virErrorNumber {
    /// The code with that number.
    pub fn from_number(number: i32) -> Option<Self> {
        TEMPLATES.get(usize::try_from(number).ok()?).map(|(code, _)| *code)
    }

    /// The message template of this code; `%s` is replaced with the detail.
    pub fn template(self) -> &'static str {
        TEMPLATES.get(self as usize).map_or("%s", |(_, template)| template)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_for_each_number() {
        for (number, (code, _)) in (0..).zip(TEMPLATES) {
            assert_eq!(*code as i32, number);
        }
        assert_eq!(TEMPLATES.len(), virErrorNumber::VIR_ERR_MULTIPLE_DOMAINS as usize + 1);
        assert_eq!(virErrorNumber::from_number(111), None);
        assert_eq!(virErrorNumber::from_number(-1), None);
    }
}
