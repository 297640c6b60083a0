//! A TLS session over TCP.

use super::files::{Files, Own};
use crate::driver::remote::error;
use crate::driver::remote::transport::transport_trait::{Transport, WaitWritable};
use crate::driver::tls::{
    Authority, KNOWN_KEYS, Verifier, certificate_words, check_dates, check_own, is_authority,
};
use crate::model::{Error, Result, virErrorNumber};
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags, Shutdown, recv, send, shutdown};
use rustls::crypto::ring;
use rustls::pki_types::{ServerName, UnixTime};
use rustls::server::VerifierBuilderError;
use rustls::{ClientConfig, ClientConnection};
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the server sends when it accepts the client certificate.
const ACCEPTED: u8 = 1;

/// A session, of which both directions share the state.
struct Session {
    socket: TcpStream,
    state: Mutex<ClientConnection>,
}

/// What is checked.
#[derive(Debug, Clone, Copy)]
pub struct Checks {
    /// The client certificate.
    pub own: bool,
    /// The server's.
    pub server: bool,
}

/// What sessions are made with.
pub struct Configuration(Arc<ClientConfig>);

/// Reads the files for a session.
///
/// Errors: VIR_ERR_SYSTEM_ERROR for files, with ENOENT where there is no authority's, and for certificates
/// that are not valid, or not the authority's.
pub fn configure(files: &Files, checks: Checks) -> Result<Configuration> {
    let provider = Arc::new(ring::default_provider());
    let authority = files.authority()?;
    let own = files.own()?;
    if checks.own {
        check_authority(&authority)?;
        if let Some(own) = &own {
            check_own(&own.chain, &authority.roots, &provider, UnixTime::now()).map_err(
                |failure| {
                    unfit(
                        &own.path.certificate,
                        format!("{failure}, checked against '{}'", authority.path),
                    )
                },
            )?;
        }
    }
    let verifier =
        Verifier::new(Arc::clone(&provider), &authority, files.revoked()?, !checks.server)
            .map_err(|failure| match failure {
                VerifierBuilderError::InvalidCrl(_) => unfit(files.revoked_path(), failure),
                _ => unfit(&authority.path, failure),
            })?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|failure| unfit(&authority.path, failure))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let config = match own {
        None => builder.with_no_client_auth(),
        Some(Own { chain, key, path }) => builder
            .with_client_auth_cert(chain, key)
            .map_err(|failure| unfit(path.of(&failure), failure))?,
    };
    Ok(Configuration(Arc::new(config)))
}

/// Checks that each certificate of the authority's file is an authority's, and its dates.
fn check_authority(authority: &Authority) -> Result<()> {
    for certificate in &authority.certificates {
        if !is_authority(certificate) {
            return Err(unfit(&authority.path, "a certificate is not an authority's"));
        }
        check_dates(certificate, UnixTime::now())
            .map_err(|failure| unfit(&authority.path, failure))?;
    }
    Ok(())
}

/// Secures a TCP connection to a host of this name.
///
/// Errors: VIR_ERR_SYSTEM_ERROR where the server does not accept the client certificate;
/// VIR_ERR_AUTH_FAILED for the server's certificate and for what is no TLS.
pub fn connect(
    socket: TcpStream,
    host: &str,
    Configuration(config): Configuration,
) -> Result<Box<dyn Transport>> {
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| failed(format!("'{host}' cannot be the name of a certificate")))?;
    let state = ClientConnection::new(config, name);
    let mut state = state.map_err(|failure| failed(format!("{host}: {failure}")))?;
    state.set_buffer_limit(None);
    handshake(&mut state, &socket, host)?;
    Ok(Box::new(Session { socket, state: Mutex::new(state) }))
}

