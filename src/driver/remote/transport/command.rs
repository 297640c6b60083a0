//! A program as the transport, on its standard input and output: ssh, or one that the URI names.

use super::stream::Stream;
use super::transport_trait::{Transport, WaitWritable};
use crate::driver::remote::error;
use crate::model::Result;
use rustix::fs::{MemfdFlags, OFlags, fcntl_setfl, fstat, ftruncate, memfd_create};
use rustix::io::{Errno, pread};
use std::os::fd::{BorrowedFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The most that is told of its standard error, its last bytes.
const MAX_ERROR_OUTPUT: usize = 4096;

/// With more its standard error is emptied.
const MAX_ERROR_FILE: u64 = 1 << 20;

/// A program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub path: String,
    pub arguments: Vec<String>,
}

/// The transport through a program.
struct CommandTransport {
    stream: Stream,
    child: Mutex<Child>,
    /// Its standard error: a file in memory, since a pipe that nobody reads would stop the program.
    error_file: OwnedFd,
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
    let error_file = error_file().map_err(|errno| error::system(errno, what()))?;
    let its = error_file.try_clone().map_err(|failure| error::io(&failure, what()))?;
    command.stderr(Stdio::from(its));
    let child = command
        .spawn()
        .map_err(|failure| error::system(Errno::CONNRESET, format!("{}: {failure}", what())))?;
    let stream = Stream::new(OwnedFd::from(ours), is_secure);
    Ok(Box::new(CommandTransport { stream, child: Mutex::new(child), error_file }))
}

fn error_file() -> std::result::Result<OwnedFd, Errno> {
    let file = memfd_create("virmemctl-stderr", MemfdFlags::CLOEXEC)?;
    // So that what is written after it was emptied stands at its beginning.
    fcntl_setfl(&file, OFlags::APPEND)?;
    Ok(file)
}

impl CommandTransport {
    fn error_size(&self) -> u64 {
        fstat(&self.error_file).ok().and_then(|found| found.st_size.try_into().ok()).unwrap_or(0)
    }
}

impl Transport for CommandTransport {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.stream.descriptor()
    }

    fn receive(&self, buffer: &mut [u8]) -> std::result::Result<usize, Errno> {
        if self.error_size() > MAX_ERROR_FILE {
            _ = ftruncate(&self.error_file, 0);
        }
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
        let mut text = [0; MAX_ERROR_OUTPUT];
        let start = self.error_size().saturating_sub(MAX_ERROR_OUTPUT as u64);
        let length = pread(&self.error_file, &mut text, start).ok()?;
        let text = String::from_utf8_lossy(text.get(..length)?).trim().to_owned();
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
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        let mut left = EXIT_TIMEOUT;
        while !left.is_zero() && matches!(child.try_wait(), Ok(None)) {
            std::thread::sleep(EXIT_POLL_INTERVAL);
            left = left.saturating_sub(EXIT_POLL_INTERVAL);
        }
        if matches!(child.try_wait(), Ok(None)) {
            _ = child.kill();
            _ = child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::remote::transport::wait_for;
    use crate::sys::poll::POLLIN;

    fn shell(script: &str) -> Box<dyn Transport> {
        let arguments = vec!["-c".to_owned(), script.to_owned()];
        start(&Program { path: "/bin/sh".to_owned(), arguments }, false).unwrap()
    }

    fn receive(transport: &dyn Transport) -> Vec<u8> {
        let mut buffer = [0; 16];
        assert!(wait_for(transport.descriptor(), POLLIN, Some(Duration::from_secs(20))));
        let length = transport.receive(&mut buffer).unwrap();
        buffer.get(..length).unwrap().to_vec()
    }

    /// Standard error that nobody reads does not stop it, nor is all of it kept.
    #[test]
    fn a_program_with_much_to_say() {
        let transport =
            shell("head -c 3000000 /dev/zero >&2; echo one; read go; echo last >&2; echo two");
        assert_eq!(receive(transport.as_ref()), b"one\n");
        transport.send_all(b"go\n", &|| Ok(())).unwrap();
        assert_eq!(receive(transport.as_ref()), b"two\n");
        assert_eq!(transport.error_output().as_deref(), Some("last"));
    }

    #[test]
    fn the_end_of_standard_error_is_told() {
        let transport = shell("head -c 9000 /dev/zero | tr '\\0' x >&2; echo ' end' >&2; echo one");
        assert_eq!(receive(transport.as_ref()), b"one\n");
        let told = transport.error_output().unwrap();
        assert!(told.len() == MAX_ERROR_OUTPUT - 1 && told.ends_with("x end"), "{told}");
    }
}
