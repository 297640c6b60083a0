//! What a URI of an ESX host or a vCenter says.

use super::error::invalid;
use crate::model::Result;
use crate::model::uri::{Uri, shown};
use crate::model::virErrorDomain::VIR_FROM_NONE;
use std::time::Duration;
use ureq::Proxy;

/// What answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// A host itself.
    Esx,
    /// A vCenter.
    VCenter,
}

/// The default port of SOCKS and HTTP proxies, as in libvirt.
const PROXY_PORT: u16 = 1080;

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);
const MOST_SECONDS: u64 = 3600;

/// The parameters of a URI.
#[derive(Debug, Clone)]
pub struct Parameters {
    /// Whether the host is asked by HTTPS.
    pub is_secure: bool,
    /// Whether the host's certificate is not checked.
    pub no_verify: bool,
    /// Whether a machine's question is answered by its default.
    pub auto_answer: bool,
    /// The proxy.
    pub proxy: Option<Proxy>,
    /// The file of the certificates that are trusted, in the place of the system's.
    pub cacert: Option<String>,
    /// The file of credentials.
    pub authfile: Option<String>,
    /// How long an answer may take.
    pub timeout: Duration,
}

/// A parsed URI.
#[derive(Debug, Clone)]
pub struct Target {
    pub product: Product,
    pub host: String,
    pub port: u16,
    pub user: Option<String>,
    /// The names of the path, outermost first.
    pub path: Vec<String>,
    pub parameters: Parameters,
}

impl Target {
    /// Reads a URI.
    ///
    /// Errors: VIR_ERR_INVALID_ARG without a host, for a port that is none, for parameters.
    pub fn parse(uri: &Uri, product: Product) -> Result<Self> {
        if uri.host.is_empty() {
            let what = shown(&uri.text);
            let error = invalid(format!("{what}: there is no host, expected one"));
            return Err(error.with_domain(VIR_FROM_NONE));
        }
        let parameters = Parameters::read(&uri.query)?;
        let default = if parameters.is_secure { 443 } else { 80 };
        let port = match uri.port {
            None | Some(0) => default,
            Some(port) => u16::try_from(port).map_err(|_| {
                invalid(format!("{}: the port is above {}", shown(&uri.text), u16::MAX))
            })?,
        };
        Ok(Self {
            product,
            host: uri.host.clone(),
            port,
            // A password behind it is never used.
            user: uri.user.as_deref().and_then(|user| user.split(':').next()).map(str::to_owned),
            path: uri.segments.clone(),
            parameters,
        })
    }

    /// Where SOAP is spoken.
    pub fn url(&self) -> String {
        let scheme = if self.parameters.is_secure { "https" } else { "http" };
        let host =
            if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        format!("{scheme}://{host}:{}/sdk", self.port)
    }
}

type Set = fn(&mut Parameters, &str) -> Result<()>;

/// The parameters by name; names in any case, others are ignored as in libvirt.
const PARAMETERS: [(&str, Set); 8] = [
    ("transport", |to, text| {
        to.is_secure = word("transport", text, &[("http", false), ("https", true)])?;
        Ok(())
    }),
    // The vCenter that would migrate machines.
    ("vcenter", |_, _| Ok(())),
    ("no_verify", |to, text| {
        to.no_verify = flag("no_verify", text)?;
        Ok(())
    }),
    ("auto_answer", |to, text| {
        to.auto_answer = flag("auto_answer", text)?;
        Ok(())
    }),
    ("proxy", |to, text| {
        to.proxy = Some(proxy(text)?);
        Ok(())
    }),
    ("cacert", |to, text| {
        to.cacert = Some(text.to_owned());
        Ok(())
    }),
    ("authfile", |to, text| {
        to.authfile = Some(text.to_owned());
        Ok(())
    }),
    ("timeout", |to, text| {
        let seconds = text.parse().ok().filter(|seconds| (1..=MOST_SECONDS).contains(seconds));
        to.timeout = seconds.map(Duration::from_secs).ok_or_else(|| {
            invalid(format!("the parameter timeout is '{text}', expected 1 to {MOST_SECONDS} s"))
        })?;
        Ok(())
    }),
];

