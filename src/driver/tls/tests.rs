use super::authority::Authority;
use super::certificate::{check_dates, check_name, is_authority};
use super::verifier::Verifier;
use rustls::RootCertStore;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use std::sync::Arc;
use std::time::Duration;

// Each has signed itself, has the common name host.example, and is valid from 2020 to 2030.

/// Without alternative names.
const PLAIN: &str = "\
-----BEGIN CERTIFICATE-----
MIIBTTCB86ADAgECAgIQADAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxob3N0LmV4
YW1wbGUwHhcNMjAwMTAxMDAwMDAwWhcNMzAwMTAxMDAwMDAwWjAXMRUwEwYDVQQD
DAxob3N0LmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASGOqdVqUja
gt7eq6mZM9UyVkKT0DcQF4H3GS+wPW45SsnOmU9bwVLLetKRQqzzY6aB2Vkvhqz/
oslBwHsuxuQ/oy8wLTAMBgNVHRMBAf8EAjAAMB0GA1UdDgQWBBSKxbGB10tUSe+8
+BYkRZefWLt0wjAKBggqhkjOPQQDAgNJADBGAiEAhiTpyFeEQYIuUo/zsk8HLeti
RMBFSCAzTGxJFEwIM5sCIQDWUH0AlF/oJSdZNKJgt2abP+LFRAV2wRumt/7m6hIG
GQ==
-----END CERTIFICATE-----";

/// With the alternative names other.example and 192.0.2.1.
const NAMED: &str = "\
-----BEGIN CERTIFICATE-----
MIIBbTCCAROgAwIBAgICEAEwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMaG9zdC5l
eGFtcGxlMB4XDTIwMDEwMTAwMDAwMFoXDTMwMDEwMTAwMDAwMFowFzEVMBMGA1UE
AwwMaG9zdC5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEafEiNV4N
SPk3vyw5XVGYv5GqUNB1VzDt7tlKc7CZp3wTNjmX07bGav/GwI8BAqPq9BbHC9hM
QRjSQC37LUpzc6NPME0wDAYDVR0TAQH/BAIwADAeBgNVHREEFzAVgg1vdGhlci5l
eGFtcGxlhwTAAAIBMB0GA1UdDgQWBBRT/Mks0P5RykXkIOhkW/zuDUV79DAKBggq
hkjOPQQDAgNIADBFAiBUEWXG7mj1GBpk8sdgUrVWkBo9EBSUf0N9zVPQVRuwAAIh
ALLit602jyXjq/XQyDaobf71SQUOOF2fKC6OmpsCiIPS
-----END CERTIFICATE-----";

/// With a mail address as the alternative name.
const MAIL: &str = "\
-----BEGIN CERTIFICATE-----
MIIBZjCCAQugAwIBAgICEAIwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMaG9zdC5l
eGFtcGxlMB4XDTIwMDEwMTAwMDAwMFoXDTMwMDEwMTAwMDAwMFowFzEVMBMGA1UE
AwwMaG9zdC5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEVejXysnf
vL2lqICGGm9cd6NaFr6SpFOPfsO+5Yt3dNzPdHMpPfp91W197+EAeTrtSMo3gCW0
lXLAl92XoTt/CKNHMEUwDAYDVR0TAQH/BAIwADAWBgNVHREEDzANgQthQGIuZXhh
bXBsZTAdBgNVHQ4EFgQUK3G7J6aFK/oWFZ/MBnbnT43fkHswCgYIKoZIzj0EAwID
SQAwRgIhAJ3sMSNwQ2zWoWbDZdhU7AFcYeEuEIjkL87EoeIudMPqAiEAoqSHmw5b
0R2MecOAlGY40FmAxyVS6hrnVhNBhPYxGkQ=
-----END CERTIFICATE-----";

