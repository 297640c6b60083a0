//! Error functions. Each thread has a last error of its own, and so has each connection.

pub mod connection;
pub mod handlers;
pub mod objects;
pub mod thread;
