//! What a certificate says of itself.

use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, Error};
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::der::asn1::{PrintableStringRef, Utf8StringRef};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::BasicConstraints;
use x509_cert::ext::pkix::name::{GeneralName, GeneralNames};

/// The object identifiers of a common name, and of extensions (RFC 5280).
const COMMON_NAME: &str = "2.5.4.3";
const ALTERNATIVE_NAMES: &str = "2.5.29.17";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";

/// Checks that a certificate is valid at a time.
pub fn check_dates(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), Error> {
    let parsed = Certificate::from_der(certificate).map_err(|_| CertificateError::BadEncoding)?;
    let validity = parsed.tbs_certificate.validity;
    if now.as_secs() > validity.not_after.to_unix_duration().as_secs() {
        return Err(CertificateError::Expired.into());
    }
    if now.as_secs() < validity.not_before.to_unix_duration().as_secs() {
        return Err(CertificateError::NotValidYet.into());
    }
    Ok(())
}

/// Whether a certificate says that it is an authority's.
pub fn is_authority(certificate: &CertificateDer<'_>) -> bool {
    let constraints = |extension: Extension| {
        BasicConstraints::from_der(extension.extn_value.as_bytes()).is_ok_and(|found| found.ca)
    };
    extension(certificate, BASIC_CONSTRAINTS).is_some_and(constraints)
}

/// Checks that a certificate is for a host of this name: by its alternative names, or by its common name
/// where no alternative name is a host's.
pub fn check_name(certificate: &CertificateDer<'_>, name: &ServerName<'_>) -> Result<(), Error> {
    let by_alternative = ParsedCertificate::try_from(certificate)
        .and_then(|parsed| rustls::client::verify_server_name(&parsed, name));
    match by_alternative {
        Err(_) if is_common_name(certificate, name) => Ok(()),
        checked => checked,
    }
}

/// Whether it is the common name of a certificate that names no host otherwise.
pub fn is_common_name(certificate: &CertificateDer<'_>, name: &ServerName<'_>) -> bool {
    common_name(certificate).is_some_and(|common| is_name(&common, name))
}

fn common_name(certificate: &CertificateDer<'_>) -> Option<String> {
    if extension(certificate, ALTERNATIVE_NAMES).is_some_and(|names| names_hosts(&names)) {
        return None;
    }
    let parsed = Certificate::from_der(certificate).ok()?.tbs_certificate;
    let attributes = parsed.subject.0.into_iter().flat_map(|part| part.0.into_vec());
    let mut common = attributes.rev().filter(|each| each.oid.to_string() == COMMON_NAME);
    let common = common.next()?;
    let utf8 = common.value.decode_as::<Utf8StringRef<'_>>().map(|text| text.as_str().to_owned());
    let other = || {
        let text = common.value.decode_as::<PrintableStringRef<'_>>();
        text.map(|text| text.as_str().to_owned())
    };
    utf8.or_else(|_| other()).ok()
}

/// Whether an alternative name is a host's, or cannot be read.
fn names_hosts(names: &Extension) -> bool {
    let is_host =
        |name: &GeneralName| matches!(name, GeneralName::DnsName(_) | GeneralName::IpAddress(_));
    let names = GeneralNames::from_der(names.extn_value.as_bytes());
    names.map_or(true, |names| names.iter().any(is_host))
}

fn extension(certificate: &CertificateDer<'_>, identifier: &str) -> Option<Extension> {
    let extensions = Certificate::from_der(certificate).ok()?.tbs_certificate.extensions?;
    extensions.into_iter().find(|each| each.extn_id.to_string() == identifier)
}

/// Whether a common name is a host's name; `*.` stands for one part of it. An address is no name.
fn is_name(common: &str, name: &ServerName<'_>) -> bool {
    let ServerName::DnsName(name) = name else { return false };
    if common.eq_ignore_ascii_case(name.as_ref()) {
        return true;
    }
    let below = common.strip_prefix("*.").filter(|domain| domain.contains('.'));
    let (Some(domain), Some((_, rest))) = (below, name.as_ref().split_once('.')) else {
        return false;
    };
    domain.eq_ignore_ascii_case(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names() {
        let of = |name: &str| ServerName::try_from(name.to_owned()).unwrap();
        for (common, name, is_so) in [
            ("host", "host", true),
            ("Host", "hOST", true),
            ("host", "other", false),
            ("*.example.org", "a.example.org", true),
            ("*.example.org", "a.b.example.org", false),
            ("*.example.org", "example.org", false),
            ("*.org", "example.org", false),
            ("*", "host", false),
            ("192.0.2.1", "192.0.2.1", false),
            ("*.0.2.1", "192.0.2.1", false),
        ] {
            assert_eq!(is_name(common, &of(name)), is_so, "{common} {name}");
        }
    }
}
