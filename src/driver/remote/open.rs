//! Opens a connection: transport, authentication, and the URI that the server opens.

use super::client::Client;
use super::driver::RemoteDriver;
use super::session_daemon;
use super::target::{Parameters, Target, TransportKind, socket, ssh_program};
use super::transport::{Program, Transport, connect_tcp, connect_unix, plain, start, tls};
use super::{authentication, error, protocol};
use crate::driver::{Driver, Opening};
use crate::model::uri::Uri;
use crate::model::{Error, Result, flags::READ_ONLY, virErrorDomain, virErrorNumber};
use crate::sys::process;
use std::sync::Arc;

/// libvirt's ports for TCP, and for TLS over it.
const TCP_PORT: u16 = 16509;
const TLS_PORT: u16 = 16514;

/// Opens a URI that names a transport or a host, or whose driver only a daemon has. The flags were
/// checked.
///
/// Errors: VIR_ERR_INVALID_ARG of VIR_FROM_REMOTE for what the URI says; VIR_ERR_SYSTEM_ERROR of
/// VIR_FROM_RPC, with the errno in int1, where the host cannot be reached; VIR_ERR_AUTH_… where it asks
/// for credentials; what the server answers.
pub fn open(uri: &Uri, flags: u32) -> Result<Opening<Arc<dyn Driver>>> {
    let target = Target::parse(uri)?;
    check_rights(&target)?;
    let read_only = flags & READ_ONLY != 0;
    let client = Arc::new(Client::new(connect(&target, read_only)?));
    let name = target.name.clone().into_bytes();
    let open = move || protocol::connect_open(Some(&name), flags & READ_ONLY);
    // Both at once: most servers ask for nothing, and the others refuse to open before it.
    let asked = client.start(protocol::auth_list())?;
    let tried = client.start(open());
    let offered = client.finish(asked)?;
    let tried = tried.and_then(|tried| client.finish(tried));
    let opening = authentication::authenticate(&client, &target, &offered)?;
    opening.and_then(move |()| -> Result<Arc<dyn Driver>> {
        match tried {
            Err(error) if needs_authentication(&error) => client.call(open())?,
            tried => tried?,
        }
        Ok(Arc::new(RemoteDriver::new(client, &target)))
    })
}

/// Refuses what starts programs, and what reads the caller's files, in a program with more rights than
/// its caller's, as libvirt does.
fn check_rights(target: &Target) -> Result<()> {
    if target.transport == TransportKind::Unix || !process::has_raised_rights() {
        return Ok(());
    }
    let detail =
        "this program has more rights than its caller (setuid), expected the transport 'unix'";
    Err(error::internal(detail))
}

/// Whether a server refuses a call because it wants authentication first.
fn needs_authentication(error: &Error) -> bool {
    error.code() == virErrorNumber::VIR_ERR_RPC && error.domain() == virErrorDomain::VIR_FROM_RPC
}

fn connect(target: &Target, read_only: bool) -> Result<Box<dyn Transport>> {
    match target.transport {
        TransportKind::Unix => {
            let user = session_daemon::directory(target);
            let path = socket(target, read_only, user.as_deref());
            match user.filter(|_| target.parameters.socket.is_none()) {
                Some(_) => session_daemon::connect(target, &path),
                None => connect_unix(&path),
            }
        }
        TransportKind::Tcp => {
            connect_tcp(target.host(), target.port.unwrap_or(TCP_PORT)).map(plain)
        }
        TransportKind::Tls => connect_tls(target),
        TransportKind::Ssh => start(&ssh_program(target, read_only), true),
        TransportKind::Ext => {
            // Who can read what passes through such a program is not known.
            start(&Program { path: command(target)?, arguments: Vec::new() }, false)
        }
    }
}

fn connect_tls(target: &Target) -> Result<Box<dyn Transport>> {
    let Parameters { pkipath, no_sanity, no_verify, .. } = &target.parameters;
    let files = pkipath.as_deref().map_or_else(tls::Files::by_default, tls::Files::in_directory);
    let checks = tls::Checks { own: !no_sanity, server: !no_verify };
    let configuration = tls::configure(&files, checks)?;
    let socket = connect_tcp(target.host(), target.port.unwrap_or(TLS_PORT))?;
    tls::connect(socket, target.host(), configuration)
}

/// The program of the transport `ext`.
fn command(target: &Target) -> Result<String> {
    target.parameters.command.clone().ok_or_else(|| {
        let detail = "the transport is 'ext' and there is no parameter command, expected a program";
        Error::unfit_arg(virErrorDomain::VIR_FROM_REMOTE, detail)
    })
}
