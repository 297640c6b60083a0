//! Connections.

/// Flags of virConnectOpenAuth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectFlags {
    /// Read-only: calls that would change a domain fail with VIR_ERR_OPERATION_DENIED.
    VIR_CONNECT_RO = 1,
    /// No names of libvirt.conf in place of URIs. The drivers of this host do not take it.
    VIR_CONNECT_NO_ALIASES = 2,
}

/// The kind of a credential. No driver of this library asks for any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum virConnectCredentialType {
    /// The name to act as.
    VIR_CRED_USERNAME = 1,
    /// The name to log in with.
    VIR_CRED_AUTHNAME = 2,
    /// The language, as in RFC 1766.
    VIR_CRED_LANGUAGE = 3,
    /// A client's nonce.
    VIR_CRED_CNONCE = 4,
    /// A secret that belongs to the name.
    VIR_CRED_PASSPHRASE = 5,
    /// An answer to a challenge, which may be shown as it is typed.
    VIR_CRED_ECHOPROMPT = 6,
    /// The same, not to be shown.
    VIR_CRED_NOECHOPROMPT = 7,
    /// The realm of the authentication.
    VIR_CRED_REALM = 8,
    /// An answer that is obtained outside of the program.
    VIR_CRED_EXTERNAL = 9,
}
