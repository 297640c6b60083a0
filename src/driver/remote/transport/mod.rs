//! The transports of a connection.

mod command;
mod stream;
mod tcp;
pub mod tls;
pub mod transport_trait;
mod unix;

pub use command::{Program, start};
pub use stream::wait_for;
pub use tcp::{connect as connect_tcp, plain};
pub use transport_trait::Transport;
pub use unix::connect as connect_unix;
