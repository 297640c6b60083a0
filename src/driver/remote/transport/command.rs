//! A program that carries the connection on its standard input and output: ssh, or one that the URI
//! names.

use super::stream::Stream;
use super::transport_trait::{Room, Transport};
use crate::driver::remote::error;
use crate::model::Result;
use rustix::io::{Errno, ioctl_fionbio};
use std::io::{ErrorKind, Read};
use std::os::fd::{BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The most that is kept of what it complains of, in bytes.
const LONGEST_COMPLAINT: u64 = 4096;

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub path: String,
    pub arguments: Vec<String>,
}

struct Running {
    child: Child,
    complaints: Option<ChildStderr>,
}

/// The program that runs.
struct Carrier {
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
    let complaints = child.stderr.take();
    if let Some(complaints) = &complaints {
        _ = ioctl_fionbio(complaints, true);
    }
    let running = Mutex::new(Running { child, complaints });
    Ok(Box::new(Carrier { stream: Stream::new(OwnedFd::from(ours), is_secure), running }))
}

impl Transport for Carrier {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.stream.descriptor()
    }

    fn receive(&self, buffer: &mut [u8]) -> std::result::Result<usize, Errno> {
        self.stream.receive(buffer)
    }

    fn send_all(&self, bytes: &[u8], room: Room<'_>) -> Result<()> {
        // Whether it ended before this or just behind it is chance.
        self.stream.send_all(bytes, room).map_err(|failed| match failed.ints().0 {
            errno if errno == Errno::PIPE.raw_os_error() => {
                error::system(Errno::CONNRESET, "writing to the program")
            }
            _ => failed,
        })
    }

    fn shut_down(&self) {
        self.stream.shut_down();
    }

    fn complaint(&self) -> Option<String> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let complaints = running.complaints.as_mut()?;
        let mut text = Vec::new();
        let read = complaints.take(LONGEST_COMPLAINT).read_to_end(&mut text);
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
const PATIENCE: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_millis(5);

impl Drop for Carrier {
    /// Ends the program and takes its status, so that no zombie is left.
    fn drop(&mut self) {
        self.stream.shut_down();
        let running = self.running.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut left = PATIENCE;
        while !left.is_zero() && matches!(running.child.try_wait(), Ok(None)) {
            std::thread::sleep(PAUSE);
            left = left.saturating_sub(PAUSE);
        }
        if matches!(running.child.try_wait(), Ok(None)) {
            _ = running.child.kill();
            _ = running.child.wait();
        }
    }
}
