//! Unix sockets.

use super::stream::Stream;
use super::transport_trait::Transport;
use crate::driver::remote::error;
use crate::model::Result;
use rustix::io::Errno;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;

/// Connects to a socket; VIR_ERR_SYSTEM_ERROR with the errno in int1.
pub fn connect(path: &str) -> Result<Box<dyn Transport>> {
    let what = format!("connecting to the socket '{path}'");
    if path.is_empty() {
        return Err(error::system(error::NO_LISTENER, what));
    }
    let stream = UnixStream::connect(path).map_err(|failure| match failure.kind() {
        // The standard library says so of paths that no address has room for.
        std::io::ErrorKind::InvalidInput => error::system(Errno::NAMETOOLONG, &what),
        _ => error::io(&failure, &what),
    })?;
    Ok(Box::new(Stream::new(OwnedFd::from(stream), true)))
}