/// An authority's.
const AUTHORITY: &str = "\
-----BEGIN CERTIFICATE-----
MIIBTjCB9qADAgECAgIQAzAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxob3N0LmV4
YW1wbGUwHhcNMjAwMTAxMDAwMDAwWhcNMzAwMTAxMDAwMDAwWjAXMRUwEwYDVQQD
DAxob3N0LmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASisAYbhbaE
6gVD5ftiVAR8UZoeHbSsIZJs603cmJQjqB9+inaFSfXH0IHJ9Vk8z47zJ7CINVti
CbFk7lVKTP0+ozIwMDAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBTPQBbAErOy
5W8f+HkysqQAm0KWWTAKBggqhkjOPQQDAgNHADBEAiAxCd0U/klhHCUSv8bAXuAY
o8O+FmFdA9syPrHiB3FBVQIgD/8guUIYfsTfeG30FRP/XJG/FRXjjgomIEJn6jH8
aew=
-----END CERTIFICATE-----";

fn certificate(text: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(text.as_bytes()).unwrap()
}

fn host(name: &str) -> ServerName<'static> {
    ServerName::try_from(name.to_owned()).unwrap()
}

/// So many years after 1970, of 365.25 days.
fn year(year: u64) -> UnixTime {
    UnixTime::since_unix_epoch(Duration::from_secs((year - 1970) * 31_557_600 + 1_000_000))
}

#[test]
fn names_of_certificates() {
    for (text, name, is_so) in [
        (PLAIN, "host.example", true),
        (PLAIN, "HOST.example", true),
        (PLAIN, "other.example", false),
        (PLAIN, "192.0.2.1", false),
        (NAMED, "host.example", false),
        (NAMED, "other.example", true),
        (NAMED, "192.0.2.1", true),
        (NAMED, "192.0.2.2", false),
        (MAIL, "host.example", true),
        (MAIL, "b.example", false),
    ] {
        assert_eq!(check_name(&certificate(text), &host(name)).is_ok(), is_so, "{name} {text}");
    }
    assert!(check_name(&CertificateDer::from(vec![1, 2, 3]), &host("host.example")).is_err());
}

#[test]
fn dates_and_constraints() {
    let plain = certificate(PLAIN);
    let is_valid = |time: u64| check_dates(&plain, year(time)).is_ok();
    assert_eq!([2019, 2020, 2029, 2031].map(is_valid), [false, true, true, false]);
    let is_any = [PLAIN, NAMED, AUTHORITY].map(|text| is_authority(&certificate(text)));
    assert_eq!(is_any, [false, false, true]);
    assert!(check_dates(&CertificateDer::from(vec![0x30, 0]), year(2025)).is_err());
}

/// Whether a server with this certificate is accepted as a host by who trusts others.
fn accepted(server: &str, trusted: &[&str], name: &str, time: u64, accepts_all: bool) -> bool {
    let certificates: Vec<_> = trusted.iter().map(|text| certificate(text)).collect();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(certificates.iter().cloned());
    let authority = Authority { roots, certificates, path: String::new() };
    let provider = Arc::new(ring::default_provider());
    let verifier = Verifier::new(provider, &authority, Vec::new(), accepts_all).unwrap();
    verifier.verify_server_cert(&certificate(server), &[], &host(name), &[], year(time)).is_ok()
}

#[test]
fn servers_that_signed_themselves() {
    for (server, trusted, name, time, is_so) in [
        (PLAIN, &[PLAIN][..], "host.example", 2025, true),
        (PLAIN, &[NAMED, PLAIN], "host.example", 2025, true),
        (PLAIN, &[PLAIN], "other.example", 2025, false),
        (PLAIN, &[PLAIN], "host.example", 2031, false),
        (PLAIN, &[PLAIN], "host.example", 2019, false),
        // Another with the same names has signed it no more than nobody.
        (PLAIN, &[MAIL], "host.example", 2025, false),
        (PLAIN, &[AUTHORITY], "host.example", 2025, false),
        (PLAIN, &[], "host.example", 2025, false),
        (NAMED, &[NAMED], "other.example", 2025, true),
        (NAMED, &[NAMED], "host.example", 2025, false),
        // An authority is no server.
        (AUTHORITY, &[AUTHORITY], "host.example", 2025, false),
    ] {
        assert_eq!(accepted(server, trusted, name, time, false), is_so, "{name} {time} {server}");
        assert!(accepted(server, trusted, name, time, true));
    }
}
