//! A client of HTTP/1.1 (RFC 9112) at a Unix socket, as far as virtual machine monitors with an API speak
//! it: a body has a length. What comes is not trusted: its size and the time for it are bounded.

use super::error::{self, refused};
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::Errno;
use crate::sys::unix_socket::Connection;
use httparse::{EMPTY_HEADER, Header, Response, Status};
use std::time::{Duration, Instant};

/// The most that an answer may have, its head included.
const MOST: usize = 256 << 10;

/// How many lines its head may have.
const LINES: usize = 32;

/// How much is received at once.
const CHUNK: usize = 16 << 10;

const NO_CONTENT: u16 = 204;

/// A connection that requests are made on, one after the other.
pub struct Client {
    connection: Connection,
    /// Whose it is, for messages.
    name: String,
    received: Vec<u8>,
    within: Duration,
}

/// What was answered.
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// The head of an answer.
struct Head {
    status: u16,
    length: usize,
    body: usize,
}

impl Client {
    /// A client that waits so long for each answer.
    pub fn new(connection: Connection, name: String, within: Duration) -> Self {
        Self { connection, name, received: Vec::new(), within }
    }

    /// Whose it is, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes a request, with a body of JSON if there is one.
    ///
    /// Errors: VIR_ERR_OPERATION_TIMEOUT, VIR_ERR_OPERATION_FAILED for what is no HTTP or too
    /// large, VIR_ERR_SYSTEM_ERROR.
    pub fn request(&mut self, method: &str, path: &str, body: &str) -> Result<Answer> {
        let content = match body {
            "" => String::new(),
            _ => format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()),
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n{content}\r\n{body}"
        );
        let what = format!("{method} {path}");
        let until = Instant::now() + self.within;
        match self.connection.send(request.as_bytes(), until) {
            // It may have said why before it closed.
            Ok(()) | Err(Errno::PIPE | Errno::CONNRESET) => {}
            Err(errno) => return Err(self.failed(errno, format_args!("send {what} to"))),
        }
        loop {
            if let Some(answer) = self.take()? {
                return Ok(answer);
            }
            self.receive(until, &what)?;
        }
    }

    fn receive(&mut self, until: Instant, what: &str) -> Result<()> {
        match self.connection.receive_more(&mut self.received, CHUNK, until) {
            Ok(0) | Err(Errno::CONNRESET) => {
                Err(self.unfit(&format!("closed the connection, expected an answer to {what}")))
            }
            Err(errno) => {
                Err(self.failed(errno, format_args!("receive the answer to {what} from")))
            }
            Ok(_) if self.received.len() > MOST => Err(self.too_large(self.received.len())),
            Ok(_) => Ok(()),
        }
    }

    /// Takes the answer out of what was received, if all of it is there.
    fn take(&mut self) -> Result<Option<Answer>> {
        let Some(head) = head(&self.received).map_err(|what| self.unfit(&what))? else {
            return Ok(None);
        };
        let end = head.body.saturating_add(head.length);
        if end > MOST {
            return Err(self.too_large(end));
        }
        let Some(body) = self.received.get(head.body..end) else { return Ok(None) };
        let answer = Answer { status: head.status, body: body.to_vec() };
        self.received.drain(..end);
        Ok(Some(answer))
    }

    /// An answer that is not what it should be: VIR_ERR_OPERATION_FAILED.
    pub fn unfit(&self, what: &str) -> Error {
        refused(virErrorNumber::VIR_ERR_OPERATION_FAILED, format!("{} {what}", self.name))
    }

    fn too_large(&self, size: usize) -> Error {
        self.unfit(&format!("sends an answer of {size} bytes or more, expected at most {MOST}"))
    }

    fn failed(&self, errno: Errno, what: std::fmt::Arguments<'_>) -> Error {
        let name = &self.name;
        if errno == Errno::TIMEDOUT {
            let detail = format!("cannot {what} {name} in time: it is busy, or hangs");
            return refused(virErrorNumber::VIR_ERR_OPERATION_TIMEOUT, detail);
        }
        error::system(errno, format_args!("{what} {name}"))
    }
}

/// The head of an answer, if all of it is there; or what is wrong with it.
fn head(received: &[u8]) -> std::result::Result<Option<Head>, String> {
    let mut lines = [EMPTY_HEADER; LINES];
    let mut response = Response::new(&mut lines);
    let parsed = response.parse(received);
    let body = match parsed.map_err(|why| format!("sends no HTTP, expected an answer ({why})"))? {
        Status::Partial => return Ok(None),
        Status::Complete(body) => body,
    };
    let status = response.code.unwrap_or(0);
    let length = if status == NO_CONTENT { 0 } else { length(response.headers)? };
    Ok(Some(Head { status, length, body }))
}

/// The length of the body; none where it is not told.
fn length(lines: &[Header<'_>]) -> std::result::Result<usize, String> {
    let line = |name: &str| lines.iter().find(|line| line.name.eq_ignore_ascii_case(name));
    if line("Transfer-Encoding").is_some() {
        return Err("sends a body without its length, expected Content-Length".to_owned());
    }
    let Some(line) = line("Content-Length") else { return Ok(0) };
    let length = std::str::from_utf8(line.value).ok().and_then(|text| text.trim().parse().ok());
    length.ok_or_else(|| "sends no number as Content-Length, expected one".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> std::result::Result<Option<(u16, usize, usize)>, String> {
        let found = head(text.as_bytes())?;
        Ok(found.map(|head| (head.status, head.body, head.length)))
    }

    #[test]
    fn answers() {
        let text = "HTTP/1.1 200 \r\nServer: Firecracker API\r\nConnection: keep-alive\r\n\
                    content-length: 12\r\n\r\n";
        assert_eq!(read(text), Ok(Some((200, text.len(), 12))));
        assert_eq!(read(&text[..20]), Ok(None));
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("HTTP/1.1 204 No Content\r\n\r\n"), Ok(Some((204, 27, 0))));
        assert_eq!(read("HTTP/1.1 204 \r\nContent-Length: 5\r\n\r\n").unwrap().unwrap().2, 0);
        assert_eq!(read("HTTP/1.1 400 Bad Request\r\n\r\n").unwrap().unwrap().0, 400);
    }

    #[test]
    fn what_is_no_answer() {
        for (text, words) in [
            ("SSH-2.0-OpenSSH_9.2p1\r\n", "no HTTP"),
            ("{\"QMP\": {}}\r\n", "no HTTP"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "Content-Length"),
            ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "no number"),
            ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "no number"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(words), "{text}: {error}");
        }
        let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(LINES + 1));
        assert!(read(&many).unwrap_err().contains("no HTTP"));
    }
}
