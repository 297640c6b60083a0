//! A TLS session over TCP.

use super::files::{Authority, Files, Own};
use super::verifier::Verifier;
use crate::driver::remote::error;
use crate::driver::remote::transport::transport_trait::{Room, Transport};
use crate::model::{Error, Result, virErrorNumber};
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags, Shutdown, recv, send, shutdown};
use rustls::client::WebPkiServerVerifier;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, ClientConnection};
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What the server sends when it accepts this side's certificate.
const CONSENT: u8 = 1;

/// A session, of which both directions share the state.
struct Session {
    socket: TcpStream,
    state: Mutex<ClientConnection>,
}

/// What is checked.
#[derive(Debug, Clone, Copy)]
pub struct Checks {
    /// This side's own certificate.
    pub own: bool,
    /// The server's.
    pub server: bool,
}

/// Secures a TCP connection to a host of this name.
///
/// Errors: VIR_ERR_SYSTEM_ERROR for files, for an own certificate that the authority has not signed,
/// and where the server does not accept it; VIR_ERR_AUTH_FAILED for the server's certificate and for
/// what is no TLS.
pub fn connect(
    socket: TcpStream,
    host: &str,
    files: &Files,
    checks: Checks,
) -> Result<Box<dyn Transport>> {
    let config = configuration(files, checks)?;
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| failed(format!("'{host}' cannot be the name of a certificate")))?;
    let state = ClientConnection::new(Arc::new(config), name);
    let mut state = state.map_err(|failure| failed(format!("{host}: {failure}")))?;
    state.set_buffer_limit(None);
    shake_hands(&mut state, &socket, host)?;
    Ok(Box::new(Session { socket, state: Mutex::new(state) }))
}

fn configuration(files: &Files, checks: Checks) -> Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let authority = files.authority()?;
    let own = files.own()?;
    if let Some(own) = own.as_ref().filter(|_| checks.own) {
        check_own(own, &authority, &provider)?;
    }
    let roots = Arc::new(authority.roots.clone());
    let usual = WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider))
        .with_crls(files.revoked()?)
        .build()
        .map_err(|failure| unfit(&authority.path, failure))?;
    let verifier = Verifier::new(usual, &authority, !checks.server);
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|failure| unfit(&authority.path, failure))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    match own {
        None => Ok(builder.with_no_client_auth()),
        Some(own) => builder
            .with_client_auth_cert(own.chain, own.key)
            .map_err(|failure| unfit(&own.path, failure)),
    }
}

/// Checks that the authority has signed this side's certificate, which the server checks too.
fn check_own(own: &Own, authority: &Authority, provider: &Arc<CryptoProvider>) -> Result<()> {
    let roots = Arc::new(authority.roots.clone());
    let verifier = WebPkiClientVerifier::builder_with_provider(roots, Arc::clone(provider))
        .build()
        .map_err(|failure| unfit(&authority.path, failure))?;
    let (first, intermediates) = own.chain.split_first().unzip();
    let intermediates: &[CertificateDer<'_>] = intermediates.unwrap_or_default();
    let Some(first) = first else { return Ok(()) };
    verifier.verify_client_cert(first, intermediates, UnixTime::now()).map(|_| ()).map_err(
        |failure| {
            let what = format!("{}, checked against '{}'", failure, authority.path);
            unfit(&own.path, what)
        },
    )
}

fn shake_hands(state: &mut ClientConnection, socket: &TcpStream, host: &str) -> Result<()> {
    let mut consent = [0];
    let mut blocking = socket;
    let shaken = rustls::Stream::new(state, &mut blocking).read_exact(&mut consent);
    match shaken {
        Ok(()) if consent == [CONSENT] => Ok(()),
        Ok(()) => Err(refused(host)),
        // The server ends a connection whose certificate it does not accept.
        Err(_) if !state.is_handshaking() => Err(refused(host)),
        Err(failure) => Err(failed(format!("TLS with '{host}': {failure}"))),
    }
}

fn refused(host: &str) -> Error {
    error::system(Errno::IO, format!("'{host}' does not accept this side's certificate"))
}

/// VIR_ERR_AUTH_FAILED
fn failed(detail: String) -> Error {
    error::refused(virErrorNumber::VIR_ERR_AUTH_FAILED, detail)
}

fn unfit(path: &str, failure: impl std::fmt::Display) -> Error {
    let detail = format!("the certificate '{path}' cannot be used: {failure}");
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
            state.read_tls(&mut Now(&self.socket)).map_err(errno)?;
            if state.process_new_packets().is_err() {
                // The alert says why; the other side may be gone.
                _ = state.write_tls(&mut Now(&self.socket));
                return Err(Errno::PROTO);
            }
        }
    }

    fn is_buffered(&self) -> bool {
        self.state().process_new_packets().is_ok_and(|state| state.plaintext_bytes_to_read() > 0)
    }

    fn send_all(&self, bytes: &[u8], room: Room<'_>) -> Result<()> {
        let mut state = self.state();
        let failed = |failure| error::system(errno(failure), "writing to the connection");
        state.writer().write_all(bytes).map_err(failed)?;
        while state.wants_write() {
            match state.write_tls(&mut Now(&self.socket)) {
                Err(failure) if failure.kind() == ErrorKind::WouldBlock => {
                    // Another thread may read meanwhile.
                    drop(state);
                    room()?;
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
struct Now<'s>(&'s TcpStream);

impl Read for Now<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        Ok(recv(self.0, buffer, RecvFlags::DONTWAIT)?.1)
    }
}

impl Write for Now<'_> {
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
