//! A socket as the transport.

use super::transport_trait::{Transport, WaitWritable};
use crate::driver::remote::error;
use crate::model::Result;
use crate::sys::poll::{self, Polled};
use libc::c_short;
use rustix::io::Errno;
use rustix::net::{RecvFlags, SendFlags, Shutdown, recv, send, shutdown};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::time::Duration;

/// A connected socket.
pub struct Stream {
    fd: OwnedFd,
    is_secure: bool,
}

impl Stream {
    pub fn new(fd: OwnedFd, is_secure: bool) -> Self {
        Self { fd, is_secure }
    }
}

impl Transport for Stream {
    fn descriptor(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }

    fn receive(&self, buffer: &mut [u8]) -> std::result::Result<usize, Errno> {
        Ok(recv(&self.fd, buffer, RecvFlags::DONTWAIT)?.1)
    }

    fn send_all(&self, mut bytes: &[u8], wait_writable: WaitWritable<'_>) -> Result<()> {
        while !bytes.is_empty() {
            match send(&self.fd, bytes, SendFlags::DONTWAIT | SendFlags::NOSIGNAL) {
                Ok(sent) => bytes = bytes.get(sent..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => wait_writable()?,
                Err(errno) => return Err(error::system(errno, "writing to the connection")),
            }
        }
        Ok(())
    }

    fn shut_down(&self) {
        _ = shutdown(&self.fd, Shutdown::Both);
    }

    fn is_secure(&self) -> bool {
        self.is_secure
    }
}

/// Waits until a file descriptor is ready for these events of poll(2), at most this long; whether it is.
pub fn wait_for(fd: BorrowedFd<'_>, events: c_short, until: Option<Duration>) -> bool {
    let mut files = [Polled { fd: fd.as_raw_fd(), events, revents: 0 }];
    // A signal that interrupts it is as a time that has passed.
    _ = poll::wait(&mut files, until);
    let [file] = files;
    file.revents != 0
}
