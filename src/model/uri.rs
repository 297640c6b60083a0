//! Connection URIs.

use super::{Error, Result, virErrorDomain, virErrorNumber};
use fluent_uri::UriRef;
use fluent_uri::component::Authority;
use fluent_uri::pct_enc::{EStr, Encoder};

/// A parsed connection URI. All parts except `text` are percent-decoded.
#[derive(Debug, Clone)]
pub struct Uri {
    /// The normalized URI, as `virConnectGetURI` returns it.
    pub text: String,
    /// The scheme, empty if there is none.
    pub scheme: String,
    /// The user, before the `@` of the host.
    pub user: Option<String>,
    /// The host, empty for the local host; an IPv6 address has no brackets.
    pub host: String,
    /// The port, saturated to 32 bits.
    pub port: Option<u32>,
    /// The path.
    pub path: String,
    /// The parts of the path that have a name, each decoded by itself, so that a `/` may be in one.
    pub segments: Vec<String>,
    /// The query's names and values, in order.
    pub query: Vec<(String, String)>,
    /// The fragment, after the `#`.
    pub fragment: Option<String>,
}

impl Uri {
    /// Parses a URI; malformed text fails with VIR_ERR_INTERNAL_ERROR of VIR_FROM_URI,
    /// as in libvirt.
    pub fn parse(text: &str) -> Result<Self> {
        let uri = UriRef::parse(text).map_err(|error| not_a_uri(text, &error.to_string()))?;
        let authority = uri.authority();
        Ok(Self {
            text: plain(text),
            scheme: uri.scheme().map(|scheme| scheme.as_str().to_owned()).unwrap_or_default(),
            user: authority.and_then(|authority| authority.userinfo()).map(lossy),
            host: authority.map(host).unwrap_or_default(),
            port: authority.and_then(port),
            path: decoded(text, uri.path())?,
            segments: uri
                .path()
                .split('/')
                .filter(|part| !part.is_empty())
                .map(|part| decoded(text, part))
                .collect::<Result<_>>()?,
            query: query(text, uri.query())?,
            fragment: uri.fragment().map(lossy),
        })
    }
}

/// A URI as messages show it: without a password, which may stand behind the user.
pub fn shown(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    match authority.rsplit_once('@').map(|(user, host)| (user.split_once(':'), host)) {
        Some((Some((user, _)), host)) => format!("{scheme}://{user}@{host}{path}"),
        _ => text.to_owned(),
    }
}

/// The same of a text that is no URI, where an end of the authority may be the password's.
fn shown_malformed(text: &str) -> String {
    let parts = text.split_once("://").and_then(|(scheme, rest)| {
        let (user, host) = rest.rsplit_once('@')?;
        let (user, _) = user.split_once(':')?;
        Some(format!("{scheme}://{user}@{host}"))
    });
    parts.unwrap_or_else(|| text.to_owned())
}

fn host(authority: Authority<'_>) -> String {
    let host = authority.host();
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    match (address, EStr::<fluent_uri::pct_enc::encoder::RegName>::new(host)) {
        (Some(address), _) => address.to_owned(),
        (None, Some(name)) => lossy(name),
        (None, None) => host.to_owned(),
    }
}

fn port(authority: Authority<'_>) -> Option<u32> {
    let digits = authority.port()?.as_str();
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(u32::MAX))
}

fn query<E: Encoder>(text: &str, query: Option<&EStr<E>>) -> Result<Vec<(String, String)>> {
    let pairs = query.into_iter().flat_map(|query| query.split('&'));
    let pairs = pairs.flat_map(|pair| pair.split(';'));
    let pairs = pairs.filter(|pair| !pair.is_empty());
    let both = |pair: &EStr<E>| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, EStr::EMPTY));
        Ok((decoded(text, name)?, decoded(text, value)?))
    };
    pairs.map(both).collect()
}

/// Decodes a part that must be UTF-8.
fn decoded<E: Encoder>(text: &str, part: &EStr<E>) -> Result<String> {
    match part.decode().to_string() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(not_a_uri(text, "a percent escape does not give UTF-8")),
    }
}

/// Decodes a part, replacing bytes that are not UTF-8.
fn lossy<E: Encoder>(part: &EStr<E>) -> String {
    part.decode().to_string_lossy().into_owned()
}

fn not_a_uri(text: &str, reason: &str) -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_URI,
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        format!("'{}' is not a URI: {reason}", shown_malformed(text)),
    )
}

