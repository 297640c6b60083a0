//! The connection of a command, and the domains that it names.

use crate::failure::{Context, Failure};
use std::cell::OnceCell;
use virmemctl::api::{Connection, Domain};
use virmemctl::model::constants::virConnectFlags::VIR_CONNECT_RO;

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
    uri: Option<String>,
    readonly: bool,
    format: Format,
    connection: OnceCell<Connection>,
    parser: clap::Command,
}

impl Session {
    /// One to this URI, or to the default, of a command line that this parser understands.
    pub fn new(uri: Option<String>, readonly: bool, format: Format, parser: clap::Command) -> Self {
        Self { uri, readonly, format, connection: OnceCell::new(), parser }
    }

    /// The host that was asked for.
    pub fn uri(&self) -> Option<&str> {
        self.uri.as_deref()
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
        let flags = if self.readonly { VIR_CONNECT_RO as u32 } else { 0 };
        let opened = Connection::open(self.uri.as_deref(), flags)
            .failing(|| "failed to connect to the hypervisor".to_owned())?;
        Ok(self.connection.get_or_init(|| opened))
    }

    /// The domain with this id, uuid or name, looked for in this order, as virsh does.
    pub fn domain(&self, named: &str) -> Result<Domain, Failure> {
        let connection = self.connection()?;
        let by_id = named.parse().ok().and_then(|id| connection.lookup_by_id(id).ok());
        let by_uuid = || connection.lookup_by_uuid_string(named).ok();
        let found = by_id.or_else(by_uuid).map_or_else(|| connection.lookup_by_name(named), Ok);
        found.failing(|| format!("failed to get domain '{named}'"))
    }
}
