//! TCP.

use super::stream::Stream;
use super::transport_trait::Transport;
use crate::driver::remote::error;
use crate::model::Result;
use std::net::TcpStream;
use std::os::fd::OwnedFd;

/// Connects to a port; VIR_ERR_SYSTEM_ERROR with the errno in int1, -1 where the name does not
/// resolve.
pub fn connect(host: &str, port: u16) -> Result<TcpStream> {
    let what = || format!("connecting to '{host}:{port}'");
    let stream = TcpStream::connect((host, port)).map_err(|failure| error::io(&failure, what()))?;
    stream.set_nodelay(true).map_err(|failure| error::io(&failure, what()))?;
    Ok(stream)
}

/// A connection as it is, which others can read.
pub fn plain(stream: TcpStream) -> Box<dyn Transport> {
    Box::new(Stream::new(OwnedFd::from(stream), false))
}