impl Parameters {
    fn read(query: &[(String, String)]) -> Result<Self> {
        let mut parameters = Self {
            is_secure: true,
            no_verify: false,
            auto_answer: false,
            proxy: None,
            cacert: None,
            authfile: None,
            timeout: TIMEOUT,
        };
        for (name, value) in query {
            let known = PARAMETERS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            if let Some((_, set)) = known {
                set(&mut parameters, value)?;
            }
        }
        Ok(parameters)
    }
}

fn flag(name: &str, text: &str) -> Result<bool> {
    word(name, text, &[("0", false), ("1", true)])
}

fn word<T: Copy>(name: &str, text: &str, words: &[(&str, T)]) -> Result<T> {
    let found = words.iter().find(|(word, _)| *word == text);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        invalid(format!("the parameter {name} is '{text}', expected {}", known.join(" or ")))
    })
}

/// The schemes of a proxy, with those of the library for HTTP.
const PROXIES: [(&str, &str); 5] = [
    ("http", "http"),
    ("socks", "socks5"),
    ("socks4", "socks4"),
    ("socks4a", "socks4a"),
    ("socks5", "socks5"),
];

/// A proxy from `[SCHEME://]HOST[:PORT]`. It may have a password, which no message shows.
fn proxy(text: &str) -> Result<Proxy> {
    let wrong = || {
        let schemes: Vec<&str> = PROXIES.iter().map(|(scheme, _)| *scheme).collect();
        let schemes = schemes.join("|");
        invalid(format!("the parameter proxy is not of the form [{schemes}://]HOST[:PORT]"))
    };
    let (scheme, place) = text.split_once("://").unwrap_or(("http", text));
    let scheme = PROXIES.iter().find(|(name, _)| *name == scheme).map(|(_, scheme)| *scheme);
    let scheme = scheme.ok_or_else(wrong)?;
    let host = place.rsplit('@').next().unwrap_or_default();
    if host.is_empty() || host.starts_with(':') || host.contains('/') {
        return Err(wrong());
    }
    let port = match host.rsplit_once(':').filter(|(_, port)| !port.contains(']')) {
        Some((_, port)) if port.parse::<u16>().is_ok_and(|port| port > 0) => String::new(),
        Some(_) => return Err(wrong()),
        None => format!(":{PROXY_PORT}"),
    };
    Proxy::new(&format!("{scheme}://{place}{port}")).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Result<Target> {
        Target::parse(&Uri::parse(text)?, Product::Esx)
    }

    #[test]
    fn places() {
        for (text, url) in [
            ("esx://root@host/", "https://host:443/sdk"),
            ("esx://host/?transport=http", "http://host:80/sdk"),
            ("esx://[::1]:8443/", "https://[::1]:8443/sdk"),
        ] {
            assert_eq!(target(text).unwrap().url(), url);
        }
        let target = target("vpx://DOM%5cme:secret@h/DC%201/f/C/host%2f1").unwrap();
        assert_eq!(target.user.as_deref(), Some("DOM\\me"));
        assert_eq!(target.path, ["DC 1", "f", "C", "host/1"]);
        assert!(!format!("{target:?}").contains("secret"));
    }

    #[test]
    fn parameters() {
        let all = target("esx://h/?no_verify=1&auto_answer=1&cacert=/c&timeout=5&other=x&proxy=p")
            .unwrap();
        let parameters = all.parameters;
        assert!(parameters.no_verify && parameters.auto_answer && parameters.is_secure);
        assert_eq!(parameters.timeout, Duration::from_secs(5));
        assert_eq!(parameters.proxy.unwrap().uri().to_string(), "http://p:1080/");
    }

    #[test]
    fn what_is_refused() {
        for (text, word) in [
            ("esx:///", "no host"),
            ("esx://h:65536/", "port"),
            ("esx://h/?no_verify=2", "no_verify is '2'"),
            ("esx://h/?transport=ftp", "transport is 'ftp'"),
            ("esx://h/?auto_answer=yes", "auto_answer"),
            ("esx://h/?timeout=0", "timeout is '0'"),
            ("esx://h/?proxy=:5", "proxy"),
            ("esx://h/?proxy=ftp://a", "proxy"),
            ("esx://h/?proxy=a:x", "proxy"),
            ("esx://h/?proxy=u:SECRET@", "proxy"),
        ] {
            let error = target(text).unwrap_err();
            assert_eq!(error.code(), crate::model::virErrorNumber::VIR_ERR_INVALID_ARG);
            assert!(error.detail().contains(word) && !error.detail().contains("SECRET"), "{error}");
        }
    }
}
