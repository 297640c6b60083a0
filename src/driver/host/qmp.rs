//! A client of QMP, QEMU's monitor protocol: one JSON object for each command and answer. What comes
//! from QEMU is not trusted: its size and the time for it are bounded.

use super::error;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::Errno;
use crate::sys::unix_socket::Connection;
use serde_json::{Deserializer, Value};
use std::time::{Duration, Instant};

/// How much longer than the greeting an answer may take.
const PATIENCE: u32 = 5;

/// The most that a monitor may send before its answer, events included.
const MOST: usize = 256 << 10;

/// How much is received at once.
const CHUNK: usize = 16 << 10;

/// A monitor that has said its greeting.
pub struct Monitor {
    connection: Connection,
    /// Whose it is, for messages.
    name: String,
    received: Vec<u8>,
    answer_within: Duration,
}

/// Why a command failed.
pub enum Refusal {
    /// QEMU has no such device, or one that cannot do it: its words.
    NotActive(String),
    /// Any other reason.
    Failed(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Monitor {
    /// Waits so long for the greeting, and begins to give commands.
    ///
    /// Errors: VIR_ERR_OPERATION_TIMEOUT, VIR_ERR_OPERATION_FAILED for what is no QMP,
    /// VIR_ERR_SYSTEM_ERROR.
    pub fn greet(connection: Connection, name: String, within: Duration) -> Result<Self> {
        let mut monitor =
            Self { connection, name, received: Vec::new(), answer_within: within * PATIENCE };
        let greeting = monitor.next(Instant::now() + within, "a greeting", &mut 0)?;
        if greeting.get("QMP").is_none() {
            return Err(monitor.unfit("sends no greeting, expected an object with QMP"));
        }
        match monitor.execute("qmp_capabilities", "") {
            Ok(_) => Ok(monitor),
            Err(Refusal::NotActive(why)) => {
                Err(monitor.unfit(&format!("takes no commands: {why}")))
            }
            Err(Refusal::Failed(error)) => Err(error),
        }
    }

    /// Executes a command with arguments, which are an object's members in JSON.
    pub fn execute(
        &mut self,
        command: &str,
        arguments: &str,
    ) -> std::result::Result<Value, Refusal> {
        let line = format!("{{\"execute\":\"{command}\",\"arguments\":{{{arguments}}}}}\n");
        let until = Instant::now() + self.answer_within;
        self.connection
            .send(line.as_bytes(), until)
            .map_err(|errno| self.failed(errno, format_args!("send {command} to")))?;
        let mut size = 0;
        loop {
            let mut answer = self.next(until, command, &mut size)?;
            if let Some(value) = answer.get_mut("return") {
                return Ok(value.take());
            }
            if let Some(error) = answer.get("error") {
                return Err(self.refused(command, error));
            }
            if answer.get("event").is_none() {
                return Err(self.unfit("sends neither an answer nor an event").into());
            }
        }
    }

    /// A size that QEMU tells in bytes.
    pub fn number(&self, answer: &Value, member: &str) -> Result<u64> {
        let number = answer.get(member).and_then(Value::as_u64);
        number.ok_or_else(|| self.unfit(&format!("sends no number {member}, expected one")))
    }

    /// The next object.
    fn next(&mut self, until: Instant, what: &str, size: &mut usize) -> Result<Value> {
        loop {
            if let Some(value) = self.take()? {
                return Ok(value);
            }
            match self.connection.receive_more(&mut self.received, CHUNK, until) {
                Err(errno) => return Err(self.failed(errno, format_args!("receive {what} from"))),
                Ok(0) => return Err(self.unfit(&format!("closed the connection, expected {what}"))),
                Ok(count) => *size += count,
            }
            if *size > MOST {
                let what = format!("sends {size} bytes without {what}, expected at most {MOST}");
                return Err(self.unfit(&what));
            }
        }
    }

    /// Takes the first object out of what was received, if all of it is there.
    fn take(&mut self) -> Result<Option<Value>> {
        let text = match std::str::from_utf8(&self.received) {
            Ok(text) => text,
            // A character of which the rest is still to come.
            Err(error) if error.error_len().is_none() => return Ok(None),
            Err(_) => return Err(self.unfit("sends bytes that are no text, expected JSON")),
        };
        let mut values = Deserializer::from_str(text).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                let end = values.byte_offset();
                self.received.drain(..end);
                Ok(Some(value))
            }
            Some(Err(error)) if !error.is_eof() => Err(self.unfit("sends no JSON, expected QMP")),
            _ => Ok(None),
        }
    }

    fn refused(&self, command: &str, error: &Value) -> Refusal {
        let text = |member| error.get(member).and_then(Value::as_str).unwrap_or_default();
        let why: String = text("desc").chars().filter(|c| !c.is_control()).take(200).collect();
        match text("class") {
            "DeviceNotActive" | "KVMMissingCap" => Refusal::NotActive(why),
            _ => Refusal::Failed(fault(
                virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                format!("{command} is refused by {}: {why}", self.name),
            )),
        }
    }

    fn unfit(&self, what: &str) -> Error {
        fault(virErrorNumber::VIR_ERR_OPERATION_FAILED, format!("{} {what}", self.name))
    }

    fn failed(&self, errno: Errno, what: std::fmt::Arguments<'_>) -> Error {
        let name = &self.name;
        if errno == Errno::TIMEDOUT {
            let why = "it is in use by another client, or its QEMU hangs";
            let detail = format!("cannot {what} {name} in time: {why}");
            return fault(virErrorNumber::VIR_ERR_OPERATION_TIMEOUT, detail);
        }
        error::system(errno, format_args!("{what} {name}"))
    }
}

fn fault(code: virErrorNumber, detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_QEMU, code, detail)
}
