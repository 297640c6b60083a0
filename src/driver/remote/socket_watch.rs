//! The file descriptor that an event loop watches for a connection: it can be read when the socket can,
//! until the connection has ended, whose socket could be read for ever.

use super::client::Client;
use rustix::event::epoll;
use rustix::io::Errno;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::Arc;

/// An epoll of the socket alone.
pub struct SocketWatch {
    epoll: OwnedFd,
    client: Arc<Client>,
}

impl SocketWatch {
    pub fn of(client: &Arc<Client>) -> Result<Self, Errno> {
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        let (data, flags) = (epoll::EventData::new_u64(0), epoll::EventFlags::IN);
        epoll::add(&epoll, client.transport().descriptor(), data, flags)?;
        Ok(Self { epoll, client: Arc::clone(client) })
    }

    /// Never can be read again.
    pub fn stop(&self) {
        _ = epoll::delete(&self.epoll, self.client.transport().descriptor());
    }
}

impl AsFd for SocketWatch {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.epoll.as_fd()
    }
}
