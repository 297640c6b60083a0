//! Posts messages to one host, over connections that are kept.

use super::proxy::ProxyConnector;
use super::resolver::Resolver;
use super::tls::{TlsConnector, configure};
use crate::driver::esx::error::{HERE, refused, unexpected};
use crate::driver::esx::target::Target;
use crate::driver::tls::certificate_words;
use crate::model::units::DOCUMENT_MAX;
use crate::model::virErrorNumber::*;
use crate::model::{Error, Result};
use std::io::ErrorKind;
use std::time::{Duration, Instant};
use ureq::http::{Response, StatusCode};
use ureq::unversioned::transport::{Connector, SocksConnector, TcpConnector};
use ureq::{Agent, Body};

/// The version of the API that this side speaks; a host without it takes its oldest.
const ACTION: &str = "\"urn:vim25/6.0\"";
const CONTENT: &str = "text/xml; charset=utf-8";

/// The answers whose body is a message.
const WITH_MESSAGE: [u16; 2] = [200, 500];

/// A host, for messages.
pub struct Client {
    agent: Agent,
    resolver: Resolver,
    url: String,
    host: String,
    timeout: Duration,
}

/// What is posted.
pub struct Message<'a> {
    pub text: &'a str,
    pub cookie: Option<&'a str>,
    /// That it changes nothing: it is posted once more where the host has closed the connection meanwhile.
    pub is_read: bool,
    /// How long its answer may take, where that is less than the URI's time limit.
    pub within: Option<Duration>,
}

/// What a host answered.
pub struct Posted {
    /// The message, at most [`DOCUMENT_MAX`] bytes.
    pub message: Vec<u8>,
    /// The cookies that it gives, each `NAME=VALUE`.
    pub cookie: Option<String>,
}

impl Client {
    /// For the host of a URI. Nothing is sent.
    ///
    /// Errors: those of [`configure`].
    pub fn new(target: &Target) -> Result<Self> {
        let parameters = &target.parameters;
        let tls = parameters.is_secure.then(|| configure(parameters)).transpose()?;
        let config = Agent::config_builder()
            .proxy(parameters.proxy.clone())
            .http_status_as_error(false)
            // The host has one address; following a redirect would give another the password.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .build();
        let connector =
            ().chain(SocksConnector::default())
                .chain(ProxyConnector)
                .chain(TcpConnector::default())
                .chain(TlsConnector::new(tls));
        let resolver = Resolver::default();
        let agent = Agent::with_parts(config, connector, resolver.clone());
        let (url, host, timeout) = (target.url(), target.host.clone(), parameters.timeout);
        Ok(Self { agent, resolver, url, host, timeout })
    }

    /// The URI's time limit.
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    /// Posts a message.
    ///
    /// Errors: VIR_ERR_SYSTEM_ERROR, with the errno in int1, where the host is not reached;
    /// VIR_ERR_AUTH_FAILED where its certificate is not accepted; VIR_ERR_OPERATION_TIMEOUT;
    /// VIR_ERR_HTTP_ERROR for another status than SOAP's; VIR_ERR_INTERNAL_ERROR for what is no HTTP, or
    /// too long.
    pub fn post(&self, message: &Message<'_>) -> Result<Posted> {
        let (begin, within) = (Instant::now(), message.within.unwrap_or(self.timeout));
        let mut posted = self.exchange(message, within);
        if message.is_read && posted.as_ref().is_err_and(is_cut) {
            posted = self.exchange(message, within.saturating_sub(begin.elapsed()));
        }
        let posted = posted.map_err(|failure| {
            // A call with less time, as one within the program's event loop, must not wait for a name server.
            if message.within.is_none() {
                self.resolver.forget();
            }
            self.failed(failure)
        })?;
        posted.with_message(&self.host)
    }

    fn exchange(
        &self,
        message: &Message<'_>,
        within: Duration,
    ) -> std::result::Result<Answered, ureq::Error> {
        let mut request = self.agent.post(&self.url);
        request = request.header("Content-Type", CONTENT).header("SOAPAction", ACTION);
        if let Some(cookie) = message.cookie {
            request = request.header("Cookie", cookie);
        }
        // No time at all would be no limit.
        let within = within.max(Duration::from_millis(1));
        request = request.config().timeout_global(Some(within)).build();
        let response = request.send(message.text)?;
        let (status, cookie) = (response.status(), cookies_of(&response));
        if !WITH_MESSAGE.contains(&status.as_u16()) {
            return Ok(Answered { status, cookie, body: Vec::new() });
        }
        let limit = u64::try_from(DOCUMENT_MAX).unwrap_or(u64::MAX);
        let body = response.into_body().into_with_config().limit(limit).read_to_vec()?;
        Ok(Answered { status, cookie, body })
    }

