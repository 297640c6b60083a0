//! Connection URIs.

use super::{Error, Result, virErrorDomain, virErrorNumber};
use fluent_uri::UriRef;

/// A connection URI, taken apart.
#[derive(Debug, Clone)]
pub struct Uri {
    /// The URI in its plain form, as `virConnectGetURI` gives it.
    pub text: String,
    /// What stands before the first colon, empty where there is none.
    pub scheme: String,
    /// The host part, empty for this host.
    pub host: String,
    /// The path, percent-decoded.
    pub path: String,
    /// The query's names and values, percent-decoded, in order.
    pub query: Vec<(String, String)>,
}

impl Uri {
    /// Takes a URI apart; text that is none is VIR_ERR_INTERNAL_ERROR from
    /// VIR_FROM_URI, as in libvirt.
    pub fn parse(text: &str) -> Result<Self> {
        let fault = |reason: String| {
            Error::new(
                virErrorDomain::VIR_FROM_URI,
                virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                format!("'{text}' is not a URI: {reason}"),
            )
        };
        let uri = UriRef::parse(text).map_err(|error| fault(error.to_string()))?;
        let decode = |part: &fluent_uri::pct_enc::EStr<_>| {
            part.decode()
                .to_string()
                .map(|decoded| decoded.into_owned())
                .map_err(|_| fault("a percent escape does not give UTF-8".to_owned()))
        };
        let mut query = Vec::new();
        let pairs = uri.query().into_iter().flat_map(|query| query.split('&'));
        for pair in pairs.filter(|pair| !pair.is_empty()) {
            let (name, value) =
                pair.split_once('=').unwrap_or((pair, fluent_uri::pct_enc::EStr::EMPTY));
            query.push((decode(name)?, decode(value)?));
        }
        Ok(Self {
            text: plain(text),
            scheme: uri.scheme().map(|scheme| scheme.as_str().to_owned()).unwrap_or_default(),
            host: uri.authority().map(|authority| authority.host().to_owned()).unwrap_or_default(),
            path: uri
                .path()
                .decode()
                .to_string()
                .map(|path| path.into_owned())
                .map_err(|_| fault("a percent escape does not give UTF-8".to_owned()))?,
            query,
        })
    }
}

/// The form with an empty host written out and nothing escaped that need not be.
fn plain(text: &str) -> String {
    let normal = fluent_uri::Uri::parse(text).map(|uri| uri.normalize().into_string());
    let normal = normal.unwrap_or_else(|_| text.to_owned());
    match normal.split_once(":/") {
        Some((scheme, path)) if !path.starts_with('/') => format!("{scheme}:///{path}"),
        _ => normal,
    }
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
    fn not_a_uri() {
        for text in [":", "cgroup:///%zz", "cgroup:///%ff", "a b"] {
            let error = Uri::parse(text).unwrap_err();
            assert_eq!(error.domain(), virErrorDomain::VIR_FROM_URI, "{text}");
            assert_eq!(error.code(), virErrorNumber::VIR_ERR_INTERNAL_ERROR);
        }
    }
}
