//! TLS for the library of HTTP, whose own refuses a host's self-signed certificate although it is trusted.

use crate::driver::esx::error::{HERE, refused};
use crate::driver::esx::target::Parameters;
use crate::driver::tls::{Authority, Verifier, pem};
use crate::model::Result;
use crate::model::virErrorNumber::VIR_ERR_SYSTEM_ERROR;
use rustls::crypto::ring;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use std::io::{Read, Write};
use std::sync::Arc;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, Transport,
    TransportAdapter,
};

/// The configuration for the parameters of a URI: certificates of `cacert`, else the system's.
///
/// Errors: VIR_ERR_SYSTEM_ERROR for a file of certificates.
pub fn configure(parameters: &Parameters) -> Result<Arc<ClientConfig>> {
    let provider = Arc::new(ring::default_provider());
    let authority = match &parameters.cacert {
        _ if parameters.no_verify => Authority::of(Vec::new(), String::new()),
        Some(path) => {
            let what = format!("reading '{path}', the parameter cacert");
            Authority::of(pem::items(path, HERE, &what)?, path.clone())
        }
        None => {
            let found = rustls_native_certs::load_native_certs();
            if let (true, Some(failure)) = (found.certs.is_empty(), found.errors.first()) {
                let detail = format!("reading the system's certificates: {failure}");
                return Err(refused(VIR_ERR_SYSTEM_ERROR, detail));
            }
            Authority::of(found.certs, "the system's certificates".to_owned())
        }
    };
    let unusable = |failure: &dyn std::fmt::Display| {
        let detail = format!("'{}' cannot be used for TLS: {failure}", authority.path);
        refused(VIR_ERR_SYSTEM_ERROR, detail)
    };
    let verifier =
        Verifier::new(Arc::clone(&provider), &authority, Vec::new(), parameters.no_verify)
            .map_err(|failure| unusable(&failure))?
            .accepting_authority();
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|failure| unusable(&failure))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// Puts TLS on a connection, where the URL wants it.
#[derive(Debug)]
pub struct TlsConnector(Option<Arc<ClientConfig>>);

impl TlsConnector {
    pub fn new(config: Option<Arc<ClientConfig>>) -> Self {
        Self(config)
    }
}

impl<In: Transport> Connector<In> for TlsConnector {
    type Out = Either<In, TlsTransport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> std::result::Result<Option<Self::Out>, ureq::Error> {
        let Some(transport) = chained else { return Ok(None) };
        let Some(config) = self.0.clone().filter(|_| details.needs_tls() && !transport.is_tls())
        else {
            return Ok(Some(Either::A(transport)));
        };
        let host = details.uri.host().unwrap_or_default();
        let name = ServerName::try_from(host.trim_matches(['[', ']']).to_owned())
            .map_err(|_| ureq::Error::Tls("the host cannot be the name of a certificate"))?;
        let mut session = ClientConnection::new(config, name).map_err(std::io::Error::other)?;
        let mut socket = TransportAdapter::new(transport.boxed(), details.current_time.clone());
        socket.set_timeout(details.timeout);
        session.complete_io(&mut socket)?;
        let (input, output) =
            (details.config.input_buffer_size(), details.config.output_buffer_size());
        let stream = StreamOwned::new(session, socket);
        Ok(Some(Either::B(TlsTransport { buffers: LazyBuffers::new(input, output), stream })))
    }
}

/// A connection with TLS.
pub struct TlsTransport {
    buffers: LazyBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter>,
}

impl std::fmt::Debug for TlsTransport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TlsTransport")
    }
}

impl Transport for TlsTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(
        &mut self,
        amount: usize,
        timeout: NextTimeout,
    ) -> std::result::Result<(), ureq::Error> {
        self.stream.get_mut().set_timeout(timeout);
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        Ok(self.stream.write_all(output)?)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> std::result::Result<bool, ureq::Error> {
        self.stream.get_mut().set_timeout(timeout);
        let read = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(read);
        Ok(read > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.get_mut().get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}
