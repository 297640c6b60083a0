//! Connections through an HTTP proxy (RFC 9110, CONNECT). The library for HTTP has such ones too, but gives each part
//! of the proxy's answer the whole time anew.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use httparse::{EMPTY_HEADER, Response, Status};
use std::io::{Read, Write};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector, Either, TcpConnector, Transport, TransportAdapter,
};
use ureq::{Error, Proxy, ProxyProtocol};

/// The most bytes and lines of the head of a proxy's answer.
const MOST_BYTES: usize = 16 << 10;
const MOST_LINES: usize = 64;

/// Asks the proxy, where there is one, for a connection.
#[derive(Debug)]
pub struct ProxyConnector;

impl<In: Transport> Connector<In> for ProxyConnector {
    type Out = Either<In, Box<dyn Transport>>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        let proxy = details.config.proxy().filter(|proxy| proxy.protocol() == ProxyProtocol::Http);
        match proxy {
            Some(proxy) if chained.is_none() => {
                tunnel(details, proxy).map(|tunnel| Some(Either::B(tunnel)))
            }
            _ => Ok(chained.map(Either::A)),
        }
    }
}

fn tunnel(details: &ConnectionDetails<'_>, proxy: &Proxy) -> Result<Box<dyn Transport>, Error> {
    let connection = connection(details, proxy).map_err(|failure| match failure {
        Error::Timeout(_) => failure,
        // Whose failure it is.
        other => failed(format!("connecting to {}:{}: {other}", proxy.host(), proxy.port())),
    })?;
    let mut adapter = TransportAdapter::new(connection, details.current_time.clone());
    // From here on, for the request and the answer together.
    adapter.set_timeout(details.timeout);
    adapter.write_all(request(details, proxy).as_bytes())?;
    let head = head(&mut adapter)?;
    match status(&head) {
        Some(200..=299) => Ok(adapter.into_inner()),
        Some(status) => Err(failed(format!("it answers with the status {status}"))),
        None => Err(failed("its answer is no HTTP".to_owned())),
    }
}

fn failed(why: String) -> Error {
    Error::ConnectProxyFailed(why)
}

/// One to the proxy itself.
fn connection(details: &ConnectionDetails<'_>, proxy: &Proxy) -> Result<Box<dyn Transport>, Error> {
    let uri = proxy.uri();
    let details = ConnectionDetails {
        uri,
        addrs: details.resolver.resolve(uri, details.config, details.timeout)?,
        config: details.config,
        request_level: details.request_level,
        resolver: details.resolver,
        now: details.now,
        timeout: details.timeout,
        current_time: details.current_time.clone(),
        run_connector: details.run_connector.clone(),
        register_shutdown: details.register_shutdown.clone(),
    };
    match TcpConnector::default().connect(&details, None::<()>)? {
        Some(connection) => Ok(connection.boxed()),
        None => Err(Error::ConnectionFailed),
    }
}

fn request(details: &ConnectionDetails<'_>, proxy: &Proxy) -> String {
    let host = details.uri.host().unwrap_or_default();
    let port = details.uri.port_u16().unwrap_or_default();
    let login = (proxy.username().is_some() || proxy.password().is_some()).then(|| {
        let part = |part: Option<&str>| part.unwrap_or_default().to_owned();
        let login = format!("{}:{}", part(proxy.username()), part(proxy.password()));
        format!("Proxy-Authorization: Basic {}\r\n", BASE64_STANDARD.encode(login))
    });
    let login = login.unwrap_or_default();
    format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n{login}\r\n")
}

/// The head of the answer, and no byte of what follows it.
fn head(from: &mut impl Read) -> Result<Vec<u8>, Error> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if from.read(&mut byte)? == 0 {
            return Err(failed("it closes the connection".to_owned()));
        }
        head.extend(byte);
        if head.len() > MOST_BYTES {
            return Err(failed(format!("its answer has a head of more than {MOST_BYTES} bytes")));
        }
    }
    Ok(head)
}

fn status(head: &[u8]) -> Option<u16> {
    let mut lines = [EMPTY_HEADER; MOST_LINES];
    let mut response = Response::new(&mut lines);
    match response.parse(head) {
        Ok(Status::Complete(_)) => response.code,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        let answer = b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nnext";
        let mut rest = answer.as_slice();
        let found = head(&mut rest).unwrap();
        assert_eq!((status(&found), rest), (Some(200), b"next".as_slice()));
        assert_eq!(status(b"SSH-2.0-x\r\n\r\n"), None);
        for (answer, why) in
            [(b"HTTP/1.1 200".to_vec(), "closes"), (vec![b'x'; MOST_BYTES + 9], "more than")]
        {
            let error = head(&mut answer.as_slice()).unwrap_err();
            assert!(error.to_string().contains(why), "{error}");
        }
    }
}
