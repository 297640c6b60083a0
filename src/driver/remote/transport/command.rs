//! A program as the transport, on its standard input and output: ssh, or one that the URI names.

use super::stream::Stream;
use super::transport_trait::{Transport, WaitWritable};
use crate::driver::remote::error;
use crate::model::Result;
use rustix::io::{Errno, ioctl_fionbio};
use std::io::{ErrorKind, Read};
use std::os::fd::{BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The most that is kept of its standard error, in bytes.
const MAX_ERROR_OUTPUT: u64 = 4096;

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub path: String,
    pub arguments: Vec<String>,
}

struct Running {
    child: Child,
    stderr: Option<ChildStderr>,
}

/// The transport through a program.
struct CommandTransport {
    stream: Stream,
    running: Mutex<Running>,
}

/// Starts a program, which nobody else can read if it `is_secure`; VIR_ERR_SYSTEM_ERROR with ECONNRESET
/// where it is not there, as libvirt's client has it.
pub fn start(program: &Program, is_secure: bool) -> Result<Box<dyn Transport>> {
    let what = || format!("starting '{}'", program.path);
    let (ours, its) = UnixStream::pair().map_err(|failure| error::io(&failure, what()))?;
    let input = its.try_clone().map_err(|failure| error::io(&failure, what()))?;
    let mut command = Command::new(&program.path);
    command.args(&program.arguments);
    command.stdin(Stdio::from(OwnedFd::from(input))).stdout(Stdio::from(OwnedFd::from(its)));
    command.stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|failure| error::system(Errno::CONNRESET, format!("{}: {failure}", what())))?;
    let stderr = child.stderr.take();
    if let Some(stderr) = &stderr {
        _ = ioctl_fionbio(stderr, true);
    }
    let running = Mutex::new(Running { child, stderr });
    Ok(Box::new(CommandTransport { stream: Stream::new(OwnedFd::from(ours), is_secure), running }))
}

impl Transport for CommandTransport {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.stream.descriptor()
    }

    fn receive(&self, buffer: &mut [u8]) -> std::result::Result<usize, Errno> {
        self.stream.receive(buffer)
    }

    fn send_all(&self, bytes: &[u8], wait_writable: WaitWritable<'_>) -> Result<()> {
        // Whether it ended before this or just behind it is chance.
        self.stream.send_all(bytes, wait_writable).map_err(|failed| match failed.ints().0 {
            errno if errno == Errno::PIPE.raw_os_error() => {
                error::system(Errno::CONNRESET, "writing to the program")
            }
            _ => failed,
        })
    }

    fn shut_down(&self) {
        self.stream.shut_down();
    }

    fn error_output(&self) -> Option<String> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let stderr = running.stderr.as_mut()?;
        let mut text = Vec::new();
        let read = stderr.take(MAX_ERROR_OUTPUT).read_to_end(&mut text);
        // What has come so far stays in the buffer when more would have to be waited for.
        let _ = read.is_err_and(|failure| failure.kind() == ErrorKind::WouldBlock);
        let text = String::from_utf8_lossy(&text).trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    fn is_secure(&self) -> bool {
        self.stream.is_secure()
    }
}

/// How long a program may take to end by itself when its input has ended.
const EXIT_TIMEOUT: Duration = Duration::from_millis(500);
const EXIT_POLL_INTERVAL: Duration = Duration::from_millis(5);

impl Drop for CommandTransport {
    /// Ends the program and takes its status, so that no zombie is left.
    fn drop(&mut self) {
        self.stream.shut_down();
        let running = self.running.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut left = EXIT_TIMEOUT;
        while !left.is_zero() && matches!(running.child.try_wait(), Ok(None)) {
            std::thread::sleep(EXIT_POLL_INTERVAL);
            left = left.saturating_sub(EXIT_POLL_INTERVAL);
        }
        if matches!(running.child.try_wait(), Ok(None)) {
            _ = running.child.kill();
            _ = running.child.wait();
        }
    }
}
