//! Connections.

use crate::driver::{self, Driver, Opening};
use crate::model::uri;
use crate::model::virErrorDomain::VIR_FROM_REMOTE;
use crate::model::{Error, Result, flags, virErrorDomain, virErrorNumber};
use std::fmt;
use std::sync::Arc;

/// A connection to a host. Clones share the connection.
#[derive(Clone)]
pub struct Connection {
    driver: Arc<dyn Driver>,
    uri: Arc<str>,
    read_only: bool,
}

impl Connection {
    /// Opens a URI; `None` or an empty string means the default. `flags` is 0 or
    /// `VIR_CONNECT_RO`.
    ///
    /// Errors: VIR_ERR_NO_CONNECT if no driver handles the URI, VIR_ERR_INTERNAL_ERROR
    /// if it cannot be parsed, and the driver's own.
    pub fn open(uri: Option<&str>, flags: u32) -> Result<Self> {
        Self::begin(uri, flags)?.without_credentials()
    }

    /// As [`Self::open`]; the driver may ask for credentials.
    pub fn begin(uri: Option<&str>, flags: u32) -> Result<Opening<Self>> {
        Ok(driver::open(uri, flags)?.map(move |opened| Self {
            driver: opened.driver,
            uri: opened.uri.into(),
            read_only: flags & flags::READ_ONLY != 0,
        }))
    }

    /// One to a made-up host.
    #[cfg(test)]
    pub fn with_driver(driver: Arc<dyn Driver>) -> Self {
        Self { driver, uri: "far:///".into(), read_only: false }
    }

    pub(super) fn driver(&self) -> &dyn Driver {
        self.driver.as_ref()
    }

    /// Refuses an operation on a read-only connection (VIR_ERR_OPERATION_DENIED).
    pub fn check_writable(&self, what: &str) -> Result<()> {
        if self.read_only {
            return Err(Error::new(
                virErrorDomain::VIR_FROM_DOMAIN,
                virErrorNumber::VIR_ERR_OPERATION_DENIED,
                format!("{what} needs a connection that is not read-only"),
            ));
        }
        Ok(())
    }

    /// Refuses flags not contained in `known` (VIR_ERR_INVALID_ARG).
    pub fn check_flags(&self, given: u32, known: u32) -> Result<()> {
        self.driver().check_flags(given, known)
    }

    /// Refuses all flags (VIR_ERR_INVALID_ARG).
    pub(super) fn check_no_flags(&self, given: u32) -> Result<()> {
        self.check_flags(given, 0)
    }

    /// The hypervisor's name; an error where another host does not tell it.
    pub fn kind(&self) -> Result<&str> {
        self.driver.kind()
    }

    /// The hypervisor's version, 1,000,000 * major + 1,000 * minor + release.
    pub fn version(&self) -> Result<u64> {
        self.driver.version()
    }

    /// The version of the libvirt API on the host's side, as [`Self::version`].
    pub fn library_version(&self) -> Result<u64> {
        self.driver.library_version()
    }

    /// The normalized URI.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The host name.
    pub fn hostname(&self) -> Result<String> {
        self.driver.hostname()
    }

    /// Whether the connection to the host is alive.
    pub fn is_alive(&self) -> Result<bool> {
        self.driver.is_alive()
    }

    /// Sends keepalive messages every `interval` seconds; the connection is dead after
    /// `count` without an answer. Returns whether the host's side supports such messages.
    ///
    /// Errors: VIR_ERR_NO_SUPPORT for a local host; VIR_ERR_INTERNAL_ERROR where nothing sends the
    /// messages: neither an event loop nor an [`EventStream`](super::EventStream), with which they end.
    pub fn set_keep_alive(&self, interval: i32, count: u32) -> Result<bool> {
        if !self.driver.tells_close() {
            return self.driver.set_keep_alive(interval, count);
        }
        let listeners = self.driver.listeners()?;
        if interval > 0 && !listeners.keep(None) {
            let code = virErrorNumber::VIR_ERR_INTERNAL_ERROR;
            let detail = "keepalive messages need an event loop, or an event stream that waits";
            return Err(Error::new(VIR_FROM_REMOTE, code, detail));
        }
        let set = self.driver.set_keep_alive(interval, count);
        if interval <= 0 || !matches!(set, Ok(true)) {
            listeners.release();
        }
        set
    }

    /// Whether the connection is encrypted.
    pub fn is_encrypted(&self) -> Result<bool> {
        self.driver.is_encrypted()
    }

    /// Whether the connection is safe from eavesdropping.
    pub fn is_secure(&self) -> Result<bool> {
        self.driver.is_secure()
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Connection");
        shown
            .field("uri", &uri::shown(&self.uri))
            .field("read_only", &self.read_only)
            .finish_non_exhaustive()
    }
}
