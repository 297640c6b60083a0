//! The file descriptor that an event loop watches for a connection. It can be read when the socket can,
//! until the connection has ended, whose socket could be read for ever; and when another thread has read an
//! event.

use super::client::Client;
use rustix::event::{EventfdFlags, epoll, eventfd};
use rustix::io::{Errno, read, write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;

/// An epoll of the socket and of a counter of events.
pub struct SocketWatch {
    epoll: OwnedFd,
    events: OwnedFd,
    client: Arc<Client>,
}

impl SocketWatch {
    pub fn of(client: &Arc<Client>) -> Result<Self, Errno> {
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        let events = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let (data, flags) = (epoll::EventData::new_u64(0), epoll::EventFlags::IN);
        epoll::add(&epoll, client.transport().descriptor(), data, flags)?;
        epoll::add(&epoll, &events, data, flags)?;
        Ok(Self { epoll, events, client: Arc::clone(client) })
    }

    /// Wakes the event loop for an event that a thread has read which is in a call.
    pub fn wake(&self) {
        _ = write(&self.events, &1_u64.to_ne_bytes());
    }

    /// The event loop has been woken.
    pub fn clear(&self) {
        _ = read(&self.events, &mut [0_u8; 8]);
    }

    /// Is not read for the socket again.
    pub fn stop(&self) {
        _ = epoll::delete(&self.epoll, self.client.transport().descriptor());
    }
}

impl AsFd for SocketWatch {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.epoll.as_fd()
    }
}
