//! Posts messages to one host, over connections that are kept.

use super::tls::{TlsConnector, configure};
use crate::driver::esx::error::{HERE, refused, unexpected};
use crate::driver::esx::target::Target;
use crate::model::units::DOCUMENT_MAX;
use crate::model::virErrorNumber::*;
use crate::model::{Error, Result};
use std::time::Duration;
use ureq::http::Response;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{
    ConnectProxyConnector, Connector, SocksConnector, TcpConnector,
};
use ureq::{Agent, Body};

/// The version of the API that this side speaks; a host without it takes its oldest.
const ACTION: &str = "\"urn:vim25/6.0\"";
const CONTENT: &str = "text/xml; charset=utf-8";

/// The answers whose body is a message.
const WITH_MESSAGE: [u16; 2] = [200, 500];

/// A host, for messages.
pub struct Client {
    agent: Agent,
    url: String,
    host: String,
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
            .timeout_global(Some(parameters.timeout))
            .build();
        let connector =
            ().chain(SocksConnector::default())
                .chain(ConnectProxyConnector::default())
                .chain(TcpConnector::default())
                .chain(TlsConnector::new(tls));
        let agent = Agent::with_parts(config, connector, DefaultResolver::default());
        Ok(Self { agent, url: target.url(), host: target.host.clone() })
    }

    /// Posts a message; `until` is less than the URI's time limit, where there is one.
    ///
    /// Errors: VIR_ERR_SYSTEM_ERROR, with the errno in int1, where the host is not reached;
    /// VIR_ERR_AUTH_FAILED where its certificate is not accepted; VIR_ERR_OPERATION_TIMEOUT;
    /// VIR_ERR_HTTP_ERROR for another status than SOAP's; VIR_ERR_INTERNAL_ERROR for what is no HTTP, or
    /// too long.
    pub fn post(
        &self,
        message: &str,
        cookie: Option<&str>,
        until: Option<Duration>,
    ) -> Result<Posted> {
        let mut request = self.agent.post(&self.url);
        request = request.header("Content-Type", CONTENT).header("SOAPAction", ACTION);
        if let Some(cookie) = cookie {
            request = request.header("Cookie", cookie);
        }
        if let Some(until) = until {
            request = request.config().timeout_global(Some(until)).build();
        }
        let response = request.send(message).map_err(|failure| self.failed(failure))?;
        let status = response.status();
        if !WITH_MESSAGE.contains(&status.as_u16()) {
            let detail = format!("{status} of '{}', expected 200 or 500", self.host);
            return Err(refused(VIR_ERR_HTTP_ERROR, detail));
        }
        let cookie = cookies_of(&response);
        let limit = u64::try_from(DOCUMENT_MAX).unwrap_or(u64::MAX);
        let body = response.into_body().into_with_config().limit(limit).read_to_vec();
        Ok(Posted { message: body.map_err(|failure| self.failed(failure))?, cookie })
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

fn io_failed(host: &str, failure: &std::io::Error) -> Error {
    let inner = failure.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match (inner, failure.raw_os_error()) {
        (Some(rustls::Error::InvalidCertificate(why)), _) => {
            let detail = format!(
                "TLS with '{host}': its certificate is not accepted: {why}; \
                 cacert=FILE has one that is trusted"
            );
            refused(VIR_ERR_AUTH_FAILED, detail)
        }
        (Some(tls), _) => refused(VIR_ERR_SYSTEM_ERROR, format!("TLS with '{host}': {tls}")),
        (None, Some(errno)) => Error::system(HERE, errno, format!("connecting to '{host}'")),
        (None, None) => refused(VIR_ERR_SYSTEM_ERROR, format!("connecting to '{host}': {failure}")),
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
