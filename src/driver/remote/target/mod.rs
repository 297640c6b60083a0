//! What a URI of a remote host says: which driver there, reached how, and by which name the server
//! opens it.

mod parameters;
mod parsed;
mod socket;
mod ssh;

pub use parameters::{Mode, Parameters};
pub use parsed::{Target, TransportKind};
pub use socket::socket;
pub use ssh::program as ssh_program;

#[cfg(test)]
mod tests;
