//! The files of certificates and keys, in PEM.

use crate::driver::tls::{Authority, pem};
use crate::model::{Result, virErrorDomain::VIR_FROM_RPC};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, CertificateRevocationListDer, PrivateKeyDer};
use std::path::Path;

/// Where they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    authority: String,
    revoked: String,
    certificate: String,
    key: String,
}

impl Files {
    /// Those of a directory that the URI names.
    pub fn in_directory(directory: &str) -> Self {
        let file = |name: &str| format!("{directory}/{name}.pem");
        Self {
            authority: file("cacert"),
            revoked: file("cacrl"),
            certificate: file("clientcert"),
            key: file("clientkey"),
        }
    }

    /// Those of the system, or of the user where there are such. The certificate and its key are of one
    /// place.
    pub fn by_default() -> Self {
        let system = Self {
            authority: "/etc/pki/CA/cacert.pem".to_owned(),
            revoked: "/etc/pki/CA/cacrl.pem".to_owned(),
            certificate: "/etc/pki/libvirt/clientcert.pem".to_owned(),
            key: "/etc/pki/libvirt/private/clientkey.pem".to_owned(),
        };
        let home = std::env::var("HOME").ok().filter(|home| home.starts_with('/'));
        match home.filter(|_| !rustix::process::geteuid().is_root()) {
            Some(home) => system.replaced_by(Self::in_directory(&format!("{home}/.pki/libvirt"))),
            None => system,
        }
    }

    fn replaced_by(self, own: Self) -> Self {
        let is_there = |path: &str| Path::new(path).exists();
        let either = |own: String, other: String| if is_there(&own) { own } else { other };
        let is_pair = is_there(&own.certificate) && is_there(&own.key);
        let (certificate, key) =
            if is_pair { (own.certificate, own.key) } else { (self.certificate, self.key) };
        Self {
            authority: either(own.authority, self.authority),
            revoked: either(own.revoked, self.revoked),
            certificate,
            key,
        }
    }

    /// The certificates that are trusted; VIR_ERR_SYSTEM_ERROR with ENOENT without the file.
    pub fn authority(&self) -> Result<Authority> {
        let certificates: Vec<CertificateDer<'static>> = all(&self.authority)?;
        Ok(Authority::of(certificates, self.authority.clone()))
    }

    /// The lists of revoked certificates; the file may be missing.
    pub fn revoked(&self) -> Result<Vec<CertificateRevocationListDer<'static>>> {
        if !Path::new(&self.revoked).exists() {
            return Ok(Vec::new());
        }
        all(&self.revoked)
    }

    /// Where these lists are.
    pub fn revoked_path(&self) -> &str {
        &self.revoked
    }

    /// This side's certificate, those that it was issued with, and its key; the files may be missing.
    pub fn own(&self) -> Result<Option<Own>> {
        if !Path::new(&self.certificate).exists() || !Path::new(&self.key).exists() {
            return Ok(None);
        }
        let chain = all(&self.certificate)?;
        let key = pem::key(&self.key, VIR_FROM_RPC, &reading(&self.key))?;
        let path = OwnPath { certificate: self.certificate.clone(), key: self.key.clone() };
        Ok(Some(Own { chain, key, path }))
    }
}

/// This side's certificate.
pub struct Own {
    pub chain: Vec<CertificateDer<'static>>,
    pub key: PrivateKeyDer<'static>,
    pub path: OwnPath,
}

/// Where it is.
pub struct OwnPath {
    pub certificate: String,
    key: String,
}

impl OwnPath {
    /// The file that a failure to use both is of.
    pub fn of(&self, failure: &rustls::Error) -> &str {
        match failure {
            rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
                &self.certificate
            }
            _ => &self.key,
        }
    }
}

/// All of this kind in a file, at least one.
fn all<T: PemObject>(path: &str) -> Result<Vec<T>> {
    pem::items(path, VIR_FROM_RPC, &reading(path))
}

fn reading(path: &str) -> String {
    format!("reading '{path}' for TLS")
}