/// Normalizes: writes out an empty host, and escapes only where necessary. The scheme, the host and the
/// query stay as they are.
fn plain(text: &str) -> String {
    // The host comes first: with one the normal form of a path may be another.
    let whole = match text.split_once(":/") {
        Some((scheme, path)) if !path.starts_with('/') => format!("{scheme}:///{path}"),
        _ => text.to_owned(),
    };
    let Ok(given) = fluent_uri::Uri::parse(whole.as_str()) else { return whole };
    let normal = given.normalize();
    let scheme = given.scheme().as_str();
    let authority = given.authority().map(|given| format!("//{}", given.as_str()));
    let path = normal.path().as_str();
    let query = given.query().map(|query| format!("?{}", query.as_str()));
    let fragment = normal.fragment().map(|fragment| format!("#{}", fragment.as_str()));
    let [authority, query, fragment] = [authority, query, fragment].map(Option::unwrap_or_default);
    format!("{scheme}:{authority}{path}{query}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let uri = Uri::parse("cgroup:///system?root=/tmp/a%20b&swap_hard_limit=raw").unwrap();
        assert_eq!(
            (uri.scheme.as_str(), uri.host.as_str(), uri.path.as_str()),
            ("cgroup", "", "/system")
        );
        let query: Vec<_> = uri.query.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(query, [("root", "/tmp/a b"), ("swap_hard_limit", "raw")]);
        assert_eq!(Uri::parse("test:///default?&a=b&").unwrap().query.len(), 1);
        assert_eq!(Uri::parse("bogus").unwrap().scheme, "");
        assert_eq!(Uri::parse("qemu://host/system").unwrap().host, "host");
    }

    #[test]
    fn authorities() {
        for (text, user, host, port) in [
            ("qemu+ssh://root@host.example:2222/system", Some("root"), "host.example", Some(2222)),
            ("qemu+tcp://[fe80::1]:16509/system", None, "fe80::1", Some(16509)),
            ("qemu+tls://me@[::1]/system", Some("me"), "::1", None),
            ("esx://DOMAIN%5cme@10.0.0.1/?no_verify=1", Some("DOMAIN\\me"), "10.0.0.1", None),
            ("esx://a:b%40c@ho%73t:/", Some("a:b@c"), "host", None),
            ("vpx://host:99999999999/dc/cluster", None, "host", Some(u32::MAX)),
            ("qemu+tcp://host:0/system", None, "host", Some(0)),
            ("test://@:5/default", Some(""), "", Some(5)),
            ("test:///default", None, "", None),
            ("test:/default", None, "", None),
        ] {
            let uri = Uri::parse(text).unwrap();
            assert_eq!(
                (uri.user.as_deref(), uri.host.as_str(), uri.port),
                (user, host, port),
                "{text}"
            );
        }
    }

    #[test]
    fn passwords_are_not_shown() {
        for (text, without) in [
            ("qemu+tcp://joe:SECRET@h:1/a?b#c", "qemu+tcp://joe@h:1/a?b#c"),
            ("qemu+tcp://joe:a@b@h", "qemu+tcp://joe@h"),
            ("qemu+tcp://joe@h/a:b@c", "qemu+tcp://joe@h/a:b@c"),
            ("qemu+tcp://[::1]:5/a", "qemu+tcp://[::1]:5/a"),
            ("test:///default", "test:///default"),
            ("name", "name"),
        ] {
            assert_eq!(shown(text), without);
        }
        // An end of the authority that is the password's makes it no URI.
        for text in ["qemu+tcp://joe:SE/CRET@h:1/a", "qemu+tcp://joe:SE?C#RET@h:1/a"] {
            let error = Uri::parse(text).unwrap_err();
            assert!(error.detail().starts_with("'qemu+tcp://joe@h:1/a' is not"), "{error}");
        }
    }

    #[test]
    fn queries_and_fragments() {
        let uri =
            Uri::parse("qemu+ssh:///system?keyfile=a%26b&keyfile=c%3Dd&no_tty#a%20b").unwrap();
        let query: Vec<_> = uri.query.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(query, [("keyfile", "a&b"), ("keyfile", "c=d"), ("no_tty", "")]);
        assert_eq!(uri.fragment.as_deref(), Some("a b"));
        assert_eq!(Uri::parse("test:///default").unwrap().fragment, None);
        assert_eq!(Uri::parse("qemu:///a%2Fb%3f#").unwrap().path, "/a/b?");
        assert_eq!(Uri::parse("qemu://%ff/system").unwrap().host, "\u{fffd}");
    }

    #[test]
    fn normal_forms_stay_as_they_are() {
        for (text, normal) in [
            ("te:/.//a/b/../", "te:////a/"),
            ("test:/default", "test:///default"),
            ("test:/%41/./b", "test:///A/b"),
            ("TEST:///x?a=%7e", "TEST:///x?a=%7e"),
        ] {
            let uri = Uri::parse(text).unwrap();
            assert_eq!(uri.text, normal, "{text}");
            assert_eq!(Uri::parse(normal).unwrap().text, normal);
        }
    }

    #[test]
    fn malformed_uris() {
        for text in [":", "cgroup:///%zz", "cgroup:///%ff", "a b"] {
            let error = Uri::parse(text).unwrap_err();
            assert_eq!(error.domain(), virErrorDomain::VIR_FROM_URI, "{text}");
            assert_eq!(error.code(), virErrorNumber::VIR_ERR_INTERNAL_ERROR);
        }
    }
}
