//! The transport of a connection.

use crate::model::Result;
use rustix::io::Errno;
use std::os::fd::BorrowedFd;

/// Waits until the file descriptor can be written, or gives up.
pub type WaitWritable<'r> = &'r dyn Fn() -> Result<()>;

/// A stream of bytes to the server and back, and what secures it.
pub trait Transport: Send + Sync {
    /// Can be read when something has arrived.
    fn descriptor(&self) -> BorrowedFd<'_>;

    /// Reads what has arrived, without waiting: EAGAIN where that is nothing, 0 bytes at the end.
    fn receive(&self, buffer: &mut [u8]) -> std::result::Result<usize, Errno>;

    /// Whether something has arrived that the file descriptor does not show.
    fn is_buffered(&self) -> bool {
        false
    }

    /// Sends all of it. One thread at a time does. `wait_writable` is called where the file descriptor
    /// cannot be written.
    fn send_all(&self, bytes: &[u8], wait_writable: WaitWritable<'_>) -> Result<()>;

    /// Ends the stream, so that threads which wait for it go on.
    fn shut_down(&self);

    /// The standard error of the program that is the transport.
    fn error_output(&self) -> Option<String> {
        None
    }

    /// Whether nobody else can read it.
    fn is_secure(&self) -> bool;

    /// Whether it is encrypted by this library.
    fn is_encrypted(&self) -> bool {
        false
    }
}
