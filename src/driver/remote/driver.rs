//! A connection to a remote host.

use super::client::Client;
use super::events::RemoteEvents;
use super::protocol::{
    Call, connect_close, connect_get_lib_version, connect_get_type, connect_supports_feature,
};
use super::target::Target;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Features of a server, by libvirt's numbers.
#[derive(Debug, Clone, Copy)]
#[repr(i32)]
pub enum Feature {
    /// Strings among typed parameters.
    Strings = 9,
    /// Keepalive messages in both directions.
    Keepalive = 10,
    /// A message when the hypervisor's driver is lost.
    CloseCallback = 15,
}

/// A connection to a remote host.
pub struct RemoteDriver {
    client: Arc<Client>,
    pub events: Arc<RemoteEvents>,
    pub error_domain: virErrorDomain,
    /// What virConnectGetType answers, asked for once.
    kind: OnceLock<String>,
    /// Whether the server takes strings among parameters, asked for once.
    takes_strings: OnceLock<bool>,
}

/// The error domains of the drivers that a server may have.
const ERROR_DOMAINS: [(&str, virErrorDomain); 8] = [
    ("qemu", virErrorDomain::VIR_FROM_QEMU),
    ("lxc", virErrorDomain::VIR_FROM_LXC),
    ("test", virErrorDomain::VIR_FROM_TEST),
    ("xen", virErrorDomain::VIR_FROM_XEN),
    ("ch", virErrorDomain::VIR_FROM_CH),
    ("vbox", virErrorDomain::VIR_FROM_VBOX),
    ("bhyve", virErrorDomain::VIR_FROM_BHYVE),
    ("openvz", virErrorDomain::VIR_FROM_OPENVZ),
];

impl RemoteDriver {
    /// For a connection that is open.
    pub fn new(client: Arc<Client>, target: &Target) -> Self {
        let found = ERROR_DOMAINS.iter().find(|(driver, _)| *driver == target.driver);
        Self {
            events: RemoteEvents::new(Arc::clone(&client)),
            client,
            error_domain: found.map_or(virErrorDomain::VIR_FROM_REMOTE, |(_, domain)| *domain),
            kind: OnceLock::new(),
            takes_strings: OnceLock::new(),
        }
    }

    /// Calls a procedure. Where the server does not know it, the error has the server's version.
    pub fn call<R>(&self, call: Call<R>) -> Result<R> {
        self.client.call(call).map_err(|error| self.with_version(error))
    }

    /// An error of the server's; with its version where it does not know the procedure.
    pub fn with_version(&self, error: Error) -> Error {
        if is_unknown_procedure(&error) { error.context(self.server_version()) } else { error }
    }

    /// What to call the server's version in an error.
    fn server_version(&self) -> String {
        match self.client.call(connect_get_lib_version()) {
            Ok(number) => {
                let (major, minor) = (number / 1_000_000, number / 1_000 % 1_000);
                format!("the server is libvirt {major}.{minor}.{}", number % 1_000)
            }
            Err(_) => "the server does not report its version".to_owned(),
        }
    }

    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Whether the server has a feature.
    pub fn has(&self, feature: Feature) -> Result<bool> {
        Ok(self.call(connect_supports_feature(feature as i32))? != 0)
    }

    /// The hypervisor's name.
    pub fn hypervisor_type(&self) -> Result<&str> {
        match self.kind.get() {
            Some(kind) => Ok(kind),
            None => {
                let kind = self.call(connect_get_type())?;
                Ok(self.kind.get_or_init(|| kind))
            }
        }
    }

    /// The flags of a get of typed parameters.
    pub fn get_flags(&self, flags: u32) -> Result<u32> {
        use crate::model::flags::STRING_OKAY;
        let takes = match self.takes_strings.get() {
            Some(takes) => *takes,
            None => {
                let takes = self.has(Feature::Strings)?;
                *self.takes_strings.get_or_init(|| takes)
            }
        };
        Ok(if takes { flags | STRING_OKAY } else { flags & !STRING_OKAY })
    }

    /// Has keepalive messages sent every `interval` seconds, none for 0 or less; whether the server
    /// answers them.
    pub fn keep_alive(&self, interval: i32, count: u32) -> Result<bool> {
        let is_answered = self.has(Feature::Keepalive)?;
        if is_answered {
            let interval = Duration::from_secs(u64::try_from(interval).unwrap_or_default());
            self.client.keep_alive(interval, count);
        }
        Ok(is_answered)
    }
}

fn is_unknown_procedure(error: &Error) -> bool {
    error.code() == virErrorNumber::VIR_ERR_NO_SUPPORT
        && error.as_sent().is_some_and(|sent| sent.message.starts_with("unknown procedure"))
}

impl Drop for RemoteDriver {
    /// Sends connect_close; a missing answer is no error.
    fn drop(&mut self) {
        if self.client.is_alive() {
            _ = self.client.call(connect_close());
        }
        self.client.end(super::client::End::ClosedByClient);
        self.events.listeners.release();
    }
}
