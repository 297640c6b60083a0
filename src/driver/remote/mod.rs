//! The remote driver: a host that libvirt's daemons serve, over their own protocol.
//!
//! Each call is passed on as it is, with its flags and parameters, and its result or error is what the
//! daemon sends. No thread is started: threads that wait for replies take turns to read
//! (client/mod.rs), and events arrive in the program's event loop.

mod authentication;
mod client;
mod driver;
mod error;
mod events;
mod messages;
mod open;
mod protocol;
mod session_daemon;
mod socket_watch;
mod target;
mod traits;
mod transport;

#[cfg(feature = "fuzzing")]
pub use client::packets;
pub use open::open;
