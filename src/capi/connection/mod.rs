//! Functions on connections: opening and closing, identity, capabilities.

pub mod auth;
pub mod capabilities;
pub mod close_callback;
pub mod cpu;
pub mod default_auth;
pub mod identity;
pub mod open;
pub mod transport;
