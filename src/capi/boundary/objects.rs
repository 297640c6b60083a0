//! What handles stand for: connections and domains, with the texts that C reads from them.

use crate::api::{Connection, Domain};
use crate::capi::boundary::last_error::ConnectionErrors;
use crate::capi::types::handles::virConnectPtr;
use crate::model::Result;
use std::ffi::CString;
use std::sync::OnceLock;

/// What a virConnectPtr stands for.
pub struct Connect {
    connection: Connection,
    /// Made when it is asked for: a driver may have to ask its host.
    kind: OnceLock<CString>,
    errors: ConnectionErrors,
}

impl Connect {
    /// For a new handle.
    pub fn new(connection: Connection) -> Self {
        Self { connection, kind: OnceLock::new(), errors: ConnectionErrors::new() }
    }

    /// The connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The hypervisor's name; lives as long as the handle.
    pub fn kind(&self) -> Result<&CString> {
        let kind = match self.kind.get() {
            Some(kind) => return Ok(kind),
            None => self.connection.kind()?,
        };
        Ok(self.kind.get_or_init(|| CString::new(kind).unwrap_or_default()))
    }

    /// The connection's last error and error handler.
    pub fn errors(&self) -> &ConnectionErrors {
        &self.errors
    }
}

/// What a virDomainPtr stands for.
pub struct DomainHandle {
    domain: Domain,
    name: CString,
    connect: usize,
}

impl DomainHandle {
    /// For a new handle to a domain of this connection.
    pub fn new(connect: virConnectPtr, domain: Domain) -> Self {
        let name = CString::new(domain.name()).unwrap_or_default();
        Self { domain, name, connect: connect as usize }
    }

    /// The domain.
    pub fn domain(&self) -> &Domain {
        &self.domain
    }

    /// Its name; lives as long as the handle.
    pub fn name(&self) -> &CString {
        &self.name
    }

    /// The connection that it was looked up on.
    pub fn connect(&self) -> virConnectPtr {
        self.connect as virConnectPtr
    }
}
