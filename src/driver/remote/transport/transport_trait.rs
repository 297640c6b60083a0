//! The transport of a connection.

use crate::model::Result;
use rustix::io::Errno;
use std::os::fd::BorrowedFd;

/// What waits for room to write.
pub type Room<'r> = &'r dyn Fn() -> Result<()>;

/// A stream of bytes to the server and back, and what secures it.
pub trait Transport: Send + Sync {
    /// Can be read when something has arrived.
    fn descriptor(&self) -> BorrowedFd<'_>;

    /// Reads what has arrived, without waiting: EAGAIN where that is nothing, 0 bytes at the end.
    fn receive(&self, buffer: &mut [u8]) -> std::result::Result<usize, Errno>;

    /// Whether something has arrived that the file descriptor does not tell of.
    fn is_buffered(&self) -> bool {
        false
    }

    /// Sends all of it. One thread at a time does. `room` waits until the file descriptor can be written,
    /// or gives up.
    fn send_all(&self, bytes: &[u8], room: Room<'_>) -> Result<()>;

    /// Ends the stream, so that threads which wait for it go on.
    fn shut_down(&self);

    /// What the program that carries the stream has complained of.
    fn complaint(&self) -> Option<String> {
        None
    }

    /// Whether nobody else can read it.
    fn is_secure(&self) -> bool;

    /// Whether it is encrypted by this library.
    fn is_encrypted(&self) -> bool {
        false
    }
}
