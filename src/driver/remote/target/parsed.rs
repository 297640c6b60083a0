//! A URI of a remote host, parsed.

use super::parameters::{self, Mode, Parameters, Proxy};
use crate::driver::remote::error::{refused, wrong_uri};
use crate::model::Result;
use crate::model::uri::{Uri, shown};
use crate::model::virErrorDomain::VIR_FROM_REMOTE;
use crate::model::virErrorNumber::{VIR_ERR_INVALID_ARG, VIR_ERR_OPERATION_UNSUPPORTED};

/// The transport of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportKind {
    /// A Unix socket of this host.
    Unix,
    /// TCP, not encrypted.
    Tcp,
    /// TLS over TCP.
    Tls,
    /// The ssh program.
    Ssh,
    /// A program that the URI names.
    Ext,
}

/// The transports that a scheme can name. libvirt's two libraries for SSH are the program here.
const TRANSPORTS: [(&str, TransportKind); 7] = [
    ("unix", TransportKind::Unix),
    ("tcp", TransportKind::Tcp),
    ("tls", TransportKind::Tls),
    ("ssh", TransportKind::Ssh),
    ("libssh", TransportKind::Ssh),
    ("libssh2", TransportKind::Ssh),
    ("ext", TransportKind::Ext),
];

/// A parsed URI of a remote host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The scheme's part before the `+`.
    pub driver: String,
    pub transport: TransportKind,
    /// Empty if there is none.
    pub host: String,
    pub port: Option<u16>,
    pub user: Option<String>,
    /// The URI that the server opens; empty if it is to choose one.
    pub name: String,
    /// Whether the path asks for the user's own daemon.
    pub is_session: bool,
    pub parameters: Parameters,
}

impl Target {
    /// Reads a URI.
    ///
    /// Errors: VIR_ERR_INVALID_ARG of VIR_FROM_REMOTE for an unknown transport, for a host with a Unix
    /// socket, for a port that is none, and for parameters.
    pub fn parse(uri: &Uri) -> Result<Self> {
        let (driver, transport) = match uri.scheme.split_once('+') {
            Some((driver, transport)) => (driver, transport_kind(uri, transport)?),
            None if uri.host.is_empty() => (uri.scheme.as_str(), TransportKind::Unix),
            None => (uri.scheme.as_str(), TransportKind::Tls),
        };
        if transport == TransportKind::Unix && !uri.host.is_empty() {
            return Err(wrong_uri(format!(
                "{}: the host is '{}', expected none with the transport 'unix'",
                shown(&uri.text),
                uri.host
            )));
        }
        check_path(uri)?;
        let parameters = Parameters::read(&uri.query)?;
        if transport == TransportKind::Ssh {
            check_ssh(&parameters)?;
        }
        let is_session = uri.path == "/session" || driver == "test";
        let name = match &parameters.name {
            Some(name) => name.clone(),
            None if driver == "remote" => String::new(),
            None => name(driver, &uri.text),
        };
        Ok(Self {
            driver: driver.to_owned(),
            transport,
            host: uri.host.clone(),
            // As libvirt: 0 is as none.
            port: uri
                .port
                .filter(|port| *port != 0)
                .map(|port| self::port(uri, port))
                .transpose()?,
            user: uri.user.clone(),
            name,
            is_session,
            parameters,
        })
    }

    /// The host, this one if the URI has none.
    pub fn host(&self) -> &str {
        if self.host.is_empty() { "localhost" } else { &self.host }
    }
}

/// Refuses a path in the place of a host, as where the `//` is missing.
fn check_path(uri: &Uri) -> Result<()> {
    if uri.path.is_empty() || uri.path.starts_with('/') {
        return Ok(());
    }
    let scheme = &uri.scheme;
    Err(wrong_uri(format!("the URI of {scheme} has no '//', expected {scheme}://[HOST]/PATH")))
}

/// Refuses parameters that exclude each other.
fn check_ssh(parameters: &Parameters) -> Result<()> {
    if parameters.mode == Mode::Direct && parameters.socket.is_none() {
        let detail = "the parameter mode is 'direct', expected another with the transport 'ssh'";
        return Err(refused(VIR_ERR_OPERATION_UNSUPPORTED, detail).with_domain(VIR_FROM_REMOTE));
    }
    if parameters.proxy == Proxy::Native && parameters.netcat.is_some() {
        let detail = "the parameter proxy is 'native', expected no parameter netcat then";
        return Err(refused(VIR_ERR_INVALID_ARG, detail));
    }
    Ok(())
}

fn transport_kind(uri: &Uri, named: &str) -> Result<TransportKind> {
    let found = TRANSPORTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(named));
    found.map(|(_, transport)| *transport).ok_or_else(|| {
        let names: Vec<&str> = TRANSPORTS.iter().map(|(name, _)| *name).collect();
        let expected = names.join(", ");
        wrong_uri(format!(
            "{}: the transport is '{named}', expected one of {expected}",
            shown(&uri.text)
        ))
    })
}

fn port(uri: &Uri, number: u32) -> Result<u16> {
    u16::try_from(number)
        .map_err(|_| wrong_uri(format!("{}: the port is above {}", shown(&uri.text), u16::MAX)))
}

/// The same URI without what is for this side: transport, user, host, port and parameters.
fn name(driver: &str, text: &str) -> String {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.find(['/', '?', '#']).map_or("", |start| rest.split_at(start).1);
    let (path, fragment) = split_before(path, '#');
    let (path, query) = split_before(path, '?');
    let items = query.trim_start_matches('?').split(['&', ';']).filter(|item| !item.is_empty());
    let kept: Vec<&str> = items.filter(|item| !parameters::is_own(item)).collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    format!("{driver}://{path}{mark}{}{fragment}", kept.join("&"))
}

/// What is in front of a mark, and what begins with it.
fn split_before(text: &str, mark: char) -> (&str, &str) {
    text.split_at(text.find(mark).unwrap_or(text.len()))
}
