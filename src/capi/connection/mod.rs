//! Functions on connections: opening, capabilities, and what is not a domain.

pub mod auth;
pub mod capabilities;
pub mod close_callback;
pub mod cpu;
pub mod empty_lists;
pub mod identity;
pub mod open;
pub mod transport;