fn handshake(state: &mut ClientConnection, socket: &TcpStream, host: &str) -> Result<()> {
    let mut answer = [0];
    let mut blocking = socket;
    let result = rustls::Stream::new(state, &mut blocking).read_exact(&mut answer);
    match result {
        Ok(()) if answer == [ACCEPTED] => Ok(()),
        Ok(()) => Err(refused(host)),
        // The server ends a connection whose certificate it does not accept.
        Err(_) if !state.is_handshaking() => Err(refused(host)),
        Err(failure) => Err(failed(format!("TLS with '{host}': {}", words(&failure)))),
    }
}

/// What a failed handshake is, in words.
fn words(failure: &io::Error) -> String {
    let inner = failure.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(reason)) => {
            format!("the server's certificate is not accepted: {}", certificate_words(reason))
        }
        // So ends a server whose keys or ciphers are none of ours.
        None if ENDS.contains(&failure.kind()) => {
            format!("the server ended the handshake ({failure}); {KNOWN_KEYS}")
        }
        _ => failure.to_string(),
    }
}

const ENDS: [ErrorKind; 2] = [ErrorKind::UnexpectedEof, ErrorKind::ConnectionReset];

fn refused(host: &str) -> Error {
    error::system(Errno::IO, format!("'{host}' does not accept the client certificate"))
}

/// VIR_ERR_AUTH_FAILED
fn failed(detail: String) -> Error {
    error::refused(virErrorNumber::VIR_ERR_AUTH_FAILED, detail)
}

fn unfit(path: &str, failure: impl std::fmt::Display) -> Error {
    let detail = format!("'{path}' cannot be used for TLS: {failure}");
    error::refused(virErrorNumber::VIR_ERR_SYSTEM_ERROR, detail)
}

impl Session {
    fn state(&self) -> MutexGuard<'_, ClientConnection> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Session {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    fn receive(&self, buffer: &mut [u8]) -> std::result::Result<usize, Errno> {
        let mut state = self.state();
        loop {
            match state.reader().read(buffer) {
                Err(failure) if failure.kind() == ErrorKind::WouldBlock => {}
                // One that ends without saying so ends all the same.
                Err(failure) if failure.kind() == ErrorKind::UnexpectedEof => return Ok(0),
                read => return read.map_err(errno),
            }
            state.read_tls(&mut NonBlocking(&self.socket)).map_err(errno)?;
            if state.process_new_packets().is_err() {
                // The alert says why; the server may be gone.
                _ = state.write_tls(&mut NonBlocking(&self.socket));
                return Err(Errno::PROTO);
            }
        }
    }

    fn is_buffered(&self) -> bool {
        self.state().process_new_packets().is_ok_and(|state| state.plaintext_bytes_to_read() > 0)
    }

    fn send_all(&self, bytes: &[u8], wait_writable: WaitWritable<'_>) -> Result<()> {
        let mut state = self.state();
        let failed = |failure| error::system(errno(failure), "writing to the connection");
        state.writer().write_all(bytes).map_err(failed)?;
        while state.wants_write() {
            match state.write_tls(&mut NonBlocking(&self.socket)) {
                Err(failure) if failure.kind() == ErrorKind::WouldBlock => {
                    // Another thread may read meanwhile.
                    drop(state);
                    wait_writable()?;
                    state = self.state();
                }
                Err(failure) if failure.kind() == ErrorKind::Interrupted => {}
                done => _ = done.map_err(failed)?,
            }
        }
        Ok(())
    }

    fn shut_down(&self) {
        _ = shutdown(&self.socket, Shutdown::Both);
    }

    fn is_secure(&self) -> bool {
        true
    }

    fn is_encrypted(&self) -> bool {
        true
    }
}

/// The socket, of which no operation waits.
struct NonBlocking<'s>(&'s TcpStream);

impl Read for NonBlocking<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(recv(self.0, buffer, RecvFlags::DONTWAIT)?.1)
    }
}

impl Write for NonBlocking<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(send(self.0, bytes, SendFlags::DONTWAIT | SendFlags::NOSIGNAL)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn errno(failure: io::Error) -> Errno {
    match failure.kind() {
        ErrorKind::WouldBlock => Errno::AGAIN,
        _ => Errno::from_io_error(&failure).unwrap_or(Errno::IO),
    }
}
