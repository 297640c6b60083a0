//! How a connection ends.

use crate::driver::remote::error::{internal, system};
use crate::model::Error;
use crate::model::constants::virConnectCloseReason::{self, *};
use rustix::io::Errno;

/// How a connection has ended.
#[derive(Debug, Clone)]
pub enum End {
    /// The other side closed it, with this errno where it is no plain end; what the program that carries
    /// the connection has complained of.
    Closed(Option<Errno>, Option<String>),
    /// Sending or receiving failed.
    Lost(Error),
    /// What arrived breaks the protocol's rules, so that nothing behind it can be understood.
    Broken(Error),
    /// Pings got no answer.
    Silent,
    /// This side closed it.
    Here,
}

impl End {
    /// The same with what the program that carries the connection has complained of.
    pub fn with_complaint(self, complaint: Option<String>) -> Self {
        match (self, complaint) {
            (Self::Closed(errno, _), complaint) => Self::Closed(errno, complaint),
            (Self::Lost(error), Some(complaint)) => Self::Lost(error.context(complaint)),
            (other, _) => other,
        }
    }

    /// The error of the calls that were in progress.
    pub fn error(&self) -> Error {
        match self {
            Self::Closed(errno, complaint) => {
                let reason =
                    complaint.as_deref().unwrap_or("the other side closed it before its answer");
                system(errno.unwrap_or(Errno::IO), format!("the connection has ended: {reason}"))
            }
            Self::Lost(error) | Self::Broken(error) => error.clone(),
            Self::Silent => internal("the connection has ended: no answer to keepalive messages"),
            Self::Here => Self::error_later(),
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
            Self::Lost(_) | Self::Broken(_) => VIR_CONNECT_CLOSE_REASON_ERROR,
            Self::Silent => VIR_CONNECT_CLOSE_REASON_KEEPALIVE,
            Self::Here => VIR_CONNECT_CLOSE_REASON_CLIENT,
        }
    }
}
