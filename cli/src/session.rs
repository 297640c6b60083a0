//! The connection of a command, and the domains that it names.

use crate::failure::{Context, Failure};
use std::cell::OnceCell;
use virmemctl::api::{Connection, Domain};
use virmemctl::model::Error;
use virmemctl::model::constants::virConnectFlags::VIR_CONNECT_RO;
use virmemctl::model::uri::shown;
use virmemctl::model::virErrorNumber::{
    self, VIR_ERR_CONFIG_UNSUPPORTED, VIR_ERR_NO_DOMAIN, VIR_ERR_NO_SUPPORT,
};

/// How a command prints.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// JSON.
    pub json: bool,
    /// Values alone.
    pub quiet: bool,
}

/// A connection that is opened when it is needed.
pub struct Session {
    uris: Vec<String>,
    readonly: bool,
    format: Format,
    connection: OnceCell<Connection>,
    parser: clap::Command,
}

impl Session {
    /// One to the first of these URIs, or to the default, of a command line that this parser
    /// understands.
    pub fn new(uris: Vec<String>, readonly: bool, format: Format, parser: clap::Command) -> Self {
        Self { uris, readonly, format, connection: OnceCell::new(), parser }
    }

    /// The host that was asked for.
    pub fn uri(&self) -> Option<&str> {
        self.uris.first().map(String::as_str)
    }

    /// All hosts that were asked for.
    pub fn uris(&self) -> &[String] {
        &self.uris
    }

    /// The commands and their options.
    pub fn parser(&self) -> &clap::Command {
        &self.parser
    }

    /// How it prints.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether nothing may be changed.
    pub fn is_readonly(&self) -> bool {
        self.readonly
    }

    /// Whether JSON is printed.
    pub fn is_json(&self) -> bool {
        self.format.json
    }

    /// The connection.
    pub fn connection(&self) -> Result<&Connection, Failure> {
        if let Some(connection) = self.connection.get() {
            return Ok(connection);
        }
        let opened = open(self.uri(), self.readonly)?;
        Ok(self.connection.get_or_init(|| opened))
    }

    /// The domain with this id, uuid or name, looked for in this order, as virsh does. Of one that is not
    /// there the failure is one line, as virsh's.
    pub fn domain(&self, named: &str) -> Result<Domain, Failure> {
        let failing = || format!("failed to get domain '{named}'");
        match find(self.connection()?, named) {
            Err(error) if error.code() == VIR_ERR_NO_DOMAIN => Err(Failure::new(failing())),
            found => found.failing(failing),
        }
    }

    /// Whether the host's groups are read here; else a daemon or a test driver has the host, and what
    /// only this library does is missing.
    pub fn is_own(&self) -> Result<bool, Failure> {
        Ok(!self.connection()?.tuning().is_err_and(|error| error.code() == VIR_ERR_NO_SUPPORT))
    }

    /// The result of what only this library does; where the connection is to a daemon or a test
    /// driver, the failure says so.
    pub fn own<T>(&self, what: &str, result: Result<T, Error>) -> Result<T, Failure> {
        match result {
            Err(error) if MISSING.contains(&error.code()) && !self.is_own()? => {
                Err(self.lacks(what)?)
            }
            result => Ok(result?),
        }
    }

    /// That the connection does not have something.
    pub fn lacks(&self, what: &str) -> Result<Failure, Failure> {
        let uri = shown(self.connection()?.uri());
        Ok(Failure::new(format!(
            "{uri} does not support {what}: it works where virmemctl runs on the host itself, with cgroup:///system"
        )))
    }
}

/// How a daemon refuses what it has never heard of.
const MISSING: [virErrorNumber; 2] = [VIR_ERR_NO_SUPPORT, VIR_ERR_CONFIG_UNSUPPORTED];

/// Opens a connection.
pub fn open(uri: Option<&str>, is_readonly: bool) -> Result<Connection, Failure> {
    let flags = if is_readonly { VIR_CONNECT_RO as u32 } else { 0 };
    let opened = Connection::open(uri, flags);
    opened.failing(|| "failed to connect to the hypervisor".to_owned())
}

/// The domain with this id, uuid or name, looked for in this order, as virsh does.
pub fn find(connection: &Connection, named: &str) -> Result<Domain, Error> {
    let by_id = named.parse().ok().and_then(|id| connection.lookup_by_id(id).ok());
    let by_uuid = || connection.lookup_by_uuid_string(named).ok();
    by_id.or_else(by_uuid).map_or_else(|| connection.lookup_by_name(named), Ok)
}
