//! How a connection ends.

use crate::driver::remote::error::{internal, system};
use crate::model::Error;
use crate::model::constants::virConnectCloseReason::{self, *};
use rustix::io::Errno;

/// How a connection has ended.
#[derive(Debug, Clone)]
pub enum End {
    /// The server closed it, with this errno where it is no plain end; the standard error of the
    /// program that is the transport.
    Closed(Option<Errno>, Option<String>),
    /// Sending or receiving failed.
    Lost(Error),
    /// What arrived breaks the protocol's rules, so that nothing behind it can be understood.
    ProtocolError(Error),
    /// Pings got no answer.
    KeepaliveTimeout,
    /// This library closed it.
    ClosedByClient,
}

impl End {
    /// The same with the standard error of the program that is the transport.
    pub fn with_error_output(self, error_output: Option<String>) -> Self {
        match (self, error_output) {
            (Self::Closed(errno, _), error_output) => Self::Closed(errno, error_output),
            (Self::Lost(error), Some(error_output)) => Self::Lost(error.context(error_output)),
            (other, _) => other,
        }
    }

    /// The error of the calls that were in progress.
    pub fn error(&self) -> Error {
        match self {
            Self::Closed(errno, error_output) => {
                let reason =
                    error_output.as_deref().unwrap_or("the server closed it before its answer");
                system(errno.unwrap_or(Errno::IO), format!("the connection has ended: {reason}"))
            }
            Self::Lost(error) | Self::ProtocolError(error) => error.clone(),
            Self::KeepaliveTimeout => {
                internal("the connection has ended: no answer to keepalive messages")
            }
            Self::ClosedByClient => Self::error_later(),
        }
    }

    /// The error of later calls.
    pub fn error_later() -> Error {
        internal("client socket is closed")
    }

    /// What a close callback is told.
    pub fn reason(&self) -> virConnectCloseReason {
        match self {
            Self::Closed(..) => VIR_CONNECT_CLOSE_REASON_EOF,
            Self::Lost(_) | Self::ProtocolError(_) => VIR_CONNECT_CLOSE_REASON_ERROR,
            Self::KeepaliveTimeout => VIR_CONNECT_CLOSE_REASON_KEEPALIVE,
            Self::ClosedByClient => VIR_CONNECT_CLOSE_REASON_CLIENT,
        }
    }
}
