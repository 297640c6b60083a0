//! Whom this side trusts.

use super::certificate::check_dates;
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, UnixTime};

/// Certificates that are trusted, and where they come from.
pub struct Authority {
    /// Those that can have signed others.
    pub roots: RootCertStore,
    /// All of them.
    pub certificates: Vec<CertificateDer<'static>>,
    /// The file, for messages.
    pub path: String,
}

impl Authority {
    /// From the certificates of a file.
    pub fn of(certificates: Vec<CertificateDer<'static>>, path: String) -> Self {
        let mut roots = RootCertStore::empty();
        let now = UnixTime::now();
        // One that cannot be a root may still be the server's own.
        let valid = certificates.iter().filter(|each| check_dates(each, now).is_ok());
        roots.add_parsable_certificates(valid.cloned());
        Self { roots, certificates, path }
    }
}