    fn failed(&self, failure: ureq::Error) -> Error {
        let host = &self.host;
        match failure {
            ureq::Error::Io(failure) => io_failed(host, &failure),
            ureq::Error::Timeout(what) => {
                let detail = format!("'{host}' does not answer in time ({what})");
                refused(VIR_ERR_OPERATION_TIMEOUT, detail)
            }
            ureq::Error::BodyExceedsLimit(_) => {
                let detail = format!("the answer of '{host}' has more than {DOCUMENT_MAX} bytes");
                unexpected(detail)
            }
            ureq::Error::HostNotFound => {
                let detail = format!("connecting to '{host}': there is no such host");
                refused(VIR_ERR_SYSTEM_ERROR, detail)
            }
            ureq::Error::ConnectProxyFailed(why) => {
                refused(VIR_ERR_SYSTEM_ERROR, format!("connecting to '{host}': the proxy: {why}"))
            }
            other => unexpected(format!("asking '{host}': {other}")),
        }
    }
}

/// An answer of any status; the body only of one with a message.
struct Answered {
    status: StatusCode,
    cookie: Option<String>,
    body: Vec<u8>,
}

impl Answered {
    fn with_message(self, host: &str) -> Result<Posted> {
        if WITH_MESSAGE.contains(&self.status.as_u16()) {
            return Ok(Posted { message: self.body, cookie: self.cookie });
        }
        let detail = format!("{} of '{host}', expected 200 or 500", self.status);
        Err(refused(VIR_ERR_HTTP_ERROR, detail))
    }
}

/// Whether the host has closed a connection that it had accepted.
fn is_cut(failure: &ureq::Error) -> bool {
    matches!(failure, ureq::Error::Io(failure) if is_cut_kind(failure.kind()))
}

fn is_cut_kind(kind: ErrorKind) -> bool {
    use ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    [BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof].contains(&kind)
}

fn io_failed(host: &str, failure: &std::io::Error) -> Error {
    let inner = failure.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match (inner, failure.raw_os_error()) {
        (Some(rustls::Error::InvalidCertificate(why)), _) => {
            let detail = format!(
                "TLS with '{host}': its certificate is not accepted: {}; \
                 cacert=FILE has one that is trusted",
                certificate_words(why)
            );
            refused(VIR_ERR_AUTH_FAILED, detail)
        }
        (Some(tls), _) => refused(VIR_ERR_SYSTEM_ERROR, format!("TLS with '{host}': {tls}")),
        (None, Some(errno)) if is_cut_kind(failure.kind()) => {
            Error::system(HERE, errno, format!("asking '{host}'"))
        }
        (None, Some(errno)) => Error::system(HERE, errno, format!("connecting to '{host}'")),
        (None, None) => refused(VIR_ERR_SYSTEM_ERROR, format!("asking '{host}': {failure}")),
    }
}

/// The cookies as the host gives them: some hosts quote the value, and want it back so.
fn cookies_of(response: &Response<Body>) -> Option<String> {
    let headers = response.headers().get_all("Set-Cookie").into_iter();
    let all: Vec<String> =
        headers.filter_map(|header| Some(cookie(header.to_str().ok()?).to_owned())).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// `NAME=VALUE` without what follows it.
fn cookie(header: &str) -> &str {
    let quoted = header.split_once("=\"").and_then(|(name, rest)| {
        let end = rest.find('"')?;
        header.get(..name.len() + 2 + end + 1)
    });
    quoted.unwrap_or_else(|| header.split(';').next().unwrap_or_default().trim())
}

#[cfg(test)]
mod tests {
    use super::cookie;

    #[test]
    fn cookies() {
        for (header, wanted) in [
            ("vmware_soap_session=ab; Path=/; HttpOnly", "vmware_soap_session=ab"),
            ("s=\"a;b\"; Path=/", "s=\"a;b\""),
            ("s=\"a", "s=\"a"),
            ("", ""),
        ] {
            assert_eq!(cookie(header), wanted);
        }
    }
}
