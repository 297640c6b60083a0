//! Checks of certificates. rustls is stricter than the library that libvirt uses, for which
//! certificates have been issued: two kinds of a server's are accepted besides, and a server's as the
//! client certificate.

use super::authority::Authority;
use super::certificate::{check_dates, check_name, is_authority, is_common_name};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, ServerName, UnixTime};
use rustls::server::{VerifierBuilderError, WebPkiClientVerifier};
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use std::sync::Arc;

/// Checks the server's certificate.
#[derive(Debug)]
pub struct Verifier {
    provider: Arc<CryptoProvider>,
    /// The usual check; none without an authority.
    usual: Option<Arc<WebPkiServerVerifier>>,
    /// The trusted certificates.
    trusted: Vec<CertificateDer<'static>>,
    /// Whether nothing but signatures of the handshake is checked.
    accepts_all: bool,
    /// Whether a trusted certificate may be the server's own although it says that it is an authority's.
    accepts_authority: bool,
}

impl Verifier {
    /// One that trusts these certificates but for those that these lists revoke; or `accepts_all`.
    pub fn new(
        provider: Arc<CryptoProvider>,
        authority: &Authority,
        revoked: Vec<CertificateRevocationListDer<'static>>,
        accepts_all: bool,
    ) -> Result<Self, VerifierBuilderError> {
        let usual = match usual(&authority.roots, &provider, revoked) {
            Err(VerifierBuilderError::NoRootAnchors) => None,
            usual => Some(usual?),
        };
        Ok(Self {
            provider,
            usual,
            trusted: authority.certificates.clone(),
            accepts_all,
            accepts_authority: false,
        })
    }

    /// The same, and a server's own certificate may say that it is an authority's, as those do that servers
    /// sign themselves.
    pub fn accepting_authority(mut self) -> Self {
        self.accepts_authority = true;
        self
    }

    /// Whether it is a trusted one itself, which no authority needs to have signed.
    fn is_trusted(&self, certificate: &CertificateDer<'_>) -> bool {
        self.trusted.iter().any(|trusted| trusted == certificate)
            && (self.accepts_authority || !is_authority(certificate))
    }

    fn check(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        now: UnixTime,
    ) -> Result<(), Error> {
        let checked = match &self.usual {
            Some(usual) => usual.verify_server_cert(certificate, intermediates, name, &[], now),
            None => Err(CertificateError::UnknownIssuer.into()),
        };
        match checked {
            Ok(_) => Ok(()),
            // The name is checked last, when all else holds.
            Err(failure) if is_of_name(&failure) => {
                is_common_name(certificate, name).then_some(()).ok_or(failure)
            }
            Err(_) if self.is_trusted(certificate) => {
                check_dates(certificate, now)?;
                check_name(certificate, name)
            }
            Err(failure) => Err(failure),
        }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if !self.accepts_all {
            self.check(certificate, intermediates, name, now)?;
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Checks the client certificate and those that it was issued with, as the server will: that the
/// authority has signed it, and its dates.
pub fn check_own(
    chain: &[CertificateDer<'_>],
    roots: &RootCertStore,
    provider: &Arc<CryptoProvider>,
    now: UnixTime,
) -> Result<(), Error> {
    let Some((first, intermediates)) = chain.split_first() else { return Ok(()) };
    let builder =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots.clone()), Arc::clone(provider));
    let verifier = builder.build().map_err(|failure| Error::General(failure.to_string()))?;
    match verifier.verify_client_cert(first, intermediates, now) {
        Err(Error::InvalidCertificate(
            CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. },
        )) => check_own_as_server(first, intermediates, roots, provider, now),
        checked => checked.map(|_| ()),
    }
}

/// Checks an own certificate that is made for a server.
fn check_own_as_server(
    first: &CertificateDer<'_>,
    intermediates: &[CertificateDer<'_>],
    roots: &RootCertStore,
    provider: &Arc<CryptoProvider>,
    now: UnixTime,
) -> Result<(), Error> {
    let verifier = usual(roots, provider, Vec::new());
    let verifier = verifier.map_err(|failure| Error::General(failure.to_string()))?;
    let any = ServerName::from(std::net::IpAddr::from([0, 0, 0, 0]));
    match verifier.verify_server_cert(first, intermediates, &any, &[], now) {
        Err(failure) if !is_of_name(&failure) => Err(failure),
        _ => Ok(()),
    }
}

/// What rustls checks of a server's certificate.
fn usual(
    roots: &RootCertStore,
    provider: &Arc<CryptoProvider>,
    revoked: Vec<CertificateRevocationListDer<'static>>,
) -> Result<Arc<WebPkiServerVerifier>, VerifierBuilderError> {
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots.clone()), Arc::clone(provider))
        .with_crls(revoked)
        // A list is of one authority, and says nothing of others.
        .allow_unknown_revocation_status()
        .build()
}

fn is_of_name(failure: &Error) -> bool {
    use CertificateError::{NotValidForName, NotValidForNameContext};
    matches!(failure, Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. }))
}
